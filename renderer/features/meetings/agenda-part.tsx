import { Box, Stack, Typography } from '@mui/material';
import { type ReactNode, useEffect, useState } from 'react';
import type { AgendaRow } from '#contracts/meetings.ts';
import type { QueryOutput } from '#contracts/registry.ts';
import { stageOf } from '#domain/meetings/stages.ts';
import { useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { isFocusFree } from '#renderer/shared/ui/free-focus.ts';
import { ReasonDialog } from '#renderer/shared/ui/reason-dialog.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { AGENDA_KEYS, type AgendaAct, AgendaCard } from './agenda-card.tsx';
import { movedIn, withPutOn } from './agenda-model.ts';

type Detail = QueryOutput<'meetings.one'>;
type Asked = { readonly row: AgendaRow; readonly decision: 'rejected' | 'deferred' };

/** Why it is rejected or put off; a draft until it is sent. */
const DecisionDialog = ({
  meetingId,
  asked: { row, decision },
  onDone,
  onClose,
}: {
  readonly meetingId: string;
  readonly asked: Asked;
  readonly onDone: () => void;
  readonly onClose: () => void;
}): ReactNode => {
  const t = useText('meetings');
  const deciding = useCommand('meetings.decide');
  const send = async (reason: string): Promise<boolean> => {
    const { ok } = await deciding.run({
      ...{ id: meetingId, ticketId: row.id, decision, reason },
      ...(decision === 'rejected' ? { seen: row.subject } : {}),
    });
    if (ok) onDone();
    return ok;
  };
  return (
    <ReasonDialog
      title={t(`why.${decision}`, { number: row.number })}
      draftKey={`meeting-decision:${meetingId} ${row.id}`}
      draftLabel={`${row.number} ${row.title}`}
      label={t('why.reason')}
      send={t(`decide.${decision}`)}
      discard={t('common:discard')}
      missing={t('why.missing')}
      busy={deciding.busy}
      error={deciding.error}
      onSend={send}
      onClose={onClose}
    />
  );
};

/** The agenda, gone through by keyboard: arrows from item to item, a key for each decision. */
export const AgendaPart = ({ detail }: { readonly detail: Detail }): ReactNode => {
  const t = useText('meetings');
  const may = useMay();
  const { meeting, rows, names, missing, mayLead } = detail;
  const deciding = useCommand('meetings.decide');
  const arranging = useCommand('meetings.arrange');
  const [current, setCurrent] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  useKeyMap(AGENDA_KEYS);
  const stage = stageOf(meeting);
  const isLed = stage === 'open' && mayLead;
  const mayArrange = stage !== 'closed' && meeting.active && may('meetings.arrange');
  const ids = rows.map(({ id }) => id);
  const first = ids[0] ?? null;
  useEffect(() => {
    // The button that began the meeting is gone, and the focus with it: the first item takes it.
    if (isLed && isFocusFree()) setCurrent((one) => one ?? first);
  }, [isLed, first]);
  const goBy = (id: string, by: -1 | 1): void => setCurrent(ids[ids.indexOf(id) + by] ?? id);
  const arrange = (ticketIds: readonly string[], offIds: readonly string[] = []): void =>
    void arranging.run({ id: meeting.id, ticketIds: [...ticketIds], offIds: [...offIds] });
  const approve = async (row: AgendaRow): Promise<void> => {
    if (deciding.busy) return;
    const input = { id: meeting.id, ticketId: row.id, decision: 'approved', seen: row.subject } as const;
    if ((await deciding.run(input)).ok) goBy(row.id, 1);
  };
  const act = (row: AgendaRow, what: AgendaAct): void => {
    if (what === 'open') openRecord('tickets', row, row.number);
    else if (what === 'next') goBy(row.id, 1);
    else if (what === 'previous') goBy(row.id, -1);
    else if (what === 'approve') {
      if (isLed && row.mayDecide) void approve(row);
    } else if (what === 'reject') {
      if (isLed && row.mayDecide) setAsked({ row, decision: 'rejected' });
    } else if (what === 'defer') {
      if (isLed) setAsked({ row, decision: 'deferred' });
    } else if (mayArrange) {
      if (what === 'off') arrange([], [row.id]);
      else {
        const next = movedIn(rows, row.id, what === 'up' ? -1 : 1);
        if (next.length > 0) arrange(next);
      }
    }
  };
  const error = deciding.error ?? arranging.error;
  return (
    <Section title={t('agenda')}>
      {error !== undefined && <ErrorNote error={error} />}
      {rows.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('noItems')}
        </Typography>
      )}
      <Stack
        component="ul"
        aria-label={t('agenda')}
        spacing={1.5}
        sx={{ m: 0, p: 0, listStyle: 'none', minWidth: 0 }}
      >
        {rows.map((row, index) => (
          <li key={row.id}>
            <AgendaCard
              meetingId={meeting.id}
              row={row}
              place={index + 1}
              names={names}
              isLed={isLed}
              isOver={stage === 'closed'}
              mayArrange={mayArrange}
              isLast={index === rows.length - 1}
              isCurrent={current === row.id}
              busy={deciding.busy}
              onAct={(what) => act(row, what)}
              onFocus={() => setCurrent(row.id)}
            />
          </li>
        ))}
      </Stack>
      {missing.length > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('missing', { count: missing.length })}
        </Typography>
      )}
      {mayArrange && (
        <Box sx={{ mt: 1.5 }}>
          <RecordPicker
            kind="ticket"
            types={['change', 'release']}
            except={ids}
            label={t('putOn')}
            value={null}
            valueName={null}
            onChange={(id) => {
              if (id !== null && !ids.includes(id)) arrange(withPutOn(rows, id));
            }}
          />
        </Box>
      )}
      {asked !== null && (
        <DecisionDialog
          meetingId={meeting.id}
          asked={asked}
          onDone={() => goBy(asked.row.id, 1)}
          onClose={() => setAsked(null)}
        />
      )}
    </Section>
  );
};
