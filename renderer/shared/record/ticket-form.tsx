import { Box } from '@mui/material';
import { Fragment, type ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import type { Company } from '#renderer/shared/settings/company.ts';
import { FieldEditor } from './field-editor.tsx';
import { fieldLabel, type RecordKind } from './words.ts';

/** What every form for a new ticket holds, beside the fields of its rows. */
type Assigned = { readonly teamId: string | null; readonly assigneeId: string | null };

type TicketFormProps<F extends Assigned> = {
  readonly kind: RecordKind;
  readonly table: FieldTable;
  /** Fields of one row stand side by side where both have room. The first row is the title. */
  readonly rows: readonly (readonly (keyof F & string)[])[];
  readonly form: F;
  readonly edit: <K extends keyof F>(name: K, value: F[K]) => void;
  readonly company: Company;
  /** Of what is chosen already; services are the company's. */
  readonly names?: Names;
  /** The row that whose it is follows; the last one when left out. */
  readonly assignedAfter?: keyof F & string;
  /** Why it can't be created without a title; null while nobody tried. */
  readonly titleError: string | null;
};

const rowSx = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(200px, 100%), 1fr))',
  gap: 1.5,
  alignItems: 'end',
} as const;

/** What stands for nothing: null where the field may be, no text where it may not. */
const emptyOf = (spec: FieldSpec): string | null => (spec.nullable === true ? null : '');

/** The fields of a new ticket, whatever its process, and whose it is. Tab follows them. */
export const TicketForm = <F extends Assigned>(props: TicketFormProps<F>): ReactNode => {
  const { kind, table, rows, form, edit, company, titleError } = props;
  const services = Object.fromEntries(company.services.map(({ id, name }) => [id, name]));
  const names = { ...props.names, ...services };
  const context = { kind, names, company, values: { ...form } };
  const assignedAfter = props.assignedAfter ?? rows.at(-1)?.[0];
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, maxWidth: 820 }}>
      {rows.map((fields) => (
        <Fragment key={fields[0]}>
          <Box sx={rowSx}>
            {fields.map((field) => {
              const spec = table[field];
              const isTitle = field === 'title';
              return spec === undefined ? null : (
                <FieldEditor
                  key={field}
                  context={context}
                  path={field}
                  spec={spec}
                  label={fieldLabel(kind.collection, field)}
                  value={form[field]}
                  required={isTitle}
                  autoFocus={isTitle}
                  error={isTitle ? titleError : null}
                  // The editor of a field's kind answers with a value of that kind.
                  onChange={(value) => edit(field, (value ?? emptyOf(spec)) as never)}
                />
              );
            })}
          </Box>
          {fields[0] === assignedAfter && (
            <TeamMemberPicker
              value={{ teamId: form.teamId, assigneeId: form.assigneeId }}
              names={names}
              onChange={({ teamId, assigneeId }) => {
                edit('teamId', teamId);
                edit('assigneeId', assigneeId);
              }}
            />
          )}
        </Fragment>
      ))}
    </Box>
  );
};
