/** One release, deployed from one console and stopped from another while the line to the server is cut: one of both stands, the other is told. */
import { expect, test } from 'vitest';
import { twoConsoles } from './two-consoles.ts';
import { type Console, type Stored, settle } from './world.ts';

let lea: Console;
let carl: Console;
const { cutBoth, mend, everywhere } = twoConsoles(['lea.lead', 'carl.change'], (...consoles) => {
  [lea, carl] = consoles;
});

const wave = (id: string, day: string) => ({
  ...{ id, name: `Wave ${id}`, placeIds: [], stopCondition: '', maxIncidents: null },
  plannedStartAt: `2030-01-${day}T20:00:00.000Z`,
  plannedEndAt: `2030-01-${day}T21:00:00.000Z`,
});

/** A release whose first wave is being deployed, on both consoles. Each asks for what the other one approves. */
const deploying = async (): Promise<string> => {
  const change = await lea.run('changes.create', {
    ...{ title: 'New client', changeType: 'emergency', implementationPlan: 'Out.', backoutPlan: 'Back.' },
    ...{ plannedStartAt: '2030-01-08T20:00:00.000Z', plannedEndAt: '2030-01-08T22:00:00.000Z' },
  });
  await lea.run('changes.step', { id: change.id, to: 'authorize' });
  const { id } = await lea.run('releases.create', {
    ...{ title: 'Client 12', changeIds: [change.id], rollbackPlan: 'Client 11 is kept.' },
  });
  const check = {
    id: 't1',
    kind: 'test',
    title: 'Sign in',
    result: 'passed',
    note: null,
    doneAt: null,
    doneBy: null,
  };
  await lea.run('releases.update', {
    id,
    changes: { waves: [wave('w1', '08'), wave('w2', '09')], checks: [check] },
  });
  for (const to of ['build', 'test', 'decision']) await lea.run('releases.step', { id, to });
  await settle(lea, carl);
  await carl.run('changes.vote', { id: change.id, decision: 'approve' });
  await carl.run('changes.step', { id: change.id, to: 'scheduled' });
  await carl.run('releases.vote', { id, decision: 'approve' });
  await carl.run('releases.go', { id });
  await carl.run('releases.deploy', { id });
  await settle(lea, carl);
  return id;
};

test.each([0, 1] as const)(
  'deployed here and stopped there is one of both, and a clash (line %i first)',
  async (first) => {
    const id = await deploying();
    await cutBoth();
    await lea.run('releases.wave', { id, waveId: 'w1', act: 'stop', note: 'Nobody can sign in.' });
    await carl.run('releases.wave', { id, waveId: 'w1', act: 'finish' });
    await carl.run('releases.wave', { id, waveId: 'w2', act: 'start' });
    await carl.run('releases.wave', { id, waveId: 'w2', act: 'finish' });
    await carl.run('releases.step', { id, to: 'done' });
    await mend(first);
    const release = await everywhere('tickets', id);
    const stands = {
      state: release.state,
      waves: (release.rollout as readonly Stored[]).map((one) => one.state),
    };
    expect([
      { state: 'deploying', waves: ['stopped'] },
      { state: 'done', waves: ['done', 'done'] },
    ]).toContainEqual(stands);
    // Whoever came first stands; the other one's act waits in the list of conflicts.
    expect(stands.state).toBe(first === 0 ? 'deploying' : 'done');
    expect(release.openClashes).toBe(1);
    const texts = (release.journal as readonly Stored[]).map(({ text }) => text);
    expect(texts).toContain('Nobody can sign in.');
  },
);
