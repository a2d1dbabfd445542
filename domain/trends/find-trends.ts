import type { Instant, IsoDate } from '#domain/records/common.ts';
import { byRank, nested } from './nesting.ts';
import { type Spans, spansOf, type Tally, tallied } from './tally.ts';
import type { IncidentFact, ToldTrend, Trend, TrendParams, TrendSubject } from './trend.ts';
import { adjustedLogs, dispersionOf, logTailOf } from './usual-rate.ts';

const DAY_MS = 86_400_000;
const THURSDAY = 3;

const weekOf = (atMs: number): IsoDate => {
  // 1 January 1970 was a Thursday.
  const days = Math.floor(atMs / DAY_MS);
  const monday = days - ((days + THURSDAY) % 7);
  return new Date(monday * DAY_MS).toISOString().slice(0, 10);
};

const trendKey = ({ dimension, value, within }: TrendSubject, week: IsoDate): string =>
  JSON.stringify(within === null ? [dimension, value, week] : [dimension, within, value, week]);

const newestFirst = (facts: readonly IncidentFact[]): readonly IncidentFact[] =>
  [...facts].sort((a, b) =>
    a.openedAt === b.openedAt ? (a.id < b.id ? 1 : -1) : a.openedAt < b.openedAt ? 1 : -1,
  );

type Looked = { readonly tally: Tally; readonly logP: number };

/**
 * The values that can be judged, with their probability. A value is looked at when window and past together have `minCount`
 * incidents: that says nothing about how they fall into the two, so what is left out costs the others nothing and cheats
 * nobody (Bourgon, Gentleman and Huber, "Independent filtering increases detection power", PNAS 107, 2010).
 */
const lookedAt = (tallies: readonly Tally[], spans: Spans, minCount: number): readonly Looked[] => {
  const share = spans.windowMs / (spans.nowMs - spans.pastFromMs);
  return tallies
    .filter(({ counted, before }) => counted.length + before >= minCount)
    .map((tally) => {
      const bySpan = Array.from({ length: spans.wholeSpans }, (_none, span) => tally.beforeBySpan[span] ?? 0);
      return { tally, logP: logTailOf(tally.counted.length, tally.before, share, dispersionOf(bySpan)) };
    });
};

const trendOf = ({ tally, logP }: Looked, logAdjusted: number, spans: Spans): Trend => {
  const { subject, before, withProblem } = tally;
  const counted = newestFirst(tally.counted);
  const pastMs = spans.windowFromMs - spans.pastFromMs;
  const expected = (before * spans.windowMs) / pastMs;
  const week = weekOf(spans.windowFromMs);
  return {
    ...subject,
    key: trendKey(subject, week),
    week,
    count: counted.length,
    expected,
    before,
    beforeDays: pastMs / DAY_MS,
    ratio: expected === 0 ? null : counted.length / expected,
    pValue: Math.exp(logP),
    adjusted: Math.exp(logAdjusted),
    ticketIds: counted.map(({ id }) => id),
    withProblemIds: newestFirst(withProblem).map(({ id }) => id),
    firstAt: counted.at(-1)?.openedAt ?? '',
    lastAt: counted[0]?.openedAt ?? '',
  };
};

const msOf = (at: Instant | null | undefined): number | null =>
  at === null || at === undefined ? null : Date.parse(at);

/**
 * Items, models, categories, subcategories and places that had more incidents in the window than their past explains, the
 * surest first, each with its evidence. The same facts give the same answer in any order and on every console.
 *
 * A window of whole weeks keeps the days of the week out of it; seasons longer than that are not known here.
 */
export const findTrends = (facts: readonly IncidentFact[], params: TrendParams): readonly ToldTrend[] => {
  const { windowDays = 7, baselineWeeks = 12, minCount = 4, alpha = 0.01 } = params;
  const openedMs = new Float64Array(facts.length);
  facts.forEach(({ openedAt }, index) => {
    openedMs[index] = Date.parse(openedAt);
  });
  const spans = spansOf(openedMs, msOf(params.completeSince), {
    nowMs: Date.parse(params.now),
    windowDays,
    baselineWeeks,
  });
  if (spans === null) return [];
  const looked = lookedAt(tallied(facts, openedMs, spans), spans, minCount);
  const adjusted = adjustedLogs(looked.map(({ logP }) => logP));
  const most = Math.log(alpha);
  const trends = looked.flatMap((one, index) => {
    const logAdjusted = adjusted[index] ?? 0;
    if (one.tally.counted.length < minCount || logAdjusted > most) return [];
    return [trendOf(one, logAdjusted, spans)];
  });
  return nested(trends.sort(byRank));
};
