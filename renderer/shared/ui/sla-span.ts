import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import { formatDuration, formatMoment } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

/** Without a calendar, or open all week, holidays too: such a clock's days are days of 24 hours. */
export const isRoundTheClock = (calendar: BusinessCalendar | null): boolean =>
  calendar === null ||
  (calendar.holidays.length === 0 &&
    calendar.week.every((slots) => slots.some(({ from, to }) => from === '00:00' && to === '24:00')));

/**
 * Working time as `2 h 10 min`, from 24 hours on whole hours. Never in days: a day of business hours is no 24 hours, so "2 d" would promise
 * more than there is. Round the clock days are days. The sign is dropped.
 */
export const formatWorkingTime = (minutes: number, calendar: BusinessCalendar | null): string => {
  if (calendar === null || isRoundTheClock(calendar)) return formatDuration(minutes);
  const total = Math.round(Math.abs(minutes));
  const hours = Math.floor(total / HOUR_MINUTES);
  return hours < 24 ? formatDuration(total) : text('common:spans.hours', { hours });
};

/** From so many hours on a span is told in days. */
const HOURS_AT_MOST = 48;

/**
 * What lies between now and the instant something is due, in one unit: `45 min`, `5 h`, `151 d`. Time on the wall, whatever calendar the target
 * is counted in, so that the rows of a list can be compared with each other and with the moment beside it. Whole units, never rounded up.
 */
export const dueSpan = (dueAt: string, nowMs: number): string => {
  const minutes = Math.floor(Math.abs(Date.parse(dueAt) - nowMs) / MINUTE_MS);
  if (minutes < HOUR_MINUTES) return text('common:spans.minutes', { minutes });
  const hours = Math.floor(minutes / HOUR_MINUTES);
  return hours < HOURS_AT_MOST
    ? text('common:spans.hours', { hours })
    : text('common:spans.days', { days: Math.floor(hours / 24) });
};

/** When a clock that runs is due and how far that is: `Mon 10:00 · 5 h left`. The one way in which clocks are shown. */
export const dueWords = (dueAt: string, isLate: boolean, nowMs: number): string => {
  const span = dueSpan(dueAt, nowMs);
  const far = isLate ? text('common:sla.late', { span }) : text('common:sla.left', { span });
  return joined([formatMoment(dueAt, nowMs), far], ' · ');
};
