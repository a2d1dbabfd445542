import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { FieldTable } from '#domain/fields/field.ts';
import { specAt } from '#domain/fields/references.ts';
import { type FormDraft, useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { type Company, useCompany } from '#renderer/shared/settings/company.ts';
import { FieldEditor } from './field-editor.tsx';
import { type FieldProblem, givenValues, problemsOf } from './form-model.ts';
import { fieldLabel, type RecordKind } from './words.ts';

type Values = Readonly<Record<string, unknown>>;

/** A form for a new record, or for several fields of one at once: its values by path, drafted as they are typed. */
export type RecordForm = {
  readonly kind: RecordKind;
  readonly table: FieldTable;
  readonly names: Names;
  readonly company: Company;
  readonly draft: FormDraft<Record<string, unknown>>;
  readonly values: Values;
  readonly problems: readonly FieldProblem[];
  /** What is still wrong, in words, the first of it; null once it can be sent. */
  readonly reason: string | null;
  /** What is sent: the fields that differ from what the form began with. */
  readonly given: Record<string, unknown>;
};

type RecordFormOptions = {
  readonly kind: RecordKind;
  readonly table: FieldTable;
  readonly draftKey: string;
  readonly label: string;
  /** Every field of the form by its path, with what it begins with. Stable. */
  readonly start: Record<string, unknown>;
  readonly names?: Names;
};

const NO_NAMES: Names = {};

/** What is wrong with a field, in words. */
const problemText = ({ collection }: RecordKind, { path, problem, limit }: FieldProblem): string => {
  const field = fieldLabel(collection, path);
  switch (problem) {
    case 'missing':
      return text('record:form.missing', { field });
    case 'tooLong':
      return text('record:form.tooLong', { field, max: limit });
    case 'tooShort':
      return text('record:form.tooShort', { field, min: limit });
    case 'unread':
      return text('record:form.unread', { field });
  }
};

export const useRecordForm = (options: RecordFormOptions): RecordForm => {
  const { kind, table, start, names = NO_NAMES } = options;
  const { personId } = useSessionUser();
  const company = useCompany();
  const draft = useFormDraft(personId, options.draftKey, options.label, start);
  const problems = problemsOf(table, Object.keys(start), draft.form);
  const [first] = problems;
  return {
    ...{ kind, table, names, company, draft, problems },
    values: draft.form,
    reason: first === undefined ? null : problemText(kind, first),
    given: givenValues(table, start, draft.form),
  };
};

type FormFieldsProps = {
  readonly form: RecordForm;
  readonly paths: readonly string[];
  readonly title?: string;
  /** Marks what is wrong; not before it was tried to be sent. */
  readonly showProblems: boolean;
  readonly autoFocus?: boolean;
  /** What some fields are called here. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly onSubmit?: () => void;
};

/** Fields of a form, as many beside each other as there is room for; long texts take a row of their own. */
export const FormFields = (props: FormFieldsProps): ReactNode => {
  const { form, paths, title, showProblems, autoFocus = false, labels = {}, onSubmit } = props;
  const { kind, table, names, company, values, draft, problems } = form;
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      {title !== undefined && (
        <Typography component="legend" variant="subtitle2" sx={{ mb: 1 }}>
          {title}
        </Typography>
      )}
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' }}>
        {paths.map((path, index) => {
          const spec = specAt(table, path);
          const problem = problems.find((one) => one.path === path);
          if (spec === null) return null;
          const isWide = spec.kind === 'longText' || spec.kind === 'list';
          return (
            <Box key={path} sx={isWide ? { gridColumn: '1 / -1' } : { minWidth: 0 }}>
              <FieldEditor
                context={{ kind, names, company, values }}
                {...{ path, spec }}
                label={labels[path] ?? fieldLabel(kind.collection, path)}
                value={values[path]}
                required={spec.create === 'required'}
                autoFocus={autoFocus && index === 0}
                error={showProblems && problem !== undefined ? problemText(kind, problem) : null}
                onChange={(value) => draft.set(path, value)}
                {...(onSubmit === undefined ? {} : { onSubmit })}
              />
            </Box>
          );
        })}
      </Box>
    </Box>
  );
};
