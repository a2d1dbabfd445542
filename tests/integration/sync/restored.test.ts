import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { backUpOf, type ServerBackup } from './server-backup.ts';
import { startTcpProxy } from './tcp-proxy.ts';
import {
  type Central,
  type Console,
  newCentral,
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
  [...(await desk.records('tickets')).values()]
    .filter((one) => one.active && one.type === 'incident')
    .map((one) => one.id);

/** A backup while nobody is connected, so that nobody meets the stopped server. */
const backUpBetween = async (...desks: readonly Console[]): Promise<ServerBackup> => {
  const backUp = backUpOf(server);
  if (backUp === null) throw new Error('the files of this server are not the tests’ to touch');
  for (const desk of desks) await desk.run('sync.setPaused', { paused: true });
  const backup = await backUp();
  for (const desk of desks) await desk.run('sync.setPaused', { paused: false });
  return backup;
};

const edit = (desk: Console, id: string, changes: Stored) => desk.run('incidents.update', { id, changes });

test('older files of the server under the same generation are noticed: what they lack is offered again', async () => {
  const desk = await openSynced(central, 'lea.lead');
  const other = await openSynced(central, 'anna.sd');
  const [sent = '', fetched = '', waiting = '', both = ''] = await openTickets(desk);
  await settle(desk, other);
  const backup = await backUpBetween(desk, other);

  await edit(desk, sent, { title: 'sent after the backup' });
  await edit(desk, both, { title: 'sent and edited again' });
  await edit(other, fetched, { title: 'sent by another, whose notebook is gone since' });
  const made = await other.run('incidents.create', { title: 'made after the backup' });
  await settle(other, desk);
  await other.kill();
  await desk.run('sync.setPaused', { paused: true });
  await edit(desk, waiting, { title: 'not sent yet' });
  await edit(desk, both, { description: 'on top of what is lost' });

  await backup.restore();
  expect((await central.records('tickets')).get(made.id)).toBeUndefined();
  await desk.run('sync.setPaused', { paused: false });
  await settle(desk);

  const stored = await central.records('tickets');
  expect(stored.get(sent)).toMatchObject({ title: 'sent after the backup', openClashes: 0 });
  expect(stored.get(fetched)).toMatchObject({
    title: 'sent by another, whose notebook is gone since',
    openClashes: 0,
  });
  expect(stored.get(made.id)).toMatchObject({ title: 'made after the backup' });
  expect(stored.get(waiting)).toMatchObject({ title: 'not sent yet', openClashes: 0 });
  expect(stored.get(both)).toMatchObject({
    title: 'sent and edited again',
    description: 'on top of what is lost',
    openClashes: 0,
  });
  expect(await desk.records('tickets')).toEqual(stored);
  expect(await desk.status()).toMatchObject({ phase: 'online', pending: 0, refused: 0, conflicts: 0 });
  await desk.close();
});

test('an older state that somebody went on with is merged with what is here', async () => {
  const desk = await openSynced(central, 'lea.lead');
  const [id = ''] = await openTickets(desk);
  await settle(desk);
  const backup = await backUpBetween(desk);
  await edit(desk, id, { title: 'lost with the server' });
  await settle(desk);
  await desk.run('sync.setPaused', { paused: true });
  await backup.restore();
  const other = await openSynced(central, 'anna.sd');
  await edit(other, id, { description: 'written into the restored one' });
  await settle(other);
  await desk.run('sync.setPaused', { paused: false });
  await settle(desk, other);
  const stored = (await central.records('tickets')).get(id);
  expect(stored).toMatchObject({
    title: 'lost with the server',
    description: 'written into the restored one',
    openClashes: 0,
  });
  for (const one of [desk, other]) {
    expect(await one.get('tickets', id)).toEqual(stored);
    await one.close();
  }
});

test('a server that is as it was left is not compared anew, however often it starts', async () => {
  const desk = await openSynced(central, 'lea.lead');
  const [id = ''] = await openTickets(desk);
  await edit(desk, id, { title: 'before a start of the server' });
  await settle(desk);
  await backUpBetween(desk);
  await edit(desk, id, { title: 'after it' });
  await settle(desk);
  const { collections } = await desk.status();
  // All of them would have been fetched once more.
  const { pulled } = collections.find(({ collection }) => collection === 'tickets') ?? { pulled: 0 };
  expect(pulled).toBeLessThan((await central.records('tickets')).size + 10);
  expect((await central.records('tickets')).get(id)?.title).toBe('after it');
  await desk.close();
});

test('the same server under another address: nothing is sent, nothing is edited', async () => {
  const desk = await openSynced(central, 'lea.lead');
  const { profileDir } = desk;
  await desk.close();
  const proxy = await startTcpProxy(central.server.url);
  const before = await central.records('tickets');
  const again = await openConsole(central, { profileDir, url: proxy.url });
  await again.signIn('lea.lead');
  await settle(again);
  const { collections } = await again.status();
  expect(collections.filter(({ pushed, pendingUp }) => pushed > 0 || pendingUp > 0)).toEqual([]);
  expect(collections.every(({ lastPushAt }) => lastPushAt === null)).toBe(true);
  expect(await central.records('tickets')).toEqual(before);
  expect(await again.records('tickets')).toEqual(before);
  expect(await again.status()).toMatchObject({ pending: 0, refused: 0, conflicts: 0 });
  await again.close();
  await proxy.close();
});
