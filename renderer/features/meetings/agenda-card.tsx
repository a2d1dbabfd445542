import { Box, Button, Link, Paper, Stack, Typography } from '@mui/material';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import './agenda-card.css';
import type { AgendaRow } from '#contracts/meetings.ts';
import type { Names } from '#contracts/shared.ts';
import { actionOf, type KeyMap } from '#renderer/shared/commands/key-maps.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { codeText, useText } from '#renderer/shared/i18n/i18n.ts';
import { ApprovalChip } from '#renderer/shared/record/approval-chip.tsx';
import { usePreview } from '#renderer/shared/record/use-preview.tsx';
import { fieldLabel, valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { ItemNotes } from './item-notes.tsx';

export type AgendaAct = 'approve' | 'reject' | 'defer' | 'open' | 'next' | 'previous' | 'up' | 'down' | 'off';

export const AGENDA_KEYS: KeyMap<AgendaAct> = {
  group: 'meetings:keys.group',
  actions: {
    next: { label: 'meetings:keys.next', shortcuts: ['ArrowDown', 'j'] },
    previous: { label: 'meetings:keys.previous', shortcuts: ['ArrowUp', 'k'] },
    approve: { label: 'meetings:decide.approved', shortcuts: ['y'] },
    reject: { label: 'meetings:decide.rejected', shortcuts: ['x'] },
    defer: { label: 'meetings:decide.deferred', shortcuts: ['v'] },
    open: { label: 'meetings:keys.open', shortcuts: ['Enter'] },
    up: { label: 'meetings:keys.up', shortcuts: ['Alt+ArrowUp'] },
    down: { label: 'meetings:keys.down', shortcuts: ['Alt+ArrowDown'] },
    off: { label: 'meetings:keys.off', shortcuts: ['Delete'] },
  },
};

type CardProps = {
  readonly meetingId: string;
  readonly row: AgendaRow;
  readonly place: number;
  readonly names: Names;
  /** Decisions are taken: the meeting is under way and led by who looks. */
  readonly isLed: boolean;
  /** Its minutes are done. */
  readonly isOver: boolean;
  readonly mayArrange: boolean;
  /** Nothing comes after it. */
  readonly isLast: boolean;
  readonly isCurrent: boolean;
  readonly busy: boolean;
  readonly onAct: (act: AgendaAct) => void;
  readonly onFocus: () => void;
};

const MEETING = { collection: 'events', type: 'cab_meeting' } as const;

/** What was decided, by whom and why; once the meeting is over also that nothing was. */
const Outcome = ({
  row: { item },
  names,
  isOver,
}: Pick<CardProps, 'row' | 'names' | 'isOver'>): ReactNode => {
  const t = useText('meetings');
  if (item === null) return null;
  if (item.decision === null)
    return isOver ? (
      <Typography variant="body2" role="status" sx={{ fontWeight: 600 }}>
        {t('notDealtWith')}
      </Typography>
    ) : null;
  return (
    <Box role="status">
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {joined([
          valueWord(MEETING, 'agendaItems.x.decision', item.decision),
          item.decidedBy === null ? null : nameOf(names, item.decidedBy),
          item.decidedAt === null ? null : formatInstant(item.decidedAt),
        ])}
      </Typography>
      {item.reason !== null && (
        <Typography variant="body2" color="textSecondary" dir="auto" sx={{ whiteSpace: 'pre-wrap' }}>
          {item.reason}
        </Typography>
      )}
    </Box>
  );
};

const Decisions = ({ row, busy, onAct }: Pick<CardProps, 'row' | 'busy' | 'onAct'>): ReactNode => {
  const t = useText('meetings');
  // The keys decide again as well; what is decided does not ask for it.
  const isDecided = row.item !== null && row.item.decision !== null;
  return (
    <Box>
      <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap' }}>
        <Button
          size="small"
          variant={isDecided ? 'text' : 'contained'}
          loading={busy}
          disabled={!row.mayDecide}
          onClick={() => onAct('approve')}
          endIcon={<KeyHint shortcut="y" />}
        >
          {t('decide.approved')}
        </Button>
        <Button
          size="small"
          disabled={!row.mayDecide}
          onClick={() => onAct('reject')}
          endIcon={<KeyHint shortcut="x" />}
        >
          {t('decide.rejected')}
        </Button>
        <Button size="small" onClick={() => onAct('defer')} endIcon={<KeyHint shortcut="v" />}>
          {t('decide.deferred')}
        </Button>
      </Stack>
      {!row.mayDecide && (
        <Typography variant="body2" color="textSecondary">
          {t('notAsked')}
        </Typography>
      )}
    </Box>
  );
};

const Head = ({ row, place, onAct }: Pick<CardProps, 'row' | 'place' | 'onAct'>): ReactNode => {
  const t = useText('meetings');
  const { resting, preview } = usePreview({ collection: 'tickets', id: row.id, title: row.title });
  const kind = { collection: 'tickets', type: row.type } as const;
  const span = joined(
    [row.plannedStartAt, row.plannedEndAt].filter((at) => at !== null).map((at) => formatInstant(at)),
    ' – ',
  );
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'start' }}>
        <Link
          component="button"
          variant="body1"
          {...resting}
          onClick={() => onAct('open')}
          sx={{ fontWeight: 600, textAlign: 'start', overflowWrap: 'anywhere', flex: 1, minWidth: 0 }}
        >
          {place}. {row.number} {row.title}
        </Link>
        {preview}
        <ApprovalChip type={row.type} state={row.state} approval={row.status} />
      </Box>
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {joined([
          row.kind === null
            ? codeText('common:recordTypes', row.type)
            : valueWord(kind, row.kind.field, row.kind.value),
          span,
          row.hasOutage ? fieldLabel('tickets', 'hasOutage') : null,
          row.ciName,
          row.teamName,
        ])}
      </Typography>
      <Typography variant="body2">
        {joined([
          row.riskLevel === null
            ? null
            : joined([t('risk'), valueWord(kind, 'riskLevel', row.riskLevel)], ' '),
          row.conflicts === 0 ? null : t('conflicts', { count: row.conflicts }),
          row.source === 'deferred' ? t('source.deferred') : null,
        ])}
      </Typography>
    </Box>
  );
};

