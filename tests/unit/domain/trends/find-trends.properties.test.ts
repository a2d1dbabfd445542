import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTrends } from '#domain/trends/find-trends.ts';
import { byRank } from '#domain/trends/nesting.ts';
import type { IncidentFact, Trend } from '#domain/trends/trend.ts';
import { fact, NOW, randomOf, spread, stationary } from './facts.ts';

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const all = (facts: readonly IncidentFact[], alpha: number): readonly Trend[] =>
  findTrends(facts, { now: NOW, alpha })
    .flatMap(({ also, ...trend }) => [trend, ...also])
    .sort(byRank);

const shuffled = (facts: readonly IncidentFact[], seed: number): readonly IncidentFact[] => {
  const random = randomOf(seed);
  return facts
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
};

describe('the search for trends', () => {
  it('raises no more false alarms than alpha allows where nothing changes', () => {
    const alpha = 0.1;
    const companies = 400;
    let alarms = 0;
    for (let seed = 1; seed <= companies; seed += 1) {
      const facts = stationary(seed, 100 + 3 * seed, 10 + (seed % 90));
      if (findTrends(facts, { now: NOW, alpha }).length > 0) alarms += 1;
    }
    // Five standard deviations above what alpha allows; whole counts make the test keep well below it.
    const allowed = companies * alpha;
    expect(alarms).toBeLessThan(allowed + 5 * Math.sqrt(allowed));
    expect(alarms).toBeGreaterThan(0);
  });

  it('finds a rate that is four times the usual one', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 6, max: 40 }), (seed, weekly) => {
        const item = { ciId: 'planted' };
        const facts = [
          ...stationary(seed, 600),
          ...spread('old', 12 * weekly, [90.9, 7.1], item),
          ...spread('new', 4 * weekly, [6.9, 0.1], item),
        ];
        expect(findTrends(facts, { now: NOW })[0]).toMatchObject({ value: 'planted', count: 4 * weekly });
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same answer in any order and from copies', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, order) => {
        const facts = [...stationary(seed, 400), ...spread('new', 9, [6, 1], { ciId: 'x', model: 'm' })];
        const told = findTrends(facts, { now: NOW, alpha: 0.5 });
        expect(findTrends(structuredClone(shuffled(facts, order)), { now: NOW, alpha: 0.5 })).toEqual(told);
        expect(told.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });

  it('never takes one more incident of a value for less of a trend', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.01, max: 6.9, noNaN: true }), (seed, daysAgo) => {
        const facts = stationary(seed, 500, 20);
        const before = all(facts, 1);
        for (const { key, dimension, value } of before.filter((one) => one.dimension !== 'subcategory')) {
          const field = dimension === 'ci' ? 'ciId' : dimension === 'place' ? 'placeId' : dimension;
          const after = all([...facts, fact('more', daysAgo, { [field]: value })], 1);
          const was = before.findIndex((one) => one.key === key);
          const is = after.findIndex((one) => one.key === key);
          expect(is).toBeGreaterThanOrEqual(0);
          expect(is).toBeLessThanOrEqual(was);
          expect(after[is]?.pValue).toBeLessThanOrEqual(before[was]?.pValue ?? 0);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('tells each ticket’s trends once: what is told apart is not explained by what is told', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const told = findTrends(stationary(seed, 500, 20), { now: NOW, alpha: 1 });
        const keys = told.flatMap(({ key, also }) => [key, ...also.map((one) => one.key)]);
        expect(new Set(keys).size).toBe(keys.length);
        for (const one of told) {
          for (const wide of one.also) {
            const shared = wide.ticketIds.filter((id) => one.ticketIds.includes(id)).length;
            expect(shared).toBeGreaterThanOrEqual(0.8 * wide.count);
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});
