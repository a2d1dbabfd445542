import { Box } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { AgendaRow } from '#contracts/meetings.ts';
import { ITEM_NOTE_MAX } from '#domain/fields/events.ts';
import { DraftActions } from '#renderer/shared/drafts/draft-actions.tsx';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { ChangedNote } from '#renderer/shared/record/field-notice.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';

type ItemNotesProps = { readonly meetingId: string; readonly row: AgendaRow };

/** What was said about an item and what is to be done; a draft until it is saved. */
export const ItemNotes = ({ meetingId, row }: ItemNotesProps): ReactNode => {
  const t = useText('meetings');
  const { personId } = useSessionUser();
  const said = row.item?.actions ?? '';
  const start = useMemo(() => ({ actions: said }), [said]);
  const draft = useFormDraft(personId, `meeting-item:${meetingId} ${row.id}`, row.number, start);
  const over = draft.over('actions');
  const noting = useCommand('meetings.note');
  const save = async (): Promise<void> => {
    if (noting.busy || over.changedUnderneath) return;
    const seen = { text: over.base };
    const reply = await noting.run({ id: meetingId, ticketId: row.id, text: draft.form.actions, seen });
    if (reply.ok) draft.discard();
  };
  return (
    <Box
      onKeyDown={sendOnKey(() => void save(), !draft.isDirty)}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}
    >
      <LongText
        size="small"
        label={fieldLabel('events', 'agendaItems.x.actions')}
        value={draft.form.actions}
        minRows={1}
        slotProps={{ htmlInput: { maxLength: ITEM_NOTE_MAX } }}
        onText={(text) => draft.set('actions', text)}
      />
      <ChangedNote field={over} current={said} />
      {noting.error !== undefined && <ErrorNote error={noting.error} />}
      {draft.isDirty && (
        <DraftActions
          draft={draft}
          reason={over.changedUnderneath ? t('wordsChanged') : null}
          busy={noting.busy}
          onSave={() => void save()}
          onDone={() => undefined}
        />
      )}
    </Box>
  );
};
