import { IANAZone } from 'luxon';
import type { BusinessCalendar } from '#domain/fields/catalogue.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How far ahead a due instant is looked for before a calendar counts as having no working time. */
const SEARCH_YEARS = 20;
const CACHE_LIMIT = 64;

/** Working time of one UTC year as sorted, disjoint intervals in epoch ms; `worked[i]` is the sum before interval i. */
type YearIndex = {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly worked: Float64Array;
  readonly totalMs: number;
};
type WallSlot = { readonly fromMs: number; readonly toMs: number };
/** What is open on days that are not as their weekday, by day since 1970 and by `12-24`. */
type Holidays = {
  readonly dates: ReadonlyMap<number, readonly WallSlot[]>;
  readonly yearly: ReadonlyMap<string, readonly WallSlot[]>;
};
type CalendarIndex = {
  readonly zone: IANAZone;
  readonly week: readonly (readonly WallSlot[])[];
  readonly holidays: Holidays;
  readonly hasSlots: boolean;
  readonly years: Map<number, YearIndex>;
};

/** What working time is counted by. */
export type WorkingHours = Pick<BusinessCalendar, 'zone' | 'week' | 'holidays'>;

// Two levels: the object itself for the hot path, the content for copies that crossed a process. The content and not
// `updatedAt` is the key, because a merge may give a calendar new holidays without a newer time stamp.
const byObject = new WeakMap<WorkingHours, CalendarIndex>();
const byContent = new Map<string, CalendarIndex>();

const wallMs = (text: string): number =>
  (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * MINUTE_MS;

const MIDNIGHT_MS = DAY_MS;

/** The hours of one weekday: those that run over midnight end there, and the rest of the night before begins there. */
const hoursOf = (week: BusinessCalendar['week'], weekday: number): readonly WallSlot[] => {
  const wall = (slots: BusinessCalendar['week'][number]) =>
    slots.map((slot) => ({ fromMs: wallMs(slot.from), toMs: wallMs(slot.to) }));
  const today = wall(week[weekday] ?? []);
  const before = wall(week[(weekday + 6) % 7] ?? []);
  return joined([
    ...today.map((slot) => (slot.toMs < slot.fromMs ? { ...slot, toMs: MIDNIGHT_MS } : slot)),
    ...before.flatMap((slot) => (slot.toMs < slot.fromMs ? [{ fromMs: 0, toMs: slot.toMs }] : [])),
  ]);
};

/** What lies in both. */
const inBoth = (left: readonly WallSlot[], right: readonly WallSlot[]): readonly WallSlot[] =>
  left.flatMap((one) =>
    right.flatMap((other) => {
      const both = { fromMs: Math.max(one.fromMs, other.fromMs), toMs: Math.min(one.toMs, other.toMs) };
      return both.toMs > both.fromMs ? [both] : [];
    }),
  );

const monthDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(5, 10);

const holidaysOf = (calendar: WorkingHours): Holidays => {
  const dates = new Map<number, readonly WallSlot[]>();
  const yearly = new Map<string, readonly WallSlot[]>();
  for (const { date, slots, ...holiday } of calendar.holidays) {
    const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
    const open = joined(slots.map((slot) => ({ fromMs: wallMs(slot.from), toMs: wallMs(slot.to) })));
    const known = holiday.yearly ? yearly.get(monthDay(day)) : dates.get(day);
    const both = known === undefined ? open : inBoth(known, open);
    if (holiday.yearly) yearly.set(monthDay(day), both);
    else dates.set(day, both);
  }
  return { dates, yearly };
};

/** The hours of one day. */
const hoursOn = ({ week, holidays }: CalendarIndex, day: number): readonly WallSlot[] => {
  // 1970-01-01, day 0, was a Thursday: weekday 3 when Monday is 0.
  const usual = week[(((day + 3) % 7) + 7) % 7] ?? [];
  const once = holidays.dates.get(day);
  const everyYear = holidays.yearly.size === 0 ? undefined : holidays.yearly.get(monthDay(day));
  const left = once === undefined ? usual : inBoth(usual, once);
  return everyYear === undefined ? left : inBoth(left, everyYear);
};

/** Sorts the slots of one weekday and joins those that touch or overlap, so that no minute counts twice. */
const joined = (slots: readonly WallSlot[]): readonly WallSlot[] => {
  const sorted = slots.filter((slot) => slot.toMs > slot.fromMs).sort((a, b) => a.fromMs - b.fromMs);
  const whole: WallSlot[] = [];
  for (const slot of sorted) {
    const last = whole.at(-1);
    if (last !== undefined && slot.fromMs <= last.toMs) {
      whole[whole.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, slot.toMs) };
    } else {
      whole.push(slot);
    }
  }
  return whole;
};

