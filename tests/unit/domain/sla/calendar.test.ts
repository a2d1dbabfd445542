import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import { upgraded } from '#domain/records/upgrade.ts';
import { addWorkingMs, workingMsBetween } from '#domain/sla/calendar.ts';
import { calendarOf, ROUND_THE_CLOCK } from './calendars.ts';

const workingMinutesBetween = (calendar: BusinessCalendar, from: string, to: string): number =>
  workingMsBetween(calendar, Date.parse(from), Date.parse(to)) / 60_000;
const addWorkingMinutes = (calendar: BusinessCalendar, from: string, minutes: number): string | null => {
  const due = addWorkingMs(calendar, Date.parse(from), minutes * 60_000);
  return due === null ? null : new Date(due).toISOString();
};

const local = (text: string, zone = 'Europe/Berlin'): string =>
  new Date(DateTime.fromISO(text, { zone }).toMillis()).toISOString();

describe('working time of a calendar', () => {
  it('carries a target over the night as in the GLPI example', () => {
    const calendar = calendarOf({});
    expect(addWorkingMinutes(calendar, local('2026-11-18T16:00'), 240)).toBe(local('2026-11-19T10:00'));
  });

  it('skips the weekend and holidays', () => {
    const calendar = calendarOf({ holidays: ['2026-11-23'] });
    expect(addWorkingMinutes(calendar, local('2026-11-20T17:00'), 120)).toBe(local('2026-11-24T09:00'));
    expect(workingMinutesBetween(calendar, local('2026-11-20T17:00'), local('2026-11-24T09:00'))).toBe(120);
  });

  it('is due at the end of a slot that the target fills exactly, not at the next opening', () => {
    expect(addWorkingMinutes(calendarOf({}), local('2026-11-18T16:00'), 120)).toBe(local('2026-11-18T18:00'));
  });

  it('knows several slots a day, unsorted or overlapping', () => {
    const calendar = calendarOf({
      slots: [
        { from: '13:00', to: '17:00' },
        { from: '08:00', to: '12:00' },
        { from: '16:00', to: '17:30' },
      ],
    });
    expect(addWorkingMinutes(calendar, local('2026-11-18T11:30'), 60)).toBe(local('2026-11-18T13:30'));
    expect(workingMinutesBetween(calendar, local('2026-11-18T00:00'), local('2026-11-19T00:00'))).toBe(510);
  });

  it('starts counting at the opening when a ticket is opened at night', () => {
    expect(addWorkingMinutes(calendarOf({}), local('2026-11-18T03:12'), 30)).toBe(local('2026-11-18T08:30'));
  });

  it('returns the overdue time as a negative number', () => {
    expect(workingMinutesBetween(calendarOf({}), local('2026-11-18T11:00'), local('2026-11-18T10:00'))).toBe(
      -60,
    );
  });

  it('answers null instead of searching for ever', () => {
    const never = calendarOf({ slots: [] });
    expect(addWorkingMinutes(never, local('2026-11-18T10:00'), 1)).toBeNull();
    expect(workingMinutesBetween(never, local('2026-11-18T10:00'), local('2027-11-18T10:00'))).toBe(0);
    expect(addWorkingMinutes(calendarOf({ zone: 'Mars/Olympus' }), local('2026-11-18T10:00'), 1)).toBeNull();
    expect(addWorkingMinutes(never, local('2026-11-18T10:00'), 0)).toBe(local('2026-11-18T10:00'));
  });

  it('answers null when a calendar of one minute a week has too little in twenty years', () => {
    const sparse = { ...calendarOf({}), week: [[{ from: '12:00', to: '12:01' }], [], [], [], [], [], []] };
    const from = local('2026-11-18T10:00');
    expect(addWorkingMinutes(sparse, from, 20 * 52)).toBe(local('2046-10-22T12:01'));
    expect(addWorkingMinutes(sparse, from, 400 * 60)).toBeNull();
  });

  it('uses new holidays of a calendar whose time stamp did not change', () => {
    const from = local('2026-11-18T17:00');
    expect(addWorkingMinutes(calendarOf({}), from, 120)).toBe(local('2026-11-19T09:00'));
    expect(addWorkingMinutes(calendarOf({ holidays: ['2026-11-19'] }), from, 120)).toBe(
      local('2026-11-20T09:00'),
    );
  });
});

