import type { PlannedWindow } from '#contracts/changes.ts';
import type { CalendarKind, CalendarRow } from '#contracts/events.ts';

export const CALENDAR_VIEWS = ['month', 'week'] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** The palette's colour of each kind, in the order of the legend. */
export const CALENDAR_TONES = {
  change: 'primary',
  release: 'info',
  maintenance_window: 'success',
  blackout: 'error',
  lockdown: 'error',
  announcement: 'warning',
  cab_meeting: 'info',
  order: 'secondary',
} as const satisfies Readonly<Record<CalendarKind, string>>;

/** The kinds that stand in the calendar, and those that were put away, as the legend has them. */
export const kindsIn = (
  rows: readonly Pick<CalendarRow, 'kind'>[],
  away: ReadonlySet<CalendarKind>,
): readonly CalendarKind[] =>
  (Object.keys(CALENDAR_TONES) as CalendarKind[]).filter(
    (kind) => away.has(kind) || rows.some((row) => row.kind === kind),
  );

const DAYS_IN_WEEK = 7;
/** A month is shown as six whole weeks at the most. */
const MOST_WEEKS = 6;

const startOfDay = (day: Date): Date => new Date(day.getFullYear(), day.getMonth(), day.getDate());

const addDays = (day: Date, count: number): Date => {
  const later = new Date(day);
  later.setDate(later.getDate() + count);
  return later;
};

/** `firstDay`: 0 is Sunday. */
const startOfWeek = (day: Date, firstDay: number): Date =>
  addDays(startOfDay(day), -((day.getDay() - firstDay + DAYS_IN_WEEK) % DAYS_IN_WEEK));

/** All that a view of `day` shows, in whole local days. */
export const shownRange = (
  view: CalendarView,
  day: Date,
  firstDay: number,
): { readonly from: string; readonly to: string } => {
  const begin = view === 'week' ? day : new Date(day.getFullYear(), day.getMonth(), 1);
  const from = startOfWeek(begin, firstDay);
  const to = addDays(from, DAYS_IN_WEEK * (view === 'week' ? 1 : MOST_WEEKS));
  return { from: from.toISOString(), to: to.toISOString() };
};

/** A day in the view before or after. */
export const stepBy = (view: CalendarView, day: Date, count: number): Date =>
  view === 'week'
    ? addDays(startOfDay(day), DAYS_IN_WEEK * count)
    : new Date(day.getFullYear(), day.getMonth() + count, 1);

/** Where a change begins when it is held or let go of by the pointer. It lasts as long as before, also where the clock changes in between: the grid would keep its hours on the wall. */
export const movedTo = (
  { startsAt, endsAt }: Pick<CalendarRow, 'startsAt' | 'endsAt'>,
  start: Date,
): PlannedWindow | null =>
  endsAt === null
    ? null
    : {
        startsAt: start.toISOString(),
        endsAt: new Date(start.getTime() + Date.parse(endsAt) - Date.parse(startsAt)).toISOString(),
      };

const QUARTER_MS = 15 * 60_000;

/** What keys move a change by: a day to the sides, a quarter of an hour up and down. Null: another key. */
export const movedByKey = (key: string, { startsAt, endsAt }: PlannedWindow): PlannedWindow | null => {
  const days = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const quarters = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (days === 0 && quarters === 0) return null;
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  // The same hour of another day, also where the clock changes in between; it lasts as long as before.
  const moved = new Date(addDays(start, days).getTime() + quarters * QUARTER_MS);
  return {
    startsAt: moved.toISOString(),
    endsAt: new Date(moved.getTime() + end.getTime() - start.getTime()).toISOString(),
  };
};

/** What stands in a calendar once; a window of each week does so each time. */
export const entryId = ({ kind, id, waveId = '', startsAt }: CalendarRow): string =>
  `${kind} ${id}${waveId} ${startsAt}`;

/** Changes that nobody has begun; a window that is over or in work is not moved. */
const MOVABLE = ['new', 'assess', 'authorize', 'scheduled'];

export const isMovable = ({ kind, state }: CalendarRow): boolean =>
  kind === 'change' && state !== null && MOVABLE.includes(state);