const indexOf = (calendar: WorkingHours): CalendarIndex => {
  const known = byObject.get(calendar);
  if (known !== undefined) {
    return known;
  }
  const content = JSON.stringify([calendar.zone, calendar.week, calendar.holidays]);
  let index = byContent.get(content);
  if (index === undefined) {
    const week = calendar.week.map((_, weekday) => hoursOf(calendar.week, weekday));
    index = {
      zone: IANAZone.create(calendar.zone),
      week,
      holidays: holidaysOf(calendar),
      hasSlots: week.some((slots) => slots.length > 0),
      years: new Map(),
    };
    if (byContent.size >= CACHE_LIMIT) {
      byContent.clear();
    }
    byContent.set(content, index);
  }
  byObject.set(calendar, index);
  return index;
};

/** Finds the ms at which the zone's offset changes, given that it differs between `low` and `high`. */
const transitionBetween = (zone: IANAZone, low: number, high: number): number => {
  const before = zone.offset(low);
  let left = low;
  let right = high;
  while (right - left > 1) {
    const middle = Math.floor((left + right) / 2);
    if (zone.offset(middle) === before) {
      left = middle;
    } else {
      right = middle;
    }
  }
  return right;
};

type OffsetSegment = { readonly from: number; readonly to: number; readonly offsetMs: number };

/** Splits a stretch of time where the offset from UTC changes (daylight saving). */
const offsetSegments = (zone: IANAZone, from: number, to: number): readonly OffsetSegment[] => {
  const segments: OffsetSegment[] = [];
  let start = from;
  let offset = zone.offset(from);
  for (let at = from; at < to; at += DAY_MS) {
    const next = Math.min(at + DAY_MS, to);
    const nextOffset = zone.offset(next);
    if (nextOffset !== offset) {
      const change = transitionBetween(zone, at, next);
      segments.push({ from: start, to: change, offsetMs: offset * MINUTE_MS });
      start = change;
      offset = nextOffset;
    }
  }
  if (start < to) {
    segments.push({ from: start, to, offsetMs: offset * MINUTE_MS });
  }
  return segments;
};

/**
 * An instant is working time when its local wall clock lies in a slot of its local weekday (or the end of a night
 * that began the day before), and its local date is no holiday, or one of half a day that has this hour. An hour that the clock skips in spring therefore never counts, one that it repeats in autumn counts twice.
 */
const buildYear = (index: CalendarIndex, year: number): YearIndex => {
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (from: number, to: number) => {
    if (to <= from) {
      return;
    }
    if (ends.at(-1) === from) {
      ends[ends.length - 1] = to;
    } else {
      starts.push(from);
      ends.push(to);
    }
  };
  for (const segment of offsetSegments(index.zone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1))) {
    const firstDay = Math.floor((segment.from + segment.offsetMs) / DAY_MS);
    const lastDay = Math.floor((segment.to + segment.offsetMs - 1) / DAY_MS);
    for (let day = firstDay; day <= lastDay; day += 1) {
      const midnight = day * DAY_MS - segment.offsetMs;
      for (const slot of hoursOn(index, day)) {
        add(Math.max(segment.from, midnight + slot.fromMs), Math.min(segment.to, midnight + slot.toMs));
      }
    }
  }
  const worked = new Float64Array(starts.length);
  let totalMs = 0;
  for (let i = 0; i < starts.length; i += 1) {
    worked[i] = totalMs;
    totalMs += (ends[i] ?? 0) - (starts[i] ?? 0);
  }
  return { starts: Float64Array.from(starts), ends: Float64Array.from(ends), worked, totalMs };
};

const yearIndex = (index: CalendarIndex, year: number): YearIndex => {
  let built = index.years.get(year);
  if (built === undefined) {
    built = buildYear(index, year);
    index.years.set(year, built);
  }
  return built;
};

