import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DamagedRecord } from '#contracts/sync.ts';
import { damagedPage, dismissDamaged, dismissRestored } from '#main/host/features/sync/damaged.ts';
import { createChangeBus } from '#main/host/kernel/change-bus.ts';
import { createLocalValues } from '#main/host/local/values.ts';
import { createDamagedRows } from '#main/host/storage/damaged.ts';
import type { Connection } from '#main/host/storage/driver.ts';
import { openStoreFile } from '#main/host/storage/store-file.ts';
import { storeSchemaOf } from '#main/host/store/schemas.ts';
import { storePathOf } from '#main/profile/store-path.ts';

import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { type Central, newCentral, newProfileDir, openSynced, settle } from './world.ts';

/** Their table of the present version. */
const TICKETS = `tickets_v${storeSchemaOf('tickets').version}`;

/** That of console-process.ts. */
const KEY = 'test-key';

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(20);
});
afterAll(() => server.stop());

/** Works on the store of a console that is closed. */
const inStore = async <T>(
  profileDir: string,
  work: (connection: Connection) => T | Promise<T>,
): Promise<T> => {
  const opened = openStoreFile(storePathOf(profileDir), KEY);
  if (!opened.ok) throw new Error(opened.error.reason);
  const answer = await work(opened.value.connection);
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
      `UPDATE ${TICKETS}_json SET data = replace(data, '"urgency":', '"urgencz":') WHERE n IN (SELECT n FROM ${TICKETS} WHERE id IN (?, ?))`,
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

  // The window lists both with what was found, and says of which one something is lost until somebody took note.
  expect(await again.status()).toMatchObject({ damaged: 2, lost: 1 });
  const listed = async () => {
    // The contract's answer; consoles of this test answer anything.
    const page = (await again.run('sync.damaged', { offset: 0, limit: 10 })) as unknown as {
      readonly total: number;
      readonly hasServer: boolean;
      readonly restored: number;
      readonly rows: readonly DamagedRecord[];
    };
    return { ...page, rows: [...page.rows].sort((a, b) => Number(a.hadUnsent) - Number(b.hadUnsent)) };
  };
  const { total, hasServer, restored, rows } = await listed();
  expect({ total, hasServer, restored }).toEqual({ total: 2, hasServer: true, restored: 1 });
  const [found = {}, foundEdited = {}] = rows;
  expect(found).toMatchObject({ recordId: sent, state: 'restored', hadUnsent: false });
  expect(foundEdited).toMatchObject({ recordId: edited, state: 'restored', hadUnsent: true });
  expect(foundEdited).toMatchObject({
    collection: 'tickets',
    label: stored.get(edited)?.number,
    raw: expect.stringContaining('never sent'),
  });
  await again.run('sync.dismissDamaged', { collection: 'tickets', recordId: edited });
  expect(await again.status()).toMatchObject({ damaged: 1, lost: 0 });
  await expect(
    again.run('sync.dismissDamaged', { collection: 'tickets', recordId: edited }),
  ).rejects.toThrow();
  expect((await listed()).rows.map(({ recordId }) => recordId)).toEqual([sent]);
  await again.close();
  const noted = await inStore(profileDir, (connection) =>
    connection.prepare('SELECT id, state, unsent FROM dh_damaged').all([]),
  );
  expect(noted).toEqual([[sent, 'restored', 0]]);

  // Several at once: what is back whole, and nothing that lost somebody's words or still waits.
  await inStore(profileDir, async (connection) => {
    const damaged = createDamagedRows(connection);
    const rest = [
      ['one', 'restored', false],
      ['lost', 'restored', true],
      ['gone', 'missing', false],
      ['asked', 'waiting', false],
    ] as const;
    for (const [id, state, hadUnsent] of rest) {
      connection.prepare("INSERT INTO dh_damaged VALUES ('tickets', ?, 1, 'waiting', 0, NULL)").run([id]);
      damaged.settle('tickets', id, state, hadUnsent);
    }
    await dismissRestored({ damaged, bus: createChangeBus() });
    expect(
      damaged
        .list()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['asked', 'gone', 'lost']);
  });
});

test('a damaged record waits while there is a server, and can be dismissed where there is none', async () => {
  const profileDir = newProfileDir();
  const desk = await openSynced(central, 'lea.lead', { profileDir });
  const [id = ''] = (await desk.records('tickets')).keys();
  await desk.run('sync.setPaused', { paused: true });
  await desk.close();
  await inStore(profileDir, (connection) =>
    connection
      .prepare(
        `UPDATE ${TICKETS}_json SET data = replace(data, '"urgency":', '"urgencz":') WHERE n = (SELECT n FROM ${TICKETS} WHERE id = ?)`,
      )
      .run([id]),
  );
  await inStore(profileDir, (connection) => {
    const damaged = createDamagedRows(connection);
    const values = createLocalValues(connection);
    const context = { damaged, values, bus: createChangeBus() };
    const search = undefined;
    const n = Number(connection.prepare(`SELECT n FROM ${TICKETS} WHERE id = ?`).get([id])?.[0]);
    const columns = { primaryPath: 'id' };
    damaged.setAside({ name: TICKETS, key: { collection: 'tickets' }, columns, search }, [n]);
    expect(dismissDamaged(context, 'tickets', id)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    values.remove('server.url');
    expect(damagedPage(context, 0, 10)).toMatchObject({ total: 1, hasServer: false });
    expect(dismissDamaged(context, 'tickets', id)).toMatchObject({ ok: true });
    expect(damaged.count(['tickets'])).toEqual({ all: 0, lost: 0, restored: 0 });
  });
});
