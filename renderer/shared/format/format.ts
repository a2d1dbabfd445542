const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterOf = (name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const known = formatters.get(name);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', options);
  formatters.set(name, made);
  return made;
};

const MINUTE_MS = 60_000;

/** `21 Nov, 14:05` in the device's zone; with the year when it is not this one. Empty for null. */
export const formatInstant = (instant: string | null, nowMs: number = Date.now()): string => {
  if (instant === null) return '';
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const sameYear = date.getFullYear() === new Date(nowMs).getFullYear();
  const day: Intl.DateTimeFormatOptions = {
    day: '2-digit',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  };
  return sameYear
    ? formatterOf('instant', day).format(date)
    : formatterOf('instant-year', { ...day, year: 'numeric' }).format(date);
};

/** `Saturday, 21 November 2026 at 14:05:09 CET`, for tooltips. Empty for null. */
export const formatInstantLong = (instant: string | null): string =>
  instant === null
    ? ''
    : formatterOf('long', { dateStyle: 'full', timeStyle: 'long' }).format(new Date(instant));

/** `21 Nov 2026` of an instant or a calendar date (`2026-11-21`, which has no zone). Empty for null. */
export const formatDate = (value: string | null): string => {
  if (value === null) return '';
  const isCalendarDate = value.length === 10;
  const options: Intl.DateTimeFormatOptions = { day: '2-digit', month: 'short', year: 'numeric' };
  return isCalendarDate
    ? formatterOf('date-utc', { ...options, timeZone: 'UTC' }).format(new Date(`${value}T00:00:00.000Z`))
    : formatterOf('date', options).format(new Date(value));
};

/** A span in minutes as `3 h 10 min`, `2 d 4 h` (days of 24 hours), from a week on only days. The sign is dropped. */
export const formatDuration = (minutes: number): string => {
  const total = Math.round(Math.abs(minutes));
  const days = Math.floor(total / 1440);
  const hours = Math.floor((total % 1440) / 60);
  const rest = total % 60;
  if (days > 0) return hours === 0 || days >= 7 ? `${days} d` : `${days} d ${hours} h`;
  if (hours > 0) return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
  return `${rest} min`;
};

/** `just now`, `5 min ago`, `in 2 h 10 min`. */
export const formatRelative = (instant: string, nowMs: number): string => {
  const minutes = (new Date(instant).getTime() - nowMs) / MINUTE_MS;
  if (Math.abs(minutes) < 1) return 'just now';
  const span = formatDuration(minutes);
  return minutes > 0 ? `in ${span}` : `${span} ago`;
};

/** `12,345`. */
export const formatCount = (count: number): string => count.toLocaleString('en-GB');

/** `1,249.00 EUR` of an amount in hundredths. */
export const formatMoney = (minor: number, currency: string | null): string => {
  const amount = (minor / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 });
  return currency === null ? amount : `${amount} ${currency}`;
};

/** A measured number with at most so many digits after the point. */
export const formatDecimal = (value: number, digits: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: digits });
