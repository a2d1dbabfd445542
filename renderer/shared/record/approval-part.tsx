import { Box, Button, Stack, Typography } from '@mui/material';
import { memo, type ReactNode, useMemo, useState } from 'react';
import type { ApprovalAnswer } from '#contracts/approvals.ts';
import type { Word } from '#domain/approvals/delegates.ts';
import { isException } from '#domain/changes/exceptions.ts';
import type { Approval } from '#domain/fields/approvals.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { formatInstant, formatList } from '#renderer/shared/format/format.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { ApprovalChip } from './approval-chip.tsx';
import { DelegatesPart, VoteForButtons } from './approval-delegates.tsx';
import { lacksRule, NoRuleNote } from './no-rule-note.tsx';
import type { AnyRecordPage } from './record-page.ts';
import { RejectDialog, voteOf } from './reject-dialog.tsx';
import { valueWord } from './words.ts';

type ApprovalPartProps = {
  readonly page: AnyRecordPage;
  readonly approval: ApprovalAnswer;
  /** What is said in place of votes where it was agreed to beforehand. */
  readonly note?: ReactNode;
};

/** The keys of the words that may be said. `approve` is null where it was said. */
const useVoteKeys = (isOn: boolean, approve: (() => void) | null, reject: () => void): void => {
  const latest = useLatest({ approve, reject });
  const commands = useMemo<readonly Command[]>(
    () =>
      isOn
        ? [
            {
              ...{ id: 'approvals.approve', label: 'approvals:vote.approve', group: 'record:commands.group' },
              shortcut: 'y',
              when: () => latest.current.approve !== null,
              run: () => latest.current.approve?.(),
            },
            {
              ...{ id: 'approvals.reject', label: 'approvals:vote.reject', group: 'record:commands.group' },
              shortcut: 'x',
              run: () => latest.current.reject(),
            },
          ]
        : [],
    [latest, isOn],
  );
  useCommands(commands);
};

type VoteLineProps = { readonly vote: Word; readonly page: AnyRecordPage; readonly isPast: boolean };

const VoteLine = ({ vote, page, isPast }: VoteLineProps): ReactNode => {
  const t = useText('approvals');
  const said = joined([
    vote.byId === null
      ? nameOf(page.names, vote.id)
      : t('delegate.byFor', { by: nameOf(page.names, vote.byId), name: nameOf(page.names, vote.id) }),
    valueWord(page.kind, 'votes.x.decision', vote.decision),
    vote.meeting == null
      ? null
      : t('inMeeting', {
          title: vote.meeting.title,
          names: formatList(vote.meeting.presentIds.map((id) => nameOf(page.names, id))),
        }),
    formatInstant(vote.at),
    isPast ? t('past') : null,
  ]);
  return (
    <Box
      component="li"
      sx={{ fontSize: 13, overflowWrap: 'anywhere', ...(isPast ? { color: 'text.secondary' } : {}) }}
    >
      {said}
      {vote.reason !== null && (
        <Typography variant="body2" color="textSecondary" dir="auto" sx={{ whiteSpace: 'pre-wrap' }}>
          {vote.reason}
        </Typography>
      )}
    </Box>
  );
};

const Asked = ({
  approval,
  page,
}: {
  readonly approval: Approval;
  readonly page: AnyRecordPage;
}): ReactNode => {
  const t = useText('approvals');
  const who = [
    ...approval.personIds.map((id) => nameOf(page.names, id)),
    ...approval.roles.map((role) => t(`common:roles.${role}`)),
  ];
  const rule = valueWord(page.kind, 'approvals.x.rule', approval.rule);
  return (
    <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
      {joined([
        approval.rule === 'share' ? t('share', { rule, share: approval.share }) : rule,
        formatList(who),
      ])}
    </Typography>
  );
};

