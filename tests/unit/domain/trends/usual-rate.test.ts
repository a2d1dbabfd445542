import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedLogs, dispersionOf, logTailOf } from '#domain/trends/usual-rate.ts';

const WEEK_AFTER_TWELVE = 1 / 13;
const whole = (max: number) => fc.integer({ min: 0, max });

describe('the probability of a count after what came before', () => {
  it.each([
    // After none in twelve weeks each of the n falls into the last week with one in thirteen.
    [4, 0, 1 / 13, 13 ** -4],
    [6, 0, 1 / 13, 13 ** -6],
    // One week against one week: heads or tails.
    [4, 0, 0.5, 1 / 16],
    [5, 1, 0.5, 7 / 64],
    [0, 9, 1 / 13, 1],
  ])('%i after %i, share %f', (count, before, share, known) => {
    expect(Math.exp(logTailOf(count, before, share))).toBeCloseTo(known, 12);
  });

  it('is that of the Gamma-Poisson prediction, summed term by term', () => {
    const share = 1 / 13;
    const before = 30;
    // Negative binomial: n incidents until the 31st before the window, seen from behind.
    let term = (1 - share) ** (before + 1);
    let below = 0;
    for (let n = 0; n < 12; n += 1) {
      below += term;
      term *= ((before + 1 + n) / (n + 1)) * share;
    }
    expect(Math.exp(logTailOf(12, before, share)) / (1 - below)).toBeCloseTo(1, 9);
  });

  it('falls with the count, rises with the past and with how much the past varies', () => {
    fc.assert(
      fc.property(
        whole(200),
        whole(2_000),
        fc.double({ min: 1, max: 8, noNaN: true }),
        (count, before, d) => {
          const tail = logTailOf(count, before, WEEK_AFTER_TWELVE, d);
          expect(logTailOf(count + 1, before, WEEK_AFTER_TWELVE, d)).toBeLessThanOrEqual(tail);
          expect(logTailOf(count, before + 1, WEEK_AFTER_TWELVE, d)).toBeGreaterThanOrEqual(tail);
          if (count > (2 * before) / 12 + 2) {
            expect(logTailOf(count, before, WEEK_AFTER_TWELVE, d + 1)).toBeGreaterThanOrEqual(tail);
          }
        },
      ),
    );
  });

  it('tells far tails apart that no double can hold', () => {
    expect(logTailOf(600, 10, WEEK_AFTER_TWELVE)).toBeLessThan(-1_000);
    expect(logTailOf(601, 10, WEEK_AFTER_TWELVE)).toBeLessThan(logTailOf(600, 10, WEEK_AFTER_TWELVE));
  });
});

describe('dispersion', () => {
  it.each([
    [[], 1],
    [[9, 0, 0], 1],
    [[0, 0, 0, 0, 0], 1],
    [[3, 3, 3, 3], 1],
    [[0, 8, 0, 8], 16 / 3],
    [[1, 2, 3, 2], 1],
  ])('of %j is %f', (counts, known) => {
    expect(dispersionOf(counts)).toBeCloseTo(known, 12);
  });
});

describe('adjusting for how many were looked at', () => {
  // The example of the paper: thrombolysis, fifteen comparisons (Benjamini and Hochberg 1995, section 3.1).
  const published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];

  it('keeps the four of the published example', () => {
    const adjusted = adjustedLogs(published.map(Math.log)).map(Math.exp);
    expect(adjusted.slice(0, 5).map((p) => Number(p.toFixed(6)))).toEqual([
      0.0015, 0.003, 0.0095, 0.035625, 0.0603,
    ]);
    expect(adjusted.filter((p) => p <= 0.05)).toHaveLength(4);
  });

  it('never lowers a value, keeps the order and does not care for it', () => {
    const logs = fc.array(fc.double({ min: -50, max: 0, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(logs, (given) => {
        const adjusted = adjustedLogs(given);
        given.forEach((log, index) => {
          expect(adjusted[index]).toBeGreaterThanOrEqual(log);
          given.forEach((other, at) => {
            if (log < other) expect(adjusted[index]).toBeLessThanOrEqual(adjusted[at] ?? Number.NaN);
          });
        });
        expect([...adjustedLogs([...given].reverse())].reverse()).toEqual(adjusted);
      }),
    );
  });
});
