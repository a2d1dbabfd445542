import { DateTime } from 'luxon';
import { describe, expect, it, vi } from 'vitest';
import type { Dashboard } from '#contracts/reports.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import {
  AGE_BUCKETS,
  drillFilter,
  GROUPINGS,
  type Grouping,
  groupScope,
  MEASURES,
  type Measure,
  type Period,
  type Sums,
} from '#domain/reports/kpis.ts';
import { reportAs, reportRows } from '#domain/reports/report-table.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { UNASSIGNED } from '#domain/tickets/ticket-sort.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, data, fillWithSamples, query, refusal } from './support/test-host.ts';

const HOUR_MS = 3_600_000;

// It stands still: between a question and what is expected of it nothing gets a day older or overdue. After the last of CHANGES.
vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-30T14:20:00.000Z') });

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
        assigneeId: i % 6 === 0 ? null : template.assigneeId,
        category: i % 8 === 0 ? null : template.category,
        reopenCount: i % 9 === 0 ? 2 : 0,
        sla: {
          ...template.sla,
          responseMinutes: i % 5 === 1 ? null : 60,
          responseDueAt: i % 5 === 1 ? null : new Date(Date.parse(openedAt) + HOUR_MS).toISOString(),
          respondedAt: i % 10 < 3 ? null : new Date(Date.parse(openedAt) + (i * HOUR_MS) / 20).toISOString(),
          responseBreached: i % 5 !== 1 && i > 20 && i % 10 >= 3,
          resolutionMinutes: i % 4 === 0 ? null : 480,
          resolutionDueAt:
            isResolved || i % 4 === 0 ? null : new Date(Date.parse(openedAt) + 8 * HOUR_MS).toISOString(),
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
  data(
    query(host, 'reports.dashboard', {
      ...{ from, to, zone, teamIds: [...teamIds] },
      groupings: [...GROUPINGS],
    }),
  );
const countBehind = async (filter: TicketFilter): Promise<number> =>
  (await data(query(host, 'tickets.page', { filter, sort: { field: 'number', direction: 'asc' }, limit: 1 })))
    .total;
const dayIn = (instant: string | null, zone: string): string | null =>
  instant === null ? null : DateTime.fromISO(instant, { zone }).toISODate();
const dayAgo = (days: number): string =>
  new Date(Date.now() - days * 24 * HOUR_MS).toISOString().slice(0, 10);

const inTeams = (teamIds: readonly string[]) =>
  tickets.filter((ticket) => teamIds.length === 0 || teamIds.includes(ticket.teamId ?? UNASSIGNED));

/** What each measure means, on plain documents. */
const MEANING: Readonly<Record<Measure, (ticket: Ticket, period: Period, now: string) => boolean>> = (() => {
  type Meaning = (ticket: Ticket, period: Period, now: string) => boolean;
  const within =
    (at: (ticket: Ticket) => string | null): Meaning =>
    (ticket, { from, to }) => {
      const instant = at(ticket);
      return instant !== null && instant >= from && instant < to;
    };
  const both =
    (...all: readonly Meaning[]): Meaning =>
    (...args) =>
      all.every((one) => one(...args));
  const resolved = within((ticket) => ticket.resolvedAt);
  const responded = within((ticket) => ticket.sla.respondedAt);
  const open: Meaning = (ticket) => ticket.active;
  const reopened: Meaning = (ticket) => ticket.reopenCount > 0;
  const aimedAt =
    (target: 'resolutionMinutes' | 'responseMinutes'): Meaning =>
    ({ sla }) =>
      sla[target] !== null;
  return {
    opened: within((ticket) => ticket.openedAt),
    resolved,
    open,
    openAtStart: ({ active, openedAt, resolvedAt, updatedAt }, { from }) =>
      openedAt < from && (active || (resolvedAt ?? updatedAt) >= from),
    resolutionAimed: both(resolved, aimedAt('resolutionMinutes')),
    resolutionMet: both(resolved, aimedAt('resolutionMinutes'), ({ sla }) => !sla.resolutionBreached),
    resolutionMissed: both(resolved, aimedAt('resolutionMinutes'), ({ sla }) => sla.resolutionBreached),
    resolutionOverdue: both(
      open,
      aimedAt('resolutionMinutes'),
      ({ sla }, _, now) =>
        sla.resolutionBreached || (sla.resolutionDueAt !== null && sla.resolutionDueAt < now),
    ),
    responded,
    responseAimed: both(responded, aimedAt('responseMinutes')),
    responseMet: both(responded, aimedAt('responseMinutes'), ({ sla }) => !sla.responseBreached),
    responseMissed: both(responded, aimedAt('responseMinutes'), ({ sla }) => sla.responseBreached),
    responseOverdue: both(
      open,
      aimedAt('responseMinutes'),
      ({ sla }, _, now) => sla.respondedAt === null && sla.responseDueAt !== null && sla.responseDueAt < now,
    ),
    reopened: both(resolved, reopened),
    openReopened: both(open, reopened),
  };
})();
const MEASURE_NAMES = Object.keys(MEASURES) as readonly Measure[];

const minutesOver = (some: readonly Ticket[], end: (ticket: Ticket) => string | null): number =>
  some.reduce((sum, one) => sum + Date.parse(end(one) ?? '') - Date.parse(one.openedAt), 0) / 60_000;

const expectSums = (
  sums: Sums,
  some: readonly Ticket[],
  period: Period,
  left: readonly Measure[] = [],
): void => {
  const now = new Date().toISOString();
  const those = (measure: Measure) => some.filter((ticket) => MEANING[measure](ticket, period, now));
  for (const measure of MEASURE_NAMES) {
    if (!left.includes(measure)) expect(sums[measure], measure).toBe(those(measure).length);
  }
  expect(sums.resolveMinutes).toBeCloseTo(
    minutesOver(those('resolved'), (one) => one.resolvedAt),
    1,
  );
  expect(sums.respondMinutes).toBeCloseTo(
    minutesOver(those('responded'), (one) => one.sla.respondedAt),
    1,
  );
};

const KEY_OF: Readonly<Record<Grouping, (ticket: Ticket) => string | null>> = {
  team: (ticket) => ticket.teamId,
  person: (ticket) => ticket.assigneeId,
  category: (ticket) => ticket.category,
  device: (ticket) => ticket.ciId,
};
/** Open work is of now, also where the period before is told; how a group stood at the start is not told. */
const OF_NOW: readonly Measure[] = ['open', 'resolutionOverdue', 'responseOverdue', 'openReopened'];

const expectSame = (answer: Dashboard, zone: string, teamIds: readonly string[]): void => {
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
  expectSums(answer.sums, scope, answer.period);
  expectSums(answer.sumsBefore, scope, answer.periodBefore, OF_NOW);
  for (const grouping of GROUPINGS) {
    const rows = answer.groups[grouping] ?? [];
    for (const { key, sums } of rows) {
      expectSums(
        sums,
        scope.filter((ticket) => KEY_OF[grouping](ticket) === key),
        answer.period,
        ['openAtStart'],
      );
    }
    if (grouping === 'device') continue;
    expect(rows.reduce((sum, row) => sum + row.sums.opened, 0)).toBe(answer.sums.opened);
    expect(rows.reduce((sum, row) => sum + row.sums.resolved, 0)).toBe(answer.sums.resolved);
  }
};

/** A click on a figure opens as many tickets as it says. */
const expectDrills = async (answer: Dashboard): Promise<void> => {
  const bars = [...answer.opened, ...answer.resolved, ...answer.backlogByPriority, ...answer.backlogByAge];
  for (const bar of bars) expect(await countBehind(bar.drill), JSON.stringify(bar)).toBe(bar.value);
  for (const measure of MEASURE_NAMES) {
    const behind = await countBehind(drillFilter(measure, answer.period, answer.scope));
    expect(behind, measure).toBe(answer.sums[measure]);
    if (OF_NOW.includes(measure)) continue;
    const before = await countBehind(drillFilter(measure, answer.periodBefore, answer.scope));
    expect(before, `${measure} before`).toBe(answer.sumsBefore[measure]);
  }
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
        // The period before ends where this one begins, and has as many days.
        const first = DateTime.fromISO(from, { zone });
        expect(answer.periodBefore.to).toBe(answer.period.from);
        expect(answer.firstDayBefore).toBe(first.minus({ days: Math.round(days) }).toISODate());
        expect(dayIn(answer.periodBefore.from, zone)).toBe(answer.firstDayBefore);
        expectSame(answer, zone, teamIds);
        await expectDrills(answer);
      }
    });
  },
);

