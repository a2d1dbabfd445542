/** A release through a real store: no-go, go, two waves, a stop that is met, and what stands beside it. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '#domain/fields/changes.ts';
import type { Release } from '#domain/fields/releases.ts';
import type { Role } from '#domain/records/common.ts';
import { unmet } from '#domain/releases/go.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, fillWithSamples, query, refusal } from './support/test-host.ts';

let host: Host;
hostForAll((opened) => {
  host = opened;
});
beforeAll(() => addDirectory(host, { people: ['mia', 'max'] }));

const be = (personId: string, ...roles: readonly Role[]) => actAs(host, { personId, roles });
const step = (id: string, to: string, more: object = {}) =>
  command(host, 'releases.step', { id, to, ...more } as never);
const beside = (id: string) => data(query(host, 'releases.beside', { id }));
const open = async (id: string) => unmet((await beside(id)).conditions);
const change = (input: object = {}): Promise<Change> =>
  data(
    command(host, 'changes.create', {
      ...{
        title: 'New client',
        changeType: 'emergency',
        implementationPlan: 'Roll it out.',
        backoutPlan: 'Take it back.',
      },
      ...{ plannedStartAt: '2030-01-08T20:00:00.000Z', plannedEndAt: '2030-01-08T22:00:00.000Z', ...input },
    }),
  );
/** Approved by another one and scheduled. */
const scheduled = async (input: object = {}): Promise<Change> => {
  await be('mia', 'change-manager');
  const made = await change(input);
  await data(command(host, 'changes.step', { id: made.id, to: 'authorize' } as never));
  await be('max', 'change-manager');
  await data(command(host, 'changes.vote', { id: made.id, decision: 'approve' }));
  return data(command(host, 'changes.step', { id: made.id, to: 'scheduled' } as never));
};
const wave = (id: string, day: string, maxIncidents: number | null = null) => ({
  ...{ id, name: `Wave ${id}`, placeIds: [], stopCondition: 'Nobody can sign in', maxIncidents },
  plannedStartAt: `2030-01-${day}T20:00:00.000Z`,
  plannedEndAt: `2030-01-${day}T21:00:00.000Z`,
});
const check = (result: string) => ({
  ...{ id: 't1', kind: 'test', title: 'Sign in', result, note: null, doneAt: null, doneBy: null },
});
const update = (id: string, changes: object) =>
  data(command(host, 'releases.update', { id, changes } as never)) as Promise<Release>;

/** In the decision, with a wave each evening, asked for by `mia`. */
const asked = async (changes: readonly Change[], more: object = {}): Promise<Release> => {
  await be('mia', 'change-manager');
  const { id } = await data(
    command(host, 'releases.create', {
      ...{ title: 'Client 12', changeIds: changes.map((one) => one.id), rollbackPlan: 'Client 11 is kept.' },
    }),
  );
  await update(id, { waves: [wave('w2', '09'), wave('w1', '08', 1)], checks: [check('passed')], ...more });
  for (const to of ['build', 'test', 'decision']) await data(step(id, to));
  return (await host.context.records.get('tickets', id)) as Release;
};

