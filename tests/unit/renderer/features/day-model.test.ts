import { describe, expect, it } from 'vitest';
import { partsOf } from '#renderer/features/day/day-model.ts';

// In the device's zone, whatever it is where the test runs.
const at = (day: number, hour: number): string => new Date(2026, 10, day, hour).toISOString();
const now = new Date(2026, 10, 21, 10).getTime();
const order = (id: string, plannedStart: string | null) => ({ id, plannedStart });

describe('the orders of a day', () => {
  it('come with what was left over first and what nobody planned last', () => {
    const rows = [
      order('unplanned', null),
      order('yesterday', at(20, 23)),
      order('midnight', at(21, 0)),
      order('earlier today', at(21, 8)),
      order('tonight', at(21, 23)),
      order('tomorrow', at(22, 0)),
    ];
    expect(partsOf(rows, now).map(({ part, rows: some }) => [part, ...some.map(({ id }) => id)])).toEqual([
      ['overdue', 'yesterday'],
      ['today', 'midnight', 'earlier today', 'tonight'],
      ['upcoming', 'tomorrow'],
      ['unplanned', 'unplanned'],
    ]);
  });

  it('have no empty parts', () => {
    expect(partsOf([], now)).toEqual([]);
    expect(partsOf([order('a', at(22, 9))], now).map(({ part }) => part)).toEqual(['upcoming']);
  });
});
