import { Box, MenuItem, TextField, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import { CI_CLASSES, CI_STATUSES } from '#domain/fields/config-items.ts';
import { codeText, useText } from '#renderer/shared/i18n/i18n.ts';
import { PersonPicker } from '#renderer/shared/pickers/person-picker.tsx';
import { PlacePicker } from '#renderer/shared/pickers/place-picker.tsx';
import type { CiForm, CiFormProblem } from './ci-form-model.ts';

export type CiFormHandle = {
  readonly form: CiForm;
  readonly set: <K extends keyof CiForm & string>(name: K, value: CiForm[K]) => void;
  readonly changedUnderneath: (name: keyof CiForm & string) => boolean;
};

type FieldsProps = {
  readonly draft: CiFormHandle;
  /** What the record says now, for fields that somebody else changed meanwhile. */
  readonly current: CiForm;
  readonly names: Names;
  readonly problems: readonly CiFormProblem[];
};

type TextName = {
  [K in keyof CiForm]: CiForm[K] extends string ? (string extends CiForm[K] ? K : never) : never;
}[keyof CiForm];

const CRITICALITIES = ['high', 'medium', 'low'] as const;
const DATES: ReadonlySet<string> = new Set(['invoiceDate', 'deliveredOn', 'warrantyUntil']);
const IDENTITY = ['name', 'assetTag', 'serial', 'manufacturer', 'model'] as const;
const COMMERCIAL = [
  'supplier',
  'purchaseOrder',
  'invoiceNumber',
  'invoiceDate',
  'deliveryNote',
  'deliveredOn',
  'price',
  'currency',
  'warrantyUntil',
  'costCentre',
] as const;

const Group = ({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode => (
  <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
    <Typography component="legend" variant="subtitle2" sx={{ mb: 1 }}>
      {title}
    </Typography>
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' }}>
      {children}
    </Box>
  </Box>
);

type TextProps = FieldsProps & { readonly name: TextName; readonly isLong?: boolean };

const TextInput = ({ draft, current, problems, name, isLong = false }: TextProps): ReactNode => {
  const t = useText('cmdb');
  const problem = problems.find((candidate) => candidate === name);
  const underneath = draft.changedUnderneath(name)
    ? t('form.changedUnderneath', { value: current[name] || t('nothing') })
    : undefined;
  const isDate = DATES.has(name);
  return (
    <TextField
      size="small"
      fullWidth
      label={t(`fields:${name}`)}
      required={name === 'name'}
      autoFocus={name === 'name'}
      type={isDate ? 'date' : 'text'}
      multiline={isLong}
      minRows={isLong ? 3 : 1}
      value={draft.form[name]}
      onChange={(event) => draft.set(name, event.target.value)}
      error={problem !== undefined}
      helperText={
        problem === undefined
          ? (underneath ?? (name === 'tags' ? t('form.tagsHint') : undefined))
          : t(`form.problems.${problem}`)
      }
      slotProps={isDate ? { inputLabel: { shrink: true } } : {}}
      sx={isLong ? { gridColumn: '1 / -1' } : {}}
    />
  );
};

type ChoiceProps = {
  readonly draft: CiFormHandle;
  readonly name: 'ciClass' | 'status' | 'criticality';
  readonly values: readonly string[];
  readonly words: 'ciClasses' | 'states' | 'criticalities';
};

const ChoiceInput = ({ draft, name, values, words }: ChoiceProps): ReactNode => {
  const t = useText('cmdb');
  return (
    <TextField
      select
      size="small"
      label={t(`fields:${name}`)}
      value={draft.form[name]}
      // The menu offers nothing but values of this field.
      onChange={(event) => draft.set(name, event.target.value as never)}
    >
      {values.map((value) => (
        <MenuItem key={value} value={value} dense>
          {codeText(`common:${words}`, value)}
        </MenuItem>
      ))}
    </TextField>
  );
};

const nameOf = (names: Names, id: string | null): string | null => (id === null ? null : (names[id] ?? null));

/** The editable fields of a configuration item, for creating and for editing. */
export const CiFormFields = (props: FieldsProps): ReactNode => {
  const t = useText('cmdb');
  const { draft, names } = props;
  return (
    <Box sx={{ display: 'grid', gap: 2.5, pt: 0.5 }}>
      <Group title={t('form.identity')}>
        {IDENTITY.map((name) => (
          <TextInput key={name} {...props} name={name} />
        ))}
        <ChoiceInput draft={draft} name="ciClass" values={CI_CLASSES} words="ciClasses" />
        <ChoiceInput draft={draft} name="status" values={CI_STATUSES} words="states" />
        <ChoiceInput draft={draft} name="criticality" values={CRITICALITIES} words="criticalities" />
      </Group>
      <Group title={t('form.assignment')}>
        <PersonPicker
          label={t('fields:user')}
          value={draft.form.userId}
          valueName={nameOf(names, draft.form.userId)}
          onChange={(id) => draft.set('userId', id)}
        />
        <PlacePicker
          label={t('fields:place')}
          value={draft.form.placeId}
          valueName={nameOf(names, draft.form.placeId)}
          onChange={(id) => draft.set('placeId', id)}
        />
        <TextInput {...props} name="tags" />
        <TextInput {...props} name="notes" isLong />
      </Group>
      <Group title={t('form.commercial')}>
        {COMMERCIAL.map((name) => (
          <TextInput key={name} {...props} name={name} />
        ))}
      </Group>
    </Box>
  );
};
