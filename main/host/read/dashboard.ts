import { DateTime, IANAZone, type Zone } from 'luxon';
import type { Bar, Dashboard, ReportInput } from '#contracts/reports.ts';
import { PRIORITIES } from '#domain/fields/tickets.ts';
import { nameIn } from '#domain/records/names.ts';
import { AGE_BUCKETS, drillFilter } from '#domain/reports/kpis.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { UNASSIGNED } from '#domain/tickets/ticket-sort.ts';
import type { Row, SqlValue } from '../storage/driver.ts';
import { namesIn } from './names.ts';
import { allOf, type Reads, type Sql, sql, textOf } from './sql.ts';
import { assignedTo } from './ticket-list.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MINUTES_AN_HOUR = 60;

type Day = { readonly key: string; readonly from: string; readonly to: string };

/** When a local day begins, and how far its clocks are ahead of UTC then. */
type Start = { readonly ms: number; readonly aheadMs: number };

const startAt = (ms: number, zone: Zone): Start => ({ ms, aheadMs: zone.offset(ms) * MINUTE_MS });

/**
 * Where the clocks are not changed the next day begins 24 hours later. luxon, which is asked where they are, takes a hundred times as long.
 * Where they go forward at midnight, a day begins at one o'clock; the next one does not.
 */
const startAfter = (start: Start, zone: Zone): Start => {
  const next = startAt(start.ms + DAY_MS, zone);
  const isMidnight = (next.ms + next.aheadMs) % DAY_MS === 0;
  if (isMidnight && next.aheadMs === start.aheadMs) return next;
  const day = DateTime.fromMillis(start.ms, { zone });
  return startAt(day.plus({ days: 1 }).startOf('day').toMillis(), zone);
};

/** Local days of the period with their UTC bounds; a day of a clock change has 23 or 25 hours. */
const daysOf = (input: ReportInput): readonly Day[] => {
  const zone = IANAZone.create(input.zone);
  const lastMs = DateTime.fromISO(input.to, { zone }).toMillis();
  const days: Day[] = [];
  let start = startAt(DateTime.fromISO(input.from, { zone }).toMillis(), zone);
  while (start.ms <= lastMs) {
    const next = startAfter(start, zone);
    days.push({
      key: new Date(start.ms + start.aheadMs).toISOString().slice(0, 10),
      from: new Date(start.ms).toISOString(),
      to: new Date(next.ms).toISOString(),
    });
    start = next;
  }
  return days;
};

/** The charts that one statement counts. Each of its rows is a chart, a key in it, and figures: one, or the four of a team. */
type Chart = 'opened' | 'resolved' | 'priority' | 'age' | 'team';

/** A chart's part of the statement, over tickets that meet all of `where`. */
type Part = (table: string, where: (...own: readonly Sql[]) => Sql) => Sql;

/**
 * Tickets a day by one instant column: a walk along a covering index from each day's first instant to the next day's, which holds for
 * every zone and clock change. The key is the number of the day.
 */
const perDay =
  (chart: 'opened' | 'resolved', column: 'f_openedAt' | 'f_resolvedAt', days: readonly Day[]): Part =>
  (table, where) => {
    const { text, params } = where(
      sql(`${column} >= json_extract(day.value, '$[0]') AND ${column} < json_extract(day.value, '$[1]')`),
    );
    return sql(
      `SELECT '${chart}', day.key, (SELECT count(*) FROM ${table} WHERE ${text}), NULL, NULL, NULL
       FROM json_each(?) AS day`,
      ...params,
      JSON.stringify(days.map(({ from, to }) => [from, to])),
    );
  };

const byPriority: Part = (table, where) => {
  const { text, params } = where(sql('f_active = 1'));
  return sql(
    `SELECT 'priority', f_priority, count(*), NULL, NULL, NULL FROM ${table} WHERE ${text} GROUP BY f_priority`,
    ...params,
  );
};

/** The youngest class also takes tickets of a clock that runs ahead. */
const byAge =
  (nowMs: number): Part =>
  (table, where) => {
    const { text, params } = where(sql('f_active = 1'));
    const limits = AGE_BUCKETS.flatMap(({ maxDays }) =>
      maxDays === null ? [] : [new Date(nowMs - (maxDays + 1) * DAY_MS).toISOString()],
    );
    const classes = AGE_BUCKETS.map(({ key, maxDays }) =>
      maxDays === null ? `ELSE '${key}'` : `WHEN f_openedAt > ? THEN '${key}'`,
    );
    return sql(
      `SELECT 'age', CASE ${classes.join(' ')} END AS age, count(*), NULL, NULL, NULL
       FROM ${table} WHERE ${text} GROUP BY age`,
      ...limits,
      ...params,
    );
  };

/** What was resolved in the period, by team: with a target kept or missed, and the time from opening to solution. */
const byTeam =
  (from: string, to: string): Part =>
  (table, where) => {
    const { text, params } = where(sql('f_resolvedAt >= ? AND f_resolvedAt < ?', from, to));
    return sql(
      `SELECT 'team', f_teamId, count(*),
         sum("f_sla_resolutionMinutes" IS NOT NULL AND "f_sla_resolutionBreached" = 0),
         sum("f_sla_resolutionMinutes" IS NOT NULL AND "f_sla_resolutionBreached" = 1),
         sum((julianday(f_resolvedAt) - julianday(f_openedAt)) * 1440)
       FROM ${table} WHERE ${text} GROUP BY f_teamId`,
      ...params,
    );
  };

