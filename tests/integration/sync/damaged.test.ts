import { afterAll, beforeAll, expect, test } from 'vitest';
import { storePathOf } from '#main/host/host.ts';
import type { Connection } from '#main/host/storage/driver.ts';
import { openStoreFile } from '#main/host/storage/store-file.ts';

/** That of console-process.ts. */
const KEY = 'test-key';

import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { type Central, newCentral, newProfileDir, openSynced, settle } from './world.ts';

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(20);
});
afterAll(() => server.stop());

/** Works on the store of a console that is closed. */
const inStore = async <T>(profileDir: string, work: (connection: Connection) => T): Promise<T> => {
  const opened = openStoreFile(storePathOf(profileDir), KEY);
  if (!opened.ok) throw new Error(opened.error.reason);
  const answer = work(opened.value.connection);
  await opened.value.close();
  return answer;
};

test('records that the medium damaged come back from the server, and lost edits are told', async () => {
  const profileDir = newProfileDir();
  const desk = await openSynced(central, 'lea.lead', { profileDir });
  const [sent = '', edited = '', other = ''] = [...(await desk.records('tickets')).values()]
    .filter((one) => one.active)
    .map((one) => one.id);
  await settle(desk);
  await desk.run('sync.setPaused', { paused: true });
  await desk.run('incidents.update', { id: edited, changes: { title: 'never sent' } });
  await desk.close();
  await inStore(profileDir, (connection) => {
    const damage = connection.prepare(
      `UPDATE tickets_v1 SET data = replace(data, '"urgency":', '"urgencz":') WHERE id IN (?, ?)`,
    );
    expect(damage.run([sent, edited]).changes).toBe(2);
  });

  const again = await openSynced(central, 'lea.lead', { profileDir });
  await again.run('sync.setPaused', { paused: false });
  await again.run('incidents.update', { id: other, changes: { title: 'life goes on' } });
  await again.untilTrue(async () => (await again.records('tickets')).has(edited));
  await settle(again);
  const stored = await central.records('tickets');
  expect(await again.records('tickets')).toEqual(stored);
  expect(stored.get(other)).toMatchObject({ title: 'life goes on' });
  expect(stored.get(edited)?.title).not.toBe('never sent');
  // What came back is edited and sent like any other record.
  await again.run('incidents.update', { id: edited, changes: { title: 'typed again' } });
  await settle(again);
  expect((await central.records('tickets')).get(edited)).toMatchObject({
    title: 'typed again',
    openClashes: 0,
  });
  expect(await again.status()).toMatchObject({ phase: 'online', pending: 0, refused: 0, conflicts: 0 });
  await again.close();
  const noted = await inStore(profileDir, (connection) =>
    connection.prepare('SELECT id, state, unsent FROM dh_damaged ORDER BY unsent').all([]),
  );
  expect(noted).toEqual([
    [sent, 'restored', 0],
    [edited, 'restored', 1],
  ]);
});
