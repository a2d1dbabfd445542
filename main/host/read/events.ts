import type { CalendarRow } from '#contracts/events.ts';
import type { Span } from '#domain/events/event-spans.ts';
import type { CalendarStamp } from '#domain/events/icalendar.ts';
import type { Announcement, CabMeeting, PlanningEvent } from '#domain/fields/events.ts';
import type { TicketType } from '#domain/fields/tables.ts';
import { nameIn } from '#domain/records/names.ts';
import { namesIn } from './names.ts';
import { allOf, idIn, parseJson, type Reads, type Sql, sql, textOf } from './sql.ts';

/** Events that are planned by, and announced: at most so many are looked at. */
const MOST = 5_000;

type CalendarInput = {
  readonly within: Span;
  readonly teamIds: readonly string[];
  /** States in which nothing comes of it: left out, but for a file, which says so. */
  readonly undone: readonly string[];
  /** States in which nobody has agreed to it yet; a file says that, too. */
  readonly tentative: readonly string[];
  readonly limit: number;
  /** With a stamp, which is taken from the documents. */
  readonly forFile: boolean;
};

export type EventReads = {
  /** Maintenance windows, blackouts and lockdowns that hold now or later, the latest to begin first; `since` null: all, also withdrawn ones. */
  readonly planningEvents: (since: string | null) => readonly PlanningEvent[];
  /** Meetings of the change advisory board, also those that were called off, the latest first. */
  readonly meetings: () => readonly CabMeeting[];
  /** Announcements that are on between two instants; `all`: also withdrawn ones. */
  readonly announcementsIn: (within: Span, all: boolean) => readonly Announcement[];
  /** Tickets of a type with a planned window that lies in part between two instants, the earliest first. */
  readonly plannedTickets: (type: TicketType, input: CalendarInput) => readonly CalendarRow[];
  /** Orders that are to be begun between two instants. */
  readonly plannedOrders: (input: CalendarInput) => readonly CalendarRow[];
};

const instant = (ms: number): string => new Date(ms).toISOString();

const events = <E>(reads: Reads, types: readonly string[], where: Sql): readonly E[] =>
  reads
    .all({
      text: `SELECT ${reads.document('events')} FROM ${reads.table('events')} WHERE deleted = 0
         AND f_type IN (SELECT value FROM json_each(?)) AND ${where.text} ORDER BY f_startsAt DESC, id LIMIT ${MOST}`,
      params: [JSON.stringify(types), ...where.params],
    })
    .map((row) => parseJson<E>(row[0]));

const noneOf = (column: string, values: readonly string[]): Sql =>
  sql(`${column} NOT IN (SELECT value FROM json_each(?))`, JSON.stringify(values));

type Shown = Omit<CalendarRow, 'teamName'>;

const withTeams = (reads: Reads, rows: readonly Shown[]): readonly CalendarRow[] => {
  const names = namesIn(reads, 'directory')(rows.map(({ teamId }) => teamId));
  return rows.map((row) => ({ ...row, teamName: nameIn(names, row.teamId) }));
};

/** When and how often a row's document was changed; null unless it is for a file. */
const stampColumns = (forFile: boolean): string =>
  forFile
    ? "json_extract(data, '$.updatedAt') || ' ' || max(0, json_array_length(data, '$.journal') - 1)"
    : 'NULL';

/** How certain it is that something in this state comes about. */
export const calendarStatus = (
  { undone, tentative }: Pick<CalendarInput, 'undone' | 'tentative'>,
  state: string,
): CalendarStamp['status'] => {
  if (undone.includes(state)) return 'cancelled';
  return tentative.includes(state) ? 'tentative' : 'confirmed';
};

const stampOf = (value: unknown, status: CalendarStamp['status']): CalendarStamp | null => {
  if (value === null || value === undefined) return null;
  const [changedAt = '', sequence = '0'] = String(value).split(' ');
  return { changedAt, sequence: Number(sequence), status };
};

const orNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

export const eventReads = (reads: Reads): EventReads => ({
  planningEvents: (since) =>
    events(
      reads,
      ['maintenance_window', 'blackout', 'lockdown'],
      since === null ? sql('1') : sql('f_active = 1 AND (f_endsAt IS NULL OR f_endsAt > ?)', since),
    ),
  meetings: () => events(reads, ['cab_meeting'], sql('1')),
  announcementsIn: ({ from, to }, all) =>
    events(
      reads,
      ['announcement'],
      sql(
        `${all ? '1' : 'f_active = 1'} AND f_startsAt < ? AND (f_endsAt IS NULL OR f_endsAt > ?)`,
        instant(to),
        instant(from),
      ),
    ),
  plannedTickets: (type, { within, teamIds, undone, tentative, limit, forFile }) => {
    const where = allOf([
      // Windows in part before it are rare and no longer than some days; what began long ago and ended is passed over by the index.
      sql('f_plannedStartAt < ? AND f_plannedEndAt > ?', instant(within.to), instant(within.from)),
      sql('deleted = 0 AND f_type = ?', type),
      ...(forFile ? [] : [noneOf('f_state', undone)]),
      ...(teamIds.length === 0 ? [] : [idIn('f_teamId', teamIds)]),
    ]);
    const rows = reads.all({
      text: `SELECT id, f_number, f_title, f_plannedStartAt, f_plannedEndAt, f_state, f_teamId, ${stampColumns(forFile)}, ${reads.checked('tickets')}
         FROM ${reads.table('tickets')} WHERE ${where.text} ORDER BY f_plannedStartAt, id LIMIT ${limit}`,
      params: where.params,
    });
    return withTeams(
      reads,
      rows.map((row) => ({
        ...{ kind: 'change', id: String(row[0]), number: textOf(row[1]), title: textOf(row[2]) },
        ...{ startsAt: textOf(row[3]), endsAt: textOf(row[4]), state: textOf(row[5]) },
        teamId: orNull(row[6]),
        stamp: stampOf(row[7], calendarStatus({ undone, tentative }, textOf(row[5]))),
      })),
    );
  },
  plannedOrders: ({ within, teamIds, undone, tentative, limit, forFile }) => {
    const where = allOf([
      sql(
        'deleted = 0 AND f_plannedStart >= ? AND f_plannedStart < ?',
        instant(within.from),
        instant(within.to),
      ),
      ...(forFile ? [] : [noneOf('f_state', undone)]),
      ...(teamIds.length === 0 ? [] : [idIn("json_extract(data, '$.teamId')", teamIds)]),
    ]);
    const rows = reads.all({
      text: `SELECT id, f_number, f_plannedStart, f_state, json_extract(data, '$.title', '$.plannedEnd', '$.teamId'),
         ${stampColumns(forFile)}, ${reads.checked('orders')} FROM ${reads.table('orders')} WHERE ${where.text} ORDER BY f_plannedStart, id LIMIT ${limit}`,
      params: where.params,
    });
    return withTeams(
      reads,
      rows.map((row) => {
        const [title, endsAt, teamId] = parseJson<[string, string | null, string | null]>(row[4]);
        return {
          ...{ kind: 'order', id: String(row[0]), number: textOf(row[1]), title },
          ...{ startsAt: textOf(row[2]), endsAt, state: textOf(row[3]), teamId },
          stamp: stampOf(row[5], calendarStatus({ undone, tentative }, textOf(row[3]))),
        };
      }),
    );
  },
});
