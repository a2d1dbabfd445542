/**
 * Which texts are instants and dates. The form alone is not enough: month 99 stops every sort, merge and clock that comes by. One answer for
 * the server's check, the schemas and what computes with them. No packages: CouchDB bundles this file.
 */
const DATE = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const ZERO = 0x30;

/** Two digits; a hundred thousand records bring millions of instants, and captures would cost as much as parsing the JSON. */
const twoAt = (text: string, at: number): number =>
  (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;

const daysIn = (year: number, month: number): number => {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
};

/** Whether the digits at the beginning of a text name a day that there is. */
const hasDay = (text: string): boolean => {
  const [month, day] = [twoAt(text, 5), twoAt(text, 8)];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(twoAt(text, 0) * 100 + twoAt(text, 2), month);
};

/** A day that there is: `2026-11-21`, in the years 0000 to 9999. */
export const isDate = (value: unknown): value is string =>
  typeof value === 'string' && DATE.test(value) && hasDay(value);

/** An instant that there is: UTC with milliseconds, `2026-11-21T08:00:00.000Z`. */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  INSTANT.test(value) &&
  hasDay(value) &&
  twoAt(value, 11) <= 23 &&
  twoAt(value, 14) <= 59 &&
  twoAt(value, 17) <= 59;

const FIRST_INSTANT = '0000-01-01T00:00:00.000Z';
const LAST_INSTANT = '9999-12-31T23:59:59.999Z';

/** So many ms after an instant; nothing is after the last there is. */
export const laterBy = (instant: string, ms: number): string => {
  const later = new Date(Date.parse(instant) + ms).toISOString();
  return isInstant(later) ? later : LAST_INSTANT;
};

/** One ms after the latest of these; what is no instant does not count. The last there is has none after it. */
export const justAfterAll = (instants: readonly string[]): string =>
  laterBy([FIRST_INSTANT, ...instants.filter(isInstant)].sort().pop() ?? FIRST_INSTANT, 1);
