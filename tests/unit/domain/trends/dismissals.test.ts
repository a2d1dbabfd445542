import { describe, expect, it } from 'vitest';
import { isDismissed, type TrendDismissal } from '#domain/trends/dismissals.ts';

const NOW = '2026-11-28T12:00:00.000Z';
const trend = { dimension: 'model', value: 'LX 5', within: null, count: 10 } as const;
const dismissal: TrendDismissal = {
  dimension: 'model',
  value: 'LX 5',
  within: null,
  reason: 'Rollout: questions of the first days',
  at: '2026-11-20T12:00:00.000Z',
  by: 'person-1',
  countAtDismissal: 10,
};

describe('a dismissal', () => {
  it.each([
    ['holds for the same count', {}, {}, true],
    ['holds while the count grows a little', { count: 14 }, {}, true],
    ['ends when the count is half as much again', { count: 15 }, {}, false],
    ['holds until the last moment of four weeks', {}, { at: '2026-10-31T12:00:00.001Z' }, true],
    ['ends after four weeks', {}, { at: '2026-10-31T12:00:00.000Z' }, false],
    ['holds when the clock that wrote it was ahead', {}, { at: '2026-11-28T12:05:00.000Z' }, true],
    ['is about its value only', { value: 'LX 6' }, {}, false],
    ['is about its dimension only', { dimension: 'place' as const }, {}, false],
    ['is about its category only', { within: 'network' }, {}, false],
  ])('%s', (_name, ofTrend, ofDismissal, holds) => {
    expect(isDismissed({ ...trend, ...ofTrend }, [{ ...dismissal, ...ofDismissal }], NOW)).toBe(holds);
  });

  it('holds when any of several does', () => {
    const old = { ...dismissal, at: '2026-01-01T00:00:00.000Z' };
    expect(isDismissed(trend, [], NOW)).toBe(false);
    expect(isDismissed(trend, [old], NOW)).toBe(false);
    expect(isDismissed(trend, [old, dismissal], NOW)).toBe(true);
  });
});
