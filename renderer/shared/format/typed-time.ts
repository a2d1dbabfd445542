/**
 * Days and hours as people type them, in the order and with the separators that are usual where they are. Chromium's own fields speak the language
 * that it was started in, whatever the console speaks. Values are local texts: `2026-11-21`, `2026-11-21T08:00`, `08:00`.
 */
import { dayOf, timeOfDay } from './device-time.ts';

export type TimeKind = 'day' | 'instant' | 'time';
type DayPart = 'year' | 'month' | 'day';
export type Part = DayPart | 'hour' | 'minute';

type Usage = {
  readonly order: readonly DayPart[];
  /** What stands between two parts of a day, and after the last one. */
  readonly separator: string;
  readonly end: string;
  readonly hour12: boolean;
};

const known = new Map<string, Usage>();

/** How a day and an hour are written there. */
const usageOf = (locale: string): Usage => {
  const found = known.get(locale);
  if (found !== undefined) return found;
  const parts = new Intl.DateTimeFormat(locale, {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', numberingSystem: 'latn', calendar: 'gregory' },
  }).formatToParts(new Date(2026, 10, 21));
  const order = parts.flatMap(({ type }) =>
    type === 'year' || type === 'month' || type === 'day' ? [type] : [],
  );
  const literals = parts.flatMap(({ type, value }) => (type === 'literal' ? [value.trim()] : []));
  const { hour12 = false } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const usage = { order, separator: literals[0] ?? '-', end: literals[2] ?? '', hour12 };
  known.set(locale, usage);
  return usage;
};

const two = (value: number): string => String(value).padStart(2, '0');

const writtenTime = (time: string, { hour12 }: Usage): string => {
  if (!hour12) return time;
  const hour = Number(time.slice(0, 2));
  return `${two(hour % 12 || 12)}:${time.slice(3)} ${hour < 12 ? 'AM' : 'PM'}`;
};

const writtenDay = (day: string, { order, separator, end }: Usage): string => {
  const [year = '', month = '', date = ''] = day.split('-');
  const texts = { year, month, day: date };
  return order.map((part) => texts[part]).join(separator) + end;
};

const FORMS: Readonly<Record<TimeKind, RegExp>> = {
  day: /^\d{4}-\d{2}-\d{2}$/,
  instant: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/,
  time: /^\d{2}:\d{2}$/,
};

/** A local text as it is written there; what is none stays as it is. */
export const writtenTimeOf = (value: string, kind: TimeKind, locale: string): string => {
  if (!FORMS[kind].test(value)) return value;
  const usage = usageOf(locale);
  if (kind === 'time') return writtenTime(value, usage);
  const day = writtenDay(value.slice(0, 10), usage);
  return kind === 'day' ? day : `${day} ${writtenTime(value.slice(11), usage)}`;
};

/** How it is to be typed, in the letters of the language: `TT.MM.JJJJ hh:mm`. */
export const patternOf = (
  kind: TimeKind,
  locale: string,
  letters: Readonly<Record<Part, string>>,
): string => {
  const { order, separator, end, hour12 } = usageOf(locale);
  const time = `${letters.hour.repeat(2)}:${letters.minute.repeat(2)}${hour12 ? ' AM' : ''}`;
  const day = order.map((part) => letters[part].repeat(part === 'year' ? 4 : 2)).join(separator) + end;
  return kind === 'time' ? time : kind === 'day' ? day : `${day} ${time}`;
};

const TIME = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(a\.?m\.?|p\.?m\.?|h|uhr)?$/i;

const readTime = (text: string): string | null => {
  const [whole, hourText = '', minuteText = '00', half = ''] = TIME.exec(text) ?? [];
  if (whole === undefined) return null;
  // `8` alone may be anything; with its half of the day, or minutes, it is an hour.
  if (/^\d{1,2}$/.test(whole)) return null;
  const isHalf = /^[ap]/i.test(half);
  const typed = Number(hourText);
  if (isHalf && (typed < 1 || typed > 12)) return null;
  const hour = isHalf ? (typed % 12) + (/^p/i.test(half) ? 12 : 0) : typed;
  return hour < 24 && Number(minuteText) < 60 ? `${two(hour)}:${minuteText}` : null;
};

const SEPARATOR = String.raw`\s*[./\-\s]\s*`;
const DAY = new RegExp(String.raw`^(\d{1,4})${SEPARATOR}(\d{1,2})(?:${SEPARATOR}(\d{4}|\d{2}))?[.,]?$`);