/** Who has to agree, who did, and one's own word. */
export const ApprovalPart = memo(({ page, approval, note }: ApprovalPartProps): ReactNode => {
  const t = useText('approvals');
  const voting = useCommand(voteOf(page.process.feature));
  /** For whom; null: one’s own. */
  const [rejecting, setRejecting] = useState<{ readonly forId: string | null } | null>(null);
  const { record } = page;
  const approveFor = (forId: string | null): void =>
    void voting.run({
      ...{ id: record.id, decision: 'approve', seen: approval.subject },
      ...(forId === null ? {} : { forId }),
    });
  const rejectFor = (forId: string | null): void => setRejecting({ forId });
  // Whoever is not asked in their own right decides for the first whose delegate they are.
  const first = approval.isAsked ? null : (approval.delegateFor[0] ?? null);
  const approve = (): void => approveFor(first);
  const reject = (): void => rejectFor(first);
  const { personId } = useSessionUser();
  const hasApproved = approval.counting.some(
    ({ id, byId, decision }) => id === personId && byId === null && decision === 'approve',
  );
  const isSaid = approval.isAsked && hasApproved;
  useVoteKeys(approval.isAsked || first !== null, isSaid ? null : approve, reject);
  return (
    <Section
      title={t('title')}
      actions={<ApprovalChip type={record.type} state={record.state} approval={approval.status} />}
    >
      {note}
      {approval.each.length === 0 &&
        note === undefined &&
        (lacksRule(page) ? (
          <NoRuleNote page={page} />
        ) : (
          <Typography variant="body2" color="textSecondary">
            {t('none')}
          </Typography>
        ))}
      {approval.requestedBy !== null && approval.each.length > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('requestedBy', { who: nameOf(page.names, approval.requestedBy) })}
        </Typography>
      )}
      {approval.isOverdue && approval.requestedAt !== null && (
        <Typography variant="body2" color="error">
          {t('overdue', { when: formatInstant(approval.requestedAt) })}
        </Typography>
      )}
      {approval.each.map(({ approval: one, status }) => (
        <Box key={one.id} sx={{ py: 0.5 }}>
          <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
            <Typography
              variant="body2"
              sx={{ fontWeight: 600, flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}
            >
              {isException(one) ? t('exceptionFrom', { title: one.name }) : one.name}
            </Typography>
            {approval.each.length > 1 && (
              <ApprovalChip type={record.type} state={record.state} approval={status} />
            )}
          </Stack>
          <Asked approval={one} page={page} />
        </Box>
      ))}
      {approval.counting.length + approval.past.length > 0 && (
        <Box
          component="ul"
          aria-label={t('votes')}
          sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}
        >
          {approval.counting.map((vote) => (
            <VoteLine key={`${vote.id} ${vote.byId}`} vote={vote} page={page} isPast={false} />
          ))}
          {approval.past.map((vote) => (
            <VoteLine key={`${vote.id} ${vote.byId}`} vote={vote} page={page} isPast />
          ))}
        </Box>
      )}
      <DelegatesPart page={page} approval={approval} />
      {/* Who has said something may say something else. */}
      {approval.isAsked && (
        <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap', mt: 1 }}>
          {!isSaid && (
            <Button
              size="small"
              variant={approval.isWaitedFor ? 'contained' : 'outlined'}
              loading={voting.busy}
              onClick={approve}
              endIcon={<KeyHint shortcut="y" />}
            >
              {t('vote.approve')}
            </Button>
          )}
          <Button size="small" onClick={reject} endIcon={<KeyHint shortcut="x" />}>
            {t('vote.reject')}
          </Button>
        </Stack>
      )}
      <VoteForButtons
        page={page}
        forIds={approval.delegateFor}
        hasKeys={first !== null}
        busy={voting.busy}
        onApprove={approveFor}
        onReject={rejectFor}
      />
      {voting.error !== undefined && <ErrorNote error={voting.error} />}
      {rejecting !== null && (
        <RejectDialog
          feature={page.process.feature}
          record={{ ...record, subject: approval.subject, ...rejecting }}
          onClose={() => setRejecting(null)}
        />
      )}
    </Section>
  );
});
