import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import { endOfBusinessDays } from '#domain/sla/business-days.ts';
import { calendarOf } from './calendars.ts';

const ms = (text: string, zone = 'Europe/Berlin'): number => DateTime.fromISO(text, { zone }).toMillis();

it.each<readonly [string, BusinessCalendar | null, string, number, string | null]>([
  ['over a weekend', calendarOf({}), '2026-11-20T10:00', 1, '2026-11-24T00:00'],
  ['from a day that is none', calendarOf({}), '2026-11-21T10:00', 1, '2026-11-24T00:00'],
  ['over a holiday', calendarOf({ holidays: ['2026-11-23'] }), '2026-11-20T10:00', 5, '2026-12-01T00:00'],
  ['over the change of the clock', calendarOf({ everyDay: true }), '2026-10-24T23:30', 1, '2026-10-26T00:00'],
  ['of a calendar that is never open', calendarOf({ slots: [] }), '2026-11-20T10:00', 5, null],
])('so many business days end %s', (_name, calendar, from, days, end) => {
  expect(endOfBusinessDays(calendar, ms(from), days)).toBe(end === null ? null : ms(end));
});

it('without a calendar they are Monday to Friday', () => {
  expect(endOfBusinessDays(null, Date.parse('2026-11-20T10:00:00Z'), 5)).toBe(
    Date.parse('2026-11-28T00:00:00Z'),
  );
});