const dayIn = (year: number, month: number, day: number): string | null => {
  const at = new Date(year, month - 1, day);
  at.setFullYear(year);
  return at.getMonth() === month - 1 && at.getDate() === day ? dayOf(at) : null;
};

/** Of the years around now the one in which that day is nearest: in December `7.1.` is next January. */
const nearest = (month: number, day: number, nowMs: number): string | null => {
  const year = new Date(nowMs).getFullYear();
  const days = [year - 1, year, year + 1].flatMap((one) => dayIn(one, month, day) ?? []);
  const away = (text: string): number => Math.abs(new Date(`${text}T12:00`).getTime() - nowMs);
  return days.sort((a, b) => away(a) - away(b))[0] ?? null;
};

const yearOf = (text: string): number => (text.length === 2 ? 2000 : 0) + Number(text);

const readDay = (text: string, { order }: Usage, nowMs: number): string | null => {
  const [whole, first = '', second = '', third] = DAY.exec(text) ?? [];
  if (whole === undefined) return null;
  const isYearFirst = first.length > 2 || (order[0] === 'year' && third?.length === 2);
  if (isYearFirst) return third === undefined ? null : dayIn(yearOf(first), Number(second), Number(third));
  const isMonthFirst = order.indexOf('month') < order.indexOf('day') && !(order[0] === 'year' && third);
  const [month, day] = isMonthFirst ? [first, second] : [second, first];
  return third === undefined
    ? nearest(Number(month), Number(day), nowMs)
    : dayIn(yearOf(third), Number(month), Number(day));
};

/**
 * What was typed as a local text; null when it can't be read as one. Days in the order of `locale`, or as machines write them; the year may be left out, and has two or four digits.
 */
export const readTyped = (typed: string, kind: TimeKind, locale: string, nowMs: number): string | null => {
  const text = typed.replace(/\s+/g, ' ').trim();
  const usage = usageOf(locale);
  if (kind === 'time') return readTime(text);
  if (kind === 'day') return readDay(text, usage, nowMs);
  // Day and hour are parted by a space or a comma, or as machines do it; hours of two halves hold a space themselves.
  const cuts = [...text.matchAll(/[T ,]+/g)].map(({ index, 0: cut }) => [index, index + cut.length] as const);
  for (const [from, to] of cuts) {
    const day = readDay(text.slice(0, from), usage, nowMs);
    const time = readTime(text.slice(to));
    if (day !== null && time !== null) return `${day}T${time}`;
  }
  return null;
};

const STEPS: Readonly<Record<Part, (at: Date, by: number) => void>> = {
  year: (at, by) => at.setFullYear(at.getFullYear() + by),
  month: (at, by) => at.setMonth(at.getMonth() + by),
  day: (at, by) => at.setDate(at.getDate() + by),
  hour: (at, by) => at.setHours(at.getHours() + by),
  minute: (at, by) => at.setMinutes(at.getMinutes() + by),
};

const partsOf = (kind: TimeKind, { order }: Usage): readonly Part[] =>
  kind === 'time' ? ['hour', 'minute'] : kind === 'day' ? order : [...order, 'hour', 'minute'];

/** Where the parts of a written time stand in it. */
export const partAt = (written: string, index: number): readonly [from: number, to: number] => {
  const runs = [...written.matchAll(/\d+/g)].map((run) => [run.index, run.index + run[0].length] as const);
  return runs[index] ?? [written.length, written.length];
};

/** Which part the caret is in or behind. */
export const partUnder = (written: string, caret: number): number =>
  Math.max(0, [...written.matchAll(/\d+/g)].filter(({ index }) => index <= caret).length - 1);

/** The local text with one of its written parts one up or down, as arrows do it. */
export const stepped = (value: string, kind: TimeKind, locale: string, index: number, by: 1 | -1): string => {
  const part = partsOf(kind, usageOf(locale))[index];
  if (part === undefined || !FORMS[kind].test(value)) return value;
  const at = new Date(kind === 'time' ? `2026-01-01T${value}` : kind === 'day' ? `${value}T12:00` : value);
  STEPS[part](at, by);
  return kind === 'time' ? timeOfDay(at) : kind === 'day' ? dayOf(at) : `${dayOf(at)}T${timeOfDay(at)}`;
};
