import type { ReactNode } from 'react';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TextInput } from '#renderer/shared/record/field-inputs.tsx';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { DraftDialog } from '#renderer/shared/ui/draft-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';

const NOTHING = { reason: '' };

type RejectDialogProps = {
  readonly change: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    /** What a vote on it names. */
    readonly subject: string;
  };
  readonly onClose: () => void;
};

/** Asks why a change is rejected; who asked for it reads the reason. */
export const RejectDialog = ({ change, onClose }: RejectDialogProps): ReactNode => {
  const t = useText('changes');
  const { personId } = useSessionUser();
  const voting = useCommand('changes.vote');
  const draft = useFormDraft(
    personId,
    `change-vote:${change.id}`,
    `${change.number} ${change.title}`,
    NOTHING,
  );
  const reason = draft.form.reason.trim();
  const send = async (): Promise<void> => {
    if (reason === '') return;
    const reply = await voting.run({ id: change.id, decision: 'reject', reason, seen: change.subject });
    if (!reply.ok) return;
    draft.discard();
    onClose();
  };
  return (
    <DraftDialog
      title={t('vote.rejectTitle', { number: change.number })}
      width="sm"
      draft={draft}
      discard={t('vote.discard')}
      close={t('common:cancel')}
      send={t('vote.reject')}
      missing={reason === '' ? t('vote.reasonMissing') : null}
      busy={voting.busy}
      onSend={() => void send()}
      onClose={onClose}
    >
      <TextInput
        label={t('vote.reason')}
        hideLabel={false}
        multiline
        autoFocus
        value={draft.form.reason}
        error={null}
        max={2_000}
        onSubmit={undefined}
        onBlur={undefined}
        onText={(text) => draft.set('reason', text)}
      />
      {voting.error !== undefined && <ErrorNote error={voting.error} />}
    </DraftDialog>
  );
};
