import { DateTime } from 'luxon';
import type { Bar, Dashboard, ReportInput } from '#contracts/reports.ts';
import { PRIORITIES, type Priority } from '#domain/fields/tickets.ts';
import { AGE_BUCKETS, drillFilter, type ReportParams } from '#domain/reports/kpis.ts';
import { type TicketFilter, UNASSIGNED } from '#domain/tickets/ticket-filter.ts';
import type { SqlValue } from '../storage/driver.ts';
import { namesIn } from './names.ts';
import { allOf, numberOf, type Reads, type Sql, sql } from './sql.ts';
import { assignedTo } from './ticket-list.ts';

const DAY_MS = 86_400_000;
const MINUTES_AN_HOUR = 60;

type Day = { readonly key: string; readonly from: string; readonly to: string };

/** Local days of the period with their UTC bounds; a day of a clock change has 23 or 25 hours. */
const daysOf = (input: ReportInput): readonly Day[] => {
  const days: Day[] = [];
  const last = DateTime.fromISO(input.to, { zone: input.zone });
  for (
    let day = DateTime.fromISO(input.from, { zone: input.zone });
    day <= last;
    // Where the clocks go forward at midnight, a day begins at one o'clock; the next one does not.
    day = day.plus({ days: 1 }).startOf('day')
  ) {
    days.push({
      key: day.toISODate() ?? '',
      from: day.toUTC().toJSDate().toISOString(),
      to: day.plus({ days: 1 }).startOf('day').toUTC().toJSDate().toISOString(),
    });
  }
  return days;
};

const teamsWhere = (teamIds: readonly string[]): readonly Sql[] =>
  teamIds.length === 0 ? [] : [assignedTo('f_teamId', teamIds)];

/**
 * Tickets a day by one instant column: one count a day between its UTC bounds, which is a walk along a covering index and holds for every
 * zone and clock change.
 */
const perDay = (
  reads: Reads,
  column: 'openedAt' | 'resolvedAt',
  days: readonly Day[],
  input: ReportInput,
  scope: Pick<ReportParams, 'teamIds' | 'types'>,
): readonly Bar[] => {
  const kpi = column === 'openedAt' ? 'opened-per-day' : 'resolved-per-day';
  return days.map(({ key, from, to }) => {
    const where = allOf([
      sql(`deleted = 0 AND f_${column} >= ? AND f_${column} < ?`, from, to),
      ...teamsWhere(input.teamIds),
    ]);
    const value = numberOf(
      reads.get({
        text: `SELECT count(*) FROM ${reads.table('tickets')} WHERE ${where.text}`,
        params: where.params,
      }),
    );
    return { key, value, drill: drillFilter(kpi, { by: 'day', from, to }, scope) };
  });
};

const backlogByPriority = (
  reads: Reads,
  input: ReportInput,
  scope: Pick<ReportParams, 'teamIds' | 'types'>,
): Dashboard['backlogByPriority'] => {
  const where = allOf([sql('deleted = 0 AND f_active = 1'), ...teamsWhere(input.teamIds)]);
  const rows = reads.all({
    text: `SELECT f_priority, count(*) FROM ${reads.table('tickets')} WHERE ${where.text} GROUP BY f_priority`,
    params: where.params,
  });
  const counts = new Map(rows.map((row) => [Number(row[0]), Number(row[1])]));
  return PRIORITIES.map((priority: Priority) => ({
    key: String(priority),
    priority,
    value: counts.get(priority) ?? 0,
    drill: drillFilter('backlog-by-priority', { by: 'priority', priority }, scope),
  }));
};

const backlogByAge = (
  reads: Reads,
  input: ReportInput,
  nowMs: number,
  scope: Pick<ReportParams, 'teamIds' | 'types'>,
): readonly Bar[] =>
  AGE_BUCKETS.map(({ key, minDays, maxDays }) => {
    const at = (days: number): string => new Date(nowMs - days * DAY_MS).toISOString();
    const where = allOf([
      sql('deleted = 0 AND f_active = 1'),
      // The youngest class also takes tickets of a clock that runs ahead.
      ...(minDays === 0 ? [] : [sql('f_openedAt <= ?', at(minDays))]),
      ...(maxDays === null ? [] : [sql('f_openedAt > ?', at(maxDays + 1))]),
      ...teamsWhere(input.teamIds),
    ]);
    const value = numberOf(
      reads.get({
        text: `SELECT count(*) FROM ${reads.table('tickets')} WHERE ${where.text}`,
        params: where.params,
      }),
    );
    return { key, value, drill: drillFilter('backlog-by-age', { by: 'age', bucket: key }, scope) };
  });

