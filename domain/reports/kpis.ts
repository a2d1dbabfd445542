import type { Priority, TicketType } from '#domain/fields/tickets.ts';
import type { Instant } from '#domain/records/common.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';

export const KPI_IDS = [
  'opened-per-day',
  'resolved-per-day',
  'backlog-by-priority',
  'backlog-by-age',
  'response-within-target',
  'resolution-within-target',
  'mean-time-to-resolve',
] as const;
export type KpiId = (typeof KPI_IDS)[number];

/** Period (`from` inclusive, `to` exclusive), teams and types of a report; empty lists mean all. Backlogs look at `now` and ignore the period. */
export type ReportParams = {
  readonly from: Instant;
  readonly to: Instant;
  readonly teamIds: readonly string[];
  readonly types: readonly TicketType[];
  /** IANA zone whose midnights separate the days. */
  readonly zone: string;
};

export type KpiUnit = 'tickets' | 'percent' | 'minutes';
/** What the bars of a chart stand for. */
export type KpiBars = 'day' | 'priority' | 'age';
export type KpiDefinition = {
  readonly id: KpiId;
  readonly meaning: string;
  readonly unit: KpiUnit;
  readonly bars: KpiBars;
  readonly formula: string;
};

/** The measures of the team lead's page: what each says and how it is counted (field guide 1.11). */
export const KPI_DEFINITIONS: { readonly [K in KpiId]: KpiDefinition } = {
  'opened-per-day': {
    id: 'opened-per-day',
    meaning: 'Tickets that came in on each day',
    unit: 'tickets',
    bars: 'day',
    formula: 'count of tickets by the local day of openedAt',
  },
  'resolved-per-day': {
    id: 'resolved-per-day',
    meaning: 'Tickets that were solved on each day and are still solved',
    unit: 'tickets',
    bars: 'day',
    formula: 'count of tickets in resolved or closed by the local day of resolvedAt',
  },
  'backlog-by-priority': {
    id: 'backlog-by-priority',
    meaning: 'Open work now, by priority',
    unit: 'tickets',
    bars: 'priority',
    formula: 'count of active tickets by priority',
  },
  'backlog-by-age': {
    id: 'backlog-by-age',
    meaning: 'Open work now, by days since it was opened',
    unit: 'tickets',
    bars: 'age',
    formula:
      'count of active tickets by whole days of 24 hours since openedAt: 0-1, 2-7, 8-30, 31-90, more than 90',
  },
  'response-within-target': {
    id: 'response-within-target',
    meaning: 'Share of tickets that somebody took on in time',
    unit: 'percent',
    bars: 'day',
    formula:
      '100 x tickets answered with no response breach / tickets answered that had a response target, by the local day of resolvedAt',
  },
  'resolution-within-target': {
    id: 'resolution-within-target',
    meaning: 'Share of tickets that were solved in time',
    unit: 'percent',
    bars: 'day',
    formula:
      '100 x tickets resolved with no resolution breach / tickets resolved that had a resolution target, by the local day of resolvedAt',
  },
  'mean-time-to-resolve': {
    id: 'mean-time-to-resolve',
    meaning: 'Mean time from opening to solution, waiting included',
    unit: 'minutes',
    bars: 'day',
    formula: 'sum of (resolvedAt - openedAt) / count of tickets resolved, by the local day of resolvedAt',
  },
};

/** Age classes of the backlog in whole days, both ends inclusive; null is open-ended. */
export const AGE_BUCKETS = [
  { key: '0-1', minDays: 0, maxDays: 1 },
  { key: '2-7', minDays: 2, maxDays: 7 },
  { key: '8-30', minDays: 8, maxDays: 30 },
  { key: '31-90', minDays: 31, maxDays: 90 },
  { key: '>90', minDays: 91, maxDays: null },
] as const;
export type AgeBucketKey = (typeof AGE_BUCKETS)[number]['key'];

/** One bar that can be clicked: a day by its first and next midnight, a priority, an age class. */
export type KpiBar =
  | { readonly by: 'day'; readonly from: Instant; readonly to: Instant }
  | { readonly by: 'priority'; readonly priority: Priority }
  | { readonly by: 'age'; readonly bucket: AgeBucketKey };

const scopeOf = ({ teamIds, types }: Pick<ReportParams, 'teamIds' | 'types'>): TicketFilter => ({
  ...(teamIds.length === 0 ? {} : { teamIds: [...teamIds] }),
  ...(types.length === 0 ? {} : { types: [...types] }),
});

const barFilter = (kpi: KpiId, bar: KpiBar): TicketFilter => {
  switch (bar.by) {
    case 'day':
      return kpi === 'opened-per-day'
        ? { openedFrom: bar.from, openedTo: bar.to }
        : { resolvedFrom: bar.from, resolvedTo: bar.to };
    case 'priority':
      return { activeOnly: true, priorities: [bar.priority] };
    case 'age': {
      const bucket = AGE_BUCKETS.find(({ key }) => key === bar.bucket);
      return {
        activeOnly: true,
        createdAgeDaysMin: bucket?.minDays ?? 0,
        ...(bucket === undefined || bucket.maxDays === null ? {} : { createdAgeDaysMax: bucket.maxDays }),
      };
    }
  }
};

/**
 * The tickets behind a bar: those that were counted in it, in the report's teams and types. The bars of the two shares open the
 * missed ones, which is what a lead wants to see.
 */
export const drillFilter = (
  kpi: KpiId,
  bar: KpiBar,
  scope: Pick<ReportParams, 'teamIds' | 'types'> = { teamIds: [], types: [] },
): TicketFilter => ({
  ...scopeOf(scope),
  ...barFilter(kpi, bar),
  ...(kpi === 'response-within-target' || kpi === 'resolution-within-target' ? { breached: true } : {}),
});