describe('a release', () => {
  it('may not go until everything is met, and says what is not', async () => {
    const one = await scheduled();
    await be('mia', 'change-manager');
    const two = await change();
    const { id } = await asked([one, two], { checks: [check('failed')] });
    expect(await open(id)).toEqual(['changes', 'checks', 'approval']);
    expect(await refusal(command(host, 'releases.go', { id }))).toMatchObject({
      reason: 'release.no_go',
      details: { conditions: ['changes', 'checks', 'approval'] },
    });
    await update(id, { checks: [check('passed')], changeIds: [one.id] });
    expect(await open(id)).toEqual(['approval']);
    await be('max', 'administrator');
    expect((await data(query(host, 'approvals.waiting', {}))).rows).toContainEqual(
      expect.objectContaining({ id, feature: 'releases', kind: null }),
    );
    await data(command(host, 'releases.vote', { id, decision: 'approve' }));
    expect(await data(command(host, 'releases.go', { id }))).toMatchObject({ state: 'ready' });
  });

  it('brings changes and nothing else', async () => {
    await be('mia', 'change-manager');
    const incident = await data(command(host, 'incidents.create', { title: 'No network' }));
    const create = command(host, 'releases.create', { title: 'Odd', changeIds: [incident.id] });
    expect(await refusal(create)).toMatchObject({ reason: 'release.not_a_change' });
  });

  it('is stopped by a blackout in a wave, and by a change in its way', async () => {
    await be('mia', 'change-manager');
    const ci = await data(command(host, 'configItems.create', { name: 'APP-1', ciClass: 'server' } as never));
    const own = await scheduled({ ciId: (ci as { id: string }).id });
    const { id } = await asked([own]);
    await be('max', 'administrator');
    await data(command(host, 'releases.vote', { id, decision: 'approve' }));
    expect(await open(id)).toEqual([]);
    const other = await scheduled({
      ciId: (ci as { id: string }).id,
      plannedStartAt: '2030-01-09T20:30:00.000Z',
      plannedEndAt: '2030-01-09T22:00:00.000Z',
    });
    const { conditions } = await beside(id);
    expect(conditions.find(({ name }) => name === 'calendar')?.obstacles).toEqual([
      { why: 'wave_conflict', id: 'w2', by: other.number },
    ]);
    await data(
      command(host, 'events.create', {
        ...{
          type: 'blackout',
          title: 'Year end',
          startsAt: '2030-01-08T00:00:00.000Z',
          endsAt: '2030-01-08T23:00:00.000Z',
        },
        ...{ body: '', ciIds: [(ci as { id: string }).id], serviceIds: [], placeIds: [] },
      } as never),
    );
    expect((await beside(id)).conditions.find(({ name }) => name === 'calendar')?.obstacles).toContainEqual({
      ...{ why: 'wave_blackout', id: 'w1', by: 'Year end' },
    });
    const gone = await refusal(command(host, 'releases.go', { id }));
    expect(gone).toMatchObject({ details: { conditions: ['calendar'] } });
  });

  it('is deployed in waves, stopped above its limit, continued and closed', async () => {
    const one = await scheduled();
    const { id } = await asked([one]);
    await be('max', 'change-manager');
    await data(command(host, 'releases.vote', { id, decision: 'approve' }));
    await data(command(host, 'releases.go', { id }));
    await data(command(host, 'releases.deploy', { id }));
    expect((await beside(id)).waves).toMatchObject([
      { id: 'w1', state: 'deploying', incidents: 0, isOver: false },
      { id: 'w2', state: 'pending', incidents: null },
    ]);
    for (const title of ['No sign-in', 'No sign-in either'])
      await data(command(host, 'incidents.create', { title, causedByChangeId: one.id }));
    expect(await beside(id)).toMatchObject({ waves: [{ incidents: 2, isOver: true }, {}], causedTotal: 2 });
    await data(command(host, 'releases.wave', { id, waveId: 'w1', act: 'stop', note: 'Two calls.' }));
    // Taken back and done again as any act.
    const waves = async () => (await beside(id)).waves.map(({ state }) => state);
    await data(command(host, 'acts.undo', {}));
    expect(await waves()).toEqual(['deploying', 'pending']);
    await data(command(host, 'acts.redo', {}));
    expect(await waves()).toEqual(['stopped', 'pending']);
    expect(await refusal(command(host, 'releases.wave', { id, waveId: 'w2', act: 'start' }))).toMatchObject({
      reason: 'release.wave_not_now',
    });
    for (const [waveId, act] of [
      ['w1', 'resume'],
      ['w1', 'finish'],
      ['w2', 'start'],
      ['w2', 'finish'],
    ] as const)
      await data(command(host, 'releases.wave', { id, waveId, act }));
    await data(step(id, 'done'));
    // What it brought has to be done with as well.
    expect(await refusal(step(id, 'closed'))).toMatchObject({
      ...{ reason: 'release.changes_open', details: { count: 1 } },
    });
    await data(command(host, 'changes.step', { id: one.id, to: 'implement' } as never));
    const outcome = { outcome: 'with_issues' };
    await data(command(host, 'changes.step', { id: one.id, to: 'review', ...outcome } as never));
    expect(await data(step(id, 'closed', { reviewNotes: 'Warn the desk.' }))).toMatchObject({
      state: 'closed',
    });
    const { rows } = await data(
      query(host, 'releases.page', { filter: {}, sort: { field: 'plannedStartAt', direction: 'asc' } }),
    );
    expect(rows.find((row) => row.id === id)).toMatchObject({
      ...{
        wavesDone: 2,
        wavesTotal: 2,
        changesTotal: 1,
        isStopped: false,
        plannedStartAt: '2030-01-08T20:00:00.000Z',
      },
    });
    expect((await data(query(host, 'changes.beside', { id: one.id }))).releases).toMatchObject([{ id }]);
    const range = { from: '2030-01-01T00:00:00.000Z', to: '2030-02-01T00:00:00.000Z' };
    const calendar = await data(query(host, 'events.calendar', range));
    expect(calendar.rows.filter((row) => row.id === id)).toMatchObject([
      { kind: 'release', waveId: 'w1', title: 'Client 12: Wave w1', startsAt: '2030-01-08T20:00:00.000Z' },
      { kind: 'release', waveId: 'w2' },
    ]);
  });

  it('goes on with no wave while a lockdown holds', async () => {
    const { id } = await asked([await scheduled()]);
    await be('max', 'administrator');
    await data(command(host, 'releases.vote', { id, decision: 'approve' }));
    await data(command(host, 'releases.go', { id }));
    await data(command(host, 'releases.deploy', { id }));
    await data(command(host, 'releases.wave', { id, waveId: 'w1', act: 'finish' }));
    const startsAt = new Date(Date.now() - 3_600_000).toISOString();
    const lockdown = await data(
      command(host, 'events.create', {
        type: 'lockdown',
        title: 'Ransomware',
        startsAt,
        endsAt: null,
      } as never),
    );
    const start = () => command(host, 'releases.wave', { id, waveId: 'w2', act: 'start' });
    expect(await refusal(start())).toMatchObject({
      ...{ reason: 'release.locked_down', details: { title: 'Ransomware' } },
    });
    await data(
      command(host, 'events.update', { id: (lockdown as { id: string }).id, changes: { active: false } }),
    );
    expect((await start()).ok).toBe(true);
  });

  it('is nobody’s to decide without the right', async () => {
    const { id } = await asked([await scheduled()]);
    for (const role of ['service-desk', 'field', 'problem-manager', 'knowledge-manager'] as const) {
      await be('max', role);
      for (const call of [
        command(host, 'releases.go', { id }),
        command(host, 'releases.wave', { id, waveId: 'w1', act: 'start' }),
        command(host, 'releases.update', { id, changes: { title: 'Mine' } }),
      ])
        expect(await refusal(call), role).toMatchObject({ code: 'forbidden' });
      expect((await command(host, 'releases.addNote', { id, text: 'Seen.' })).ok).toBe(true);
    }
  });
});

