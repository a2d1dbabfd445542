import type { TicketType } from '#domain/fields/tables.ts';
import type { Priority } from '#domain/fields/tickets.ts';
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
