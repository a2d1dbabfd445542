import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRIORITIES } from '#domain/fields/tickets.ts';
import { AGE_BUCKETS, drillFilter, KPI_IDS, type KpiBar } from '#domain/reports/kpis.ts';
import { ticketFilterSchema } from '#domain/tickets/ticket-filter.ts';

const day: KpiBar = { by: 'day', from: '2026-11-17T23:00:00.000Z', to: '2026-11-18T23:00:00.000Z' };

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

  it('gives every bar of every measure a filter that a list accepts', () => {
    const bars: readonly KpiBar[] = [
      day,
      ...PRIORITIES.map((priority): KpiBar => ({ by: 'priority', priority })),
      ...AGE_BUCKETS.map(({ key }): KpiBar => ({ by: 'age', bucket: key })),
    ];
    for (const kpi of KPI_IDS) {
      for (const bar of bars) {
        expect(ticketFilterSchema.safeParse(drillFilter(kpi, bar)).success).toBe(true);
      }
    }
  });
});
