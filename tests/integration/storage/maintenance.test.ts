import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRxDatabase } from 'rxdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMaintenance, type Maintenance } from '#main/host/storage/maintenance.ts';
import { getRxStorageSqlite } from '#main/host/storage/rx-storage.ts';
import { type OpenStore, openStoreFile } from '#main/host/storage/store-file.ts';
import { collectionName, fullText, recordSchema } from './durability-schema.ts';

const KEY = 'a key for the maintenance test';
const TABLE = `${collectionName}_v0`;
const DAY_MS = 24 * 60 * 60_000;

const open = async (path: string) => {
  const opened = openStoreFile(path, KEY, { fullText });
  if (!opened.ok) throw new Error(opened.error.reason);
  const store = opened.value;
  const database = await createRxDatabase({
    name: 'durability',
    storage: getRxStorageSqlite({ file: store }),
    multiInstance: false,
  });
  const { records } = await database.addCollections({ [collectionName]: { schema: recordSchema } });
  if (records === undefined) throw new Error('the collection is missing');
  return { store, database, records };
};

describe('maintenance of a store', () => {
  let folder: string;
  let path: string;
  let store: OpenStore;
  let opened: Awaited<ReturnType<typeof open>>;
  let nowMs: number;
  let mayPurge: boolean;
  let logged: string[];
  let steps: number;
  let onStep: () => void;
  let maintenance: Maintenance;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'deskhand-maintenance-'));
    path = join(folder, 'store.db');
    opened = await open(path);
    store = opened.store;
    nowMs = Date.now();
    mayPurge = true;
    logged = [];
    steps = 0;
    onStep = () => {};
    maintenance = createMaintenance({
      store,
      mayPurge: () => mayPurge,
      nowMs: () => nowMs,
      pause: async () => {
        steps += 1;
        onStep();
      },
      log: (message) => void logged.push(message),
    });
  });
  afterEach(async () => {
    maintenance.stop();
    if (store.isOpen()) {
      await opened.database.close();
      await store.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const fill = async (count: number, text = 'Grüße'): Promise<void> => {
    await opened.records.bulkInsert(
      Array.from({ length: count }, (_, i) => ({ id: `r${String(i).padStart(4, '0')}`, count: i, text })),
    );
    await store.backlog.drain();
  };
  const number = (sql: string): number => Number(store.connection.prepare(sql).get([])?.[0]);
  const rows = (): number => number(`SELECT count(*) FROM "${TABLE}"`);
  const freePages = (): number => number('PRAGMA freelist_count');
  /** As a medium does it: nobody is told. */
  const spoil = (set: string, id: string): void => {
    const table = set.startsWith('data') ? `${TABLE}_json` : TABLE;
    store.connection
      .prepare(`UPDATE "${table}" SET ${set} WHERE n = (SELECT n FROM "${TABLE}" WHERE id = ?)`)
      .run([id]);
  };

  it('purges deleted records thirty days after, all of them, and no others', async () => {
    await fill(500);
    await opened.records.bulkRemove(Array.from({ length: 450 }, (_, i) => `r${String(i).padStart(4, '0')}`));
    nowMs = Date.now() + 29 * DAY_MS;
    await maintenance.round();
    expect(rows()).toBe(500);
    nowMs = Date.now() + 31 * DAY_MS;
    mayPurge = false;
    await maintenance.round();
    expect(rows()).toBe(500);
    mayPurge = true;
    await maintenance.round();
    expect(rows()).toBe(50);
    expect(await opened.records.find().exec()).toHaveLength(50);
    expect(logged).toEqual([]);
  });

  it('gives back space that became free, in steps, until little is left', async () => {
    await fill(1_500, 'a page of text. '.repeat(700));
    await opened.records.bulkRemove(
      Array.from({ length: 1_500 }, (_, i) => `r${String(i).padStart(4, '0')}`),
    );
    nowMs = Date.now() + 31 * DAY_MS;
    store.connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const before = statSync(path).size;
    await maintenance.round();
    store.connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(freePages()).toBeLessThanOrEqual(1_024);
    expect(statSync(path).size).toBeLessThan(before / 2);
    expect(steps).toBeGreaterThan(5);
    await fill(3);
    expect(await opened.records.find().exec()).toHaveLength(3);
  });

  it('compares every row once a day: damaged ones are set aside, columns written anew', async () => {
    await fill(450);
    await maintenance.round();
    spoil(`data = replace(data, 'Grüße', 'Grüsse')`, 'r0003');
    spoil('f_count = 77', 'r0440');
    nowMs += DAY_MS / 2;
    await maintenance.round();
    expect(store.damaged.list()).toEqual([]);
    nowMs += DAY_MS;
    await maintenance.round();
    expect(store.damaged.waiting(collectionName)).toEqual(['r0003']);
    expect(number(`SELECT f_count FROM "${TABLE}" WHERE id = 'r0440'`)).toBe(440);
    expect(rows()).toBe(449);
  });

  it('steps back while records come in bulk, and ends when the store is closed or it is stopped', async () => {
    await fill(450);
    spoil(`data = replace(data, 'Grüße', 'Grüsse')`, 'r0003');
    const letGo = store.backlog.hold();
    await maintenance.round();
    expect(store.damaged.list()).toEqual([]);
    letGo();
    // What was left out is made up for in the next round, not a day later.
    await maintenance.round();
    expect(store.damaged.waiting(collectionName)).toEqual(['r0003']);
    await opened.database.close();
    onStep = () => void store.close();
    await maintenance.round();
    maintenance.stop();
    await maintenance.round();
    expect(logged).toEqual([]);
  });
});
