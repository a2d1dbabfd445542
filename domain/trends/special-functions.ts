/**
 * The two functions that the tail of a count needs, as logarithms: a tail of 1e-400 is still told apart from one of
 * 1e-500. Numbers of formulas are those of the NIST Digital Library of Mathematical Functions (dlmf.nist.gov).
 */

/** B(2k) / (2k (2k - 1)) for k = 1..8, the coefficients of Stirling's series. */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
] as const;
/** From here on the eight terms of Stirling's series are exact to the last digits of a double. */
const STIRLING_FROM = 12;
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** ln Γ(x) for x > 0: Stirling's series (DLMF 5.11.1), reached from a small x by Γ(x + 1) = x Γ(x). */
export const logGamma = (x: number): number => {
  let at = x;
  let product = 1;
  while (at < STIRLING_FROM) {
    product *= at;
    at += 1;
  }
  let power = 1 / at;
  let series = 0;
  for (const coefficient of STIRLING) {
    series += coefficient * power;
    power /= at * at;
  }
  return (at - 0.5) * Math.log(at) - at + HALF_LOG_TWO_PI + series - Math.log(product);
};

/** Steps of the fraction at most; it needs about the square root of the greater parameter. */
const MOST_STEPS = 20_000;
const CLOSE_ENOUGH = 1e-15;
/** Stands for a denominator that came out as nothing (Lentz's method, in Thompson and Barnett's form). */
const TINY = 1e-300;
const notZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** The continued fraction of the incomplete beta function (DLMF 8.17.22); quick where x < (a + 1) / (a + b + 2). */
const betaFraction = (x: number, a: number, b: number): number => {
  let upper = 1;
  let lower = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let value = lower;
  const apply = (coefficient: number): number => {
    lower = 1 / notZero(1 + coefficient * lower);
    upper = notZero(1 + coefficient / upper);
    return lower * upper;
  };
  for (let m = 1; m < MOST_STEPS; m += 1) {
    value *= apply((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)));
    const factor = apply((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)));
    value *= factor;
    if (Math.abs(factor - 1) < CLOSE_ENOUGH) break;
  }
  return value;
};

/**
 * ln I_x(a, b), the logarithm of the regularized incomplete beta function for 0 <= x <= 1 and a, b > 0. The far side of
 * the fraction's good range goes by I_x(a, b) = 1 - I_(1-x)(b, a) (DLMF 8.17.4).
 */
export const logRegularizedBeta = (x: number, a: number, b: number): number => {
  if (x <= 0) return Number.NEGATIVE_INFINITY;
  if (x >= 1) return 0;
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  if (x < (a + 1) / (a + b + 2)) return logFront - Math.log(a) + Math.log(betaFraction(x, a, b));
  return Math.log1p(-Math.exp(logFront - Math.log(b)) * betaFraction(1 - x, b, a));
};
