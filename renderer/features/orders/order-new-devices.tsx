import Close from '@mui/icons-material/Close';
import {
  Box,
  Checkbox,
  Chip,
  FormControlLabel,
  FormGroup,
  FormLabel,
  MenuItem,
  Switch,
  TextField,
} from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ConfigItemRow } from '#contracts/shared.ts';
import { CARRY_OVER } from '#domain/fields/orders.ts';
import { nameIn } from '#domain/records/names.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import type { FormParts, FormProblem, OrderForm } from './order-wizard.ts';

export type OrderFormProps = {
  readonly form: OrderForm;
  readonly set: <K extends keyof OrderForm & string>(name: K, value: OrderForm[K]) => void;
  /** Keeps the name of a chosen record beside the form. */
  readonly setName: (id: string | null, name: string | null | undefined) => void;
  readonly parts: FormParts;
  readonly problems: readonly FormProblem[];
};

const ORDERS = { collection: 'orders', type: 'order' } as const;
const OLD_STATUSES = ['stored', 'defective', 'in_repair', 'scrapped'] as const;

const Subjects = ({ form, set, setName, problems }: OrderFormProps): ReactNode => {
  const t = useText('orders');
  // The picker is a new one then, and the hand goes on in it.
  const [wasChanged, setChanged] = useState(false);
  const add = (id: string | null, ci: ConfigItemRow | null): void => {
    if (id === null || form.subjectIds.includes(id)) return;
    setChanged(true);
    setName(id, ci?.name);
    set('subjectIds', [...form.subjectIds, id]);
  };
  return (
    <>
      {form.subjectIds.length > 0 && (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          {form.subjectIds.map((id) => (
            <Chip
              key={id}
              label={nameOf(form.names, id)}
              deleteIcon={<Close aria-label={t('new.removeSubject', { name: nameOf(form.names, id) })} />}
              onDelete={() => {
                setChanged(true);
                set(
                  'subjectIds',
                  form.subjectIds.filter((other) => other !== id),
                );
              }}
            />
          ))}
        </Box>
      )}
      {/* A new picker after each choice: it finds the next device. */}
      <RecordPicker
        kind="ci"
        key={form.subjectIds.length}
        label={t('new.addSubject')}
        value={null}
        valueName={null}
        userId={form.personId}
        required={form.subjectIds.length === 0}
        autoFocus={wasChanged}
        error={problems.includes('subjects') ? t('new.problems.subjects') : null}
        onChange={add}
      />
    </>
  );
};

const Swap = ({ form, set }: OrderFormProps): ReactNode => {
  const t = useText('orders');
  return (
    <>
      <TextField
        select
        size="small"
        label={t('new.oldDeviceStatus')}
        value={form.oldDeviceStatus}
        onChange={(event) => set('oldDeviceStatus', event.target.value as OrderForm['oldDeviceStatus'])}
      >
        {OLD_STATUSES.map((status) => (
          <MenuItem key={status} value={status} dense>
            {valueWord(ORDERS, 'oldDeviceStatus', status)}
          </MenuItem>
        ))}
      </TextField>
      <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, gridColumn: '1 / -1' }}>
        <FormLabel component="legend" sx={{ fontSize: 13 }}>
          {t('new.carryOver')}
        </FormLabel>
        <FormGroup row>
          {CARRY_OVER.map((part) => (
            <FormControlLabel
              key={part}
              control={
                <Checkbox
                  size="small"
                  checked={form.carryOver.includes(part)}
                  onChange={(_event, checked) =>
                    set(
                      'carryOver',
                      CARRY_OVER.filter((one) => (one === part ? checked : form.carryOver.includes(one))),
                    )
                  }
                />
              }
              label={valueWord(ORDERS, 'carryOver', part)}
            />
          ))}
        </FormGroup>
      </Box>
    </>
  );
};

/** Which devices the order is about, in the roles its type gives them. */
export const OrderNewDevices = (props: OrderFormProps): ReactNode => {
  const t = useText('orders');
  const { form, set, setName, parts, problems } = props;
  const nameOf = (id: string | null): string | null => nameIn(form.names, id);
  const freshProblem = problems.find((problem) => problem === 'fresh' || problem === 'same_device');
  return (
    <>
      {parts.subjects && <Subjects {...props} />}
      {parts.old && (
        <RecordPicker
          kind="ci"
          label={t('new.old')}
          required
          value={form.oldCiId}
          valueName={nameOf(form.oldCiId)}
          userId={form.personId}
          error={problems.includes('old') ? t('new.problems.old') : null}
          onChange={(id, ci) => {
            setName(id, ci?.name);
            set('oldCiId', id);
          }}
        />
      )}
      {parts.fresh && (
        <RecordPicker
          kind="ci"
          label={t(parts.old ? 'new.fresh' : 'new.freshForAdd')}
          required
          value={form.newCiId}
          valueName={nameOf(form.newCiId)}
          error={freshProblem === undefined ? null : t(`new.problems.${freshProblem}`)}
          onChange={(id, ci) => {
            setName(id, ci?.name);
            set('newCiId', id);
          }}
        />
      )}
      {parts.carryOver && <Swap {...props} />}
      {parts.attached && (
        <FormControlLabel
          control={
            <Switch
              size="small"
              checked={form.moveAttached}
              onChange={(_event, checked) => set('moveAttached', checked)}
            />
          }
          label={t('new.moveAttached')}
        />
      )}
    </>
  );
};
