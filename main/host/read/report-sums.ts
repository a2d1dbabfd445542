import { MOST_DEVICES } from '#contracts/reports.ts';
import type { Grouping, Sums } from '#domain/reports/kpis.ts';
import type { Row, SqlValue } from '../storage/driver.ts';
import { type Sql, sql, textOf } from './sql.ts';
import { hadTarget, keptTarget, missedTarget, openAtParts, owesLate, wasReopened } from './ticket-list.ts';

type Ends = { readonly before: string; readonly from: string; readonly to: string; readonly now: string };
/** What is counted: `to` exclusive. */
type Period = { readonly from: string; readonly to: string };

/** Joins a table's conditions with those that hold for the whole report. */
export type Where = (...own: readonly Sql[]) => Sql;

/** What happened to tickets, and what is so now. `sums` are added up over the tickets of `of`. */
type Event = {
  readonly name: string;
  /** Conditions that no ticket meets two of, each answered from an index. */
  readonly of: (period: Period) => readonly Sql[];
  /** When it is counted: in this period and the one before, by groups, or as it is now, or at the beginning of one of them. */
  readonly counted: 'inPeriods' | 'now' | 'atStart';
  readonly sums: Readonly<Partial<Record<keyof Sums, (ends: Ends) => Sql>>>;
};

const within =
  (column: string) =>
  ({ from, to }: Period): readonly Sql[] => [sql(`${column} >= ? AND ${column} < ?`, from, to)];
const always = (text: string) => (): Sql => sql(text);
const minutesTo = (column: string) => always(`(julianday(${column}) - julianday(f_openedAt)) * 1440`);
const RESPONDED = '"f_sla_respondedAt"';

/** Tickets are walked over once for each, its period and each grouping. Keeping what one walk found for the groups cost more than the next walk. */
const EVENTS: readonly Event[] = [
  {
    name: 'opened',
    counted: 'inPeriods',
    of: within('f_openedAt'),
    sums: { opened: always('1') },
  },
  {
    name: 'resolved',
    counted: 'inPeriods',
    of: within('f_resolvedAt'),
    sums: {
      resolved: always('1'),
      resolutionAimed: always(hadTarget('resolution')),
      resolutionMet: always(keptTarget('resolution')),
      resolutionMissed: always(missedTarget('resolution')),
      reopened: always(wasReopened(true)),
      resolveMinutes: minutesTo('f_resolvedAt'),
    },
  },
  {
    name: 'responded',
    counted: 'inPeriods',
    of: within(RESPONDED),
    sums: {
      responded: always('1'),
      responseAimed: always(hadTarget('response')),
      responseMet: always(keptTarget('response')),
      responseMissed: always(missedTarget('response')),
      respondMinutes: minutesTo(RESPONDED),
    },
  },
  {
    name: 'open',
    counted: 'now',
    of: () => [sql(`f_active = 1 AND f_dueAt >= ''`)],
    sums: {
      open: always('1'),
      resolutionOverdue: ({ now }) => owesLate.resolution(now),
      responseOverdue: ({ now }) => owesLate.response(now),
      openReopened: always(wasReopened(true)),
    },
  },
  {
    name: 'openAtStart',
    counted: 'atStart',
    of: ({ from }) => openAtParts(from),
    sums: { openAtStart: always('1') },
  },
];

const KEY_OF: Readonly<Record<Grouping, string>> = {
  team: 'f_teamId',
  person: 'f_assigneeId',
  category: 'f_category',
  device: 'f_ciId',
};
const MOST_SUMS = Math.max(...EVENTS.map(({ sums }) => Object.keys(sums).length));

/** The grouping that has every ticket, which tells the whole, too; of devices only some are told. */
const wholeOf = (groupings: readonly Grouping[]): Grouping | 'all' =>
  groupings.find((grouping) => grouping !== 'device') ?? 'all';

type Asked = {
  readonly table: string;
  readonly where: Where;
  readonly ends: Ends;
  readonly groupings: readonly Grouping[];
};

const joined = (parts: readonly (string | Sql)[]): Sql => ({
  text: parts.map((part) => (typeof part === 'string' ? part : part.text)).join(''),
  params: parts.flatMap((part) => (typeof part === 'string' ? [] : part.params)),
});

