import { type CalendarKind, type CalendarRow, MOST_IN_CALENDAR } from '#contracts/events.ts';
import { overlaps, type Span, spansOf } from '#domain/events/event-spans.ts';
import type { CalendarStamp } from '#domain/events/icalendar.ts';
import type { CabMeeting, PlanningEvent } from '#domain/fields/events.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { ORDERS_UNDONE } from '#domain/processes/order.ts';
import type { Process } from '#domain/processes/process.ts';
import { RELEASE } from '#domain/processes/release.ts';
import type { HostContext } from '../../context.ts';

const DAY_MS = 86_400_000;
/** Nobody reads more than this at once, and a window of each week stands there each time. */
const LONGEST_MS = 400 * DAY_MS;

/** Nothing comes of a record in these states. */
const undoneOf = ({ states }: Process): readonly string[] =>
  Object.keys(states).filter((state) => states[state]?.undone === true);

/** Nobody has agreed to a record in these states: its time may be another one yet. */
const tentativeOf = ({ states, approval }: Process): readonly string[] =>
  Object.keys(states).filter(
    (state) => states[state]?.undone !== true && approval?.behind.includes(state) === false,
  );

const NO_TEAM = { number: null, state: null, teamId: null, teamName: null } as const;

/** The first entry of a history is how it came to be. */
const stampOf = ({
  active,
  updatedAt,
  journal,
}: Pick<PlanningEvent | CabMeeting, 'active' | 'updatedAt' | 'journal'>): CalendarStamp => ({
  changedAt: updatedAt,
  sequence: Math.max(0, journal.length - 1),
  status: active ? 'confirmed' : 'cancelled',
});

/** As it is, without end where it has none; one of each week once for each time it holds, whole also where what is looked at begins or ends within. */
const planningRows = (event: PlanningEvent, within: Span, forFile: boolean): readonly CalendarRow[] => {
  const { id, type: kind, title, startsAt, endsAt } = event;
  const stamp = forFile ? stampOf(event) : null;
  // What was withdrawn is struck out where it would have been.
  const held = forFile ? { ...event, active: true } : event;
  const around = { from: within.from - DAY_MS, to: within.to + DAY_MS };
  const spans = spansOf(held, around).filter((span) => overlaps(span, within));
  if (event.type !== 'maintenance_window' || event.weekly === null) {
    return spans.length === 0 ? [] : [{ ...NO_TEAM, kind, id, title, startsAt, endsAt, stamp }];
  }
  return spans.map(({ from, to }) => ({
    ...{ ...NO_TEAM, kind, id, title, stamp },
    startsAt: new Date(from).toISOString(),
    endsAt: new Date(to).toISOString(),
  }));
};

const ofProcess = (process: Process) => ({ undone: undoneOf(process), tentative: tentativeOf(process) });

type CalendarInput = {
  readonly from: string;
  readonly to: string;
  readonly teamIds: readonly string[];
  readonly forFile: boolean;
};

/** What lies between two instants, by its start; the kinds of which only the earliest are there. */
export const calendarRows = (
  { read }: Pick<HostContext, 'read'>,
  { from, to, teamIds, forFile }: CalendarInput,
): { readonly rows: readonly CalendarRow[]; readonly capped: readonly CalendarKind[] } => {
  const start = Date.parse(from);
  const within = { from: start, to: Math.min(Date.parse(to), start + LONGEST_MS) };
  const limit = MOST_IN_CALENDAR + 1;
  const announcements = read.announcementsIn(within, forFile).map(
    (one): CalendarRow => ({
      ...{ ...NO_TEAM, kind: 'announcement', id: one.id, title: one.title },
      ...{ startsAt: one.startsAt, endsAt: one.endsAt, stamp: forFile ? stampOf(one) : null },
    }),
  );
  const meetings = read
    .meetings()
    .filter(
      ({ active, startsAt, endsAt }) =>
        (active || forFile) &&
        Date.parse(startsAt) < within.to &&
        (endsAt === null || Date.parse(endsAt) > within.from),
    )
    .map(
      (one): CalendarRow => ({
        ...{ ...NO_TEAM, kind: 'cab_meeting', id: one.id, title: one.title },
        ...{ startsAt: one.startsAt, endsAt: one.endsAt, stamp: forFile ? stampOf(one) : null },
      }),
    );
  const planning = read
    .planningEvents(forFile ? null : from)
    .flatMap((event) => planningRows(event, within, forFile));
  const found = [
    read.plannedTickets(CHANGE.type, { within, teamIds, limit, ...ofProcess(CHANGE), forFile }),
    read.plannedWaves({ within, teamIds, ...ofProcess(RELEASE), forFile }),
    read.plannedOrders({ within, teamIds, limit, undone: ORDERS_UNDONE, tentative: [], forFile }),
    announcements,
    meetings,
    planning.filter(({ kind }) => kind === 'maintenance_window'),
    planning.filter(({ kind }) => kind === 'blackout'),
    planning.filter(({ kind }) => kind === 'lockdown'),
  ];
  const byStart = (one: CalendarRow, other: CalendarRow): number => (one.startsAt < other.startsAt ? -1 : 1);
  return {
    rows: found.flatMap((rows) => [...rows].sort(byStart).slice(0, MOST_IN_CALENDAR)).sort(byStart),
    capped: found.flatMap((rows) => {
      const [first] = rows;
      return first !== undefined && rows.length > MOST_IN_CALENDAR ? [first.kind] : [];
    }),
  };
};
