import type { Bar } from '#contracts/reports.ts';
import { formatCount, formatDate, formatDecimal, formatShare } from '#renderer/shared/format/format.ts';
import type { Translate } from '#renderer/shared/i18n/i18n.ts';
import { ageBandOf, type FlowPoint } from './chart-data.ts';

/** `21 Nov 2026`, or `2 Nov 2026 to 8 Nov 2026` for a week. */
export const whenOf = (t: Translate<'reports'>, { from, to }: Pick<FlowPoint, 'from' | 'to'>): string =>
  from === to ? formatDate(from) : t('week', { from: formatDate(from), to: formatDate(to) });

/** `2–7 days`, `over 90 days`. */
export const ageWords = (t: Translate<'reports'>, bar: Bar): string => {
  const { min, max } = ageBandOf(bar.drill);
  if (max === null) return t('age.over', { count: min - 1 });
  if (max === 0) return t('age.today');
  if (min === 0) return t('age.upTo', { count: max });
  return min === max ? t('age.one', { count: min }) : t('age.band', { min, max });
};

/** `93 %`; a dash where nothing was resolved. */
export const shareWords = (share: number | null): string => (share === null ? '–' : formatShare(share));

/** Hours with as many decimals as say something: `0.4`, `3.2`, `27`. */
export const hoursWords = (t: Translate<'reports'>, hours: number | null): string =>
  hours === null ? '–' : t('hours', { value: formatDecimal(hours, hours < 10 ? 1 : 0) });

/** A key figure in the words of its unit. */
export const figureWords = (
  t: Translate<'reports'>,
  unit: 'tickets' | 'share' | 'hours',
  value: number | null,
): string => {
  if (unit === 'share') return shareWords(value);
  if (unit === 'hours') return hoursWords(t, value);
  return value === null ? '–' : formatCount(value);
};