/** One statement for all charts, so that they are of one moment though it runs beside the host. */
const figuresOf = async (
  reads: Reads,
  parts: readonly Part[],
  teamIds: readonly string[],
): Promise<(chart: Chart) => readonly Row[]> => {
  const where = (...own: readonly Sql[]): Sql =>
    allOf([sql('deleted = 0'), ...own, ...(teamIds.length === 0 ? [] : [assignedTo('f_teamId', teamIds)])]);
  const counted = parts.map((part) => part(reads.table('tickets'), where));
  const rows = await reads.aside.all({
    text: counted.map(({ text }) => text).join(' UNION ALL '),
    params: counted.flatMap(({ params }) => params),
  });
  return (chart) => rows.filter((row) => row[0] === chart);
};

const numberIn = (value: SqlValue | undefined): number => Number(value ?? 0);

/** The figure of each key; none is zero. */
const byKey = (rows: readonly Row[]): ((key: string) => number) => {
  const figures = new Map(rows.map((row) => [String(row[1]), numberIn(row[2])]));
  return (key) => figures.get(key) ?? 0;
};

type TeamFigures = {
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly resolved: number;
  readonly met: number;
  readonly breached: number;
  readonly minutes: number;
};

const teamFigures = (reads: Reads, rows: readonly Row[]): readonly TeamFigures[] => {
  const idOf = (row: Row): string | null => (row[1] == null ? null : textOf(row[1]));
  const names = namesIn(reads, 'directory')(rows.map(idOf));
  return rows.map((row) => {
    const teamId = idOf(row);
    return {
      teamId,
      teamName: nameIn(names, teamId),
      resolved: numberIn(row[2]),
      met: numberIn(row[3]),
      breached: numberIn(row[4]),
      minutes: numberIn(row[5]),
    };
  });
};

const total = (teams: readonly TeamFigures[], field: 'resolved' | 'met' | 'breached' | 'minutes'): number =>
  teams.reduce((sum, team) => sum + team[field], 0);

/** Opens the tickets behind a bar of the teams' charts: all that were resolved in the period, or one team's. */
type Drill = (teamId?: string | null) => TicketFilter;

const withinTarget = (teams: readonly TeamFigures[], drill: Drill): Dashboard['withinTarget'] => {
  const met = total(teams, 'met');
  const breached = total(teams, 'breached');
  return {
    share: met + breached === 0 ? null : met / (met + breached),
    met,
    breached,
    metDrill: { ...drill(), resolutionBreached: false },
    breachedDrill: { ...drill(), resolutionBreached: true },
    byTeam: teams
      .filter((team) => team.met + team.breached > 0)
      .map(({ teamId, teamName, met: kept, breached: missed }) => ({
        ...{ teamId, teamName, met: kept, breached: missed },
        drill: { ...drill(teamId), resolutionBreached: true },
      })),
  };
};

const meanTimeToResolve = (teams: readonly TeamFigures[], drill: Drill): Dashboard['meanTimeToResolve'] => {
  const resolved = total(teams, 'resolved');
  return {
    hours: resolved === 0 ? null : total(teams, 'minutes') / resolved / MINUTES_AN_HOUR,
    count: resolved,
    byTeam: teams
      .filter((team) => team.resolved > 0)
      .map(({ teamId, teamName, resolved: count, minutes }) => ({
        ...{ teamId, teamName, count },
        hours: minutes / count / MINUTES_AN_HOUR,
        drill: drill(teamId),
      })),
  };
};

/** All charts of the team lead's page, from the local store. */
export const dashboard = async (reads: Reads, input: ReportInput, nowMs: number): Promise<Dashboard> => {
  const { teamIds } = input;
  const scope = { teamIds, types: [] };
  const days = daysOf(input);
  const from = days[0]?.from ?? new Date(nowMs).toISOString();
  const to = days.at(-1)?.to ?? from;
  const figures = await figuresOf(
    reads,
    [
      perDay('opened', 'f_openedAt', days),
      perDay('resolved', 'f_resolvedAt', days),
      byPriority,
      byAge(nowMs),
      byTeam(from, to),
    ],
    teamIds,
  );
  const dayBars = (chart: 'opened' | 'resolved'): readonly Bar[] => {
    const countOf = byKey(figures(chart));
    return days.map((day, i) => ({
      key: day.key,
      value: countOf(String(i)),
      drill: drillFilter(`${chart}-per-day`, { by: 'day', from: day.from, to: day.to }, scope),
    }));
  };
  const ofPriority = byKey(figures('priority'));
  const ofAge = byKey(figures('age'));
  const teams = teamFigures(reads, figures('team'));
  const drill: Drill = (teamId) => ({
    ...{ resolvedFrom: from, resolvedTo: to },
    ...(teamId !== undefined
      ? { teamIds: [teamId ?? UNASSIGNED] }
      : teamIds.length === 0
        ? {}
        : { teamIds: [...teamIds] }),
  });
  return {
    opened: dayBars('opened'),
    resolved: dayBars('resolved'),
    backlogByPriority: PRIORITIES.map((priority) => ({
      ...{ key: String(priority), priority, value: ofPriority(String(priority)) },
      drill: drillFilter('backlog-by-priority', { by: 'priority', priority }, scope),
    })),
    backlogByAge: AGE_BUCKETS.map(({ key }) => ({
      ...{ key, value: ofAge(key) },
      drill: drillFilter('backlog-by-age', { by: 'age', bucket: key }, scope),
    })),
    withinTarget: withinTarget(teams, drill),
    meanTimeToResolve: meanTimeToResolve(teams, drill),
  };
};
