import { type ToldTrend, TREND_DIMENSIONS, type Trend } from './trend.ts';

/** A trend that holds this share of a wider one's tickets explains it. */
const EXPLAINS = 0.8;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The surest first; then the greater, then by key, so that every console has the same order. */
export const byRank = (a: Trend, b: Trend): number =>
  a.pValue - b.pValue || b.count - a.count || compareText(a.key, b.key);

/**
 * The narrower of two is the one that stands out of fewer incidents in all. A device has fewer than its model, whatever the
 * two are called, and of a place and a model with the same tickets the quieter one is the better explanation.
 */
const byWidth = (a: Trend, b: Trend): number =>
  a.count + a.before - (b.count + b.before) ||
  TREND_DIMENSIONS.indexOf(a.dimension) - TREND_DIMENSIONS.indexOf(b.dimension) ||
  compareText(a.key, b.key);

/**
 * Tells what has one reason once: a trend of which a narrower one holds at least four fifths of the tickets is listed under
 * that one. Of several such, the one that holds most.
 */
export const nested = (trends: readonly Trend[]): readonly ToldTrend[] => {
  const told: { readonly trend: Trend; readonly ids: ReadonlySet<string>; readonly also: Trend[] }[] = [];
  for (const trend of [...trends].sort(byWidth)) {
    let best: Trend[] | null = null;
    let most = trend.count * EXPLAINS;
    for (const { ids, also } of told) {
      const shared = trend.ticketIds.reduce((sum, id) => sum + (ids.has(id) ? 1 : 0), 0);
      if (shared < most || (best !== null && shared === most)) continue;
      most = shared;
      best = also;
    }
    if (best === null) told.push({ trend, ids: new Set(trend.ticketIds), also: [] });
    else best.push(trend);
  }
  return told.map(({ trend, also }) => ({ ...trend, also: also.sort(byRank) })).sort((a, b) => byRank(a, b));
};
