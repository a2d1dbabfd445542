import { describe, expect, it } from 'vitest';
import { findTrends } from '#domain/trends/find-trends.ts';
import { fact, NOW, spread, stationary } from './facts.ts';

const PAST = [90.9, 7.1] as const;
const WEEK = [6.9, 0.1] as const;
const TAIL_OF_16_IN_40 = 1.5652703432417264e-8;
/** A quiet company in which other things happen, so that the facts reach back. */
const quiet = stationary(7, 300);
const found = (...facts: readonly (readonly ReturnType<typeof fact>[])[]) =>
  findTrends([...quiet, ...facts.flat()], { now: NOW });

describe('what stands out', () => {
  it('is told with its evidence', () => {
    const item = { ciId: 'switch-1' };
    const [trend, ...more] = findTrends(
      [...quiet, ...spread('old', 24, PAST, item), ...spread('new', 16, WEEK, item)],
      { now: NOW, completeSince: '2026-08-29T00:00:00.000Z' },
    );
    expect(more).toEqual([]);
    expect(trend).toMatchObject({
      dimension: 'ci',
      value: 'switch-1',
      within: null,
      week: '2026-11-16',
      key: '["ci","switch-1","2026-11-16"]',
      count: 16,
      before: 24,
      beforeDays: 84,
      expected: 2,
      ratio: 8,
      withProblemIds: [],
      also: [],
    });
    // Sixteen or more of forty, one in thirteen each: the binomial's tail in exact fractions.
    expect((trend?.pValue ?? 0) / TAIL_OF_16_IN_40).toBeCloseTo(1, 9);
    expect(trend?.adjusted).toBeGreaterThan(trend?.pValue ?? 1);
    expect(trend?.ticketIds).toEqual(Array.from({ length: 16 }, (_none, index) => `new-${15 - index}`));
    expect([trend?.firstAt, trend?.lastAt]).toEqual([
      spread('new', 16, WEEK)[0]?.openedAt,
      spread('new', 16, WEEK)[15]?.openedAt,
    ]);
  });

  it.each([
    ['ciId', 'ci'],
    ['model', 'model'],
    ['category', 'category'],
    ['placeId', 'place'],
  ] as const)('is found by %s', (field, dimension) => {
    const trends = found(
      spread('old', 60, PAST, { [field]: 'x' }),
      spread('new', 20, WEEK, { [field]: 'x' }),
    );
    expect(trends.map((trend) => [trend.dimension, trend.value])).toEqual([[dimension, 'x']]);
  });

  it('is found by subcategory, apart from the same word in another category', () => {
    const wifi = (category: string) => ({ category, subcategory: 'wifi' });
    const trends = found(
      spread('usual', 240, PAST, wifi('phone')),
      spread('usual-too', 20, WEEK, wifi('phone')),
      spread('old', 12, PAST, wifi('network')),
      spread('new', 14, WEEK, wifi('network')),
      spread('other', 260, [90.9, 0.1], wifi('network')).map((one) => ({ ...one, subcategory: 'lan' })),
    );
    expect(trends.map(({ dimension, within, value, count }) => [dimension, within, value, count])).toEqual([
      ['subcategory', 'network', 'wifi', 14],
    ]);
  });

  it('is the surest first', () => {
    const trends = found(
      ...[8, 20, 12].map((count) => spread(`n${count}`, count, WEEK, { ciId: `ci-new-${count}` })),
    );
    expect(trends.map(({ count }) => count)).toEqual([20, 12, 8]);
  });
});

describe('what does not stand out', () => {
  it.each([
    ['the usual rate', 60, 5],
    ['twice of little', 12, 2],
    ['a little more', 60, 8],
    ['fewer than usual', 60, 0],
    ['three of something new', 0, 3],
  ])('%s', (_name, before, count) => {
    const item = { ciId: 'switch-1' };
    expect(found(spread('old', before, PAST, item), spread('new', count, WEEK, item))).toEqual([]);
  });

  it('a store that began this week has no usual rate', () => {
    expect(findTrends(spread('new', 500, WEEK, { ciId: 'x' }), { now: NOW })).toEqual([]);
    expect(findTrends([], { now: NOW })).toEqual([]);
  });

  it('a store that began last week is not yet sure of a doubling', () => {
    const item = { ciId: 'x' };
    const facts = [...spread('old', 4, [13.9, 7.1], item), ...spread('new', 10, WEEK, item)];
    expect(findTrends(facts, { now: NOW })).toEqual([]);
  });

  it('a device whose tickets always come in clumps', () => {
    const item = { ciId: 'x' };
    const clumps = [12, 40, 68].flatMap((ago) => spread(`old-${ago}`, 9, [ago + 1, ago], item));
    expect(found(clumps, spread('new', 9, WEEK, item))).toEqual([]);
    const even = spread('even', 27, PAST, item);
    expect(found(even, spread('new', 9, WEEK, item))).toHaveLength(0);
    expect(found(even, spread('new', 14, WEEK, item))).toHaveLength(1);
    expect(found(clumps, spread('new', 14, WEEK, item))).toHaveLength(0);
  });

  it('cancelled incidents, and those of the future', () => {
    const cancelled = spread('c', 30, WEEK, { ciId: 'x', state: 'cancelled' });
    const future = spread('f', 30, [-0.1, -3], { ciId: 'x' });
    expect(found(cancelled, future)).toEqual([]);
  });
});

