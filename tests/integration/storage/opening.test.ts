import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRxDatabase } from 'rxdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkStore } from '#main/host/storage/check.ts';
import { StoreFailure } from '#main/host/storage/errors.ts';
import { keyCheckPath } from '#main/host/storage/key-check.ts';
import { getRxStorageSqlite } from '#main/host/storage/rx-storage.ts';
import { type OpenStore, openStoreFile, setAside } from '#main/host/storage/store-file.ts';
import { collectionName, recordSchema } from './durability-schema.ts';

const key = 'the right key';

describe('opening a store', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'deskhand-opening-'));
    path = join(folder, 'profile', 'store.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const mustOpen = (): OpenStore => {
    const opened = openStoreFile(path, key);
    if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.reason}`);
    return opened.value;
  };
  const errorOf = async (withKey = key): Promise<string> => {
    const opened = openStoreFile(path, withKey);
    if (!opened.ok) return opened.error.code;
    await opened.value.close();
    return 'opened';
  };
  const collection = async (store: OpenStore) => {
    const database = await createRxDatabase({
      name: 'opening',
      storage: getRxStorageSqlite({ file: store }),
      multiInstance: false,
    });
    const { records } = await database.addCollections({ [collectionName]: { schema: recordSchema } });
    if (records === undefined) throw new Error('the collection is missing');
    return { database, records };
  };
  const filled = async (): Promise<void> => {
    const store = mustOpen();
    const { database, records } = await collection(store);
    await records.bulkInsert(
      Array.from({ length: 500 }, (_, i) => ({ id: `r${i}`, count: i, text: 'secret words '.repeat(30) })),
    );
    await database.close();
    await store.close();
  };

  it('creates it, and finds yesterday’s data the next time', async () => {
    await filled();
    const store = mustOpen();
    const { database, records } = await collection(store);
    expect(await records.count().exec()).toBe(500);
    expect(
      (await records.find({ selector: { count: { $gt: 497 } } }).exec()).map((each) => each.primary),
    ).toEqual(['r498', 'r499']);
    await database.close();
    await store.close();
  });

  it('writes nothing readable to disk', async () => {
    await filled();
    for (const name of readdirSync(join(folder, 'profile'))) {
      const bytes = readFileSync(join(folder, 'profile', name));
      expect(bytes.includes('secret words'), name).toBe(false);
      expect(bytes.includes(key), name).toBe(false);
    }
  });

  it('leaves one file with no log beside it when closed', async () => {
    await filled();
    expect(readdirSync(join(folder, 'profile')).sort()).toEqual([
      'store.db',
      'store.db.json',
      'store.db.lock',
    ]);
  });

  it('tells a wrong key', async () => {
    await filled();
    const before = readFileSync(path);
    expect(await errorOf('another key')).toBe('wrong-key');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(await errorOf()).toBe('opened');
  });

  it('tells damage from a wrong key: a header, a whole file, an end that is missing', async () => {
    await filled();
    const sound = readFileSync(path);
    const damaged: readonly (readonly [string, Buffer])[] = [
      ['header', Buffer.concat([Buffer.alloc(4096, 7), sound.subarray(4096)])],
      ['text', Buffer.from('not a database, though somebody saved it here\n'.repeat(500))],
      ['first page only', sound.subarray(0, 100)],
    ];
    for (const [what, bytes] of damaged) {
      writeFileSync(path, bytes);
      expect(await errorOf(), what).toBe('damaged');
      expect(await errorOf('another key'), what).toBe('wrong-key');
    }
  });

  it('finds damage further in when asked to check', async () => {
    await filled();
    const bytes = readFileSync(path);
    bytes.fill(7, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 3 * 8192);
    writeFileSync(path, bytes);
    const opened = openStoreFile(path, key);
    if (!opened.ok) throw new Error(opened.error.code);
    expect(checkStore(opened.value).problems).not.toEqual([]);
    await opened.value.close();
  });

  it('opens and mends the key check when it was lost; without it, a wrong key looks like damage', async () => {
    await filled();
    rmSync(keyCheckPath(path));
    expect(await errorOf('another key')).toBe('damaged');
    await mustOpen().close();
    expect(existsSync(keyCheckPath(path))).toBe(true);
    expect(await errorOf('another key')).toBe('wrong-key');
  });

  it('tells a store of a newer version and does not touch it', async () => {
    const store = mustOpen();
    store.connection.exec('PRAGMA user_version = 99');
    await store.close();
    const before = readFileSync(path);
    const opened = openStoreFile(path, key);
    expect(opened).toMatchObject({ ok: false, error: { code: 'newer-version', details: { version: 99 } } });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('tells a folder in its place, and a place that cannot be', async () => {
    mkdirSync(path, { recursive: true });
    expect(await errorOf()).toBe('unreadable');
    writeFileSync(join(folder, 'file'), '');
    path = join(folder, 'file', 'store.db');
    expect(await errorOf()).toBe('unreadable');
  });

  it('tells a full disk at a write, keeps what was there and goes on when there is room', async () => {
    const store = mustOpen();
    const { database, records } = await collection(store);
    await records.insert({ id: 'before', count: 1, text: 'x' });
    const pages = Number(store.connection.prepare('PRAGMA page_count').get([])?.[0]);
    store.connection.exec(`PRAGMA max_page_count = ${pages + 5}`);
    const large = { id: 'large', count: 2, text: 'x'.repeat(200_000) };
    const failure = await records.insert(large).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreFailure);
    expect((failure as StoreFailure).storeError.code).toBe('disk-full');
    expect(await records.findOne('large').exec()).toBeNull();
    store.connection.exec('PRAGMA max_page_count = 1000000');
    await records.insert(large);
    expect((await records.find().exec()).map((each) => each.primary)).toEqual(['before', 'large']);
    expect(checkStore(store).problems).toEqual([]);
    await database.close();
    await store.close();
  });

  it('tells a store that is open already, here or in another process, until that one is gone', async () => {
    const store = mustOpen();
    expect(openStoreFile(path, key)).toMatchObject({
      ok: false,
      error: { code: 'locked', details: { pid: process.pid } },
    });
    await store.close();
    const other = holdLock(`${path}.lock`);
    await once(other.stdout, 'data');
    expect(await errorOf()).toBe('locked');
    other.kill('SIGKILL');
    await once(other, 'exit');
    await mustOpen().close();
  });

  it('sets a store aside under a name with the time, whole, and starts a new one', async () => {
    await filled();
    const before = readFileSync(path);
    const keyCheck = readFileSync(keyCheckPath(path));
    const moved = setAside(path, Date.UTC(2026, 0, 2, 3, 4, 5));
    expect(moved).toEqual({ ok: true, value: `${path}.set-aside-2026-01-02T03-04-05-000Z` });
    const target = moved.ok ? moved.value : '';
    expect(readFileSync(target).equals(before)).toBe(true);
    expect(readFileSync(keyCheckPath(target)).equals(keyCheck)).toBe(true);
    const fresh = mustOpen();
    const { database, records } = await collection(fresh);
    expect(await records.count().exec()).toBe(0);
    await database.close();
    await fresh.close();
    // Nothing is lost: put back, it opens as it was.
    copyFileSync(target, path);
    copyFileSync(keyCheckPath(target), keyCheckPath(path));
    const again = await collection(mustOpen());
    expect(await again.records.count().exec()).toBe(500);
    await again.database.close();
  });

  it('does not overwrite what was set aside before', async () => {
    await filled();
    const first = setAside(path, 0);
    await mustOpen().close();
    const second = setAside(path, 0);
    expect(first.ok && second.ok && first.value !== second.value).toBe(true);
  });

  it('refuses to set aside a store that is open', async () => {
    const store = mustOpen();
    expect(setAside(path, 0)).toMatchObject({ ok: false, error: { code: 'locked' } });
    await store.close();
  });
});

/** Another process that holds the lock and says so. */
function holdLock(lockFile: string) {
  const script = `
    const Database = require('libsql');
    const db = new Database(process.argv[1]);
    db.exec('BEGIN IMMEDIATE');
    process.stdout.write('held');
    setInterval(() => db.inTransaction, 1000);`;
  return spawn(process.execPath, ['-e', script, lockFile], { stdio: ['ignore', 'pipe', 'inherit'] });
}