describe('hours that are not every day’s', () => {
  const NIGHT = [{ from: '22:00', to: '06:00' }];
  const night = calendarOf({ slots: NIGHT, everyDay: true });
  const monday = (slots: BusinessCalendar['week'][number]): BusinessCalendar['week'] => [
    slots,
    [],
    [],
    [],
    [],
    [],
    [],
  ];

  it('count over midnight', () => {
    expect(addWorkingMinutes(night, local('2026-03-02T23:00'), 60)).toBe(local('2026-03-03T00:00'));
    expect(workingMinutesBetween(night, local('2026-03-02T23:00'), local('2026-03-03T01:00'))).toBe(120);
    expect(addWorkingMinutes(night, local('2026-03-02T23:00'), 8 * 60)).toBe(local('2026-03-03T23:00'));
    const both = calendarOf({ slots: [{ from: '08:00', to: '16:00' }, ...NIGHT], everyDay: true });
    expect(addWorkingMinutes(both, local('2026-03-02T08:00'), 10 * 60)).toBe(local('2026-03-03T00:00'));
  });

  it('end on the next day, also when nobody works then, and from Sunday into Monday', () => {
    const once = calendarOf({ week: monday(NIGHT) });
    expect(workingMinutesBetween(once, local('2026-03-02T00:00'), local('2026-03-09T00:00'))).toBe(480);
    expect(workingMinutesBetween(once, local('2026-03-03T00:00'), local('2026-03-04T00:00'))).toBe(360);
    const sunday = calendarOf({ week: [[], [], [], [], [], [], NIGHT] });
    expect(workingMinutesBetween(sunday, local('2026-03-02T00:00'), local('2026-03-02T12:00'))).toBe(360);
  });

  it('stop where a holiday begins, and go on where it ends', () => {
    const calendar = calendarOf({ slots: NIGHT, everyDay: true, holidays: ['2026-03-03'] });
    expect(workingMinutesBetween(calendar, local('2026-03-02T12:00'), local('2026-03-04T12:00'))).toBe(
      120 + 360,
    );
  });

  const holiday = (date: string, yearly: boolean, ...slots: BusinessCalendar['week'][number]) => ({
    ...calendarOf({}),
    holidays: [{ date, name: 'Eve', yearly, slots }],
  });

  it('are half of a day as far as the weekday has them', () => {
    const eve = holiday('2026-12-24', false, { from: '07:00', to: '12:00' });
    expect(workingMinutesBetween(eve, local('2026-12-24T00:00'), local('2026-12-25T00:00'))).toBe(4 * 60);
    expect(addWorkingMinutes(eve, local('2026-12-24T11:00'), 120)).toBe(local('2026-12-25T09:00'));
    const sunday = holiday('2026-12-27', false, { from: '07:00', to: '12:00' });
    expect(workingMinutesBetween(sunday, local('2026-12-27T00:00'), local('2026-12-28T00:00'))).toBe(0);
  });

  it.each([2024, 2026, 2031])('are closed every year, in %i too', (year) => {
    const day = (date: string) =>
      workingMinutesBetween(
        holiday('2026-12-25', true),
        local(`${year}-12-${date}T00:00`),
        local(`${year}-12-${Number(date) + 1}T00:00`),
      );
    expect(day('25')).toBe(0);
    expect(
      workingMinutesBetween(
        holiday('2025-12-25', false),
        local('2026-12-25T00:00'),
        local('2026-12-26T00:00'),
      ),
    ).toBe(600);
  });

  it('are open only where all holidays of a day are', () => {
    const eve = holiday('2026-12-24', true, { from: '08:00', to: '12:00' });
    const both = {
      ...eve,
      holidays: [
        ...eve.holidays,
        { date: '2026-12-24', name: 'Eve', yearly: false, slots: [{ from: '10:00', to: '14:00' }] },
      ],
    };
    expect(workingMinutesBetween(both, local('2026-12-24T00:00'), local('2026-12-25T00:00'))).toBe(120);
  });
});

