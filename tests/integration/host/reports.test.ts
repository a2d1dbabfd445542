import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { Dashboard } from '#contracts/reports.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { AGE_BUCKETS } from '#domain/reports/kpis.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { UNASSIGNED } from '#domain/tickets/ticket-sort.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, data, fillWithSamples, query, refusal } from './support/test-host.ts';

const HOUR_MS = 3_600_000;

let host: Host;
let tickets: readonly Ticket[];

/** Copies of a sample ticket at chosen instants, so that days of clock changes hold tickets near their midnights. */
const ticketsAround = (template: Incident, days: readonly string[]): readonly Ticket[] =>
  days.flatMap((day) =>
    Array.from({ length: 54 }, (_, i): Incident => {
      const openedAt = new Date(Date.parse(`${day}T00:00:00.000Z`) + (i - 3) * HOUR_MS).toISOString();
      const isResolved = i % 3 !== 0;
      const resolvedAt = isResolved ? new Date(Date.parse(openedAt) + (i + 1) * HOUR_MS).toISOString() : null;
      return {
        ...template,
        id: `around-${day}-${i}`,
        number: `INC-XXX-${day}-${i}`,
        openedAt,
        resolvedAt,
        state: isResolved ? 'resolved' : 'new',
        active: !isResolved,
        teamId: i % 5 === 0 ? null : template.teamId,
        sla: {
          ...template.sla,
          resolutionMinutes: i % 4 === 0 ? null : 480,
          resolutionBreached: i % 4 !== 0 && i % 7 === 0,
        },
      };
    }),
  );

/** The clocks change on these days: Berlin, New York, and Santiago, where midnight itself is left out. */
const CHANGES = ['2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-09-06', '2026-04-05'];

hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 500, cis: 60 });
  await actAs(host, { roles: ['team-lead'] });
  const { collections } = host.context.database;
  const [template] = await collections.tickets.find({ selector: { active: false, type: 'incident' } }).exec();
  if (template === undefined) throw new Error('there is no ended ticket');
  await host.context.records.putAll('tickets', ticketsAround(template.toMutableJSON() as Incident, CHANGES));
  tickets = (await collections.tickets.find().exec()).map((found) => found.toMutableJSON() as Ticket);
});

const dashboard = (from: string, to: string, zone: string, teamIds: readonly string[] = []) =>
  data(query(host, 'reports.dashboard', { from, to, zone, teamIds: [...teamIds] }));
const countBehind = async (filter: TicketFilter): Promise<number> =>
  (await data(query(host, 'tickets.page', { filter, sort: { field: 'number', direction: 'asc' }, limit: 1 })))
    .total;
const dayIn = (instant: string | null, zone: string): string | null =>
  instant === null ? null : DateTime.fromISO(instant, { zone }).toISODate();
const dayAgo = (days: number): string =>
  new Date(Date.now() - days * 24 * HOUR_MS).toISOString().slice(0, 10);

const inTeams = (teamIds: readonly string[]) =>
  tickets.filter((ticket) => teamIds.length === 0 || teamIds.includes(ticket.teamId ?? UNASSIGNED));

const expectSame = (
  answer: Dashboard,
  from: string,
  to: string,
  zone: string,
  teamIds: readonly string[],
): void => {
  const scope = inTeams(teamIds);
  const byDay = (instants: readonly (string | null)[]): Map<string | null, number> => {
    const counts = new Map<string | null, number>();
    for (const day of instants.map((at) => dayIn(at, zone))) counts.set(day, (counts.get(day) ?? 0) + 1);
    return counts;
  };
  const opened = byDay(scope.map((ticket) => ticket.openedAt));
  const ended = byDay(scope.map((ticket) => ticket.resolvedAt));
  for (const bar of answer.opened) expect(bar.value, bar.key).toBe(opened.get(bar.key) ?? 0);
  for (const bar of answer.resolved) expect(bar.value, bar.key).toBe(ended.get(bar.key) ?? 0);
  const now = Date.now();
  const open = scope.filter((ticket) => ticket.active);
  for (const bar of answer.backlogByPriority) {
    expect(bar.value).toBe(open.filter((ticket) => ticket.priority === bar.priority).length);
  }
  for (const bar of answer.backlogByAge) {
    const { minDays = 0, maxDays = null } = AGE_BUCKETS.find(({ key }) => key === bar.key) ?? {};
    const held = open.filter((ticket) => {
      const days = Math.max(0, Math.floor((now - Date.parse(ticket.openedAt)) / 86_400_000));
      return days >= minDays && (maxDays === null || days <= maxDays);
    });
    expect(bar.value, bar.key).toBe(held.length);
  }
  const resolved = scope.filter((ticket) => {
    const day = dayIn(ticket.resolvedAt, zone);
    return day !== null && day >= from && day <= to;
  });
  const targeted = resolved.filter((ticket) => ticket.sla.resolutionMinutes !== null);
  const breached = targeted.filter((ticket) => ticket.sla.resolutionBreached).length;
  const met = targeted.length - breached;
  expect(answer.withinTarget).toMatchObject({
    met,
    breached,
    share: targeted.length === 0 ? null : met / targeted.length,
  });
  const hoursOf = (some: readonly Ticket[]): number =>
    some.reduce((sum, one) => sum + Date.parse(one.resolvedAt ?? '') - Date.parse(one.openedAt), 0) /
    some.length /
    HOUR_MS;
  expect(answer.meanTimeToResolve.count).toBe(resolved.length);
  if (resolved.length > 0) expect(answer.meanTimeToResolve.hours).toBeCloseTo(hoursOf(resolved), 3);
  for (const team of answer.meanTimeToResolve.byTeam) {
    const own = resolved.filter((ticket) => ticket.teamId === team.teamId);
    expect(team.count).toBe(own.length);
    expect(team.hours).toBeCloseTo(hoursOf(own), 3);
  }
  for (const team of answer.withinTarget.byTeam) {
    const own = targeted.filter((ticket) => ticket.teamId === team.teamId);
    expect(team.breached).toBe(own.filter((ticket) => ticket.sla.resolutionBreached).length);
    expect(team.met).toBe(own.length - team.breached);
  }
};

