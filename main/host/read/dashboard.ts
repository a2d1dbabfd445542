import {
  type Bar,
  type Dashboard,
  type GroupRow,
  MOST_DEVICES,
  type ReportInput,
} from '#contracts/reports.ts';
import { PRIORITIES } from '#domain/fields/tickets.ts';
import { nameIn } from '#domain/records/names.ts';
import { AGE_BUCKETS, ageFilter, drillFilter, type Grouping } from '#domain/reports/kpis.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import type { Row } from '../storage/driver.ts';
import { changeSuccess } from './change-success.ts';
import { namesIn } from './names.ts';
import { type Day, daysOf, startBefore } from './report-days.ts';
import { groupSums, SUMS_WIDTH, sumsStatement, type Where, wholeSums } from './report-sums.ts';
import { allOf, type Reads, type Sql, sql } from './sql.ts';
import { assignedTo } from './ticket-list.ts';

const DAY_MS = 86_400_000;

/** The charts that the statement counts beside the sums. Each of its rows is a chart, nothing, a key in it, nothing, and a count. */
type Chart = 'openedOn' | 'resolvedOn' | 'priority' | 'age';

const padded = (columns: string): string => `${columns}${', NULL'.repeat(SUMS_WIDTH - 5)}`;

/**
 * Tickets a day by one instant column: a walk along a covering index from each day's first instant to the next day's, which holds for
 * every zone and clock change. The key is the number of the day.
 */
const perDay = (
  chart: 'openedOn' | 'resolvedOn',
  column: 'f_openedAt' | 'f_resolvedAt',
  days: readonly Day[],
  table: string,
  where: Where,
): Sql => {
  const { text, params } = where(
    sql(`${column} >= json_extract(day.value, '$[0]') AND ${column} < json_extract(day.value, '$[1]')`),
  );
  return sql(
    `SELECT ${padded(`'${chart}', NULL, day.key, NULL, (SELECT count(*) FROM ${table} WHERE ${text})`)}
     FROM json_each(?) AS day`,
    ...params,
    JSON.stringify(days.map(({ from, to }) => [from, to])),
  );
};

const byPriority = (table: string, where: Where): Sql => {
  const { text, params } = where(sql('f_active = 1'));
  return sql(
    `SELECT ${padded(`'priority', NULL, f_priority, NULL, count(*)`)} FROM ${table} WHERE ${text} GROUP BY f_priority`,
    ...params,
  );
};

/** The youngest class also takes tickets of a clock that runs ahead. */
const byAge = (nowMs: number, table: string, where: Where): Sql => {
  const { text, params } = where(sql('f_active = 1'));
  const limits = AGE_BUCKETS.flatMap(({ maxDays }) =>
    maxDays === null ? [] : [new Date(nowMs - (maxDays + 1) * DAY_MS).toISOString()],
  );
  const classes = AGE_BUCKETS.map(({ key, maxDays }) =>
    maxDays === null ? `ELSE '${key}'` : `WHEN f_openedAt > ? THEN '${key}'`,
  );
  return sql(
    `SELECT ${padded(`'age', NULL, CASE ${classes.join(' ')} END AS age, NULL, count(*)`)}
     FROM ${table} WHERE ${text} GROUP BY age`,
    ...limits,
    ...params,
  );
};

/** How much each key of a chart has; none is zero. */
const countsOf = (rows: readonly Row[], chart: Chart): ((key: string) => number) => {
  const counts = new Map(
    rows.filter((row) => row[0] === chart).map((row) => [String(row[2]), Number(row[4] ?? 0)]),
  );
  return (key) => counts.get(key) ?? 0;
};

const NAMES_IN: Readonly<Record<Grouping, 'directory' | 'configItems' | null>> = {
  team: 'directory',
  person: 'directory',
  category: null,
  device: 'configItems',
};

/** Where most happens first. */
const groupRows = (reads: Reads, rows: readonly Row[], grouping: Grouping): readonly GroupRow[] => {
  const groups = [...groupSums(rows, grouping)].map(([key, sums]) => ({ key, sums }));
  const collection = NAMES_IN[grouping];
  const names = collection === null ? {} : namesIn(reads, collection)(groups.map(({ key }) => key));
  const much = ({ sums }: (typeof groups)[number]): number =>
    grouping === 'device' ? sums.opened : sums.opened + sums.resolved + sums.open;
  return groups
    .sort((left, right) => much(right) - much(left) || ((left.key ?? '') < (right.key ?? '') ? -1 : 1))
    .slice(0, grouping === 'device' ? MOST_DEVICES : groups.length)
    .map(({ key, sums }) => ({ key, name: collection === null ? key : nameIn(names, key), sums }));
};

/** The figures of a report, from the local store. One statement, so that all are of one moment though it runs beside the host. */
export const dashboard = async (reads: Reads, input: ReportInput, nowMs: number): Promise<Dashboard> => {
  const { teamIds, groupings } = input;
  const scope: TicketFilter = teamIds.length === 0 ? {} : { teamIds: [...teamIds] };
  const days = daysOf(input);
  const now = new Date(nowMs).toISOString();
  const period = { from: days[0]?.from ?? now, to: days.at(-1)?.to ?? now };
  const before = startBefore(input.from, days.length, input.zone);
  const where: Where = (...own) =>
    allOf([sql('deleted = 0'), ...own, ...(teamIds.length === 0 ? [] : [assignedTo('f_teamId', teamIds)])]);
  const table = reads.table('tickets');
  const sums = sumsStatement({
    ...{ table, where, groupings },
    ends: { ...period, before: before.instant, now },
  });
  const selects = [
    ...sums.selects,
    perDay('openedOn', 'f_openedAt', days, table, where),
    perDay('resolvedOn', 'f_resolvedAt', days, table, where),
    byPriority(table, where),
    byAge(nowMs, table, where),
  ];
  const rows = await reads.aside.all({
    text: `WITH ${sums.with.text} ${selects.map(({ text }) => text).join(' UNION ALL ')}`,
    params: [...sums.with.params, ...selects.flatMap(({ params }) => params)],
  });
  const dayBars = (chart: 'openedOn' | 'resolvedOn', measure: 'opened' | 'resolved'): readonly Bar[] => {
    const countOf = countsOf(rows, chart);
    return days.map((day, i) => ({
      key: day.key,
      value: countOf(String(i)),
      drill: drillFilter(measure, day, scope),
    }));
  };
  const ofPriority = countsOf(rows, 'priority');
  const ofAge = countsOf(rows, 'age');
  return {
    scope,
    period,
    periodBefore: { from: before.instant, to: period.from },
    firstDayBefore: before.date,
    sums: wholeSums(rows, groupings, true),
    sumsBefore: wholeSums(rows, groupings, false),
    opened: dayBars('openedOn', 'opened'),
    resolved: dayBars('resolvedOn', 'resolved'),
    backlogByPriority: PRIORITIES.map((priority) => ({
      ...{ key: String(priority), priority, value: ofPriority(String(priority)) },
      drill: { ...drillFilter('open', period, scope), priorities: [priority] },
    })),
    backlogByAge: AGE_BUCKETS.map(({ key }) => ({ key, value: ofAge(key), drill: ageFilter(key, scope) })),
    success: await changeSuccess(reads, period, where),
    groups: Object.fromEntries(groupings.map((grouping) => [grouping, groupRows(reads, rows, grouping)])),
  };
};
