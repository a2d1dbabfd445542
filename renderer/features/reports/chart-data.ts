import type { Bar, Dashboard, GroupRow } from '#contracts/reports.ts';
import type { IsoDate } from '#domain/records/common.ts';
import { KPIS } from '#domain/reports/kpis.ts';
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

/** Teams with the lowest share of kept resolution targets first: that is where to look. Teams without any are left out. */
export const shareRows = (teams: readonly GroupRow[]): readonly GroupRow[] => {
  const shareOf = ({ sums }: GroupRow): number => KPIS.resolutionWithinTarget.of(sums) ?? 2;
  return teams
    .filter(({ sums }) => sums.resolutionAimed > 0)
    .sort(
      (left, right) =>
        shareOf(left) - shareOf(right) || right.sums.resolutionMissed - left.sums.resolutionMissed,
    );
};

/** Slowest team first, of those that resolved something. */
export const resolveTimeRows = (teams: readonly GroupRow[]): readonly GroupRow[] => {
  const hoursOf = ({ sums }: GroupRow): number => KPIS.meanTimeToResolve.of(sums) ?? 0;
  return teams.filter(({ sums }) => sums.resolved > 0).sort((left, right) => hoursOf(right) - hoursOf(left));
};

/** How a figure moved, and whether that is good. */
export type Difference = {
  readonly direction: 'up' | 'down' | 'level';
  readonly tone: 'better' | 'worse' | 'same';
};

/**
 * Null where one of the two is none, or where more says nothing by itself. What reads alike, as `words` tells it, did not move: 3 % is not worse
 * than 3 %.
 */
export const changeOf = (
  now: number | null,
  before: number | null,
  better: 'more' | 'less' | null,
  words: (value: number) => string,
): Difference | null => {
  if (now === null || before === null || better === null) return null;
  if (words(now) === words(before)) return { direction: 'level', tone: 'same' };
  const isMore = now > before;
  return { direction: isMore ? 'up' : 'down', tone: isMore === (better === 'more') ? 'better' : 'worse' };
};

/** True when the period holds nothing to draw: nothing opened, nothing resolved, no backlog. */
export const isEmpty = (dashboard: Dashboard): boolean =>
  [...dashboard.opened, ...dashboard.resolved, ...dashboard.backlogByPriority].every(
    (bar) => bar.value === 0,
  );
