import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import { ANNOUNCEMENT_FIELDS } from '#domain/fields/events.ts';
import { ANNOUNCEMENT_KIND } from '#renderer/shared/announcements/announcement-words.tsx';
import { useScopeNames } from '#renderer/shared/announcements/use-scope-names.ts';
import type { FormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import { readValue } from '#renderer/shared/record/field-values.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { type AnnouncementForm, FORM_FIELDS } from './form-model.ts';

/** Short ones stand beside each other. */
const NARROW: readonly string[] = ['kind', 'severity', 'startsAt', 'endsAt'];

type FormFieldsProps = {
  readonly draft: Pick<FormDraft<AnnouncementForm>, 'form' | 'set'>;
  readonly names: Names;
  readonly lack: 'title' | 'start' | null;
};

/** The fields of an announcement; what is typed is kept by the draft. */
export const FormFields = ({ draft: { form, set }, names, lack }: FormFieldsProps): ReactNode => {
  const company = useCompany();
  const shown = useScopeNames(form, names);
  const context = { kind: ANNOUNCEMENT_KIND, names: shown, company, values: { ...form } } as const;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
        gap: 1.5,
        maxWidth: 760,
      }}
    >
      {FORM_FIELDS.map((field) => {
        const spec = ANNOUNCEMENT_FIELDS[field];
        const isNullable = 'nullable' in spec;
        const isRequired = field === 'title' || field === 'startsAt';
        const isLacking =
          (lack === 'title' && field === 'title') || (lack === 'start' && field === 'startsAt');
        return (
          <Box key={field} sx={NARROW.includes(field) ? {} : { gridColumn: '1 / -1' }}>
            <FieldEditor
              context={context}
              path={field}
              spec={spec}
              label={fieldLabel('events', field)}
              value={form[field]}
              required={isRequired}
              error={isLacking ? fieldLabel('events', field) : null}
              autoFocus={field === 'title'}
              // The editor of a field's kind answers with a value of that kind.
              onChange={(value) => set(field, (readValue(value) ?? (isNullable ? null : '')) as never)}
            />
          </Box>
        );
      })}
    </Box>
  );
};
