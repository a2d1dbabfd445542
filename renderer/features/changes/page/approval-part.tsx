import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { ChangeBeside } from '#contracts/changes.ts';
import type { Approval, Vote } from '#domain/fields/approvals.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { formatInstant, formatList } from '#renderer/shared/format/format.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { ApprovalChip } from '../approval-chip.tsx';
import { RejectDialog } from '../reject-dialog.tsx';
import type { ChangeRecord } from './change-record.ts';

type ApprovalPartProps = { readonly page: ChangeRecord; readonly beside: ChangeBeside };

const KIND = { collection: 'tickets', type: 'change' } as const;

/** The keys of a vote, while one is waited for. */
const useVoteKeys = (isOn: boolean, approve: () => void, reject: () => void): void => {
  const latest = useLatest({ approve, reject });
  const commands = useMemo<readonly Command[]>(
    () =>
      isOn
        ? [
            {
              ...{ id: 'changes.approve', label: 'changes:vote.approve', group: 'record:commands.group' },
              shortcut: 'y',
              run: () => latest.current.approve(),
            },
            {
              ...{ id: 'changes.reject', label: 'changes:vote.reject', group: 'record:commands.group' },
              shortcut: 'x',
              run: () => latest.current.reject(),
            },
          ]
        : [],
    [latest, isOn],
  );
  useCommands(commands);
};

type VoteLineProps = { readonly vote: Vote; readonly page: ChangeRecord; readonly isPast: boolean };

const VoteLine = ({ vote, page, isPast }: VoteLineProps): ReactNode => {
  const t = useText('changes');
  const said = joined([
    nameOf(page.names, vote.id),
    valueWord(KIND, 'votes.x.decision', vote.decision),
    formatInstant(vote.at),
    isPast ? t('approval.past') : null,
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
  readonly page: ChangeRecord;
}): ReactNode => {
  const t = useText('changes');
  const who = [
    ...approval.personIds.map((id) => nameOf(page.names, id)),
    ...approval.roles.map((role) => t(`common:roles.${role}`)),
  ];
  const rule = valueWord(KIND, 'approvals.x.rule', approval.rule);
  return (
    <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
      {joined([
        approval.rule === 'share' ? t('approval.share', { rule, share: approval.share }) : rule,
        formatList(who),
      ])}
    </Typography>
  );
};

/** Who has to agree, who did, and one's own word. */
export const ApprovalPart = ({ page, beside }: ApprovalPartProps): ReactNode => {
  const t = useText('changes');
  const voting = useCommand('changes.vote');
  const [isRejecting, setRejecting] = useState(false);
  const { approval } = beside;
  const { record } = page;
  const { model } = record;
  const approve = (): void => void voting.run({ id: record.id, decision: 'approve', seen: approval.subject });
  const reject = (): void => setRejecting(true);
  useVoteKeys(approval.isAsked, approve, reject);
  return (
    <Section
      title={t('approval.title')}
      actions={<ApprovalChip state={record.state} approval={approval.status} />}
    >
      {model != null && record.changeType === 'standard' ? (
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {t('standard.is', {
            model: model.name,
            who: nameOf(page.names, model.approvedBy),
            when: formatInstant(model.approvedAt),
          })}
        </Typography>
      ) : null}
      {beside.standardFault !== null && (
        <Alert severity="warning" sx={{ mt: 0.5, py: 0 }}>
          {errorText(beside.standardFault)}
        </Alert>
      )}
      {approval.each.length === 0 && record.changeType !== 'standard' && (
        <Typography variant="body2" color="textSecondary">
          {t('approval.none')}
        </Typography>
      )}
      {approval.requestedBy !== null && approval.each.length > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('approval.requestedBy', { who: nameOf(page.names, approval.requestedBy) })}
        </Typography>
      )}
      {approval.isOverdue && approval.requestedAt !== null && (
        <Typography variant="body2" color="error">
          {t('approval.overdue', { when: formatInstant(approval.requestedAt) })}
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
            {approval.each.length > 1 && <ApprovalChip state={record.state} approval={status} />}
          </Stack>
          <Asked approval={one} page={page} />
        </Box>
      ))}
      {record.votes.length > 0 && (
        <Box
          component="ul"
          aria-label={t('approval.votes')}
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
        <RejectDialog change={{ ...record, subject: approval.subject }} onClose={() => setRejecting(false)} />
      )}
    </Section>
  );
};
