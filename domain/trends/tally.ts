import type { IncidentFact, TrendDimension, TrendSubject } from './trend.ts';

const DAY_MS = 86_400_000;

/** Window and past in epoch ms. The past ends where the window begins and is cut into spans of the window's length. */
export type Spans = {
  readonly nowMs: number;
  readonly windowMs: number;
  readonly windowFromMs: number;
  readonly pastFromMs: number;
  /** Spans of the past that are whole. */
  readonly wholeSpans: number;
};

/** The incidents of one value. */
export type Tally = {
  readonly subject: TrendSubject;
  /** In the window, without a problem. */
  readonly counted: IncidentFact[];
  /** In the window, with a problem. */
  readonly withProblem: IncidentFact[];
  /** In the past, in all and by whole span, the latest first. */
  before: number;
  readonly beforeBySpan: number[];
};

/**
 * The past begins where the facts do, at the earliest `baselineWeeks` before the window. Null when there is none: without a
 * past there is no usual rate.
 */
export const spansOf = (
  openedMs: Float64Array,
  completeSinceMs: number | null,
  {
    nowMs,
    windowDays,
    baselineWeeks,
  }: { readonly nowMs: number; readonly windowDays: number; readonly baselineWeeks: number },
): Spans | null => {
  const windowMs = windowDays * DAY_MS;
  const windowFromMs = nowMs - windowMs;
  let since = completeSinceMs ?? Number.POSITIVE_INFINITY;
  if (completeSinceMs === null) for (const at of openedMs) if (at < since) since = at;
  const pastFromMs = Math.max(since, windowFromMs - baselineWeeks * 7 * DAY_MS);
  if (!(pastFromMs < windowFromMs)) return null;
  return {
    nowMs,
    windowMs,
    windowFromMs,
    pastFromMs,
    wholeSpans: Math.floor((windowFromMs - pastFromMs) / windowMs),
  };
};

const add = (tally: Tally, fact: IncidentFact, atMs: number, spans: Spans): void => {
  if (atMs >= spans.windowFromMs) {
    (fact.problemId === null ? tally.counted : tally.withProblem).push(fact);
    return;
  }
  tally.before += 1;
  const span = Math.ceil((spans.windowFromMs - atMs) / spans.windowMs) - 1;
  if (span < spans.wholeSpans) tally.beforeBySpan[span] = (tally.beforeBySpan[span] ?? 0) + 1;
};

const SIMPLE = ['ci', 'model', 'place', 'category'] as const;
const FIELDS = { ci: 'ciId', model: 'model', place: 'placeId', category: 'category' } as const;

/**
 * Counts by every dimension in one pass. Cancelled incidents were none. The past keeps those that have a problem: the usual
 * rate is what came in, whatever was made of it afterwards, and leaving them out would raise alarms.
 */
export const tallied = (
  facts: readonly IncidentFact[],
  openedMs: Float64Array,
  spans: Spans,
): readonly Tally[] => {
  const all: Tally[] = [];
  const tallyIn = (
    map: Map<string, Tally>,
    dimension: TrendDimension,
    value: string,
    within: string | null,
  ): Tally => {
    const known = map.get(value);
    if (known !== undefined) return known;
    const made: Tally = {
      subject: { dimension, value, within },
      counted: [],
      withProblem: [],
      before: 0,
      beforeBySpan: [],
    };
    map.set(value, made);
    all.push(made);
    return made;
  };
  const none = (): Map<string, Tally> => new Map();
  const maps = { ci: none(), model: none(), place: none(), category: none() };
  const subcategories = new Map<string | null, Map<string, Tally>>();
  facts.forEach((fact, index) => {
    const atMs = openedMs[index] ?? Number.NaN;
    if (!(atMs >= spans.pastFromMs && atMs <= spans.nowMs) || fact.state === 'cancelled') return;
    for (const dimension of SIMPLE) {
      const value = fact[FIELDS[dimension]];
      if (value !== null) add(tallyIn(maps[dimension], dimension, value, null), fact, atMs, spans);
    }
    if (fact.subcategory === null) return;
    const inCategory = subcategories.get(fact.category) ?? none();
    subcategories.set(fact.category, inCategory);
    add(tallyIn(inCategory, 'subcategory', fact.subcategory, fact.category), fact, atMs, spans);
  });
  return all;
};
