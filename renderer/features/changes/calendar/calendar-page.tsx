import ChevronLeft from '@mui/icons-material/ChevronLeft';
import ChevronRight from '@mui/icons-material/ChevronRight';
import SaveAlt from '@mui/icons-material/SaveAlt';
import { Box, Button, IconButton, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import type { PlannedWindow } from '#contracts/changes.ts';
import type { CalendarKind, CalendarRow } from '#contracts/events.ts';
import { calendarEntries, icalendarOf } from '#domain/events/icalendar.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { formatList } from '#renderer/shared/format/format.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { errorText, spokenLocale, useText } from '#renderer/shared/i18n/i18n.ts';
import { offerText } from '#renderer/shared/native/offer-text.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { ManySelect } from '#renderer/shared/pickers/many-select.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { windowText } from '../conflict-words.ts';
import { useMove } from '../use-move.ts';
import { CalendarFileButton } from './calendar-file-dialog.tsx';
import { CalendarGrid } from './calendar-grid.tsx';
import { CalendarLegend } from './calendar-legend.tsx';
import {
  CALENDAR_VIEWS,
  type CalendarView,
  isMovable,
  kindsIn,
  movedByKey,
  shownRange,
  stepBy,
} from './calendar-model.ts';
import { type Held, MoveNote } from './move-note.tsx';

const NONE: ReadonlySet<CalendarKind> = new Set();
const NO_ROWS: readonly CalendarRow[] = [];

/** Weeks begin on Monday in the languages that are spoken here. */
const FIRST_DAY = 1;

const COLLECTIONS = {
  change: 'tickets',
  release: 'tickets',
  order: 'orders',
  maintenance_window: 'events',
  blackout: 'events',
  lockdown: 'events',
  announcement: 'events',
  cab_meeting: 'events',
} as const satisfies Readonly<Record<CalendarKind, CollectionName>>;

const open = ({ kind, id, number, title }: CalendarRow): void => {
  const route = routeOfRecord(COLLECTIONS[kind], id, kind);
  if (route !== null) openRoute(route, number ?? title);
};

const TeamFilter = ({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}): ReactNode => {
  const t = useText('changes');
  const teams = useLive('directory.teams', {}).data?.rows ?? [];
  const names = new Map(teams.map(({ id, name }) => [id, name]));
  return (
    <ManySelect
      label={t('calendar.teams')}
      any={t('calendar.allTeams')}
      values={teams.filter(({ active }) => active).map(({ id }) => id)}
      chosen={chosen}
      words={(id) => names.get(id) ?? id}
      several={(count) => t('calendar.someTeams', { count })}
      onChange={onChange}
    />
  );
};

/** A change in the hand, by pointer or keys, and putting it down. */
const useHolding = () => {
  const t = useText('changes');
  const moving = useMove();
  const [held, setHeld] = useState<Held | null>(null);
  const drop = async (row: CalendarRow, window: PlannedWindow): Promise<void> => {
    setHeld(null);
    if (window.startsAt === row.startsAt && window.endsAt === row.endsAt) return;
    if (!(await moving.move(row.id, window))) return;
    notify('success', t('conflicts.moved', { number: row.number ?? '', when: windowText(t, window) }));
  };
  const key = (row: CalendarRow, event: KeyboardEvent): void => {
    if (held?.by === 'keys' && event.key === 'Escape') {
      event.stopPropagation();
      setHeld(null);
      return;
    }
    if (held?.by === 'keys' && event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      void drop(held.row, held.window);
      return;
    }
    if (!event.altKey || row.endsAt === null || !isMovable(row)) return;
    const from = held?.row.id === row.id ? held.window : { startsAt: row.startsAt, endsAt: row.endsAt };
    const window = movedByKey(event.key, from);
    if (window === null) return;
    event.preventDefault();
    event.stopPropagation();
    setHeld({ row, window, by: 'keys' });
  };
  return { held, setHeld, drop, key, error: moving.error };
};

/** What is planned, by month or week; changes are moved in it, and told what is in their way while they are. */
export const CalendarPage = (): ReactNode => {
  const t = useText('changes');
  const may = useMay();
  const [view, setView] = useState<CalendarView>('month');
  const [day, setDay] = useState(() => new Date());
  const [teamIds, setTeamIds] = useState<readonly string[]>([]);
  const range = shownRange(view, day, FIRST_DAY);
  const live = useLive('events.calendar', { ...range, teamIds: [...teamIds] });
  const [away, setAway] = useState<ReadonlySet<CalendarKind>>(NONE);
  const { rows = NO_ROWS } = live.data ?? {};
  const kinds = kindsIn(rows, away);
  // The grid draws anew what it is given anew, also under the hand.
  const shown = useMemo(() => rows.filter(({ kind }) => !away.has(kind)), [rows, away]);
  const holding = useHolding();
  const { held } = holding;
  const title = new Intl.DateTimeFormat(spokenLocale(), { month: 'long', year: 'numeric' }).format(day);
  const mayMove = may('changes.update');
  const save = async (): Promise<void> => {
    const reply = await host.query('events.calendar', { ...range, teamIds: [...teamIds], forFile: true });
    if (!reply.ok) {
      notify('error', errorText(reply.error));
      return;
    }
    const entries = calendarEntries(reply.data.rows, range.to, (kind) => t(`calendar.kinds.${kind}`));
    const name = `${t('pages.calendar')} ${range.from.slice(0, 10)}.ics`;
    offerText(name, 'text/calendar', icalendarOf(entries));
  };
  return (
    <Page
      fill
      title={t('pages.calendar')}
      subtitle={<span aria-live="polite">{title}</span>}
      actions={
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <Button size="small" startIcon={<SaveAlt />} onClick={() => void save()}>
            {t('calendar.save')}
          </Button>
          <CalendarFileButton />
          <TeamFilter chosen={teamIds} onChange={setTeamIds} />
          <IconButton
            size="small"
            aria-label={t(`calendar.before.${view}`)}
            onClick={() => setDay(stepBy(view, day, -1))}
          >
            <ChevronLeft />
          </IconButton>
          <Button size="small" onClick={() => setDay(new Date())}>
            {t('calendar.today')}
          </Button>
          <IconButton
            size="small"
            aria-label={t(`calendar.after.${view}`)}
            onClick={() => setDay(stepBy(view, day, 1))}
          >
            <ChevronRight />
          </IconButton>
          <ToggleButtonGroup
            exclusive
            size="small"
            value={view}
            aria-label={t('views.label')}
            onChange={(_event, next: CalendarView | null) => {
              if (next !== null) setView(next);
            }}
          >
            {CALENDAR_VIEWS.map((one) => (
              <ToggleButton key={one} value={one} sx={{ textTransform: 'none', py: 0.25 }}>
                {t(`calendar.views.${one}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </Box>
      }
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', gap: 1, p: 1, minHeight: 0 }}>
        {/* It keeps its room: the grid must not move under the hand. */}
        <Box sx={{ minHeight: 64 }}>
          {held !== null ? (
            <MoveNote
              held={held}
              onMove={() => void holding.drop(held.row, held.window)}
              onCancel={() => holding.setHeld(null)}
            />
          ) : (
            <>
              <CalendarLegend kinds={kinds} away={away} onChange={setAway} />
              {mayMove && (
                <Typography variant="caption" color="textSecondary" sx={{ px: 0.75 }}>
                  {t('calendar.hint')}
                </Typography>
              )}
            </>
          )}
        </Box>
        {holding.error !== undefined && <ErrorNote error={holding.error} />}
        <Boundary live={live}>
          {({ capped }) => (
            <>
              {capped.length > 0 && (
                <Typography variant="caption" color="warning">
                  {t('calendar.capped', {
                    kinds: formatList(capped.map((kind) => t(`calendar.kinds.${kind}`))),
                  })}
                </Typography>
              )}
              <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto' }}>
                <CalendarGrid
                  {...{
                    view,
                    day,
                    mayMove,
                    rows: shown,
                    to: range.to,
                    firstDay: FIRST_DAY,
                    onOpen: open,
                  }}
                  onOver={(row, window) => holding.setHeld({ row, window, by: 'pointer' })}
                  onDrop={(row, window) => void holding.drop(row, window)}
                  onLeave={() => holding.setHeld(null)}
                  onKey={holding.key}
                />
              </Box>
            </>
          )}
        </Boundary>
      </Box>
    </Page>
  );
};
