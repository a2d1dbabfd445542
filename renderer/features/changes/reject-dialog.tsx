import type { ReactNode } from 'react';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ReasonDialog } from '#renderer/shared/ui/reason-dialog.tsx';

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
  const voting = useCommand('changes.vote');
  const { id, number, title, subject } = change;
  return (
    <ReasonDialog
      title={t('vote.rejectTitle', { number })}
      draftKey={`change-vote:${id}`}
      draftLabel={`${number} ${title}`}
      label={t('vote.reason')}
      send={t('vote.reject')}
      discard={t('vote.discard')}
      missing={t('vote.reasonMissing')}
      busy={voting.busy}
      error={voting.error}
      onSend={async (reason) => (await voting.run({ id, decision: 'reject', reason, seen: subject })).ok}
      onClose={onClose}
    />
  );
};
