import { type CalendarKind, type CalendarRow, MOST_IN_CALENDAR } from '#contracts/events.ts';
import { type Span, spansOf } from '#domain/events/event-spans.ts';
import type { PlanningEvent } from '#domain/fields/events.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { ORDERS_UNDONE } from '#domain/processes/order.ts';
import type { Process } from '#domain/processes/process.ts';
import { RELEASE } from '#domain/processes/release.ts';
import type { HostContext } from '../../context.ts';

/** Nobody reads more than this at once, and a window of each week stands there each time. */
const LONGEST_MS = 400 * 86_400_000;

/** Nothing comes of a record in these states. */
const undoneOf = ({ states }: Process): readonly string[] =>
  Object.keys(states).filter((state) => states[state]?.undone === true);

const NO_TEAM = { number: null, state: null, teamId: null, teamName: null } as const;

/** As it is, without end where it has none; one of each week once for each time it holds. */
const planningRows = (event: PlanningEvent, within: Span): readonly CalendarRow[] => {
  const { id, type: kind, title, startsAt, endsAt } = event;
  if (event.type !== 'maintenance_window' || event.weekly === null) {
    return spansOf(event, within).length === 0 ? [] : [{ ...NO_TEAM, kind, id, title, startsAt, endsAt }];
  }
  return spansOf(event, within).map(({ from, to }) => ({
    ...{ ...NO_TEAM, kind, id, title },
    startsAt: new Date(from).toISOString(),
    endsAt: new Date(to).toISOString(),
  }));
};

type CalendarInput = { readonly from: string; readonly to: string; readonly teamIds: readonly string[] };

/** What lies between two instants, by its start; the kinds of which only the earliest are there. */
export const calendarRows = (
  { read }: Pick<HostContext, 'read'>,
  { from, to, teamIds }: CalendarInput,
): { readonly rows: readonly CalendarRow[]; readonly capped: readonly CalendarKind[] } => {
  const start = Date.parse(from);
  const within = { from: start, to: Math.min(Date.parse(to), start + LONGEST_MS) };
  const limit = MOST_IN_CALENDAR + 1;
  const announcements = read.announcementsIn(within).map(
    ({ id, title, startsAt, endsAt }): CalendarRow => ({
      ...{ ...NO_TEAM, kind: 'announcement', id, title },
      ...{ startsAt, endsAt },
    }),
  );
  const planning = read.planningEvents(from).flatMap((event) => planningRows(event, within));
  const found = [
    read.plannedTickets(CHANGE.type, { within, teamIds, limit, without: undoneOf(CHANGE) }),
    read.plannedWaves({ within, teamIds, without: undoneOf(RELEASE) }),
    read.plannedOrders({ within, teamIds, limit, without: ORDERS_UNDONE }),
    announcements,
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
