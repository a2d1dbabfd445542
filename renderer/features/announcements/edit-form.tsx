import { Box } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { AnnouncementRow } from '#contracts/announcements.ts';
import type { Names } from '#contracts/shared.ts';
import { DraftActions } from '#renderer/shared/drafts/draft-actions.tsx';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { CheckLine } from '#renderer/shared/ui/check-line.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { AudiencePart, isForAll } from './audience-part.tsx';
import { FormFields } from './form-fields.tsx';
import { type AnnouncementForm, formOf, isReworded, lackOf, updateInputOf } from './form-model.ts';

/** What is typed in the form of an announcement, and what it began with. */
export const useAnnouncementDraft = (row: AnnouncementRow) => {
  const { personId } = useSessionUser();
  const start = useMemo(() => formOf(row, row.startsAt), [row]);
  const draft = useFormDraft<AnnouncementForm>(personId, `announcement:${row.id}`, row.title, start);
  return { draft, start, form: draft.form };
};

type EditFormProps = {
  readonly row: AnnouncementRow;
  readonly names: Names;
  readonly edited: ReturnType<typeof useAnnouncementDraft>;
  readonly onDone: () => void;
};

/** Edits what is announced. Where it says something else then, whoever edits it decides whether those who had taken note are shown it again. */
export const EditForm = ({
  row,
  names,
  edited: { draft, start, form },
  onDone,
}: EditFormProps): ReactNode => {
  const t = useText('announcements');
  const updating = useCommand('announcements.update');
  const [isAgain, setAgain] = useState(false);
  const lack = lackOf(form);
  const reason = lack === null ? null : t(`lack.${lack}`);
  const asksAgain = row.active && isReworded(start, form);
  const audience = useLive('announcements.audience', {
    ciIds: [...form.ciIds],
    placeIds: [...form.placeIds],
    leftOutIds: [...form.leftOutIds],
  });
  const save = async (): Promise<void> => {
    if (lack !== null || updating.busy) return;
    const reply = await updating.run({
      ...updateInputOf(row.id, draft.began, form),
      again: asksAgain && isAgain,
    });
    if (!reply.ok) return;
    notify('success', t('saved', { title: form.title.trim() }));
    draft.discard();
    onDone();
  };
  return (
    <Box
      role="form"
      aria-label={row.title}
      onKeyDown={sendOnKey(() => void save(), reason !== null)}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, maxWidth: 760 }}
    >
      <FormFields draft={draft} names={names} lack={lack} />
      <AudiencePart
        audience={audience.data}
        isForAll={isForAll(form)}
        leftOutIds={form.leftOutIds}
        onLeaveOut={(ids) => draft.set('leftOutIds', ids)}
      />
      {asksAgain && <CheckLine label={t('again')} checked={isAgain} onCheck={setAgain} />}
      {updating.error !== undefined && <ErrorNote error={updating.error} />}
      <DraftActions
        draft={draft}
        reason={reason}
        busy={updating.busy}
        onSave={() => void save()}
        onDone={onDone}
      />
    </Box>
  );
};
