import type { Instant } from '#domain/records/common.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { UNASSIGNED } from '#domain/tickets/ticket-sort.ts';

/** `from` inclusive, `to` exclusive. */
export type Period = { readonly from: Instant; readonly to: Instant };

const opened = ({ from, to }: Period): TicketFilter => ({ openedFrom: from, openedTo: to });
const resolved = ({ from, to }: Period): TicketFilter => ({ resolvedFrom: from, resolvedTo: to });
const responded = ({ from, to }: Period): TicketFilter => ({ respondedFrom: from, respondedTo: to });
const OPEN: TicketFilter = { activeOnly: true };

/**
 * What a report counts, each as the list of the tickets that are counted: the figure and what it opens are one definition. Open work is that
 * of now, whatever the period; what was reopened and is not solved again is open work, and not among what was resolved.
 */
export const MEASURES = {
  opened,
  resolved,
  open: () => OPEN,
  openAtStart: ({ from }) => ({ openAt: from }),
  resolutionAimed: (period) => ({ ...resolved(period), target: 'resolution' }),
  resolutionMet: (period) => ({ ...resolved(period), resolutionBreached: false }),
  resolutionMissed: (period) => ({ ...resolved(period), resolutionBreached: true }),
  resolutionOverdue: () => ({ ...OPEN, overdue: 'resolution' }),
  responded,
  responseAimed: (period) => ({ ...responded(period), target: 'response' }),
  responseMet: (period) => ({ ...responded(period), responseBreached: false }),
  responseMissed: (period) => ({ ...responded(period), responseBreached: true }),
  responseOverdue: () => ({ ...OPEN, overdue: 'response' }),
  reopened: (period) => ({ ...resolved(period), reopened: true }),
  openReopened: () => ({ ...OPEN, reopened: true }),
} as const satisfies Readonly<Record<string, (period: Period) => TicketFilter>>;
export type Measure = keyof typeof MEASURES;

/** The changes whose implementation ended in the period: those that a team's success is counted from (domain/changes/team-success.ts). */
export const changesBehind = (period: Period, scope: TicketFilter = {}): TicketFilter => ({
  ...scope,
  ...resolved(period),
  types: ['change'],
  states: ['review', 'closed'],
});

/** The tickets behind a figure, within what the report looks at. */
export const drillFilter = (measure: Measure, period: Period, scope: TicketFilter = {}): TicketFilter => ({
  ...scope,
  ...MEASURES[measure](period),
});

/** Counts, and sums of minutes round the clock. */
export type Sums = Readonly<Record<Measure, number>> & {
  /** From opening to solution, over what was resolved. */
  readonly resolveMinutes: number;
  /** From opening to the first response, over what was responded to. */
  readonly respondMinutes: number;
};

const MINUTES_AN_HOUR = 60;
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const hours = (minutes: number, count: number): number | null => ratio(minutes / MINUTES_AN_HOUR, count);

type Kpi = {
  readonly unit: 'tickets' | 'share' | 'hours';
  /** Null where there is nothing to divide by. */
  readonly of: (sums: Sums) => number | null;
  /** The tickets that the figure is counted from. */
  readonly behind: Measure;
  /** Whether more is better; null where it says nothing by itself. */
  readonly better: 'more' | 'less' | null;
};

/**
 * The key figures (field guide 1.11: opened, solved, backlog, mean time to resolve, share of targets missed, share reopened). The shares are of
 * what was done in the period. Open work that is late already is no part of them and stands beside them.
 */
export const KPIS = {
  opened: { unit: 'tickets', of: (sums) => sums.opened, behind: 'opened', better: null },
  resolved: { unit: 'tickets', of: (sums) => sums.resolved, behind: 'resolved', better: 'more' },
  open: { unit: 'tickets', of: (sums) => sums.open, behind: 'open', better: 'less' },
  resolutionWithinTarget: {
    unit: 'share',
    of: (sums) => ratio(sums.resolutionMet, sums.resolutionAimed),
    behind: 'resolutionAimed',
    better: 'more',
  },
  responseWithinTarget: {
    unit: 'share',
    of: (sums) => ratio(sums.responseMet, sums.responseAimed),
    behind: 'responseAimed',
    better: 'more',
  },
  meanTimeToResolve: {
    unit: 'hours',
    of: (sums) => hours(sums.resolveMinutes, sums.resolved),
    behind: 'resolved',
    better: 'less',
  },
  meanTimeToRespond: {
    unit: 'hours',
    of: (sums) => hours(sums.respondMinutes, sums.responded),
    behind: 'responded',
    better: 'less',
  },
  reopenRate: {
    unit: 'share',
    of: (sums) => ratio(sums.reopened, sums.resolved),
    behind: 'reopened',
    better: 'less',
  },
} as const satisfies Readonly<Record<string, Kpi>>;
export type KpiId = keyof typeof KPIS;
export const KPI_IDS = Object.keys(KPIS) as readonly KpiId[];

/** What open work past its target would make of the share: as if all of it were missed now. Null where there was nothing to keep. */
export const shareWithOverdue = (met: number, aimed: number, overdue: number): number | null =>
  ratio(met, aimed + overdue);

/** What figures are told apart by. Devices are the tickets' main configuration items. */
export const GROUPINGS = ['team', 'person', 'category', 'device'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The tickets of one line: a team's, a person's, a category's, a device's; `key` null are those without one. */
export const groupScope = (grouping: Grouping, key: string | null): TicketFilter => {
  switch (grouping) {
    case 'team':
      return { teamIds: [key ?? UNASSIGNED] };
    case 'person':
      return { assigneeIds: [key ?? UNASSIGNED] };
    case 'category':
      return { categories: [key ?? UNASSIGNED] };
    case 'device':
      return key === null ? {} : { mainCiId: key };
  }
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

/** Open work of an age class. */
export const ageFilter = (key: AgeBucketKey, scope: TicketFilter = {}): TicketFilter => {
  const bucket = AGE_BUCKETS.find((one) => one.key === key);
  return {
    ...scope,
    ...OPEN,
    createdAgeDaysMin: bucket?.minDays ?? 0,
    ...(bucket === undefined || bucket.maxDays === null ? {} : { createdAgeDaysMax: bucket.maxDays }),
  };
};