describe('with the sample company', () => {
  beforeAll(() => fillWithSamples(host, { tickets: 300, cis: 60 }));

  it('releases wait for one change, by all that the calendar says, and count what the stopped wave caused', async () => {
    expect(await open('release-002')).toEqual(['changes']);
    const over = await beside('release-001');
    expect(over.waves).toMatchObject([
      { state: 'done', incidents: 1 },
      { state: 'done', incidents: 0 },
    ]);
    expect(over.caused).toHaveLength(1);
  });

  it('a release is stopped by a lockdown of a service that only one of its changes is for', async () => {
    const [service] = host.context.settings.services();
    if (service === undefined) throw new Error('there is no service');
    const { id } = await asked([await scheduled({ serviceId: service.id })]);
    await be('max', 'administrator');
    await data(command(host, 'releases.vote', { id, decision: 'approve' }));
    await data(command(host, 'releases.go', { id }));
    const lockdown = await data(
      command(host, 'events.create', {
        ...{ type: 'lockdown', title: 'Year end', serviceIds: [service.id] },
        ...{ startsAt: new Date(Date.now() - 3_600_000).toISOString(), endsAt: null },
      } as never),
    );
    expect((await beside(id)).conditions.find(({ name }) => name === 'calendar')?.obstacles).toContainEqual({
      ...{ why: 'wave_lockdown', id: 'w1', by: 'Year end' },
    });
    expect((await command(host, 'releases.deploy', { id })).ok).toBe(false);
    await data(
      command(host, 'events.update', { id: (lockdown as { id: string }).id, changes: { active: false } }),
    );
    expect((await command(host, 'releases.deploy', { id })).ok).toBe(true);
  });
});
