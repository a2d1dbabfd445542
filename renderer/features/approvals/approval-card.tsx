import { Box, Button, Link, Paper, Stack, Typography } from '@mui/material';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import './approval-card.css';
import type { WaitingRow } from '#contracts/approvals.ts';
import type { RiskLevel } from '#domain/fields/changes.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { isTextField } from '#renderer/shared/commands/text-field.ts';
import { formatInstant, formatMoney } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { codeText, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { voteOf } from '#renderer/shared/record/reject-dialog.tsx';
import { fieldLabel, valueWord } from '#renderer/shared/record/words.ts';
import { PriorityMark } from '#renderer/shared/ui/chips.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

type Act = 'approve' | 'reject' | 'open';

const KEYS: KeyMap<Act> = {
  group: 'approvals:inbox.keys',
  actions: {
    approve: { label: 'approvals:vote.approve', shortcuts: ['y'] },
    reject: { label: 'approvals:vote.reject', shortcuts: ['x'] },
    open: { label: 'approvals:inbox.open', shortcuts: ['Enter'] },
  },
};

type ApprovalCardProps = {
  readonly row: WaitingRow;
  /** Has the focus from the start, so that the first key decides. */
  readonly autoFocus: boolean;
  readonly onReject: () => void;
};

type RiskNowProps = { readonly row: WaitingRow; readonly atRequest: RiskLevel };

/** The risk as it is now, where it is of another level than was assessed at the request. */
const RiskNow = ({ row, atRequest }: RiskNowProps): ReactNode => {
  const t = useText('changes');
  const { data } = useLive('changes.risk', { id: row.id });
  if (data === undefined || data.risk.level === atRequest) return null;
  const { level, score } = data.risk;
  const words = valueWord({ collection: 'tickets', type: row.type }, 'riskLevel', level);
  return (
    <Typography component="strong" variant="body2" color="warning" sx={{ fontWeight: 600 }}>
      {t('risk.differs', { level: words, score })}
    </Typography>
  );
};

/** One record that waits for a word: what, when, for whom, and the word. */
export const ApprovalCard = ({ row, autoFocus, onReject }: ApprovalCardProps): ReactNode => {
  const t = useText('approvals');
  const { run, busy, error } = useCommand(voteOf(row.feature));
  useKeyMap(KEYS);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    const at = document.activeElement;
    // A change that comes in above takes nobody away from the one that they look at, or from what they type.
    const isBusy = at?.closest('article, [role="dialog"]') != null || isTextField(at);
    if (autoFocus && !isBusy) card.current?.focus();
  }, [autoFocus]);
  const { id, number, title, forId, forName } = row;
  const approve = async (): Promise<void> => {
    if (busy) return;
    const delegated = forId === null ? {} : { forId };
    const reply = await run({ id, decision: 'approve', seen: row.subject, ...delegated });
    if (reply.ok) notify('success', t('vote.approved', { number }));
  };
  const open = (): void => openRecord('tickets', row, number);
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = event.target === event.currentTarget ? actionOf(KEYS, event) : null;
    if (act === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (act === 'approve') void approve();
    else if (act === 'reject') onReject();
    else open();
  };
  const window = joined(
    [row.plannedStartAt, row.plannedEndAt].filter((at) => at !== null).map((at) => formatInstant(at)),
    ' – ',
  );
  return (
    <Paper
      component="article"
      variant="outlined"
      ref={card}
      tabIndex={0}
      aria-label={joined([`${number} ${title}`, forName])}
      aria-keyshortcuts="y x Enter"
      onKeyDown={onKeyDown}
      sx={{ p: 1.5, maxWidth: 960, display: 'grid', gap: 1 }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Link
          component="button"
          variant="body1"
          onClick={open}
          sx={{ fontWeight: 600, textAlign: 'start', overflowWrap: 'anywhere' }}
        >
          {number} {title}
        </Link>
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          {joined([
            row.kind === null
              ? codeText('common:recordTypes', row.type)
              : valueWord({ collection: 'tickets', type: row.type }, row.kind.field, row.kind.value),
            window,
            row.hasOutage ? fieldLabel('tickets', 'hasOutage') : null,
            row.prepared === 0 ? null : t('prepared', { count: row.prepared }),
            row.costMinor === null
              ? null
              : `${fieldLabel('tickets', 'costMinor')} ${formatMoney(row.costMinor, null)}`,
            row.ciName,
            row.teamName,
          ])}
        </Typography>
        {row.exceptions.map((title) => (
          <Typography
            key={title}
            variant="body2"
            color="warning"
            sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}
          >
            {t('exceptionFrom', { title })}
          </Typography>
        ))}
        {forId !== null && (
          <Typography variant="body2" color="primary" sx={{ fontWeight: 600 }}>
            {forName === null ? t('delegate.forGone') : t('delegate.forName', { name: forName })}
          </Typography>
        )}
        <Typography variant="body2" color="textSecondary">
          {row.requestedByName === null ? '' : t('requestedBy', { who: row.requestedByName })}
        </Typography>
        {row.isOverdue && row.requestedAt !== null && (
          <Typography variant="body2" color="error" sx={{ fontWeight: 600 }}>
            {t('overdue', { when: formatInstant(row.requestedAt) })}
          </Typography>
        )}
      </Box>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <PriorityMark priority={row.priority} />
        {row.riskLevel !== null && (
          <span>
            {joined([
              fieldLabel('tickets', 'riskLevel'),
              valueWord({ collection: 'tickets', type: row.type }, 'riskLevel', row.riskLevel),
            ])}
          </span>
        )}
        {row.riskLevel !== null && <RiskNow row={row} atRequest={row.riskLevel} />}
      </Stack>
      <Facts
        facts={row.texts.map(({ field, text }) => ({
          label: fieldLabel('tickets', field),
          value: text === '' ? null : <span className="approval-plan">{text}</span>,
        }))}
      />
      {error !== undefined && <ErrorNote error={error} />}
      <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap' }}>
        <Button
          size="small"
          variant="contained"
          loading={busy}
          onClick={() => void approve()}
          endIcon={<KeyHint shortcut="y" />}
        >
          {t('vote.approve')}
        </Button>
        <Button size="small" onClick={onReject} endIcon={<KeyHint shortcut="x" />}>
          {t('vote.reject')}
        </Button>
      </Stack>
    </Paper>
  );
};
