import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '#domain/fields/tickets.ts';
import { blankIncident } from '#domain/processes/incident-blank.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

const DAY_MS = 86_400_000;
let host: Host;
let made = 0;

const incidentAt = (daysAgo: number, more: Partial<Incident>): Incident => {
  made += 1;
  const at = new Date(host.context.clock.nowMs() - daysAgo * DAY_MS).toISOString();
  const base = { id: `t-${made}`, createdAt: at, createdBy: 'desk-1', updatedAt: at, updatedBy: 'desk-1' };
  return blankIncident({
    ...{ ...base, externalId: null, journal: [], clashes: [], openClashes: 0 },
    ...{ number: `INC-${made}`, title: `Incident ${made}`, impact: 3, urgency: 3, priority: 5 },
    ...{ openedAt: at, openedBy: 'desk-1', ...more },
  });
};
const add = async (incidents: readonly Incident[]): Promise<readonly string[]> => {
  const { failed } = await host.context.records.putAll('tickets', incidents);
  expect(failed).toEqual([]);
  return incidents.map(({ id }) => id);
};
const trends = async () => (await data(query(host, 'problems.trends', {}))).trends;
const manager = () => actAs(host, { roles: ['problem-manager'], personId: 'manager-1' });
const SUBJECT = { dimension: 'place', value: 'hall-3', within: null } as const;

hostForAll(async (opened) => {
  host = opened;
  await manager();
  await addDirectory(host, { people: ['manager-1', 'lead-1'], places: ['hall-3', 'hall-4'] });
});

describe('trends', () => {
  let burst: readonly string[] = [];
  beforeAll(async () => {
    // Twelve quiet weeks at two places, then a week in which one of them has many.
    await add(
      Array.from({ length: 72 }, (_none, i) =>
        incidentAt(8 + (i * 83) / 72, { placeId: i % 2 === 0 ? 'hall-3' : 'hall-4', category: 'Network' }),
      ),
    );
    burst = await add(
      Array.from({ length: 14 }, (_none, i) =>
        incidentAt(0.2 + i * 0.4, { placeId: 'hall-3', category: 'Network' }),
      ),
    );
    await add([incidentAt(3, { placeId: 'hall-4', category: 'Network' })]);
  });
  beforeEach(manager);

  it('tell what comes in more often than usual, with the evidence in words people read', async () => {
    const [first, ...others] = await trends();
    expect(first).toMatchObject({ ...SUBJECT, label: 'hall-3', count: 14, dismissal: null, problem: null });
    expect(first?.expected).toBeGreaterThan(2);
    expect(first?.expected).toBeLessThan(4);
    expect([...(first?.ticketIds ?? [])].sort()).toEqual([...burst].sort());
    expect(first?.tickets[0]).toMatchObject({ id: burst[0], placeName: 'hall-3' });
    expect([
      ...others.map(({ value }) => value),
      ...(first?.also ?? []).map(({ value }) => value),
    ]).not.toContain('hall-4');
  });

  it('are silent for everybody once dismissed, until somebody thinks again', async () => {
    const dismiss = (reason: string) =>
      command(host, 'problems.dismissTrend', { ...SUBJECT, count: 14, reason });
    await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
    expect((await refusal(dismiss('No.'))).code).toBe('forbidden');
    await manager();
    await data(dismiss('The hall was rebuilt.'));
    await data(dismiss('The hall was rebuilt, as announced.'));
    await actAs(host, { roles: ['team-lead'], personId: 'lead-1' });
    expect((await trends())[0]?.dismissal).toMatchObject({
      reason: 'The hall was rebuilt, as announced.',
      byName: 'manager-1',
    });
    await data(dismiss('As he says.'));
    await data(command(host, 'problems.restoreTrend', SUBJECT));
    expect((await trends())[0]?.dismissal).toBeNull();
    await data(dismiss('As he says.'));
    expect((await trends())[0]?.dismissal?.byName).toBe('lead-1');
    await data(command(host, 'problems.restoreTrend', SUBJECT));
    const { settings } = await data(query(host, 'settings.all', {}));
    expect(settings.filter(({ value }) => value.key === 'trend-dismissal')).toEqual([]);
  });

  it('come back when there are many more than somebody looked at', async () => {
    await data(command(host, 'problems.dismissTrend', { ...SUBJECT, count: 9, reason: 'A rollout.' }));
    expect((await trends())[0]?.dismissal).toBeNull();
    await data(command(host, 'problems.restoreTrend', SUBJECT));
  });

  it('become a problem that keeps them silent while it is open', async () => {
    const [trend] = await trends();
    const problem = await data(
      command(host, 'problems.create', {
        title: 'Network of hall 3',
        origin: 'trend',
        trendKey: trend?.key ?? '',
        incidentIds: (trend?.ticketIds ?? []).slice(0, 4),
      }),
    );
    const [after] = await trends();
    expect(after).toMatchObject({ ...SUBJECT, count: 10, problem: { id: problem.id } });
    expect(after?.withProblem).toHaveLength(4);
    await data(command(host, 'problems.step', { id: problem.id, to: 'cancelled', note: 'Not one thing.' }));
    expect((await trends())[0]?.problem).toBeNull();
  });

  it('say since when this device holds everything they are counted from', async () => {
    expect((await data(query(host, 'problems.trends', {}))).completeSince).toBeNull();
  });
});
