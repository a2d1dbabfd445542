import { MOST_DEVICES } from '#contracts/reports.ts';
import type { Grouping, Sums } from '#domain/reports/kpis.ts';
import type { Row, SqlValue } from '../storage/driver.ts';
import { type Sql, sql, textOf } from './sql.ts';
import { hadTarget, keptTarget, missedTarget, openAtParts, owesLate, wasReopened } from './ticket-list.ts';

type Ends = { readonly before: string; readonly from: string; readonly to: string; readonly now: string };

/** Joins a table's conditions with those that hold for the whole report. */
export type Where = (...own: readonly Sql[]) => Sql;

/** What happened to tickets, and what is so now. `sums` are added up over the tickets of `of`. */
type Event = {
  readonly name: string;
  /** Conditions that no ticket meets two of, each answered from an index. */
  readonly of: (ends: Ends) => readonly Sql[];
  /** Tells this period's from the one before; null for what is so now. */
  readonly at: string | null;
  readonly sums: Readonly<Partial<Record<keyof Sums, (ends: Ends) => Sql>>>;
};

const within = (column: string, { before, to }: Ends): Sql =>
  sql(`${column} >= ? AND ${column} < ?`, before, to);
const always = (text: string) => (): Sql => sql(text);
const minutesTo = (column: string) => always(`(julianday(${column}) - julianday(f_openedAt)) * 1440`);
const RESPONDED = '"f_sla_respondedAt"';

/** One walk over the tickets for each: the groups are made from what it found. */
const EVENTS: readonly Event[] = [
  {
    name: 'opened',
    at: 'f_openedAt',
    of: (ends) => [within('f_openedAt', ends)],
    sums: { opened: always('1') },
  },
  {
    name: 'resolved',
    at: 'f_resolvedAt',
    of: (ends) => [within('f_resolvedAt', ends)],
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
    at: RESPONDED,
    of: (ends) => [within(RESPONDED, ends)],
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
    at: null,
    of: () => [sql(`f_active = 1 AND f_dueAt >= ''`)],
    sums: {
      open: always('1'),
      resolutionOverdue: ({ now }) => owesLate.resolution(now),
      responseOverdue: ({ now }) => owesLate.response(now),
      openReopened: always(wasReopened(true)),
    },
  },
  { name: 'openAtStart', at: null, of: ({ from }) => openAtParts(from), sums: { openAtStart: always('1') } },
  // The same for the period before.
  {
    name: 'openBefore',
    at: null,
    of: ({ before }) => openAtParts(before),
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

/** What one event's walk found, a line a ticket. Materialized, or SQLite would walk again for each group. */
const found = ({ name, of, at, sums }: Event, table: string, where: Where, ends: Ends): Sql => {
  const isNow = at === null ? sql('1') : sql(`${at} >= ?`, ends.from);
  const columns = [isNow, ...Object.values(sums).map((sum) => sum(ends))];
  const selected = `SELECT ${Object.values(KEY_OF).join(', ')}, ${columns
    .map(({ text }, i) => `(${text}) AS c${i}`)
    .join(', ')} FROM ${table}`;
  const conditions = of(ends).map((condition) => where(condition));
  return {
    text: `${name} AS MATERIALIZED (${conditions.map(({ text }) => `${selected} WHERE ${text}`).join(' UNION ALL ')})`,
    params: conditions.flatMap(({ params }) => [...columns.flatMap((column) => column.params), ...params]),
  };
};

const summed = ({ sums }: Event): string =>
  Array.from({ length: MOST_SUMS }, (_, i) =>
    i < Object.keys(sums).length ? `total(c${i + 1})` : 'NULL',
  ).join(', ');

/** The whole report, and its groups. Each answer row: event, grouping, key, whether it is of this period, the event's sums. */
const selects = (event: Event, groupings: readonly Grouping[]): readonly string[] => {
  const { name, at } = event;
  // Not by a GROUP BY, which would sort all there is.
  const all = (at === null ? [1] : [1, 0]).map(
    (isNow) => `SELECT '${name}', 'all', NULL, ${isNow}, ${summed(event)} FROM ${name} WHERE c0 = ${isNow}`,
  );
  // Where a group stood when the period began is not told.
  if (name === 'openAtStart' || name === 'openBefore') return all;
  return [
    ...all,
    ...groupings.map((grouping) => {
      const key = KEY_OF[grouping];
      const those = grouping === 'device' ? ` AND ${key} IN (SELECT id FROM devices)` : '';
      return `SELECT '${name}', '${grouping}', ${key}, 1, ${summed(event)} FROM ${name} WHERE c0 = 1${those} GROUP BY ${key}`;
    }),
  ];
};

/** The parts of a statement that count the sums: what stands in its WITH, and its SELECTs, `SUMS_WIDTH` columns each. */
export const SUMS_WIDTH = 4 + MOST_SUMS;
export const sumsStatement = (
  table: string,
  where: Where,
  ends: Ends,
  groupings: readonly Grouping[],
): { readonly with: Sql; readonly selects: readonly string[] } => {
  const walks = EVENTS.map((event) => found(event, table, where, ends));
  const devices = `devices AS MATERIALIZED (SELECT f_ciId AS id FROM opened WHERE c0 = 1 AND f_ciId IS NOT NULL
    GROUP BY f_ciId ORDER BY count(*) DESC, f_ciId LIMIT ${MOST_DEVICES})`;
  return {
    with: {
      text: [...walks.map(({ text }) => text), devices].join(', '),
      params: walks.flatMap(({ params }) => params),
    },
    selects: EVENTS.flatMap((event) => selects(event, groupings)),
  };
};

const NOTHING = Object.fromEntries([
  ...EVENTS.flatMap(({ sums }) => Object.keys(sums)).map((name) => [name, 0]),
]) as Sums;

const numberIn = (value: SqlValue | undefined): number => Number(value ?? 0);

/** Adds to `sums` what a row of an event says. */
const withRow = (sums: Sums, event: Event, row: Row): Sums => ({
  ...sums,
  ...Object.fromEntries(Object.keys(event.sums).map((name, i) => [name, numberIn(row[4 + i])])),
});

const eventOf = (row: Row): Event | undefined => EVENTS.find(({ name }) => name === row[0]);

/** The whole report's sums, of this period or the one before. */
export const wholeSums = (rows: readonly Row[], isNow: boolean): Sums => {
  const leftOut = isNow ? 'openBefore' : 'openAtStart';
  return rows.reduce<Sums>((sums, row) => {
    const event = eventOf(row);
    const isOwn = event !== undefined && event.name !== leftOut && row[1] === 'all';
    if (!isOwn || (event.at !== null && (numberIn(row[3]) === 1) !== isNow)) return sums;
    return withRow(sums, event, row);
  }, NOTHING);
};

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