/** What an event adds up to in a period. Each answer row: event, grouping or `all`, key, whether it is of this period, the event's sums. */
const summed = (
  event: Event,
  { table, where, ends }: Asked,
  isNow: boolean,
  grouping: Grouping | 'all',
): readonly Sql[] => {
  const period = isNow ? ends : { from: ends.before, to: ends.from };
  const sums = Object.values(event.sums).map((sum) => joined([', total(', sum(ends), ')']));
  const padding = ', NULL'.repeat(MOST_SUMS - sums.length);
  const key = grouping === 'all' ? 'NULL' : KEY_OF[grouping];
  const those = grouping === 'device' ? [sql(`${key} IN (SELECT id FROM devices)`)] : [];
  const grouped = grouping === 'all' ? '' : ` GROUP BY ${key}`;
  return event
    .of(period)
    .map((condition) =>
      joined([
        `SELECT '${event.name}', '${grouping}', ${key}, ${isNow ? 1 : 0}`,
        ...sums,
        `${padding} FROM ${table} WHERE `,
        where(condition, ...those),
        grouped,
      ]),
    );
};

const selects = (event: Event, asked: Asked): readonly Sql[] => {
  const before = summed(event, asked, false, 'all');
  // Where a group stood when the period began is not told.
  if (event.counted === 'atStart') return [...summed(event, asked, true, 'all'), ...before];
  const groupings = new Set([wholeOf(asked.groupings), ...asked.groupings]);
  const now = [...groupings].flatMap((grouping) => summed(event, asked, true, grouping));
  return event.counted === 'now' ? now : [...now, ...before];
};

/** The parts of a statement that count the sums: what stands in its WITH, and its SELECTs, `SUMS_WIDTH` columns each. */
export const SUMS_WIDTH = 4 + MOST_SUMS;
export const sumsStatement = (asked: Asked): { readonly with: Sql; readonly selects: readonly Sql[] } => {
  const [opened = sql('0')] = within('f_openedAt')(asked.ends);
  const condition = asked.where(opened, sql('f_ciId IS NOT NULL'));
  return {
    with: {
      text: `devices AS MATERIALIZED (SELECT f_ciId AS id FROM ${asked.table} WHERE ${condition.text}
        GROUP BY f_ciId ORDER BY count(*) DESC, f_ciId LIMIT ${MOST_DEVICES})`,
      params: condition.params,
    },
    selects: EVENTS.flatMap((event) => selects(event, asked)),
  };
};

const NOTHING = Object.fromEntries([
  ...EVENTS.flatMap(({ sums }) => Object.keys(sums)).map((name) => [name, 0]),
]) as Sums;

const numberIn = (value: SqlValue | undefined): number => Number(value ?? 0);

/** Adds to `sums` what a row of an event says. */
const withRow = (sums: Sums, event: Event, row: Row): Sums => ({
  ...sums,
  ...Object.fromEntries(
    Object.keys(event.sums).map((name, i) => [name, sums[name as keyof Sums] + numberIn(row[4 + i])]),
  ),
});

const eventOf = (row: Row): Event | undefined => EVENTS.find(({ name }) => name === row[0]);

/** The whole report's sums, of this period or the one before. */
export const wholeSums = (rows: readonly Row[], groupings: readonly Grouping[], isNow: boolean): Sums =>
  rows.reduce<Sums>((sums, row) => {
    const event = eventOf(row);
    if (event === undefined) return sums;
    // What is open now stands beside the figures of both.
    const isOwn = event.counted === 'now' || (numberIn(row[3]) === 1) === isNow;
    const isWhole =
      row[1] === (numberIn(row[3]) === 1 && event.counted !== 'atStart' ? wholeOf(groupings) : 'all');
    return isOwn && isWhole ? withRow(sums, event, row) : sums;
  }, NOTHING);

/** The sums of each team, person, category or device, by its key. */
export const groupSums = (rows: readonly Row[], grouping: Grouping): ReadonlyMap<string | null, Sums> => {
  const groups = new Map<string | null, Sums>();
  for (const row of rows) {
    const event = eventOf(row);
    if (event === undefined || row[1] !== grouping) continue;
    const key = row[2] == null ? null : textOf(row[2]);
    groups.set(key, withRow(groups.get(key) ?? NOTHING, event, row));
  }
  return groups;
};