describe('a value that was never there before', () => {
  it('is a trend when there are enough, and says that there were none', () => {
    const [trend] = found(spread('new', 7, WEEK, { model: 'Dock 9' }));
    expect(trend).toMatchObject({ value: 'Dock 9', count: 7, expected: 0, before: 0, ratio: null });
  });

  it('must still be of the least number asked for', () => {
    const facts = [...quiet, ...spread('new', 7, WEEK, { model: 'Dock 9' })];
    expect(findTrends(facts, { now: NOW, minCount: 8 })).toEqual([]);
  });
});

describe('what is known already', () => {
  it('is left out of the count, but told', () => {
    const item = { ciId: 'x' };
    const known = spread('known', 3, WEEK, { ...item, problemId: 'problem-1' });
    const [trend] = found(spread('new', 9, WEEK, item), known);
    expect(trend).toMatchObject({ count: 9, withProblemIds: ['known-2', 'known-1', 'known-0'] });
  });

  it('is no trend any more once all of them have their problem', () => {
    expect(found(spread('new', 20, WEEK, { ciId: 'x', problemId: 'problem-1' }))).toEqual([]);
  });

  it('still counts as usual afterwards', () => {
    const item = { ciId: 'x' };
    const old = spread('old', 120, PAST, { ...item, problemId: 'problem-1' });
    expect(found(old, spread('new', 12, WEEK, item))).toEqual([]);
  });
});

describe('a past that is not there', () => {
  it('is not taken for a quiet one when the caller says since when the facts are complete', () => {
    const item = { ciId: 'x' };
    const loaded = [
      fact('left-open', 91),
      ...spread('old', 12, [20.9, 7.1], item),
      ...spread('new', 60, WEEK, item),
    ];
    const told = (completeSince: string | null) => findTrends(loaded, { now: NOW, completeSince })[0];
    expect(told(null)).toMatchObject({ beforeDays: 84, expected: 1 });
    expect(told('2026-11-07T00:00:00.000Z')).toMatchObject({ beforeDays: 14, expected: 6, ratio: 10 });
  });

  it('without it, reaches back to the earliest fact', () => {
    const facts = [fact('first', 28), ...spread('new', 20, WEEK, { ciId: 'x' })];
    expect(findTrends(facts, { now: NOW })[0]).toMatchObject({ beforeDays: 21, expected: 0 });
  });
});

describe('trends with one reason', () => {
  const device = { ciId: 'printer-1', model: 'LX 5', placeId: 'plant-2', category: 'printing' };

  it('are told as one, by the narrowest', () => {
    const others = spread('others', 36, PAST, { ...device, ciId: 'printer-2' });
    const [trend, ...more] = found(others, spread('new', 20, WEEK, device));
    expect(more).toEqual([]);
    expect([trend?.dimension, trend?.value]).toEqual(['ci', 'printer-1']);
    expect(trend?.also.map(({ dimension }) => dimension).sort()).toEqual(['category', 'model', 'place']);
  });

  it.each([
    [16, 1],
    [15, 2],
  ])('a device with %i of the model’s 20 makes %i', (ofDevice, told) => {
    const model = { model: 'LX 5' };
    const trends = found(
      spread('new', ofDevice, WEEK, { ...model, ciId: 'printer-1' }),
      Array.from({ length: 20 - ofDevice }, (_none, index) =>
        fact(`single-${index}`, 1 + index / 10, { ...model, ciId: `single-${index}` }),
      ),
    );
    expect(trends).toHaveLength(told);
  });

  it('of a model and a place with the same tickets, the quieter explains', () => {
    const both = { model: 'LX 5', placeId: 'plant-2' };
    const busyPlace = spread('place', 60, PAST, { placeId: 'plant-2' });
    const [trend, ...more] = found(busyPlace, spread('new', 24, WEEK, both));
    expect(more).toEqual([]);
    expect([trend?.dimension, trend?.also.map(({ dimension }) => dimension)]).toEqual(['model', ['place']]);
  });
});
