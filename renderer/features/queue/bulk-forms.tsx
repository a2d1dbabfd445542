import { Box, MenuItem, TextField } from '@mui/material';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { BulkPreviewRow } from '#contracts/tickets.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import { allFieldsOf } from '#domain/fields/tables.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import { stepFieldLabel } from '#renderer/shared/record/step-model.ts';
import { fieldLabel, type RecordKind, stepWord } from '#renderer/shared/record/words.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import {
  type BulkAct,
  type BulkValues,
  bulkStepFields,
  type OfferedStep,
  stepKeyOf,
  UPDATED,
} from './bulk-model.ts';

const KIND: RecordKind = { collection: 'tickets', type: null };
const FIELDS = allFieldsOf('tickets');
/** What is changed together is a field of tickets. */
const specOf = (name: string): FieldSpec => FIELDS[name] as FieldSpec;

const NO_NAMES: Names = {};
const NOTE: FieldSpec = { kind: 'longText', nullable: true };

type BulkFormProps = {
  readonly act: BulkAct;
  readonly values: BulkValues;
  readonly steps: readonly OfferedStep[];
  readonly chosen: OfferedStep | undefined;
  /** The tickets that it is about. */
  readonly tickets: readonly BulkPreviewRow[];
  readonly onValues: (values: BulkValues) => void;
};

type FieldProps = Pick<BulkFormProps, 'values' | 'onValues'> & {
  readonly name: string;
  readonly spec: FieldSpec;
  readonly label: string;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
};

const Field = ({ values, onValues, name, ...field }: FieldProps): ReactNode => {
  const company = useCompany();
  return (
    <FieldEditor
      context={{ kind: KIND, names: NO_NAMES, company, values }}
      path={name}
      value={values[name] ?? null}
      onChange={(value) =>
        onValues({
          ...values,
          // Another category has other subcategories.
          ...(name === 'category' ? { subcategory: null } : {}),
          [name]: value,
        })
      }
      {...field}
    />
  );
};

const StepFields = ({ values, steps, chosen, onValues }: BulkFormProps): ReactNode => {
  const t = useText('queue');
  return (
    <>
      <TextField
        select
        fullWidth
        size="small"
        autoFocus
        label={t('bulk.step')}
        value={chosen === undefined ? '' : stepKeyOf(chosen)}
        onChange={(event) => onValues({ step: event.target.value })}
      >
        {steps.map((offered) => (
          <MenuItem key={stepKeyOf(offered)} value={stepKeyOf(offered)} dense>
            {t('bulk.stepFor', {
              step: stepWord(offered.process.type, offered.step.name),
              count: offered.count,
            })}
          </MenuItem>
        ))}
      </TextField>
      {chosen !== undefined &&
        bulkStepFields(chosen).map(({ name, spec, isRequired }) => (
          <Field
            key={`${stepKeyOf(chosen)} ${name}`}
            label={stepFieldLabel(chosen.process, name)}
            required={isRequired}
            {...{ name, spec, values, onValues }}
          />
        ))}
    </>
  );
};

/** Of the chosen tickets the one that stays; of a single one it is looked for. */
const Stays = ({ tickets, values, onValues }: BulkFormProps): ReactNode => {
  const t = useText('queue');
  const pair = { values, onValues };
  return (
    <>
      {tickets.length > 1 ? (
        <TextField
          select
          fullWidth
          size="small"
          autoFocus
          label={t('bulk.stays')}
          value={values.ofId ?? ''}
          onChange={(event) => onValues({ ...values, ofId: event.target.value })}
        >
          {tickets.map(({ id, number, title }) => (
            <MenuItem key={id} value={id} dense>
              {joined([number, title], ' ')}
            </MenuItem>
          ))}
        </TextField>
      ) : (
        <Field name="ofId" {...pair} spec={specOf('duplicateOfId')} label={t('bulk.stays')} autoFocus />
      )}
      <Field name="note" {...pair} spec={NOTE} label={fieldLabel('tickets', 'note')} />
    </>
  );
};

/** What is done with the tickets, field by field. */
export const BulkForm = (props: BulkFormProps): ReactNode => {
  const { act, values, onValues } = props;
  const pair = { values, onValues };
  switch (act) {
    case 'assign':
      return (
        <TeamMemberPicker
          value={{
            teamId: (values.teamId ?? null) as string | null,
            assigneeId: (values.assigneeId ?? null) as string | null,
          }}
          names={NO_NAMES}
          onChange={(target) => onValues(target)}
          autoFocus
        />
      );
    case 'update':
      return (
        <Box sx={{ display: 'grid', gap: 1.25, gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))' }}>
          {UPDATED.map((name, index) => (
            <Field
              key={name}
              {...{ name, ...pair }}
              spec={specOf(name)}
              label={fieldLabel('tickets', name)}
              autoFocus={index === 0}
            />
          ))}
        </Box>
      );
    case 'step':
      return <StepFields {...props} />;
    case 'setParent':
      return (
        <Field
          name="parentId"
          {...pair}
          spec={specOf('parentId')}
          label={fieldLabel('tickets', 'parentId')}
          autoFocus
        />
      );
    case 'closeDuplicate':
      return <Stays {...props} />;
  }
};
