import { Box, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import { ulid } from 'ulid';
import type { Names } from '#contracts/shared.ts';
import { PLANNING_TABLES } from '#domain/events/planning-events.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import { useScopeNames } from '#renderer/shared/announcements/use-scope-names.ts';
import { DraftActions } from '#renderer/shared/drafts/draft-actions.tsx';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import { readValue } from '#renderer/shared/record/field-values.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { AffectedChanges } from './affected-changes.tsx';
import { WeekFields } from './week-fields.tsx';
import { createInputOf, type EditedWindow, lackOf, updateInputOf, windowStart } from './window-model.ts';

const FIELDS = ['title', 'startsAt', 'endsAt', 'ciIds', 'serviceIds', 'placeIds', 'body'] as const;

const useEditing = (edited: EditedWindow, onDone: () => void) => {
  const t = useText('changes');
  const { personId } = useSessionUser();
  const start = useMemo(
    () => windowStart(edited, Intl.DateTimeFormat().resolvedOptions().timeZone, new Date().toISOString()),
    [edited],
  );
  const name = edited.row?.title ?? t(`windows.new.${edited.type}`);
  const draft = useFormDraft(personId, `planning-event:${edited.id}`, name, start);
  // Sent again after a restart of the host it is the same one.
  const [newId] = useState(ulid);
  const creating = useCommand('events.create');
  const updating = useCommand('events.update');
  const lack = lackOf(draft.form);
  const busy = creating.busy || updating.busy;
  const save = async (): Promise<void> => {
    if (lack !== null || busy) return;
    const reply = await (edited.row === null
      ? creating.run(createInputOf(newId, edited, draft.form))
      : updating.run(updateInputOf(edited.row, draft.began, draft.form)));
    if (!reply.ok) return;
    notify('success', t('windows.saved', { title: draft.form.title.trim() }));
    draft.discard();
    onDone();
  };
  const reason = lack === null ? null : t(`windows.lack.${lack}`);
  return { draft, reason, save, busy, error: creating.error ?? updating.error };
};

type WindowFormProps = {
  readonly edited: EditedWindow;
  readonly names: Names;
  readonly onDone: () => void;
};

/** A maintenance window, a blackout or a lockdown: when it is and what it is for. What is typed is a draft until it is saved. */
export const WindowFormPart = ({ edited, names, onDone }: WindowFormProps): ReactNode => {
  const t = useText('changes');
  const company = useCompany();
  const { draft, reason, save, busy, error } = useEditing(edited, onDone);
  const { form, set } = draft;
  const { type } = edited;
  const table: Readonly<Record<string, FieldSpec>> = PLANNING_TABLES[type];
  const shown = useScopeNames(form, names);
  const context = {
    kind: { collection: 'events', type },
    names: shown,
    company,
    values: { ...form },
  } as const;
  return (
    <Box
      role="form"
      aria-label={edited.row?.title ?? t(`windows.new.${type}`)}
      onKeyDown={sendOnKey(() => void save(), reason !== null)}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, maxWidth: 720, pt: 1 }}
    >
      <Typography variant="body2" color="textSecondary">
        {t(`windows.about.${type}`)}
      </Typography>
      {FIELDS.map((field) => {
        const spec = table[field];
        return (
          spec !== undefined && (
            <FieldEditor
              key={field}
              context={context}
              path={field}
              spec={spec}
              label={fieldLabel('events', field)}
              value={form[field]}
              required={field === 'title' || field === 'startsAt'}
              autoFocus={field === 'title'}
              // The editor of a field's kind answers with a value of that kind.
              onChange={(value) =>
                set(field, (readValue(value) ?? (spec.nullable === true ? null : '')) as never)
              }
            />
          )
        );
      })}
      {type === 'maintenance_window' && <WeekFields form={form} set={set} />}
      {type === 'lockdown' && <AffectedChanges scope={form} />}
      {error !== undefined && <ErrorNote error={error} />}
      <DraftActions draft={draft} reason={reason} busy={busy} onSave={() => void save()} onDone={onDone} />
    </Box>
  );
};
