import type { TrendRow } from '#contracts/problems.ts';
import type { Trend } from '#domain/trends/trend.ts';
import { formatDecimal } from '#renderer/shared/format/format.ts';
import type { Translate } from '#renderer/shared/i18n/i18n.ts';

/** Below this a chance is told as one in so many; above as a share. */
const MOST_TOLD = 1_000_000;

type Subject = Pick<Trend, 'dimension' | 'value' | 'within'> & { readonly label: string | null };

/** `Model Pad 11`, `Subcategory WLAN in Network`. */
export const subjectWords = (
  t: Translate<'problems'>,
  { dimension, value, within, label }: Subject,
): string => {
  const name = label ?? value;
  return within === null
    ? t(`trends.subject.${dimension}`, { name })
    : t('trends.subject.within', { name, within });
};

/** How many there were, and how many one would expect. */
export const countWords = (
  t: Translate<'problems'>,
  { count, expected }: Pick<TrendRow, 'count' | 'expected'>,
): string => t('trends.count', { count, expected: formatDecimal(expected, 1) });

/** How seldom that happens when nothing has changed. */
export const chanceWords = (t: Translate<'problems'>, { pValue }: Pick<TrendRow, 'pValue'>): string => {
  const oneIn = pValue <= 0 ? Number.POSITIVE_INFINITY : 1 / pValue;
  return oneIn > MOST_TOLD
    ? t('trends.chanceTiny')
    : t('trends.chance', { oneIn: formatDecimal(Math.round(oneIn), 0) });
};
