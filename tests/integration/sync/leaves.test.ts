import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { joinAll, spread } from './replicator.ts';
import { type Central, type Console, newCentral, openSynced, type Stored, settle } from './world.ts';

let processes: readonly ServerProcess[] = [];
let north: Central;
let south: Central;
beforeAll(async () => {
  const first = await newCentral(await startProcess());
  await first.seed(120);
  const spreaded = await spread(first, 2);
  processes = spreaded.processes;
  [north, south] = spreaded.centrals as [Central, Central];
});
afterAll(async () => {
  for (const process of processes) await process.stop();
});

const openTickets = async (desk: Console): Promise<readonly string[]> =>
  [...(await desk.records('tickets')).values()].filter((one) => one.active).map((one) => one.id);

/** Joins the servers and lets the consoles see it, until nothing moves any more. */
const rest = async (...desks: readonly Console[]): Promise<number> => {
  for (let rounds = 1; ; rounds += 1) {
    await joinAll([north, south], ['tickets']);
    await settle(...desks);
    if ((await joinAll([north, south], ['tickets'])) === 0) return rounds;
    expect(rounds, 'it comes to rest').toBeLessThan(8);
  }
};

const leavesOf = async (central: Central, id: string): Promise<readonly string[]> => {
  const { body } = await central.admin('GET', `/${central.nameOf('tickets')}/${id}?conflicts=true`);
  return [body._rev, ...(body._conflicts ?? [])];
};
const textsOf = (record: Stored | null | undefined): readonly string[] =>
  record?.journal.map(({ text }: Stored) => text) ?? [];

test('edits of one version that two servers took are both in the record, at both servers and consoles', async () => {
  const [left, right] = [await openSynced(north, 'anna.sd'), await openSynced(south, 'lea.lead')];
  const ids = (await openTickets(left)).slice(0, 5);
  for (const [n, id] of ids.entries()) {
    await left.run('incidents.update', { id, changes: { title: `north ${n}` } });
    await left.run('incidents.addNote', { id, text: `said in the north ${n}` });
    await right.run('incidents.update', { id, changes: { description: `south ${n}` } });
    await right.run('incidents.addNote', { id, text: `said in the south ${n}` });
  }
  await settle(left);
  await settle(right);
  await rest(left, right);
  for (const central of [north, south]) {
    const stored = await central.records('tickets');
    for (const [n, id] of ids.entries()) {
      const record = stored.get(id);
      expect(record).toMatchObject({ title: `north ${n}`, description: `south ${n}`, openClashes: 0 });
      expect(textsOf(record)).toEqual(
        expect.arrayContaining([`said in the north ${n}`, `said in the south ${n}`]),
      );
      expect(await left.get('tickets', id)).toEqual(record);
      expect(await right.get('tickets', id)).toEqual(record);
    }
  }
  for (const desk of [left, right]) {
    expect(await desk.status()).toMatchObject({ pending: 0, refused: 0, conflicts: 0 });
    await desk.close();
  }
});

test('the same field on both sides waits for a decision, with who and what', async () => {
  const [left, right] = [await openSynced(north, 'anna.sd'), await openSynced(south, 'lea.lead')];
  const [id = ''] = (await openTickets(left)).slice(5);
  await left.run('incidents.update', { id, changes: { title: 'in the north' } });
  await right.run('incidents.update', { id, changes: { title: 'in the south' } });
  await settle(left);
  await settle(right);
  await rest(left, right);
  const record = (await north.records('tickets')).get(id);
  expect((await south.records('tickets')).get(id)).toEqual(record);
  expect(record?.openClashes).toBe(1);
  const [clash] = record?.clashes ?? [];
  expect([clash.mine, clash.theirs].sort()).toEqual(['in the north', 'in the south']);
  expect([clash.mineBy, clash.theirsBy].sort()).toEqual(['person-lead-1', 'person-sd-1']);
  await left.close();
  await right.close();
});

test('who may not write the record does not try for ever, and whoever may does it', async () => {
  const writer = await openSynced(south, 'lea.lead');
  const [id = ''] = (await openTickets(writer)).slice(6);
  const path = `/${north.nameOf('tickets')}/${id}`;
  // Twice, so that this branch is the longer one and wins.
  for (const title of ['written by an administrator', 'and once more']) {
    await north.admin('PUT', path, { ...(await north.admin('GET', path)).body, title });
  }
  await writer.run('incidents.update', { id, changes: { description: 'described in the south' } });
  await settle(writer);
  await writer.close();
  await joinAll([north, south], ['tickets']);
  const described = async () => (await north.records('tickets')).get(id)?.description;
  const reader = await openSynced(north, 'kim.knowledge');
  await reader.run('sync.now');
  await settle(reader);
  expect(await reader.status()).toMatchObject({ phase: 'online', pending: 0, refused: 0 });
  expect(await described()).not.toBe('described in the south');
  await reader.close();
  const later = await openSynced(north, 'lea.lead');
  await rest(later);
  const record = (await north.records('tickets')).get(id);
  expect(record).toMatchObject({ description: 'described in the south', title: 'and once more' });
  expect(await later.get('tickets', id)).toEqual(record);
  await later.close();
});

test('an administrator takes absorbed leaves off, and a deletion that lost is no lost edit', async () => {
  const [left, right] = [await openSynced(north, 'anna.sd'), await openSynced(south, 'lea.lead')];
  const [id = '', other = ''] = (await openTickets(left)).slice(7);
  await left.run('incidents.addNote', { id, text: 'north' });
  await right.run('incidents.addNote', { id, text: 'south' });
  await settle(left);
  await settle(right);
  await rest(left, right);
  expect((await leavesOf(north, id)).length).toBeGreaterThan(1);

  const path = `/${north.nameOf('tickets')}/${other}`;
  await north.admin('DELETE', `${path}?rev=${(await leavesOf(north, other))[0]}`);
  await right.run('incidents.addNote', { id: other, text: 'still worked on' });
  await settle(right);
  const admin = await openSynced(south, 'ada.admin');
  await rest(left, right, admin);
  expect(await leavesOf(north, id)).toHaveLength(1);
  expect(await leavesOf(south, id)).toEqual(await leavesOf(north, id));
  expect(textsOf((await north.records('tickets')).get(id))).toEqual(
    expect.arrayContaining(['north', 'south']),
  );
  expect(textsOf((await north.records('tickets')).get(other))).toContain('still worked on');
  for (const desk of [left, right, admin]) await desk.close();
});
