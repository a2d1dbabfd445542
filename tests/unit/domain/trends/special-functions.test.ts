import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logGamma, logRegularizedBeta } from '#domain/trends/special-functions.ts';

/** ln of a fraction of whole numbers of any size, from its leading digits. */
const logOf = (upper: bigint, lower: bigint): number => {
  const log = (value: bigint): number => {
    const digits = value.toString();
    return Math.log(Number(`0.${digits.slice(0, 30)}`)) + digits.length * Math.LN10;
  };
  return log(upper) - log(lower);
};

/** P(N >= count) of a binomial of `trials` with the probability `part / of`, exactly. */
const binomialTail = (count: number, trials: number, part: number, of: number): readonly [bigint, bigint] => {
  let ways = 1n;
  let sum = 0n;
  for (let hits = 0; hits <= trials; hits += 1) {
    if (hits >= count)
      sum += ways * BigInt(part) ** BigInt(hits) * BigInt(of - part) ** BigInt(trials - hits);
    ways = (ways * BigInt(trials - hits)) / BigInt(hits + 1);
  }
  return [sum, BigInt(of) ** BigInt(trials)];
};

const near = (value: number, known: number): void => {
  expect(Math.abs(value - known)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(known)));
};

describe('ln Γ', () => {
  it.each([
    [1, 0],
    [2, 0],
    [0.5, 0.5723649429247001],
    [1 / 3, 0.9854206469277671],
    [1.5, -0.12078223763524522],
    [10, Math.log(362_880)],
    [100, 359.1342053695754],
    [1e6, 12_815_504.569147611],
    [1e-5, 11.512919692895826],
  ])('of %f', (x, known) => near(logGamma(x), known));

  it('is that of the factorials', () => {
    let factorial = 1n;
    for (let n = 1; n <= 400; n += 1) {
      near(logGamma(n), logOf(factorial, 1n));
      factorial *= BigInt(n);
    }
  });

  it('grows by ln x', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (x) =>
        near(logGamma(x + 1) - logGamma(x), Math.log(x)),
      ),
    );
  });
});

describe('the regularized incomplete beta function', () => {
  it.each([
    [4, 4],
    [5, 40],
    [9, 30],
    [20, 81],
    [60, 90],
    [250, 300],
    [300, 3_000],
    [700, 700],
  ])('is the tail of a binomial: %i of %i, one in thirteen each', (count, trials) => {
    const known = logOf(...binomialTail(count, trials, 1, 13));
    near(logRegularizedBeta(1 / 13, count, trials - count + 1), known);
  });

  it.each([0.01, 0.25, 0.5, 0.75, 0.99])('has its closed forms at %f', (x) => {
    near(logRegularizedBeta(x, 7.5, 1), 7.5 * Math.log(x));
    near(logRegularizedBeta(x, 1, 7.5), Math.log(1 - (1 - x) ** 7.5));
    near(logRegularizedBeta(x, 0.5, 0.5), Math.log((2 / Math.PI) * Math.asin(Math.sqrt(x))));
  });

  it('is nothing at 0, everything at 1, and both sides make one', () => {
    expect(logRegularizedBeta(0, 3, 4)).toBe(Number.NEGATIVE_INFINITY);
    expect(logRegularizedBeta(1, 3, 4)).toBe(0);
    const size = fc.double({ min: 0.1, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), size, size, (x, a, b) =>
        near(Math.exp(logRegularizedBeta(x, a, b)) + Math.exp(logRegularizedBeta(1 - x, b, a)), 1),
      ),
    );
  });
});
