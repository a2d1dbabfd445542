import { numberText, spokenLocale, text } from '#renderer/shared/i18n/i18n.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** A formatter for the language spoken now; making one costs more than a hundred uses of it. */
const formatterOf = (name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const locale = spokenLocale();
  const key = `${locale}:${name}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
};

/** `tickets, orders, and knowledge`, as the language puts it. */
export const formatList = (words: readonly string[]): string =>
  new Intl.ListFormat(spokenLocale(), { type: 'conjunction' }).format(words);

/** What is no time of any calendar is shown as it stands; formatters throw. */
const formatted = (formatter: Intl.DateTimeFormat, date: Date, asItStands: string): string =>
  Number.isNaN(date.getTime()) ? asItStands : formatter.format(date);

const MINUTE_MS = 60_000;

const MINUTE: Intl.DateTimeFormatOptions = {
  ...{ day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' },
};

/** `21 Nov, 14:05` in the device's zone; with the year when it is not this one. Empty for null. */
export const formatInstant = (instant: string | null, nowMs: number = Date.now()): string => {
  if (instant === null) return '';
  const date = new Date(instant);
  const sameYear = date.getFullYear() === new Date(nowMs).getFullYear();
  return sameYear ? formatted(formatterOf('instant', MINUTE), date, instant) : formatInstantYear(instant);
};

/** `21 Nov 2026, 14:05` in the device's zone, for what is read in another year: paper. */
export const formatInstantYear = (instant: string): string =>
  formatted(formatterOf('instant-year', { ...MINUTE, year: 'numeric' }), new Date(instant), instant);

/** A weekday names one day of the past and one to come, as long as both are nearer than this. */
const NEAR_MS = 6 * 24 * 60 * MINUTE_MS;

/** A moment near now as `Mon 10:00`, in the device's zone; from six days away on its day, `21 Nov`, with the year when it is not this one. */
export const formatMoment = (instant: string, nowMs: number): string => {
  const date = new Date(instant);
  if (Math.abs(date.getTime() - nowMs) < NEAR_MS)
    return formatted(
      formatterOf('moment', { weekday: 'short', hour: '2-digit', minute: '2-digit' }),
      date,
      instant,
    );
  const day: Intl.DateTimeFormatOptions = { day: '2-digit', month: 'short' };
  return date.getFullYear() === new Date(nowMs).getFullYear()
    ? formatted(formatterOf('moment-day', day), date, instant)
    : formatDate(instant);
};

/** `Saturday, 21 November 2026 at 14:05:09 CET`, for tooltips. Empty for null. */
export const formatInstantLong = (instant: string | null): string =>
  instant === null
    ? ''
    : formatted(formatterOf('long', { dateStyle: 'full', timeStyle: 'long' }), new Date(instant), instant);

/** `21 Nov 2026` of an instant or a calendar date (`2026-11-21`, which has no zone). Empty for null. */
export const formatDate = (value: string | null): string => {
  if (value === null) return '';
  const options: Intl.DateTimeFormatOptions = { day: '2-digit', month: 'short', year: 'numeric' };
  return isCalendarDate(value)
    ? formatted(formatterOf('date-utc', { ...options, timeZone: 'UTC' }), instantOf(value), value)
    : formatted(formatterOf('date', options), new Date(value), value);
};

const isCalendarDate = (value: string): boolean => value.length === 10;
const instantOf = (calendarDate: string): Date => new Date(`${calendarDate}T00:00:00.000Z`);

/** `21 Nov` of a calendar date, where there is no room for the year. */
export const formatDayOfYear = (calendarDate: string): string =>
  formatted(
    formatterOf('day-of-year', { day: '2-digit', month: 'short', timeZone: 'UTC' }),
    instantOf(calendarDate),
    calendarDate,
  );

/** A span in minutes as `3 h 10 min`, `2 d 4 h` (days of 24 hours), from a week on only days. The sign is dropped. */
export const formatDuration = (minutes: number): string => {
  const total = Math.round(Math.abs(minutes));
  const days = Math.floor(total / 1440);
  const hours = Math.floor((total % 1440) / 60);
  const rest = total % 60;
  if (days > 0)
    return hours === 0 || days >= 7
      ? text('common:spans.days', { days })
      : text('common:spans.daysHours', { days, hours });
  if (hours > 0)
    return rest === 0
      ? text('common:spans.hours', { hours })
      : text('common:spans.hoursMinutes', { hours, minutes: rest });
  return text('common:spans.minutes', { minutes: rest });
};

/** `just now`, `5 min ago`, `in 2 h 10 min`. */
export const formatRelative = (instant: string, nowMs: number): string => {
  const minutes = (new Date(instant).getTime() - nowMs) / MINUTE_MS;
  if (Number.isNaN(minutes)) return instant;
  if (Math.abs(minutes) < 1) return text('common:spans.now');
  const span = formatDuration(minutes);
  return minutes > 0 ? text('common:spans.in', { span }) : text('common:spans.ago', { span });
};

/** `12,345`. */
export const formatCount = (count: number): string => numberText(count);

/** A number with at most, or exactly, so many decimals: `3.2`. */
export const formatDecimal = (value: number, most: number, least = 0): string =>
  value.toLocaleString(spokenLocale(), { maximumFractionDigits: most, minimumFractionDigits: least });

/** `93 %` of a share between 0 and 1. */
export const formatShare = (share: number): string =>
  text('common:percent', { value: Math.round(share * 100) });

/** `1,249.00 EUR` of an amount in hundredths. */
export const formatMoney = (minor: number, currency: string | null): string => {
  const amount = formatDecimal(minor / 100, 2, 2);
  return currency === null ? amount : `${amount} ${currency}`;
};
