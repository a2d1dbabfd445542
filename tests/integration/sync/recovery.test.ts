import { afterAll, beforeAll, expect, test } from 'vitest';
import { COLLECTIONS } from '#domain/records/collections.ts';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { startTcpProxy } from './tcp-proxy.ts';
import {
  type Central,
  type Console,
  newCentral,
  newProfileDir,
  openConsole,
  openSynced,
  type Stored,
  settle,
} from './world.ts';

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(40);
});
afterAll(() => server.stop());

const openTickets = async (desk: Console): Promise<readonly string[]> =>
  [...(await desk.records('tickets')).values()].filter((one) => one.active).map((one) => one.id);

const recreate = async (documents: readonly Stored[]): Promise<void> => {
  await central.admin('DELETE', `/${central.nameOf('tickets')}`);
  await central.provision();
  const body = { docs: documents.map((document) => ({ ...document, _id: document.id })) };
  await central.admin('POST', `/${central.nameOf('tickets')}/_bulk_docs`, body);
};

test('a database restored from a backup is noticed; edits survive, newer versions win, nothing looks like a clash', async () => {
  const desk = await openSynced(central, 'lea.lead');
  const other = await openSynced(central, 'anna.sd');
  const [early = '', late = '', both = ''] = await openTickets(desk);
  const backup = [...(await central.records('tickets')).values()];
  await desk.run('incidents.update', { id: early, changes: { title: 'sent before the crash' } });
  await settle(desk, other);

  await desk.run('sync.setPaused', { paused: true });
  await desk.run('incidents.update', { id: late, changes: { title: 'edited while the server was lost' } });
  await desk.run('incidents.update', { id: both, changes: { title: 'title of one' } });
  await recreate(backup);
  await desk.run('sync.setPaused', { paused: false });
  await settle(desk, other);
  await other.run('incidents.update', { id: both, changes: { description: 'description of another' } });
  await settle(desk, other);

  const stored = await central.records('tickets');
  expect(stored.get(early)).toMatchObject({ title: 'sent before the crash', openClashes: 0 });
  expect(stored.get(late)).toMatchObject({ title: 'edited while the server was lost', openClashes: 0 });
  expect(stored.get(both)).toMatchObject({
    title: 'title of one',
    description: 'description of another',
    openClashes: 0,
  });
  expect(await desk.records('tickets')).toEqual(stored);
  expect(await other.records('tickets')).toEqual(stored);
  expect(await desk.status()).toMatchObject({ phase: 'online', pending: 0, refused: 0, conflicts: 0 });
  await desk.close();
  await other.close();
});

test('an edit that meets another version in the recreated database is merged once and comes to rest', async () => {
  const desk = await openSynced(central, 'lea.lead');
  const [id = ''] = await openTickets(desk);
  const backup = await central.records('tickets');
  await desk.run('sync.setPaused', { paused: true });
  await desk.run('incidents.update', { id, changes: { title: 'mine' } });
  const base = backup.get(id) as Stored;
  const entry = { ...base.journal[0], id: 'elsewhere-1', kind: 'changed', origin: 'console' };
  const changes = [{ field: 'description', from: base.description, to: 'theirs' }];
  const theirs = { ...base, description: 'theirs', journal: [...base.journal, { ...entry, changes }] };
  await recreate([...backup.values()].map((one) => (one.id === id ? theirs : one)));
  await desk.run('sync.setPaused', { paused: false });
  await settle(desk);
  const stored = (await central.records('tickets')).get(id);
  expect(stored).toMatchObject({ title: 'mine', description: 'theirs', openClashes: 0 });
  expect(await desk.get('tickets', id)).toEqual(stored);
  await desk.close();
});

test('documents that are no records are left alone', async () => {
  const own = await newCentral(server);
  const name = own.nameOf('knowledge');
  await own.admin('DELETE', `/${name}`);
  await own.admin('PUT', `/${name}`);
  await own.admin('PUT', `/${name}/junk`, { hello: 'world' });
  await own.provision();
  await own.seed(2);
  const desk = await openSynced(own, 'anna.sd');
  expect((await desk.records('knowledge')).has('junk')).toBe(false);
  expect((await desk.records('knowledge')).size).toBe((await own.records('knowledge')).size - 1);
  await desk.close();
});

test('a device code that another device holds is left to it', async () => {
  const desk = await openConsole(central);
  const { deviceCode } = await desk.run('session.status');
  const at = new Date().toISOString();
  const id = `device-${deviceCode}`;
  const claim = await central.admin('PUT', `/${central.nameOf('settings')}/${id}`, {
    ...{ _id: id, id, key: id, version: 1, value: { key: 'device', code: deviceCode, deviceId: 'another' } },
    ...{ createdAt: at, createdBy: 'system', updatedAt: at, updatedBy: 'system', externalId: null },
    ...{ journal: [], clashes: [], openClashes: 0 },
  });
  expect(claim.status).toBe(201);
  await desk.signIn('anna.sd');
  await settle(desk);
  const { deviceCode: taken } = await desk.run('session.status');
  expect(taken).not.toBe(deviceCode);
  expect((await central.records('settings')).has(`device-${taken}`)).toBe(true);
  expect((await desk.run('incidents.create', { title: 'numbered' })).number).toBe(`INC-${taken}-0001`);
  await desk.close();
});

