import { describe, expect, it } from 'vitest';
import { majorFilter } from '#domain/incidents/major-views.ts';
import { dayOf, ESCALATED, PROPOSED } from '#renderer/features/changes/today-model.ts';
import { builtInFilter } from '#renderer/features/queue/views.ts';

describe('what a lead begins the day with', () => {
  it('is what the lists behind it show: nothing that was closed undecided, and nobody who was called is left out', () => {
    expect(PROPOSED).toEqual(majorFilter('proposed'));
    expect(PROPOSED.activeOnly).toBe(true);
    expect(ESCALATED).toEqual(builtInFilter('escalated', { personId: 'p', teamIds: [], now: new Date(0) }));
  });
});

describe('the day of a moment', () => {
  it('is the local one, also where the clock changes', () => {
    for (const day of [new Date(2026, 2, 29, 12), new Date(2026, 9, 25, 12), new Date(2026, 11, 31, 23)]) {
      const { from, to } = dayOf(day.getTime());
      const [year, month, date] = [day.getFullYear(), day.getMonth(), day.getDate()];
      expect([from, to]).toEqual([
        new Date(year, month, date).toISOString(),
        new Date(year, month, date + 1).toISOString(),
      ]);
    }
  });
});