/** One item of the agenda: what it is at a glance, and what was decided. */
export const AgendaCard = (props: CardProps): ReactNode => {
  const { meetingId, row, place, names, isLed, mayArrange, isLast, isCurrent, onAct, onFocus } = props;
  const t = useText('meetings');
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    // What was just decided hands on to the next; whoever types is left alone.
    if (isCurrent && card.current?.contains(document.activeElement) === false) card.current.focus();
  }, [isCurrent]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = event.target === event.currentTarget ? actionOf(AGENDA_KEYS, event) : null;
    if (act === null) return;
    event.preventDefault();
    event.stopPropagation();
    onAct(act);
  };
  const isDecided = row.item !== null && row.item.decision !== null;
  return (
    <Paper
      component="article"
      variant="outlined"
      ref={card}
      tabIndex={0}
      aria-label={`${row.number} ${row.title}`}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      sx={{ p: 1.5, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}
    >
      <Head {...props} />
      {!isDecided && (
        <Facts
          facts={row.texts.map(({ field, text }) => ({
            label: fieldLabel('tickets', field),
            value: text === '' ? null : <span className="agenda-plan">{text}</span>,
          }))}
        />
      )}
      <Outcome row={row} names={names} isOver={props.isOver} />
      {isLed ? (
        <ItemNotes meetingId={meetingId} row={row} />
      ) : (
        row.item !== null &&
        row.item.actions !== '' && (
          <Typography variant="body2" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {row.item.actions}
          </Typography>
        )
      )}
      {isLed && <Decisions {...props} />}
      {mayArrange && !isDecided && (
        <Stack
          direction="row"
          useFlexGap
          spacing={1}
          sx={{ flexWrap: 'wrap', '& [aria-disabled="true"]': { color: 'text.disabled' } }}
        >
          {/* Not disabled: the focus of what was just moved to an end stays. */}
          <Button size="small" color="inherit" aria-disabled={place === 1} onClick={() => onAct('up')}>
            {t('keys.up')}
          </Button>
          <Button size="small" color="inherit" aria-disabled={isLast} onClick={() => onAct('down')}>
            {t('keys.down')}
          </Button>
          <Button size="small" color="inherit" onClick={() => onAct('off')}>
            {t('keys.off')}
          </Button>
        </Stack>
      )}
    </Paper>
  );
};
