/** What is planned, as a calendar file (iCalendar, RFC 5545) that other calendars take in. */

/** `tentative`: nobody has agreed to it yet. `cancelled`: nothing comes of it, calendars that have it strike it out. */
type CalendarStatus = 'tentative' | 'confirmed' | 'cancelled';

/** `endsAt` null: nothing is said of its end. */
export type CalendarEntry = {
  /** The same for the same thing in each file, so that it replaces what came with an earlier one. */
  readonly uid: string;
  readonly summary: string;
  /** UTC, ISO 8601. */
  readonly startsAt: string;
  readonly endsAt: string | null;
  /** What kind of thing it is. */
  readonly category: string;
  /** Whether whoever imports it is busy then. */
  readonly isBusy: boolean;
  /** When it was changed last (UTC, ISO 8601), and how often before: a calendar that has it takes the later one. */
  readonly changedAt: string;
  readonly sequence: number;
  readonly status: CalendarStatus;
};

/** A line is no longer than this in UTF-8, without its end (RFC 5545, 3.1). */
const MOST_OCTETS = 75;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a text may not hold
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A text as a value (RFC 5545, 3.3.11). */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, '')
    .replace(/[\\;,]/g, (char) => `\\${char}`)
    .replace(/\n/g, '\\n');

const octetsOf = (char: string): number => {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
};

/** A long line goes on after a line end and a space, never within a character. */
const folded = (line: string): string => {
  let [whole, octets] = ['', 0];
  for (const char of line) {
    const size = octetsOf(char);
    if (octets + size > MOST_OCTETS) {
      whole += '\r\n ';
      // The space counts.
      octets = 1;
    }
    whole += char;
    octets += size;
  }
  return whole;
};

/** `20260301T100000Z`. */
const utc = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;

/** An end is later than the start (RFC 5545, 3.8.2.2), or some calendars refuse the whole file: of a window that two consoles turned round only the start is told. */
const endOf = ({ startsAt, endsAt }: CalendarEntry): readonly string[] =>
  endsAt === null || utc(endsAt) <= utc(startsAt) ? [] : [`DTEND:${utc(endsAt)}`];

const linesOf = (entry: CalendarEntry): readonly string[] => [
  'BEGIN:VEVENT',
  `UID:${escaped(entry.uid)}`,
  // In a file that is no invitation it says when this was last revised (RFC 5545, 3.8.7.2), so what did not change stays the same file.
  `DTSTAMP:${utc(entry.changedAt)}`,
  `SEQUENCE:${entry.sequence}`,
  `DTSTART:${utc(entry.startsAt)}`,
  ...endOf(entry),
  `SUMMARY:${escaped(entry.summary)}`,
  `CATEGORIES:${escaped(entry.category)}`,
  `STATUS:${entry.status.toUpperCase()}`,
  `TRANSP:${entry.isBusy && entry.status !== 'cancelled' ? 'OPAQUE' : 'TRANSPARENT'}`,
  'END:VEVENT',
];

/** The file's text: the same as long as nothing in it changed. */
export const icalendarOf = (entries: readonly CalendarEntry[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Deskhand//Calendar//EN',
    'CALSCALE:GREGORIAN',
    ...entries.flatMap(linesOf),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');

/** What stands in the calendar. */
type Shown = {
  readonly kind: string;
  readonly id: string;
  readonly number: string | null;
  readonly waveId?: string;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly stamp: CalendarStamp | null;
};

/** What a calendar file says of a record's versions. */
export type CalendarStamp = {
  readonly changedAt: string;
  readonly sequence: number;
  readonly status: CalendarStatus;
};

/** Work is done in these; the others say when it may be done, or tell something. */
const WORK: readonly string[] = ['change', 'release', 'order'];

/** What the calendar shows as entries of a file; `category` is the word for a kind. What holds until further notice is there until `to`, and what has no stamp is left out. */
export const calendarEntries = <S extends Shown>(
  rows: readonly S[],
  to: string,
  category: (kind: S['kind']) => string,
): readonly CalendarEntry[] =>
  rows.flatMap(({ kind, id, waveId = '', number, title, startsAt, endsAt, stamp }) => {
    const isWork = WORK.includes(kind);
    if (stamp === null) return [];
    const entry: CalendarEntry = {
      // Work is moved; a window of each week is there many times.
      uid: `${kind}-${id}${waveId}${kind === 'maintenance_window' ? `-${startsAt}` : ''}@deskhand`,
      summary: number === null ? title : `${number} ${title}`,
      startsAt,
      endsAt: endsAt ?? (isWork ? null : to),
      category: category(kind),
      isBusy: isWork,
      ...stamp,
    };
    return [entry];
  });