const EARLIEST_MS = Date.UTC(1970, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1) - 1;

/** Imported rubbish (year 1, year 9999) must not make the clock build thousands of years; outside nothing counts. */
const withinBounds = (ms: number): number => Math.min(Math.max(ms, EARLIEST_MS), LATEST_MS);

const yearOf = (ms: number): number => new Date(ms).getUTCFullYear();

/** Position of the last element not greater than `value` in a sorted array, -1 when there is none. */
const lastNotAfter = (sorted: Float64Array, value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
};

/** Working ms from the start of the year until `ms`. */
const workedUntil = (year: YearIndex, ms: number): number => {
  const at = lastNotAfter(year.starts, ms);
  if (at < 0) {
    return 0;
  }
  return (year.worked[at] ?? 0) + Math.min(ms, year.ends[at] ?? 0) - (year.starts[at] ?? 0);
};

/** Working ms between two epoch times; negative when `toMs` lies before `fromMs`; 0 for a zone nobody knows. */
export const workingMsBetween = (calendar: BusinessCalendar, fromMs: number, toMs: number): number => {
  if (toMs < fromMs) {
    return 0 - workingMsBetween(calendar, toMs, fromMs);
  }
  const index = indexOf(calendar);
  if (!index.hasSlots || !index.zone.isValid) {
    return 0;
  }
  const from = withinBounds(fromMs);
  const to = withinBounds(toMs);
  const firstYear = yearOf(from);
  const lastYear = yearOf(to);
  let sum = 0 - workedUntil(yearIndex(index, firstYear), from);
  for (let year = firstYear; year < lastYear; year += 1) {
    sum += yearIndex(index, year).totalMs;
  }
  return sum + workedUntil(yearIndex(index, lastYear), to);
};

/**
 * The earliest epoch ms at which `workMs` of working time have passed since `fromMs` (`fromMs` itself for 0 or less).
 * Null when the calendar has no such working time in the next 20 years, or its zone is unknown. GLPI's example: open 8-18, four hours
 * from 16:00 end at 10:00 on the next working day (field guide 1.8).
 */
export const addWorkingMs = (calendar: BusinessCalendar, fromMs: number, workMs: number): number | null => {
  if (workMs <= 0) {
    return fromMs;
  }
  const index = indexOf(calendar);
  if (!index.hasSlots || !index.zone.isValid) {
    return null;
  }
  const from = withinBounds(fromMs);
  const firstYear = yearOf(from);
  let wanted = workedUntil(yearIndex(index, firstYear), from) + workMs;
  for (let year = firstYear; year <= firstYear + SEARCH_YEARS; year += 1) {
    const current = yearIndex(index, year);
    if (wanted <= current.totalMs) {
      // Strictly before, so that a target which fills a slot exactly is due at its end and not next morning.
      let at = lastNotAfter(current.worked, wanted);
      if (at > 0 && current.worked[at] === wanted) {
        at -= 1;
      }
      return (current.starts[at] ?? 0) + wanted - (current.worked[at] ?? 0);
    }
    wanted -= current.totalMs;
  }
  return null;
};

/**
 * When it is working time between two epoch times: sorted, disjoint stretches, cut off at both. Nothing for a zone nobody knows.
 */
export const workingSpans = (
  calendar: WorkingHours,
  fromMs: number,
  toMs: number,
): readonly { readonly from: number; readonly to: number }[] => {
  const index = indexOf(calendar);
  if (!index.hasSlots || !index.zone.isValid) return [];
  const spans: { from: number; to: number }[] = [];
  const [low, high] = [withinBounds(fromMs), withinBounds(toMs)];
  for (let year = yearOf(low); year <= yearOf(high); year += 1) {
    const { starts, ends } = yearIndex(index, year);
    const first = Math.max(0, lastNotAfter(starts, low));
    for (let i = first; i < starts.length && (starts[i] ?? 0) < high; i += 1) {
      const from = Math.max(starts[i] ?? 0, low);
      const to = Math.min(ends[i] ?? 0, high);
      const last = spans.at(-1);
      // A night over New Year stands in two years.
      if (last !== undefined && last.to === from) last.to = to;
      else if (to > from) spans.push({ from, to });
    }
  }
  return spans;
};
