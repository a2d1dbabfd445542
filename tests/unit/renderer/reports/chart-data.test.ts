import { describe, expect, it } from 'vitest';
import type { Bar, Dashboard } from '#contracts/reports.ts';
import {
  ageBandOf,
  flowPoints,
  isEmpty,
  resolveTimeRows,
  shareOf,
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

describe('teams', () => {
  it('shows the team with the lowest share first, teams without resolved tickets last', () => {
    const rows = shareRows([
      { teamId: 'a', teamName: 'A', met: 9, breached: 1, drill: {} },
      { teamId: 'b', teamName: 'B', met: 0, breached: 0, drill: {} },
      { teamId: 'c', teamName: 'C', met: 1, breached: 3, drill: {} },
    ]);
    expect(rows.map(({ teamId, share }) => [teamId, share])).toEqual([
      ['c', 0.25],
      ['a', 0.9],
      ['b', null],
    ]);
  });

  it('has no share when nothing was resolved', () => {
    expect(shareOf(0, 0)).toBeNull();
  });

  it('shows the slowest team first', () => {
    const row = { teamName: null, count: 1, drill: {} };
    expect(
      resolveTimeRows([
        { ...row, teamId: 'a', hours: 2 },
        { ...row, teamId: 'b', hours: 5 },
      ]).map(({ teamId }) => teamId),
    ).toEqual(['b', 'a']);
  });
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
    withinTarget: { share: null, met: 0, breached: 0, metDrill: {}, breachedDrill: {}, byTeam: [] },
    meanTimeToResolve: { hours: null, count: 0, byTeam: [] },
  };
  expect(isEmpty(dashboard)).toBe(true);
  expect(
    isEmpty({
      ...dashboard,
      backlogByPriority: [{ key: '1', priority: 1, value: 3, drill: {} }],
    }),
  ).toBe(false);
});
