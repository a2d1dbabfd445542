import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import { formatDuration } from '#renderer/shared/format/format.ts';
import { type Translate, text } from '#renderer/shared/i18n/i18n.ts';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const WEEK_MINUTES = 7 * 24 * HOUR_MINUTES;

/** Without a calendar, or open all week, holidays too: such a clock's days are days of 24 hours. */
export const isRoundTheClock = (calendar: BusinessCalendar | null): boolean =>
  calendar === null ||
  (calendar.holidays.length === 0 &&
    calendar.week.every((slots) => slots.some(({ from, to }) => from === '00:00' && to === '24:00')));

const wallMinutes = (time: string): number =>
  Number(time.slice(0, 2)) * HOUR_MINUTES + Number(time.slice(3, 5));

const DAY_MINUTES = 24 * HOUR_MINUTES;

/** From 22:00 to 06:00 is a night. */
const slotMinutes = ({ from, to }: BusinessCalendar['week'][number][number]): number => {
  const minutes = wallMinutes(to) - wallMinutes(from);
  return minutes < 0 ? minutes + DAY_MINUTES : minutes;
};

/** Minutes of an ordinary open day of the calendar; days of different length count by their average. */
const workingDayMinutes = ({ week }: BusinessCalendar): number => {
  const days = week
    .map((slots) => slots.reduce((sum, slot) => sum + slotMinutes(slot), 0))
    .filter((minutes) => minutes > 0);
  return days.length === 0 ? WEEK_MINUTES : days.reduce((sum, one) => sum + one, 0) / days.length;
};

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

/**
 * What is left of a target, or what it is over by. `clock` reads the same on the calendar and on the wall; where closed hours lie between,
 * the words name the working time, so that two rows with different calendars can be told apart and compared.
 */
export type SlaSpan =
  | { readonly kind: 'clock'; readonly text: string }
  | {
      readonly kind: 'days' | 'workingDays' | 'workingHours' | 'workingMinutes';
      readonly count: number;
    };

/** `minutes` of the calendar's time between now and the due instant, negative once over. Counted in whole units, never rounded up. */
export const spanOf = (
  minutes: number,
  calendar: BusinessCalendar | null,
  nowMs: number,
  dueAt: string,
): SlaSpan => {
  const total = Math.round(Math.abs(minutes));
  const wall = Math.round(Math.abs(Date.parse(dueAt) - nowMs) / MINUTE_MS);
  if (calendar === null || isRoundTheClock(calendar)) {
    const days = Math.floor(total / (24 * HOUR_MINUTES));
    return total >= WEEK_MINUTES
      ? { kind: 'days', count: days }
      : { kind: 'clock', text: formatDuration(total) };
  }
  if (wall - total <= 1) return { kind: 'clock', text: formatDuration(total) };
  const days = Math.floor(total / workingDayMinutes(calendar));
  if (days >= 2) return { kind: 'workingDays', count: days };
  return total >= HOUR_MINUTES
    ? { kind: 'workingHours', count: Math.floor(total / HOUR_MINUTES) }
    : { kind: 'workingMinutes', count: total };
};

/** `10 working days`, `21 days`, `2 h 10 min`. */
export const spanWords = (span: SlaSpan, common: Translate<'common'>): string =>
  span.kind === 'clock' ? span.text : common(`sla.spans.${span.kind}`, { count: span.count });
