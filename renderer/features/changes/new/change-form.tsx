import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { CHANGE_FIELDS } from '#domain/fields/changes.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import type { NewChange, NewChangeForm } from './use-new-change.ts';

const KIND = { collection: 'tickets', type: 'change' } as const;

/** In the order in which a change is prepared; fields of one line stand side by side. */
const ROWS = [
  ['title'],
  ['changeType', 'hasOutage'],
  ['justification'],
  ['description'],
  ['serviceId', 'ciId'],
  ['plannedStartAt', 'plannedEndAt'],
  ['implementationPlan'],
  ['testPlan'],
  ['backoutPlan'],
  ['communicationPlan'],
  ['category', 'subcategory'],
  ['impact', 'urgency'],
] as const satisfies readonly (readonly (keyof NewChangeForm & keyof typeof CHANGE_FIELDS)[])[];

/** Side by side where both have room. */
const rowSx = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(200px, 100%), 1fr))',
  gap: 1.5,
  alignItems: 'end',
} as const;

/** What stands for nothing: null where the field may be, no text where it may not. */
const emptyOf = (spec: FieldSpec): string | null => (spec.nullable === true ? null : '');

/** The fields of a new change. Tab follows them. */
export const ChangeForm = ({ change }: { readonly change: NewChange }): ReactNode => {
  const t = useText('changes');
  const { form, edit, company, marksMissing } = change;
  const names = Object.fromEntries(company.services.map(({ id, name }) => [id, name]));
  const context = { kind: KIND, names, company, values: { ...form } };
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, maxWidth: 820 }}>
      {ROWS.map((fields) => (
        <Box key={fields[0]} sx={rowSx}>
          {fields.map((field) => {
            const spec: FieldSpec = CHANGE_FIELDS[field];
            return (
              <FieldEditor
                key={field}
                context={context}
                path={field}
                spec={spec}
                label={fieldLabel('tickets', field)}
                value={form[field]}
                required={field === 'title'}
                autoFocus={field === 'title'}
                error={field === 'title' && marksMissing ? t('new.titleMissing') : null}
                // The editor of a field's kind answers with a value of that kind.
                onChange={(value) => edit(field, (value ?? emptyOf(spec)) as never)}
              />
            );
          })}
        </Box>
      ))}
      <TeamMemberPicker
        value={{ teamId: form.teamId, assigneeId: form.assigneeId }}
        names={names}
        onChange={({ teamId, assigneeId }) => {
          edit('teamId', teamId);
          edit('assigneeId', assigneeId);
        }}
      />
    </Box>
  );
};