type TeamFigures = {
  readonly teamId: string | null;
  readonly resolved: number;
  readonly met: number;
  readonly breached: number;
  readonly minutes: number;
};

/** What was resolved in the period, by team: with a target kept or missed, and the time from opening to solution. */
const resolvedByTeam = (
  reads: Reads,
  from: string,
  to: string,
  input: ReportInput,
): readonly TeamFigures[] => {
  const where = allOf([
    sql('deleted = 0'),
    sql('f_resolvedAt >= ? AND f_resolvedAt < ?', from, to),
    ...teamsWhere(input.teamIds),
  ]);
  const rows = reads.all({
    text: `SELECT f_teamId, count(*),
             sum("f_sla_resolutionMinutes" IS NOT NULL AND "f_sla_resolutionBreached" = 0),
             sum("f_sla_resolutionMinutes" IS NOT NULL AND "f_sla_resolutionBreached" = 1),
             sum((julianday(f_resolvedAt) - julianday(f_openedAt)) * 1440)
           FROM ${reads.table('tickets')} WHERE ${where.text} GROUP BY f_teamId`,
    params: where.params,
  });
  const count = (value: SqlValue | undefined): number => Number(value ?? 0);
  return rows.map((row) => ({
    teamId: row[0] === null || row[0] === undefined ? null : String(row[0]),
    resolved: count(row[1]),
    met: count(row[2]),
    breached: count(row[3]),
    minutes: count(row[4]),
  }));
};

const total = (figures: readonly TeamFigures[], field: 'resolved' | 'met' | 'breached' | 'minutes'): number =>
  figures.reduce((sum, figure) => sum + figure[field], 0);

/** All charts of the team lead's page, from the local store. */
export const dashboard = (reads: Reads, input: ReportInput, nowMs: number): Dashboard => {
  const scope = { teamIds: input.teamIds, types: [] };
  const days = daysOf(input);
  const from = days[0]?.from ?? new Date(nowMs).toISOString();
  const to = days.at(-1)?.to ?? from;
  const figures = resolvedByTeam(reads, from, to, input);
  const names = namesIn(reads, 'directory')(figures.map((figure) => figure.teamId));
  const nameOf = (id: string | null): string | null => (id === null ? null : (names[id] ?? null));
  const period: TicketFilter = { resolvedFrom: from, resolvedTo: to };
  const inTeam = (teamId: string | null): TicketFilter => ({ ...period, teamIds: [teamId ?? UNASSIGNED] });
  const all: TicketFilter = input.teamIds.length === 0 ? period : { ...period, teamIds: [...input.teamIds] };
  const met = total(figures, 'met');
  const breached = total(figures, 'breached');
  const resolved = total(figures, 'resolved');
  return {
    opened: perDay(reads, 'openedAt', days, input, scope),
    resolved: perDay(reads, 'resolvedAt', days, input, scope),
    backlogByPriority: backlogByPriority(reads, input, scope),
    backlogByAge: backlogByAge(reads, input, nowMs, scope),
    withinTarget: {
      share: met + breached === 0 ? null : met / (met + breached),
      met,
      breached,
      metDrill: { ...all, resolutionBreached: false },
      breachedDrill: { ...all, resolutionBreached: true },
      byTeam: figures
        .filter((figure) => figure.met + figure.breached > 0)
        .map((figure) => ({
          teamId: figure.teamId,
          teamName: nameOf(figure.teamId),
          met: figure.met,
          breached: figure.breached,
          drill: { ...inTeam(figure.teamId), resolutionBreached: true },
        })),
    },
    meanTimeToResolve: {
      hours: resolved === 0 ? null : total(figures, 'minutes') / resolved / MINUTES_AN_HOUR,
      count: resolved,
      byTeam: figures
        .filter((figure) => figure.resolved > 0)
        .map((figure) => ({
          teamId: figure.teamId,
          teamName: nameOf(figure.teamId),
          hours: figure.minutes / figure.resolved / MINUTES_AN_HOUR,
          count: figure.resolved,
          drill: inTeam(figure.teamId),
        })),
    },
  };
};
