import { Box, Button, Stack, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { ApprovalAnswer } from '#contracts/approvals.ts';
import type { Approval, Vote } from '#domain/fields/approvals.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { formatInstant, formatList } from '#renderer/shared/format/format.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { ApprovalChip } from './approval-chip.tsx';
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

/** The keys of a vote, while one is waited for. */
const useVoteKeys = (isOn: boolean, approve: () => void, reject: () => void): void => {
  const latest = useLatest({ approve, reject });
  const commands = useMemo<readonly Command[]>(
    () =>
      isOn
        ? [
            {
              ...{ id: 'approvals.approve', label: 'approvals:vote.approve', group: 'record:commands.group' },
              shortcut: 'y',
              run: () => latest.current.approve(),
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

type VoteLineProps = { readonly vote: Vote; readonly page: AnyRecordPage; readonly isPast: boolean };

const VoteLine = ({ vote, page, isPast }: VoteLineProps): ReactNode => {
  const t = useText('approvals');
  const said = joined([
    nameOf(page.names, vote.id),
    valueWord(page.kind, 'votes.x.decision', vote.decision),
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
export const ApprovalPart = ({ page, approval, note }: ApprovalPartProps): ReactNode => {
  const t = useText('approvals');
  const voting = useCommand(voteOf(page.process.feature));
  const [isRejecting, setRejecting] = useState(false);
  const { record } = page;
  const approve = (): void => void voting.run({ id: record.id, decision: 'approve', seen: approval.subject });
  const reject = (): void => setRejecting(true);
  useVoteKeys(approval.isAsked, approve, reject);
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
              {one.name}
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
            <VoteLine key={vote.id} vote={vote} page={page} isPast={false} />
          ))}
          {approval.past.map((vote) => (
            <VoteLine key={vote.id} vote={vote} page={page} isPast />
          ))}
        </Box>
      )}
      {/* Who has said something may say something else. */}
      {approval.isAsked && (
        <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap', mt: 1 }}>
          <Button
            size="small"
            variant={approval.isWaitedFor ? 'contained' : 'outlined'}
            loading={voting.busy}
            onClick={approve}
            endIcon={<KeyHint shortcut="y" />}
          >
            {t('vote.approve')}
          </Button>
          <Button size="small" onClick={reject} endIcon={<KeyHint shortcut="x" />}>
            {t('vote.reject')}
          </Button>
        </Stack>
      )}
      {voting.error !== undefined && <ErrorNote error={voting.error} />}
      {isRejecting && (
        <RejectDialog
          feature={page.process.feature}
          record={{ ...record, subject: approval.subject }}
          onClose={() => setRejecting(false)}
        />
      )}
    </Section>
  );
};
