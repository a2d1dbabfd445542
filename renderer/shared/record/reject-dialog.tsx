import type { ReactNode } from 'react';
import type { CommandName } from '#contracts/registry.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ReasonDialog } from '#renderer/shared/ui/reason-dialog.tsx';

/** The command by which people vote on records of a process with approvals: all of them take the same. */
export const voteOf = (feature: string) => `${feature}.vote` as Extract<CommandName, `${string}.vote`>;

type RejectDialogProps = {
  /** What holds it together: `changes`. */
  readonly feature: string;
  readonly record: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    /** What a vote on it names. */
    readonly subject: string;
    /** Of a delegate: for whom. */
    readonly forId?: string | null;
  };
  readonly onClose: () => void;
};

/** Asks why a record is rejected; who asked for it reads the reason. */
export const RejectDialog = ({ feature, record, onClose }: RejectDialogProps): ReactNode => {
  const t = useText('approvals');
  const voting = useCommand(voteOf(feature));
  const { id, number, title, subject, forId } = record;
  const delegated = forId == null ? {} : { forId };
  return (
    <ReasonDialog
      title={t('vote.rejectTitle', { number })}
      draftKey={forId == null ? `vote:${id}` : `vote:${id} ${forId}`}
      draftLabel={`${number} ${title}`}
      label={t('vote.reason')}
      send={t('vote.reject')}
      discard={t('vote.discard')}
      missing={t('vote.reasonMissing')}
      busy={voting.busy}
      error={voting.error}
      onSend={async (reason) =>
        (await voting.run({ id, decision: 'reject', reason, seen: subject, ...delegated })).ok
      }
      onClose={onClose}
    />
  );
};
