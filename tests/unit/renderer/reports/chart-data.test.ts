import { describe, expect, it } from 'vitest';
import type { Bar, Dashboard, GroupRow } from '#contracts/reports.ts';
import { MEASURES, type Sums } from '#domain/reports/kpis.ts';
import {
  ageBandOf,
  changeOf,
  flowPoints,
  isEmpty,
  resolveTimeRows,
  shareRows,
} from '#renderer/features/reports/chart-data.ts';
import { addDays, rangeOf, todayIn } from '#renderer/features/reports/period.ts';

const openedOn = (day: string, value: number): Bar => ({
  key: day,
  value,
  drill: { openedFrom: `${day}T00:00:00.000Z`, openedTo: `${addDays(day, 1)}T00:00:00.000Z` },
});
const resolvedOn = (day: string, value: number): Bar => ({
  key: day,
  value,
  drill: { resolvedFrom: `${day}T00:00:00.000Z`, resolvedTo: `${addDays(day, 1)}T00:00:00.000Z` },
});

describe('period', () => {
  it('counts today among the days of a preset', () => {
    expect(rangeOf({ kind: 'preset', days: 7 }, '2026-11-21')).toEqual({
      from: '2026-11-15',
      to: '2026-11-21',
    });
  });

  it('crosses months and leap days', () => {
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('takes a custom period typed the wrong way round', () => {
    expect(rangeOf({ kind: 'custom', from: '2026-05-09', to: '2026-05-01' }, '2026-11-21')).toEqual({
      from: '2026-05-01',
      to: '2026-05-09',
    });
  });

  it('knows the date by zone', () => {
    const nowMs = Date.parse('2026-11-21T23:30:00.000Z');
    expect(todayIn('Europe/Berlin', nowMs)).toBe('2026-11-22');
    expect(todayIn('America/New_York', nowMs)).toBe('2026-11-21');
  });
});

describe('opened and resolved', () => {
  it('joins both series by day, in order, with zero where one is silent', () => {
    const points = flowPoints(
      [openedOn('2026-11-02', 4), openedOn('2026-11-01', 2)],
      [resolvedOn('2026-11-02', 3)],
    );
    expect(points.map(({ from, opened, resolved }) => [from, opened, resolved])).toEqual([
      ['2026-11-01', 2, 0],
      ['2026-11-02', 4, 3],
    ]);
    expect(points[0]?.resolvedDrill).toBeNull();
    expect(points[1]?.resolvedDrill).toEqual(resolvedOn('2026-11-02', 3).drill);
  });

  it('puts a long period together to weeks whose filters span them, losing no ticket', () => {
    const days = Array.from({ length: 200 }, (_, day) => addDays('2026-01-01', day));
    const points = flowPoints(
      days.map((day) => openedOn(day, 1)),
      days.map((day) => resolvedOn(day, 2)),
    );
    expect(points).toHaveLength(29);
    expect(points.reduce((sum, { opened }) => sum + opened, 0)).toBe(200);
    expect(points.reduce((sum, { resolved }) => sum + resolved, 0)).toBe(400);
    expect(points[0]).toMatchObject({ from: '2026-01-01', to: '2026-01-07' });
    expect(points[0]?.openedDrill).toEqual({
      openedFrom: '2026-01-01T00:00:00.000Z',
      openedTo: '2026-01-08T00:00:00.000Z',
    });
  });
});

const none = {
  ...Object.fromEntries(Object.keys(MEASURES).map((measure) => [measure, 0])),
  resolveMinutes: 0,
  respondMinutes: 0,
} as Sums;
const team = (key: string, sums: Partial<Sums>): GroupRow => ({ key, name: key, sums: { ...none, ...sums } });

describe('teams', () => {
  it('shows the team with the lowest share first, and none that had no target to keep', () => {
    const rows = shareRows([
      team('a', { resolutionAimed: 10, resolutionMet: 9, resolutionMissed: 1 }),
      team('b', { resolved: 3 }),
      team('c', { resolutionAimed: 4, resolutionMet: 1, resolutionMissed: 3 }),
    ]);
    expect(rows.map(({ key }) => key)).toEqual(['c', 'a']);
  });

  it('shows the slowest team first, and none that resolved nothing', () => {
    const rows = resolveTimeRows([
      team('a', { resolved: 1, resolveMinutes: 120 }),
      team('b', { resolved: 2, resolveMinutes: 600 }),
      team('c', { opened: 9 }),
    ]);
    expect(rows.map(({ key }) => key)).toEqual(['b', 'a']);
  });
});

it.each([
  [5, 3, 'more', { direction: 'up', tone: 'better' }],
  [3, 5, 'more', { direction: 'down', tone: 'worse' }],
  [5, 3, 'less', { direction: 'up', tone: 'worse' }],
  [3, 5, 'less', { direction: 'down', tone: 'better' }],
  [3, 3, 'less', { direction: 'level', tone: 'same' }],
  [3.2, 2.9, 'less', { direction: 'level', tone: 'same' }],
  [3, 5, null, null],
  [null, 5, 'more', null],
  [5, null, 'more', null],
] as const)('%s after %s, where %s is better', (now, before, better, change) => {
  expect(changeOf(now, before, better, (value) => value.toFixed(0))).toEqual(change);
});

it('reads the ages of a bar from its filter', () => {
  expect(ageBandOf({ createdAgeDaysMin: 8, createdAgeDaysMax: 30 })).toEqual({ min: 8, max: 30 });
  expect(ageBandOf({ createdAgeDaysMin: 91 })).toEqual({ min: 91, max: null });
  expect(ageBandOf({})).toEqual({ min: 0, max: null });
});

it('tells an empty dashboard from one with a backlog only', () => {
  const dashboard: Dashboard = {
    opened: [openedOn('2026-11-01', 0)],
    resolved: [],
    backlogByPriority: [],
    backlogByAge: [],
    scope: {},
    period: { from: '2026-10-31T23:00:00.000Z', to: '2026-11-01T23:00:00.000Z' },
    periodBefore: { from: '2026-10-30T22:00:00.000Z', to: '2026-10-31T23:00:00.000Z' },
    firstDayBefore: '2026-10-31',
    sums: none,
    sumsBefore: none,
    groups: {},
    success: [],
  };
  expect(isEmpty(dashboard)).toBe(true);
  expect(
    isEmpty({
      ...dashboard,
      backlogByPriority: [{ key: '1', priority: 1, value: 3, drill: {} }],
    }),
  ).toBe(false);
});
