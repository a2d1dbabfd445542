import { logRegularizedBeta } from './special-functions.ts';

/**
 * ln P(N >= count), the probability that a span of time brings at least `count` incidents when nothing has changed
 * since the span before, which brought `before`. `share` is the window's part of both spans together (7 days after 84:
 * 7/91).
 *
 * Given how many there were in both spans, the window's part of them is binomial with `share`, whatever the rate is:
 * the exact conditional test of two Poisson counts (Przyborowski and Wilenski, "Homogeneity of results in testing
 * samples from Poisson series", Biometrika 31, 1940). No rate is estimated, so a young or sparse past makes the test
 * weaker, not wrong. The same number is the tail of the Gamma-Poisson (negative binomial) prediction from a flat prior.
 *
 * `dispersion` (at least 1) is the variance of the past's counts over their mean. Counts that come in clumps carry as
 * much as fewer ones that come alone, so both are divided by it (quasi-Poisson, as in Farrington and others, "A
 * statistical algorithm for the early detection of outbreaks of infectious disease", J. R. Statist. Soc. A 159, 1996).
 */
export const logTailOf = (count: number, before: number, share: number, dispersion = 1): number =>
  count <= 0 ? 0 : logRegularizedBeta(share, count / dispersion, before / dispersion + 1);

/**
 * Pearson's estimate of variance over mean of the counts of equally long spans, at least 1. Fewer than four spans say
 * nothing about it.
 */
export const dispersionOf = (counts: readonly number[]): number => {
  if (counts.length < 4) return 1;
  let sum = 0;
  for (const count of counts) sum += count;
  if (sum === 0) return 1;
  const mean = sum / counts.length;
  let squares = 0;
  for (const count of counts) squares += (count - mean) ** 2;
  return Math.max(1, squares / mean / (counts.length - 1));
};

/**
 * The values adjusted for how many were looked at, by Benjamini and Hochberg ("Controlling the false discovery rate",
 * J. R. Statist. Soc. B 57, 1995): what stays at or below alpha is, on average, false in a share of alpha at most.
 * Bonferroni's bound would be about never being wrong at all and hide, among thousands of devices, what a person should
 * look at; where nothing has changed, both raise a false alarm with a probability of alpha at most. Values of one
 * incident (its device, model, place) rise together, which the method allows (positive dependence, Benjamini and
 * Yekutieli, Ann. Statist. 29, 2001).
 *
 * @param logs ln p of every value looked at. @returns ln of the adjusted p, in the same order.
 */
export const adjustedLogs = (logs: readonly number[]): readonly number[] => {
  const order = logs.map((_log, index) => index).sort((a, b) => (logs[b] ?? 0) - (logs[a] ?? 0));
  const adjusted = new Array<number>(logs.length).fill(0);
  let least = 0;
  order.forEach((index, fromWorst) => {
    const rank = logs.length - fromWorst;
    least = Math.min(least, (logs[index] ?? 0) + Math.log(logs.length / rank));
    adjusted[index] = least;
  });
  return adjusted;
};
