import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import { blankBase } from '#domain/journal/journal.ts';

type Slots = BusinessCalendar['week'][number];

/** A calendar with the same slots from Monday to Friday (or on all days) for the tests of the clock. */
export const calendarOf = (options: {
  readonly zone?: string;
  readonly slots?: Slots;
  readonly everyDay?: boolean;
  readonly holidays?: readonly string[];
  readonly week?: BusinessCalendar['week'];
}): BusinessCalendar => {
  const slots = options.slots ?? [{ from: '08:00', to: '18:00' }];
  const weekend: Slots = options.everyDay === true ? slots : [];
  return {
    ...blankBase('calendar-test', '2026-01-01T00:00:00.000Z', 'person-test'),
    type: 'calendar',
    name: 'Test hours',
    zone: options.zone ?? 'Europe/Berlin',
    week: options.week ?? [slots, slots, slots, slots, slots, weekend, weekend],
    holidays: (options.holidays ?? []).map((date) => ({ date, name: 'Holiday', yearly: false, slots: [] })),
    active: true,
  };
};

export const ROUND_THE_CLOCK: Slots = [{ from: '00:00', to: '24:00' }];