test('a console killed while it sends and fetches goes on after a restart, with nothing lost', async () => {
  const proxy = await startTcpProxy(server.url);
  const profileDir = newProfileDir();
  const options = { url: proxy.url, profileDir };
  const first = await openConsole(central, options);
  await first.signIn('anna.sd');
  await first.until((status) => status.collections.some((one) => one.pulled > 0));
  await first.kill();

  const second = await openSynced(central, 'anna.sd', options);
  expect(await second.records('tickets')).toEqual(await central.records('tickets'));
  await second.run('sync.setPaused', { paused: true });
  const made: string[] = [];
  for (let index = 0; index < 250; index += 1) {
    made.push((await second.run('incidents.create', { title: `before the battery died ${index}` })).id);
  }
  await second.run('sync.setPaused', { paused: false });
  await second.until((status) => status.collections.some((one) => one.pushed > 0));
  await second.kill();

  await proxy.set('down');
  const third = await openConsole(central, options);
  await third.signIn('anna.sd');
  const arrived = await central.records('tickets');
  const waiting = made.filter((id) => !arrived.has(id)).length;
  expect((await third.status()).pending).toBeGreaterThanOrEqual(waiting);
  await proxy.set('up');
  await third.until((status) => status.phase === 'online');
  await settle(third);
  const stored = await central.records('tickets');
  expect(made.filter((id) => !stored.has(id))).toEqual([]);
  expect(await third.records('tickets')).toEqual(stored);
  expect((await third.status()).pending).toBe(0);
  await third.close();
  await proxy.close();
});

test('a first sync killed again and again goes on where it was, and an edit made meanwhile is kept', async () => {
  const large = await newCentral(server);
  await large.seed(3_500);
  const seeded = (await large.records('tickets')).size;
  const profileDir = newProfileDir();
  const pulled = async (desk: Console): Promise<number> =>
    (await desk.status()).collections.find(({ collection }) => collection === 'tickets')?.pulled ?? 0;
  const first = await openConsole(large, { profileDir });
  await first.signIn('anna.sd');
  await first.until((status) =>
    status.collections.some((one) => one.collection === 'tickets' && one.pulled > 0),
  );
  const { id } = await first.run('incidents.create', { title: 'made while it loads' });
  await first.kill();

  const second = await openConsole(large, { profileDir });
  await second.signIn('anna.sd');
  await second.until((status) =>
    status.collections.some((one) => one.collection === 'tickets' && one.pulled > 0),
  );
  await second.kill();

  const third = await openSynced(large, 'anna.sd', { profileDir });
  const stored = await large.records('tickets');
  expect(stored.get(id)?.title).toBe('made while it loads');
  expect(stored.size).toBe(seeded + 1);
  expect(await third.records('tickets')).toEqual(stored);
  // What was there before the first kill was not fetched again.
  expect(await pulled(third)).toBeLessThan(3_000);
  await third.close();
});

test('the first sync tells how far it is, and only the first', async () => {
  const desk = await openConsole(central);
  const seen: NonNullable<Awaited<ReturnType<Console['status']>>['initial']>[] = [];
  await desk.signIn('anna.sd');
  await desk.until(({ initial, phase }) => {
    if (initial !== null) seen.push(initial);
    return phase === 'online' && initial === null;
  });
  expect(seen.every(({ done, total }) => done >= 0 && done <= total)).toBe(true);
  expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((a, b) => a - b));
  await settle(desk);
  const { profileDir } = desk;
  await desk.close();
  const again = await openConsole(central, { profileDir });
  await again.signIn('anna.sd');
  expect((await again.status()).initial).toBeNull();
  await settle(again);
  for (const collection of COLLECTIONS)
    expect(await again.records(collection)).toEqual(await central.records(collection));
  await again.close();
});

test('a store that does not take a page of the first load says so, and the load goes on as soon as it does', async () => {
  const desk = await openConsole(central);
  await desk.refuseRows('tickets', true);
  await desk.signIn('anna.sd');
  const ofTickets = ({ collections }: Awaited<ReturnType<Console['status']>>) =>
    collections.find((one) => one.collection === 'tickets');
  await desk.until((status) => ofTickets(status)?.lastError?.includes('no room') ?? false);
  expect(ofTickets(await desk.status())).toMatchObject({ phase: 'stalled', pulled: 0 });
  await desk.refuseRows('tickets', false);
  await settle(desk);
  expect(await desk.records('tickets')).toEqual(await central.records('tickets'));
  const [id = ''] = await openTickets(desk);
  await desk.run('incidents.addNote', { id, text: 'sent all the same' });
  await settle(desk);
  expect((await central.records('tickets')).get(id)?.journal.at(-1)?.text).toBe('sent all the same');
  expect(ofTickets(await desk.status())?.lastError).toBeNull();
  await desk.close();
});

test('a server set up for an earlier Deskhand: the rest is in sync, what it has no place for waits here until it is set up', async () => {
  const later = await newCentral(server);
  await later.seed(12);
  const lacking = ['knowledge', 'events', 'ledger'] as const;
  for (const collection of lacking) await later.admin('DELETE', `/${later.nameOf(collection)}`);
  const desk = await openConsole(later);
  await desk.signIn('lea.lead');
  await desk.until(({ phase, initial }) => phase === 'unprepared' && initial === null);
  expect((await desk.records('tickets')).size).toBe((await later.records('tickets')).size);
  const { collections } = await desk.status();
  expect(collections.filter(({ phase }) => phase !== 'online').map(({ collection }) => collection)).toEqual(
    lacking,
  );
  expect(await desk.settled()).toMatchObject({ ok: false, error: { code: 'no_databases' } });

  const [id = ''] = (await desk.records('tickets')).keys();
  const made = await desk.run('articles.create', { title: 'Mail is slow' });
  await desk.run('incidents.addNote', { id, text: 'told the caller' });
  await desk.until(({ pending }) => pending === 1);

  await later.provision();
  await desk.until(({ phase }) => phase === 'online');
  expect(await desk.settled()).toMatchObject({ ok: true });
  expect((await later.records('knowledge')).get(String(made.id))).toMatchObject({ title: 'Mail is slow' });
  await desk.close();
});