describe('a calendar that makes no hours', () => {
  const why = (calendar: BusinessCalendar) =>
    whyUnreadable('catalogue', { ...calendar, journal: [], clashes: [], openClashes: 0 })?.reason ?? null;

  it.each(['W. Europe Standard Time', 'UTC+1', '', 'Mars/Olympus', 'Europe/Berlin '])(
    'is refused: zone %j',
    (zone) => {
      expect(why(calendarOf({ zone }))).not.toBeNull();
    },
  );
  it.each(['Europe/Berlin', 'UTC', 'Etc/GMT+1', 'America/Argentina/Buenos_Aires'])(
    'is taken: zone %s',
    (zone) => {
      expect(why(calendarOf({ zone }))).toBeNull();
    },
  );
  it('is refused where hours are none', () => {
    expect(why(calendarOf({ slots: [{ from: '08:00', to: '08:00' }] }))).toBe('calendar.slot');
    const holidays = [
      { date: '2026-12-24', name: 'Eve', yearly: true, slots: [{ from: '22:00', to: '06:00' }] },
    ];
    expect(why({ ...calendarOf({}), holidays })).toBe('calendar.slot');
    expect(why(calendarOf({ slots: [{ from: '22:00', to: '06:00' }] }))).toBeNull();
  });
  it('is brought to today’s shape when it comes from before', () => {
    const old = {
      ...calendarOf({}),
      journal: [],
      clashes: [],
      openClashes: 0,
      holidays: [{ date: '2026-12-24', name: 'Eve' }],
    };
    const now = upgraded(old as never) as BusinessCalendar;
    expect(now.holidays).toEqual([{ date: '2026-12-24', name: 'Eve', yearly: false, slots: [] }]);
    expect(why(now)).toBeNull();
    expect(upgraded(now)).toBe(now);
  });
});

describe('daylight saving', () => {
  it.each([
    { zone: 'Europe/Berlin', day: '2026-03-29', hours: 23 },
    { zone: 'Europe/Berlin', day: '2026-10-25', hours: 25 },
    { zone: 'America/New_York', day: '2026-03-08', hours: 23 },
    { zone: 'America/New_York', day: '2026-11-01', hours: 25 },
    { zone: 'Australia/Lord_Howe', day: '2026-10-04', hours: 23.5 },
    { zone: 'Australia/Lord_Howe', day: '2026-04-05', hours: 24.5 },
  ])('counts $hours hours in the whole of $day in $zone', ({ zone, day, hours }) => {
    const calendar = calendarOf({ zone, slots: ROUND_THE_CLOCK, everyDay: true });
    const end = DateTime.fromISO(day, { zone }).plus({ days: 1 }).toFormat('yyyy-MM-dd');
    expect(workingMinutesBetween(calendar, local(day, zone), local(end, zone))).toBe(hours * 60);
  });

  it('does not count the hour that spring skips, counts the one that autumn repeats', () => {
    const calendar = calendarOf({ slots: [{ from: '02:30', to: '06:00' }], everyDay: true });
    expect(workingMinutesBetween(calendar, local('2026-03-29T00:00'), local('2026-03-29T12:00'))).toBe(180);
    expect(workingMinutesBetween(calendar, local('2026-10-25T00:00'), local('2026-10-25T12:00'))).toBe(240);
  });

  it('keeps the opening at the local wall clock across the change', () => {
    const calendar = calendarOf({});
    expect(addWorkingMinutes(calendar, local('2026-03-27T17:00'), 120)).toBe(local('2026-03-30T09:00'));
    expect(addWorkingMinutes(calendar, local('2026-10-23T17:00'), 120)).toBe(local('2026-10-26T09:00'));
  });

  it('keeps the offset of half-hour zones', () => {
    const zone = 'Australia/Lord_Howe';
    const calendar = calendarOf({ zone });
    expect(addWorkingMinutes(calendar, local('2026-10-02T17:00', zone), 120)).toBe(
      local('2026-10-05T09:00', zone),
    );
  });
});

