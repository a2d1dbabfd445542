import type { Bar, Dashboard } from '#contracts/reports.ts';
import type { IsoDate } from '#domain/records/common.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';

/** One step of the time axis; `to` equals `from` for a day and is the last day of a week. */
export type FlowPoint = {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly opened: number;
  readonly resolved: number;
  readonly openedDrill: TicketFilter | null;
  readonly resolvedDrill: TicketFilter | null;
};

/** More bars than this and days are put together to weeks: thinner bars can't be told apart or clicked. */
const MAX_DAY_BARS = 120;
const DAYS_PER_WEEK = 7;

/** The filter for everything between two filters of the same chart, which differ in their instants only. */
const spanning = (first: TicketFilter | null, last: TicketFilter | null): TicketFilter | null => {
  if (first === null || last === null) return first ?? last;
  return {
    ...first,
    ...(last.openedTo === undefined ? {} : { openedTo: last.openedTo }),
    ...(last.resolvedTo === undefined ? {} : { resolvedTo: last.resolvedTo }),
  };
};

const together = (points: readonly FlowPoint[]): FlowPoint[] => {
  const first = points[0];
  if (first === undefined) return [];
  return [
    points.slice(1).reduce<FlowPoint>(
      (sum, point) => ({
        from: sum.from,
        to: point.to,
        opened: sum.opened + point.opened,
        resolved: sum.resolved + point.resolved,
        openedDrill: spanning(sum.openedDrill, point.openedDrill),
        resolvedDrill: spanning(sum.resolvedDrill, point.resolvedDrill),
      }),
      first,
    ),
  ];
};

/** Opened and resolved side by side, a point a day, or a week where a bar a day would be too thin. */
export const flowPoints = (opened: readonly Bar[], resolved: readonly Bar[]): readonly FlowPoint[] => {
  const openedByDay = new Map(opened.map((bar) => [bar.key, bar]));
  const resolvedByDay = new Map(resolved.map((bar) => [bar.key, bar]));
  const days = [...new Set([...openedByDay.keys(), ...resolvedByDay.keys()])].sort().map(
    (day): FlowPoint => ({
      from: day,
      to: day,
      opened: openedByDay.get(day)?.value ?? 0,
      resolved: resolvedByDay.get(day)?.value ?? 0,
      openedDrill: openedByDay.get(day)?.drill ?? null,
      resolvedDrill: resolvedByDay.get(day)?.drill ?? null,
    }),
  );
  if (days.length <= MAX_DAY_BARS) return days;
  const weeks = Math.ceil(days.length / DAYS_PER_WEEK);
  return Array.from({ length: weeks }, (_, week) =>
    together(days.slice(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK)),
  ).flat();
};

/** Whole days of age, both ends inclusive; `max` null: and older. */
export type AgeBand = { readonly min: number; readonly max: number | null };

/** The ages a bar of the backlog stands for, read from its filter so that chart and list can't disagree. */
export const ageBandOf = (drill: TicketFilter): AgeBand => ({
  min: drill.createdAgeDaysMin ?? 0,
  max: drill.createdAgeDaysMax ?? null,
});

/** Share 0..1, null when nothing was resolved. */
export const shareOf = (met: number, breached: number): number | null =>
  met + breached === 0 ? null : met / (met + breached);

export type ShareRow = Dashboard['withinTarget']['byTeam'][number] & { readonly share: number | null };

/** Teams with the lowest share first: that is where to look. */
export const shareRows = (byTeam: Dashboard['withinTarget']['byTeam']): readonly ShareRow[] =>
  byTeam
    .map((row) => ({ ...row, share: shareOf(row.met, row.breached) }))
    .sort((left, right) => (left.share ?? 2) - (right.share ?? 2) || right.breached - left.breached);

export type ResolveTimeRow = Dashboard['meanTimeToResolve']['byTeam'][number];

/** Slowest team first. */
export const resolveTimeRows = (
  byTeam: Dashboard['meanTimeToResolve']['byTeam'],
): readonly ResolveTimeRow[] => [...byTeam].sort((left, right) => right.hours - left.hours);

/** True when the period holds nothing to draw: nothing opened, nothing resolved, no backlog. */
export const isEmpty = (dashboard: Dashboard): boolean =>
  [...dashboard.opened, ...dashboard.resolved, ...dashboard.backlogByPriority].every(
    (bar) => bar.value === 0,
  );

export const totalOf = (bars: readonly Bar[]): number => bars.reduce((sum, bar) => sum + bar.value, 0);
