import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CollectionSync, SyncStatus } from '#contracts/sync.ts';
import { openStoreFile } from '#main/host/storage/store-file.ts';
import { storePathOf } from '#main/profile/store-path.ts';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { type Central, newCentral, openSynced, type Stored, settle } from './world.ts';

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(12);
});
afterAll(() => server.stop());

const ofTickets = ({ collections }: SyncStatus): CollectionSync | undefined =>
  collections.find(({ collection }) => collection === 'tickets');

test('a store that does not take what is pulled stands still, says so, and loses nothing of it', async () => {
  const desk = await openSynced(central, 'anna.sd');
  const lead = await openSynced(central, 'lea.lead');
  await desk.refuseRows('tickets', true);
  const made = await lead.run('incidents.create', { title: 'first' });
  await settle(lead);
  await desk.until((status) => ofTickets(status)?.lastError?.includes('no room') ?? false);
  expect(await desk.status()).toMatchObject({ phase: 'stalled' });
  expect(ofTickets(await desk.status())).toMatchObject({ phase: 'stalled' });
  // What comes behind it must not be noted as all there is.
  const later = await lead.run('incidents.create', { title: 'second' });
  await settle(lead);
  expect(await desk.settled()).toMatchObject({
    ok: false,
    error: { code: 'rejected', reason: 'sync.stalled', details: { collection: 'tickets' } },
  });

  await desk.refuseRows('tickets', false);
  await desk.untilTrue(async () => (await desk.get('tickets', later.id)) !== null);
  expect(await desk.get('tickets', made.id)).toMatchObject({ title: 'first' });
  await desk.until(({ phase }) => phase === 'online');
  await settle(desk);
  expect(await desk.records('tickets')).toEqual(await central.records('tickets'));
  await desk.close();
  await lead.close();
});

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

test('one document for which the server refuses the whole batch is set aside, and the rest arrives', async () => {
  const desk = await openSynced(central, 'anna.sd');
  await desk.run('sync.setPaused', { paused: true });
  const made: Stored[] = [];
  for (let n = 0; n < 9; n += 1) made.push(await desk.run('incidents.create', { title: `batch ${n}` }));
  const [half, deep, large, ...others] = made as [Stored, Stored, Stored, ...Stored[]];
  await desk.overwrite('tickets', half.id, { title: 'half a \ud83d', description: 'and \ude00 the other' });
  await desk.overwrite('tickets', deep.id, { extra: { deep: nested(1_100) } });
  await desk.overwrite('tickets', large.id, { extra: { large: 'x'.repeat(8_000_001) } });
  await desk.run('sync.setPaused', { paused: false });
  await settle(desk);
  const stored = await central.records('tickets');
  for (const { id, title } of others) expect(stored.get(id)?.title).toBe(title);
  expect(stored.get(half.id)).toMatchObject({ title: 'half a \ufffd', description: 'and \ufffd the other' });
  expect([stored.has(deep.id), stored.has(large.id)]).toEqual([false, false]);
  const refused: readonly Stored[] = (await desk.run('sync.refused')).rows;
  expect(refused).toHaveLength(2);
  // A CouchDB leaves the depth to the rules, document by document.
  expect(refused.find(({ recordId }) => recordId === deep.id)?.reason).toMatch(/nested|too_deep/);
  expect(refused.find(({ recordId }) => recordId === large.id)).toMatchObject({ code: 'too_large' });
  expect(await desk.status()).toMatchObject({ phase: 'online', pending: 0 });
  await desk.close();
});

test('what another version could not read is asked for again', async () => {
  const desk = await openSynced(central, 'anna.sd');
  await desk.close();
  const [good] = [...(await central.records('tickets')).values()] as [Stored];
  const store = openStoreFile(storePathOf(desk.profileDir), 'test-key');
  if (!store.ok) throw new Error(store.error.reason);
  const { connection } = store.value;
  for (const id of [good.id, 'gone-by-now']) {
    connection.exec(`
      INSERT INTO local_unreadable VALUES
        ('tickets', '${id}', 'x', 'field.wrong_kind', '{}', '{}', 2, NULL, NULL, '2026-01-01', 'before', 1)`);
  }
  const table = connection
    .prepare("SELECT name FROM dh_tables WHERE collection = 'tickets' ORDER BY version DESC")
    .get([])?.[0];
  // As look-over leaves it: the record is not here.
  connection.exec(`DELETE FROM "${String(table)}" WHERE id = '${good.id}'`);
  await store.value.close();

  const again = await openSynced(central, 'anna.sd', { profileDir: desk.profileDir });
  expect((await again.run('sync.unreadable', { offset: 0, limit: 9 })).total).toBe(0);
  expect(await again.get('tickets', good.id)).toEqual(good);
  await again.close();
});
