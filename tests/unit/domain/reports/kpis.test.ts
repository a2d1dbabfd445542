import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AGE_BUCKETS,
  ageBucketOf,
  ageDaysOf,
  BACKLOG_BARS,
  drillFilter,
  KPI_DEFINITIONS,
  KPI_IDS,
  type KpiBar,
} from '#domain/reports/kpis.ts';
import { ticketFilterSchema } from '#domain/tickets/ticket-filter.ts';

const day: KpiBar = { by: 'day', from: '2026-11-17T23:00:00.000Z', to: '2026-11-18T23:00:00.000Z' };

describe('age of the backlog', () => {
  it.each([
    ['2026-11-18T10:00:00.000Z', 0, '0-1'],
    ['2026-11-16T09:59:00.000Z', 2, '2-7'],
    ['2026-11-16T10:01:00.000Z', 1, '0-1'],
    ['2026-08-20T10:00:00.000Z', 90, '31-90'],
    ['2026-08-19T10:00:00.000Z', 91, '>90'],
    ['2026-11-19T10:00:00.000Z', 0, '0-1'],
  ])('a ticket opened %s is %i days old: %s', (openedAt, days, bucket) => {
    expect(ageDaysOf(openedAt, '2026-11-18T10:00:00.000Z')).toBe(days);
    expect(ageBucketOf(days)).toBe(bucket);
  });

  it('puts every age into exactly the class whose limits hold it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (days) => {
        const holding = AGE_BUCKETS.filter(
          ({ minDays, maxDays }) => days >= minDays && (maxDays === null || days <= maxDays),
        );
        expect(holding.map(({ key }) => key)).toEqual([ageBucketOf(days)]);
      }),
    );
  });
});

describe('the tickets behind a bar', () => {
  it('opens what the bar counted', () => {
    const scope = { teamIds: ['team-net'], types: ['incident' as const] };
    expect(drillFilter('opened-per-day', day, scope)).toEqual({
      teamIds: ['team-net'],
      types: ['incident'],
      openedFrom: day.by === 'day' ? day.from : '',
      openedTo: day.by === 'day' ? day.to : '',
    });
    expect(drillFilter('mean-time-to-resolve', day)).not.toHaveProperty('openedFrom');
    expect(drillFilter('backlog-by-age', { by: 'age', bucket: '>90' })).toEqual({
      activeOnly: true,
      createdAgeDaysMin: 91,
    });
    expect(drillFilter('resolution-within-target', day)).toMatchObject({ breached: true });
  });

  it('gives every bar of every measure a filter that a list accepts, and every measure its definition', () => {
    for (const kpi of KPI_IDS) {
      const { bars, id } = KPI_DEFINITIONS[kpi];
      expect(id).toBe(kpi);
      for (const bar of bars === 'day' ? [day] : BACKLOG_BARS[bars]) {
        expect(ticketFilterSchema.safeParse(drillFilter(kpi, bar)).success).toBe(true);
      }
    }
  });
});
