import type { Id, Instant } from '#domain/records/common.ts';
import type { Trend, TrendSubject } from './trend.ts';

/** How long a dismissal holds. */
const WEEKS = 4;
/** It ends earlier when there are this many times as many as somebody looked at. */
const GROWN = 1.5;
const WEEK_MS = 7 * 86_400_000;

/** Somebody looked at a trend and said why it is none. Holds for the subject, not for one week of it. */
export type TrendDismissal = TrendSubject & {
  readonly reason: string;
  readonly at: Instant;
  readonly by: Id;
  readonly countAtDismissal: number;
};

/**
 * Whether somebody's word that the trend is none still holds. It holds for the same subject for four weeks, unless the
 * count has grown to one and a half times what was dismissed: that is another trend than the one somebody looked at.
 */
export const isDismissed = (
  trend: Pick<Trend, keyof TrendSubject | 'count'>,
  dismissals: readonly TrendDismissal[],
  now: Instant,
): boolean =>
  dismissals.some(
    ({ dimension, value, within, at, countAtDismissal }) =>
      dimension === trend.dimension &&
      value === trend.value &&
      within === trend.within &&
      Date.parse(now) - Date.parse(at) < WEEKS * WEEK_MS &&
      trend.count < countAtDismissal * GROWN,
  );
