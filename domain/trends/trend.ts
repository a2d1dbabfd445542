import type { Id, Instant, IsoDate } from '#domain/records/common.ts';

/** What of an incident the search for trends looks at. The model is that of the item, joined by whoever asks. */
export type IncidentFact = {
  readonly id: Id;
  readonly number: string;
  readonly openedAt: Instant;
  readonly ciId: Id | null;
  readonly model: string | null;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly placeId: Id | null;
  readonly problemId: Id | null;
  readonly state: string;
};

/** From narrow to wide; of two trends with the same tickets the earlier one is told. */
export const TREND_DIMENSIONS = ['ci', 'model', 'subcategory', 'place', 'category'] as const;
export type TrendDimension = (typeof TREND_DIMENSIONS)[number];

export type TrendParams = {
  readonly now: Instant;
  /** The window looked at ends at `now` and is this long; 7. */
  readonly windowDays?: number;
  /** How far before the window the usual rate is taken from; 12. */
  readonly baselineWeeks?: number;
  /** Fewer incidents in the window than this are never a trend; 4. */
  readonly minCount?: number;
  /** The share of false ones among the trends told, and the probability of any where nothing has changed; 0.01. */
  readonly alpha?: number;
  /**
   * Since when the facts are complete. Without it the earliest fact says so. A device that left ended tickets on the
   * server has to give it: otherwise the past looks quieter than it was and the usual looks like a trend.
   */
  readonly completeSince?: Instant | null;
};

/** What a trend is about, whichever week it is. */
export type TrendSubject = {
  readonly dimension: TrendDimension;
  /** Id of the item or place, name of the model, code of the category or subcategory. */
  readonly value: string;
  /** The category of a subcategory, because the same code may stand in several; null for everything else. */
  readonly within: string | null;
};

export type Trend = TrendSubject & {
  /** Same subject, same week, same key, on every console. */
  readonly key: string;
  /** Monday (UTC) of the week in which the window begins. */
  readonly week: IsoDate;
  /** Incidents of the window that have no problem yet. */
  readonly count: number;
  /** What the past would let one expect in a window. */
  readonly expected: number;
  /** How often there were any before, in how many days: the evidence behind `expected`. */
  readonly before: number;
  readonly beforeDays: number;
  /** `count / expected`; null when there were none before. */
  readonly ratio: number | null;
  /** Probability of that many or more if nothing has changed. */
  readonly pValue: number;
  /** The same, adjusted for how many values were looked at; at most alpha. */
  readonly adjusted: number;
  /** Those counted, newest first. */
  readonly ticketIds: readonly Id[];
  /** Those of the window that have a problem already, newest first; not counted. */
  readonly withProblemIds: readonly Id[];
  readonly firstAt: Instant;
  readonly lastAt: Instant;
};

/** A trend with the wider ones that it explains. */
export type ToldTrend = Trend & { readonly also: readonly Trend[] };