const arbCalendar = fc
  .record({
    zone: fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'UTC',
      'Asia/Kathmandu',
    ),
    week: fc.array(
      fc.array(
        fc
          .tuple(fc.integer({ min: 0, max: 23 * 60 }), fc.integer({ min: 1, max: 600 }))
          .map(([start, length]) => {
            // Over midnight, or to the end of the day.
            const end = start + length < 24 * 60 ? start + length : (start + length) % (24 * 60) || 24 * 60;
            const text = (minutes: number) =>
              `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
            return { from: text(start), to: text(end) };
          }),
        { maxLength: 3 },
      ),
      { minLength: 7, maxLength: 7 },
    ),
    holidays: fc.subarray([
      '2026-01-01',
      '2026-03-29',
      '2026-10-25',
      '2026-12-25',
      '2026-12-31',
      '2027-01-01',
    ]),
  })
  .filter(({ week }) => week.some((slots) => slots.length > 0))
  .map((parts) => calendarOf(parts));
const arbMs = fc.integer({ min: Date.UTC(2025, 10, 1), max: Date.UTC(2027, 5, 1) });

describe('properties', () => {
  it('adding is the inverse of measuring', () => {
    fc.assert(
      fc.property(
        arbCalendar,
        arbMs,
        fc.integer({ min: 1, max: 400 * 3_600_000 }),
        (calendar, from, work) => {
          const due = addWorkingMs(calendar, from, work);
          if (due === null) {
            // Some minutes a week: the years it looks at have less working time than that.
            const end = Date.UTC(new Date(from).getUTCFullYear() + 21, 0, 1);
            expect(workingMsBetween(calendar, from, end)).toBeLessThan(work);
            return;
          }
          expect(workingMsBetween(calendar, from, due)).toBe(work);
          // The earliest such moment: one ms before, a part of the work is still to do.
          expect(workingMsBetween(calendar, from, due - 1)).toBe(work - 1);
        },
      ),
    );
  });

  it('is additive and monotonic', () => {
    fc.assert(
      fc.property(arbCalendar, arbMs, arbMs, arbMs, (calendar, a, b, c) => {
        expect(workingMsBetween(calendar, a, b) + workingMsBetween(calendar, b, c)).toBe(
          workingMsBetween(calendar, a, c),
        );
        if (a <= b) {
          const worked = workingMsBetween(calendar, a, b);
          expect(worked).toBeGreaterThanOrEqual(0);
          expect(worked).toBeLessThanOrEqual(b - a);
        }
      }),
    );
  });

  it('agrees with asking every quarter of an hour what the wall clock shows', () => {
    fc.assert(
      fc.property(
        arbCalendar,
        fc.constantFrom('2026-03-27', '2026-10-02', '2026-10-23', '2026-12-30'),
        (calendar, day) => {
          const quartered = {
            ...calendar,
            week: calendar.week.map((slots) =>
              slots.map(({ from, to }) => ({ from: `${from.slice(0, 2)}:00`, to: `${to.slice(0, 2)}:00` })),
            ),
          };
          const start = Date.parse(`${day}T00:00:00Z`);
          const quarters = 4 * 96;
          let counted = 0;
          for (let i = 0; i < quarters; i += 1) {
            const wall = DateTime.fromMillis(start + i * 900_000, { zone: calendar.zone });
            const clock = wall.toFormat('HH:mm');
            const holiday = quartered.holidays.some(({ date }) => date === wall.toFormat('yyyy-MM-dd'));
            const slots = quartered.week[wall.weekday - 1] ?? [];
            const before = quartered.week[(wall.weekday + 5) % 7] ?? [];
            const isOpen =
              slots.some(({ from, to }) => from <= clock && (clock < to || to < from)) ||
              before.some(({ from, to }) => to < from && clock < to);
            if (!holiday && isOpen) {
              counted += 1;
            }
          }
          expect(workingMsBetween(quartered, start, start + quarters * 900_000)).toBe(counted * 900_000);
        },
      ),
      { numRuns: 40 },
    );
  });
});
