/**
 * Which texts are instants and dates. The form alone is not enough: month 99 stops every sort, merge and clock that comes by. One answer for
 * the server's check, the schemas and what computes with them. No packages: CouchDB bundles this file.
 */
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^T(\d{2}):(\d{2}):(\d{2})\.\d{3}Z$/;
const DATE_LENGTH = 10;

const daysIn = (year: number, month: number): number => {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
};

/** A day that there is: `2026-11-21`, in the years 0000 to 9999. */
export const isDate = (value: unknown): value is string => {
  const parts = typeof value === 'string' ? DATE.exec(value) : null;
  if (parts === null) return false;
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
};

/** An instant that there is: UTC with milliseconds, `2026-11-21T08:00:00.000Z`. */
export const isInstant = (value: unknown): value is string => {
  if (typeof value !== 'string' || !isDate(value.slice(0, DATE_LENGTH))) return false;
  const parts = TIME.exec(value.slice(DATE_LENGTH));
  if (parts === null) return false;
  const [hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  return hour <= 23 && minute <= 59 && second <= 59;
};

const FIRST_INSTANT = '0000-01-01T00:00:00.000Z';
const LAST_INSTANT = '9999-12-31T23:59:59.999Z';

/** One ms after the latest of these; what is no instant does not count. The last there is has none after it. */
export const justAfterAll = (instants: readonly string[]): string => {
  const latest = [FIRST_INSTANT, ...instants.filter(isInstant)].sort().pop() ?? FIRST_INSTANT;
  return latest === LAST_INSTANT ? latest : new Date(Date.parse(latest) + 1).toISOString();
};
