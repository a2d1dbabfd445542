import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRIORITIES } from '#domain/fields/tickets.ts';
import {
  AGE_BUCKETS,
  ageFilter,
  drillFilter,
  GROUPINGS,
  groupScope,
  KPI_IDS,
  KPIS,
  MEASURES,
  type Measure,
  type Sums,
  shareWithOverdue,
} from '#domain/reports/kpis.ts';
import { reportAs, reportRows } from '#domain/reports/report-table.ts';
import { ticketFilterSchema } from '#domain/tickets/ticket-filter.ts';

const period = { from: '2026-11-17T23:00:00.000Z', to: '2026-11-18T23:00:00.000Z' };
const measures = Object.keys(MEASURES) as readonly Measure[];

describe('age of the backlog', () => {
  it('puts every age into exactly one class', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (days) => {
        const holding = AGE_BUCKETS.filter(
          ({ minDays, maxDays }) => days >= minDays && (maxDays === null || days <= maxDays),
        );
        expect(holding).toHaveLength(1);
      }),
    );
  });
});

describe('the tickets behind a figure', () => {
  it('are those that were counted', () => {
    const scope = { teamIds: ['team-net'] };
    expect(drillFilter('opened', period, scope)).toEqual({
      teamIds: ['team-net'],
      openedFrom: period.from,
      openedTo: period.to,
    });
    expect(drillFilter(KPIS.meanTimeToResolve.behind, period)).toEqual({
      resolvedFrom: period.from,
      resolvedTo: period.to,
    });
    expect(ageFilter('>90')).toEqual({ activeOnly: true, createdAgeDaysMin: 91 });
  });

  it('are a list that can be asked for, of each measure, group, priority and age', () => {
    for (const measure of measures) {
      for (const grouping of GROUPINGS) {
        for (const key of ['some', null]) {
          const filter = drillFilter(measure, period, groupScope(grouping, key));
          expect(ticketFilterSchema.safeParse(filter).success).toBe(true);
        }
      }
    }
    for (const { key } of AGE_BUCKETS)
      expect(ticketFilterSchema.safeParse(ageFilter(key)).success).toBe(true);
    for (const priority of PRIORITIES) {
      const filter = { ...drillFilter('open', period), priorities: [priority] };
      expect(ticketFilterSchema.safeParse(filter).success).toBe(true);
    }
  });

  it('are open work that is late for the figures that stand beside the shares, whatever the period', () => {
    expect(drillFilter('resolutionOverdue', period)).toEqual({ activeOnly: true, overdue: 'resolution' });
    expect(drillFilter('responseOverdue', period)).toEqual({ activeOnly: true, overdue: 'response' });
  });
});

const none = {
  ...Object.fromEntries(measures.map((measure) => [measure, 0])),
  resolveMinutes: 0,
  respondMinutes: 0,
} as Sums;

describe('key figures', () => {
  it('are counts, shares and hours', () => {
    const sums: Sums = {
      ...none,
      ...{ resolved: 4, reopened: 1, resolveMinutes: 480, responded: 3, respondMinutes: 90 },
      ...{ resolutionAimed: 50, resolutionMet: 49, resolutionMissed: 1, resolutionOverdue: 50 },
    };
    const told = Object.fromEntries(KPI_IDS.map((kpi) => [kpi, KPIS[kpi].of(sums)]));
    expect(told).toMatchObject({
      resolutionWithinTarget: 0.98,
      responseWithinTarget: null,
      meanTimeToResolve: 2,
      meanTimeToRespond: 0.5,
      reopenRate: 0.25,
    });
    // Half of what is due is late, though all but one of those that were solved were in time.
    expect(shareWithOverdue(sums.resolutionMet, sums.resolutionAimed, sums.resolutionOverdue)).toBe(0.49);
  });

  it('have no share and no mean of nothing', () => {
    for (const kpi of KPI_IDS) expect(KPIS[kpi].of(none)).toBe(KPIS[kpi].unit === 'tickets' ? 0 : null);
    expect(shareWithOverdue(0, 0, 0)).toBeNull();
  });
});

it('a report is a table whose names are no formulas', () => {
  const sums = { ...none, opened: 7 };
  const report = {
    ...{ sums, sumsBefore: { ...none, opened: 5 }, opened: [], resolved: [], backlogByPriority: [] },
    backlogByAge: [{ key: '>90', value: 2 }],
    groups: { category: [{ key: '=1+1', name: '=1+1', sums }] },
    success: [{ key: 't', name: 'Mail', points: -4, changes: 2, failed: 0, caused: 1 }],
  };
  const rows = reportRows(report);
  expect(rows).toContainEqual(
    expect.objectContaining({ about: 'all', figure: 'opened', value: 7, before: 5, unit: 'tickets' }),
  );
  expect(rows.filter(({ key }) => key === 't').map(({ figure, value }) => [figure, value])).toEqual([
    ['changeSuccess', -4],
    ['changesEnded', 2],
    ['changesFailed', 0],
    ['incidentsCaused', 1],
  ]);
  const csv = reportAs('csv', report, { from: '2026-11-01', to: '2026-11-02' });
  expect(csv).toContain("2026-11-01,2026-11-02,category,'=1+1,'=1+1,opened,tickets,7,\r\n");
  expect(csv.startsWith('from,to,about,key,name,figure,unit,value,before\r\n')).toBe(true);
});
