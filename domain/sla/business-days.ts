import { DateTime } from 'luxon';
import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import { workingMsBetween } from './calendar.ts';

/** A calendar that opens less often than this has no business days to count. */
const MOST_DAYS_BETWEEN = 60;
const FRIDAY = 5;

/**
 * The end of the last of so many business days after the day of `fromMs`, in epoch ms: days on which the calendar has any hours, in its zone. Without a
 * calendar those from Monday to Friday, in UTC. Null for a calendar that is not open that often.
 */
export const endOfBusinessDays = (
  calendar: BusinessCalendar | null,
  fromMs: number,
  days: number,
): number | null => {
  let day = DateTime.fromMillis(fromMs, { zone: calendar?.zone ?? 'UTC' }).startOf('day');
  let left = days;
  for (let looked = 0; looked < days * MOST_DAYS_BETWEEN; looked += 1) {
    day = day.plus({ days: 1 });
    const end = day.plus({ days: 1 }).toMillis();
    const isOpen =
      calendar === null ? day.weekday <= FRIDAY : workingMsBetween(calendar, day.toMillis(), end) > 0;
    if (isOpen) left -= 1;
    if (left <= 0) return end;
  }
  return null;
};