it('each figure of a team, a person, a category and a device opens its tickets', async () => {
  const [, from, to] = PERIODS[1];
  for (const teamIds of [[], [UNASSIGNED]]) {
    const answer = await dashboard(from, to, 'Europe/Berlin', teamIds);
    for (const grouping of GROUPINGS) {
      const rows = answer.groups[grouping] ?? [];
      if (teamIds.length === 0) expect(rows.length).toBeGreaterThan(1);
      for (const { key, sums } of rows.slice(0, 6)) {
        for (const measure of MEASURE_NAMES.filter((name) => name !== 'openAtStart')) {
          const filter = drillFilter(measure, answer.period, {
            ...answer.scope,
            ...groupScope(grouping, key),
          });
          expect(await countBehind(filter), `${grouping} ${key} ${measure}`).toBe(sums[measure]);
        }
      }
    }
  }
});

it('adds up to the same, whatever it is grouped by', async () => {
  const [, from, to] = PERIODS[1];
  const asked = (groupings: readonly (typeof GROUPINGS)[number][]) =>
    data(query(host, 'reports.dashboard', { from, to, zone: 'Europe/Berlin', groupings: [...groupings] }));
  const { sums, sumsBefore } = await asked([]);
  expect(sums.resolved).toBeGreaterThan(0);
  for (const groupings of [...GROUPINGS.map((one) => [one]), GROUPINGS]) {
    const answer = await asked(groupings);
    expect(Object.keys(answer.groups)).toEqual(groupings);
    for (const name of MEASURE_NAMES) {
      expect(answer.sums[name], `${groupings} ${name}`).toBe(sums[name]);
      expect(answer.sumsBefore[name], `${groupings} ${name}`).toBe(sumsBefore[name]);
    }
    expect(answer.sums.resolveMinutes).toBeCloseTo(sums.resolveMinutes, 3);
  }
});

it('has its figures as a table, with the shares of what had a target', async () => {
  const [, from, to] = PERIODS[1];
  const answer = await dashboard(from, to, 'Europe/Berlin');
  const rows = reportRows(answer);
  const figure = (about: string, name: string) =>
    rows.find((row) => row.about === about && row.figure === name);
  const { sums } = answer;
  expect(figure('all', 'resolutionWithinTarget')?.value).toBeCloseTo(
    sums.resolutionMet / sums.resolutionAimed,
    3,
  );
  expect(figure('all', 'open')).toMatchObject({ value: sums.open, before: sums.openAtStart });
  expect(rows.filter(({ about }) => about === 'device').length).toBeGreaterThan(0);
  const lines = reportAs('csv', answer, { from, to }).trimEnd().split('\r\n');
  expect(lines).toHaveLength(rows.length + 1);
  const { figures } = JSON.parse(reportAs('json', answer, { from, to })) as { figures: unknown };
  expect(figures).toEqual(rows);
});

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