/** A click on a bar opens as many tickets as it says. */
const expectDrills = async (answer: Dashboard): Promise<void> => {
  const bars = [...answer.opened, ...answer.resolved, ...answer.backlogByPriority, ...answer.backlogByAge];
  for (const bar of bars) expect(await countBehind(bar.drill), JSON.stringify(bar)).toBe(bar.value);
  const { withinTarget, meanTimeToResolve } = answer;
  expect(await countBehind(withinTarget.metDrill)).toBe(withinTarget.met);
  expect(await countBehind(withinTarget.breachedDrill)).toBe(withinTarget.breached);
  for (const team of withinTarget.byTeam) expect(await countBehind(team.drill)).toBe(team.breached);
  for (const team of meanTimeToResolve.byTeam) expect(await countBehind(team.drill)).toBe(team.count);
};

const PERIODS = [
  ['the last month', dayAgo(30), dayAgo(0)],
  ['six weeks some time ago', dayAgo(150), dayAgo(108)],
  ['one day', dayAgo(20), dayAgo(20)],
  ['spring forward in Berlin', '2026-03-27', '2026-03-31'],
  ['fall back in Berlin', '2026-10-24', '2026-10-27'],
  ['spring forward in New York', '2026-03-07', '2026-03-10'],
  ['fall back in New York', '2026-10-30', '2026-11-03'],
  ['a day without a midnight in Santiago', '2026-09-04', '2026-09-09'],
  ['a day with two midnights in Santiago', '2026-04-03', '2026-04-07'],
  ['a period that begins on the day without a midnight', '2026-09-06', '2026-09-08'],
] as const;

describe.each(['Europe/Berlin', 'America/New_York', 'America/Santiago', 'UTC'])(
  'the dashboard in %s',
  (zone) => {
    it.each(PERIODS)('counts %s as the documents do, and each bar opens its tickets', async (_, from, to) => {
      const teams = [...new Set(tickets.map((ticket) => ticket.teamId ?? UNASSIGNED))].slice(0, 2);
      for (const teamIds of [[], teams, [UNASSIGNED]]) {
        const answer = await dashboard(from, to, zone, teamIds);
        const days = DateTime.fromISO(to).diff(DateTime.fromISO(from), 'days').days + 1;
        expect(answer.opened.map((bar) => bar.key)).toHaveLength(Math.round(days));
        expect(answer.opened[0]?.key).toBe(from);
        expect(answer.opened.at(-1)?.key).toBe(to);
        expectSame(answer, from, to, zone, teamIds);
        await expectDrills(answer);
      }
    });
  },
);

describe('a period', () => {
  it('must be one', async () => {
    const ask = (from: string, to: string, zone = 'UTC') =>
      refusal(query(host, 'reports.dashboard', { from, to, zone }));
    expect(await ask('2026-02-30', '2026-03-01')).toMatchObject({
      details: { issues: [{ path: 'from', reason: 'value.date' }] },
    });
    expect((await ask('2026-03-02', '2026-03-01')).reason).toBe('report.backwards');
    expect((await ask('2020-01-01', '2026-01-01')).reason).toBe('report.too_long');
    expect((await ask('2026-01-01', '2026-01-02', 'Mars/Olympus')).reason).toBe('report.zone');
  });
});
