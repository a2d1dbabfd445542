import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRxDatabase } from 'rxdb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkStore, repairStore } from '#main/host/storage/check.ts';
import { checkedColumns } from '#main/host/storage/checked-rows.ts';
import { columnsFor, openReader } from '#main/host/storage/reader.ts';
import { getRxStorageSqlite } from '#main/host/storage/rx-storage.ts';
import { searchText } from '#main/host/storage/search-query.ts';
import { type OpenStore, openStoreFile } from '#main/host/storage/store-file.ts';
import { type Bundle, bundleForNode } from '../support/bundle.ts';
import { collectionName, fullText, recordSchema } from './durability-schema.ts';

const KEY = 'a key for the damage test';
const RECORDS = Array.from({ length: 200 }, (_, i) => ({
  id: `record-${String(i).padStart(4, '0')}`,
  count: i,
  text: `Grüße, page ${i} `.repeat(20 + (i % 30)),
}));
/** Each is one flipped bit somewhere in the encrypted file. */
const FLIPS = 24;

const digestOf = ({ count, text }: (typeof RECORDS)[number]): string =>
  createHash('sha256')
    .update(JSON.stringify([count, text]))
    .digest('hex');
const ORIGINALS = new Map(RECORDS.map((record) => [record.id, digestOf(record)]));

/** What a named error may be called; anything else is a bug. */
const NAMED = ['damaged', 'unreadable', 'wrong-key'];

const openRecords = async (path: string) => {
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

describe('a store whose bytes changed on the medium', () => {
  let folder: string;
  let reader: Bundle;
  const sound = (): string => join(folder, 'sound', 'store.db');
  let copies = 0;
  const copied = (): string => {
    copies += 1;
    cpSync(join(folder, 'sound'), join(folder, `copy${copies}`), { recursive: true });
    return join(folder, `copy${copies}`, 'store.db');
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'deskhand-damage-'));
    reader = await bundleForNode('tests/integration/storage/damage-reader.ts');
    const { store, database, records } = await openRecords(sound());
    await records.bulkInsert(RECORDS);
    await store.backlog.drain();
    await database.close();
    await store.close();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    reader.remove();
  });

  it(`is read to the end with any bit flipped, and no record comes out changed (${FLIPS} bits)`, () => {
    const scratch = mkdtempSync(join(folder, 'flips-'));
    const run = spawnSync(process.execPath, [reader.script, sound(), KEY, scratch, '0', String(FLIPS)], {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    const tried = run.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map(
        (line) =>
          JSON.parse(line) as {
            seed: number;
            documents: Record<string, string[]>;
            aside: string[];
            errors: string[];
          },
      );
    expect({ status: run.status, tried: tried.length, stderr: run.stderr.slice(-2000) }).toEqual({
      status: 0,
      tried: FLIPS,
      stderr: '',
    });
    for (const { seed, documents, aside, errors } of tried) {
      const odd = Object.entries(documents).filter(
        ([id, digests]) => digests.length !== 1 || digests[0] !== ORIGINALS.get(id),
      );
      expect(odd, `changed by bit ${seed}`).toEqual([]);
      expect(
        errors.filter((error) => !NAMED.includes(error)),
        `unnamed at bit ${seed}`,
      ).toEqual([]);
      // Whatever is not shown was said to be damaged.
      const missing = [...ORIGINALS.keys()].filter((id) => documents[id] === undefined);
      if (errors.length === 0) {
        expect(
          missing.filter((id) => !aside.includes(id)),
          `missing at bit ${seed}`,
        ).toEqual([]);
      }
    }
  });

  /** As the medium would: the row's bytes are others, and nothing else knows of it. */
  const damage = (store: OpenStore, column: string, n: number, sql: string): void => {
    const table = column === 'data' ? `${collectionName}_v0_json` : `${collectionName}_v0`;
    store.connection.exec(`UPDATE "${table}" SET ${column} = ${sql} WHERE n = ${n}`);
  };
  const WAYS: readonly (readonly [string, string, string])[] = [
    ['a letter of the text', 'data', "replace(data, 'page 7', 'page 8')"],
    ['bytes that are no text', 'data', "CAST(CAST(substr(data, 1, 40) AS BLOB) || x'ff80' AS TEXT)"],
    ['no JSON', 'data', 'substr(data, 2)'],
    ['the checksum', 'sum', 'sum + 1'],
    ['no checksum', 'sum', 'NULL'],
  ];

  it.each(WAYS)(
    'names a record with %s, leaves it out everywhere and keeps its bytes',
    async (_, column, sql) => {
      const { store, database, records } = await openRecords(copied());
      const sqlReader = openReader(store);
      const columns = columnsFor(store, collectionName);
      const found: string[] = [];
      store.damaged.onFound((collection, id) => found.push(`${collection} ${id}`));
      damage(store, column, 8, sql);
      const shown = sqlReader.all(
        `SELECT json_extract(data, '$.id'), ${checkedColumns('checked', columns.open)} FROM ${columns.table} ORDER BY id`,
      );
      expect(shown).toHaveLength(RECORDS.length - 1);
      expect(found).toEqual([`${collectionName} record-0007`]);
      expect(store.damaged.list()).toMatchObject([{ id: 'record-0007', state: 'waiting', hadUnsent: false }]);
      expect(await records.findOne('record-0007').exec()).toBeNull();
      expect(await records.count().exec()).toBe(RECORDS.length - 1);
      expect(
        searchText(store, sqlReader, 'page', { limit: 1000 }).filter(({ id }) => id === 'record-0007'),
      ).toEqual([]);
      expect(
        store.connection.prepare('SELECT document AS bytes FROM dh_damaged').get([])?.[0],
      ).not.toBeNull();
      // What comes back stands where it was.
      await records.insert({ ...RECORDS[7], text: 'from the server' });
      store.damaged.settle(collectionName, 'record-0007', 'restored', false);
      expect(store.damaged.waiting(collectionName)).toEqual([]);
      expect(await records.count().exec()).toBe(RECORDS.length);
      expect(checkStore(store).problems).toEqual([]);
      await database.close();
      await store.close();
    },
  );

  it('compares a row that a list has shown again once its checksum is another one', async () => {
    const { store, database } = await openRecords(copied());
    const sqlReader = openReader(store);
    const columns = columnsFor(store, collectionName);
    const listed = (): number =>
      sqlReader.all(
        `SELECT json_extract(data, '$.id'), ${checkedColumns('checked', columns.open)} FROM ${columns.table}`,
      ).length;
    expect(listed()).toBe(RECORDS.length);
    damage(store, 'sum', 5, 'sum + 1');
    expect(listed()).toBe(RECORDS.length - 1);
    // The other half of a row is told by its checksum only when it is compared anew, as maintenance asks for.
    damage(store, 'data', 6, "replace(data, 'page 5', 'page 6')");
    columns.open.seen.forget();
    expect(listed()).toBe(RECORDS.length - 2);
    expect(store.damaged.waiting(collectionName)).toEqual(['record-0004', 'record-0005']);
    await database.close();
    await store.close();
  });

  it('finds a damaged row by RxDB, by its id and by the changes, and writes over it', async () => {
    const { store, database, records } = await openRecords(copied());
    damage(store, 'data', 3, "replace(data, 'page 2', 'page 3')");
    damage(store, 'data', 4, "replace(data, 'page 3', 'page 4')");
    damage(store, 'data', 5, "replace(data, 'page 4', 'page 5')");
    expect((await records.findByIds(['record-0002', 'record-0001']).exec()).size).toBe(1);
    // The writer sees that its row is gone rather than a conflict with what it can't read.
    await records.insert(RECORDS[3]);
    const changes = await records.storageInstance.originalStorageInstance.getChangedDocumentsSince?.(1000);
    expect(changes?.documents).toHaveLength(RECORDS.length - 2);
    expect(store.damaged.waiting(collectionName)).toEqual(['record-0002', 'record-0003', 'record-0004']);
    await database.close();
    await store.close();
  });

  it('sets aside what is left of a record that lost one of its halves', async () => {
    const { store, database, records } = await openRecords(copied());
    store.connection.exec(`DELETE FROM "${collectionName}_v0_json" WHERE n = 3`);
    store.connection.exec(`DELETE FROM "${collectionName}_v0" WHERE n IN (5, ${RECORDS.length})`);
    expect(await records.findOne('record-0002').exec()).toBeNull();
    // Its number is given out again.
    await records.insert({ id: 'a-new-one', count: 1, text: 'after the damage' });
    expect(await records.findOne('a-new-one').exec()).toMatchObject({ text: 'after the damage' });
    expect(await repairStore(store, () => Promise.resolve())).toMatchObject({ problems: [], damaged: 1 });
    expect(store.damaged.waiting(collectionName)).toEqual(['record-0002', 'record-0004']);
    const kept = store.damaged.page([collectionName], 0, 9).find(({ id }) => id === 'record-0004');
    expect(JSON.parse(Buffer.from(kept?.bytes ?? []).toString())).toMatchObject(RECORDS[4] ?? {});
    expect(checkStore(store).problems).toEqual([]);
    await database.close();
    await store.close();
  });

  it('keeps the bytes of an edit that was lost until somebody took note, though the record is damaged once more', async () => {
    const { store, database, records } = await openRecords(copied());
    const { id } = RECORDS[7] as (typeof RECORDS)[number];
    const bytesOf = (): string =>
      Buffer.from(store.damaged.page([collectionName], 0, 10)[0]?.bytes ?? []).toString();
    const spoil = async (text: string): Promise<void> => {
      await records.incrementalUpsert({ id, count: 7, text });
      const [n] =
        store.connection.prepare(`SELECT n FROM "${collectionName}_v0" WHERE id = ?`).get([id]) ?? [];
      damage(store, 'sum', Number(n), 'sum + 1');
      expect(await records.storageInstance.findDocumentsById([id], false)).toEqual([]);
    };
    await spoil('never sent');
    expect(bytesOf()).toContain('never sent');
    store.damaged.settle(collectionName, id, 'restored', true);
    await spoil('the server’s');
    expect(store.damaged.waiting(collectionName)).toEqual([id]);
    store.damaged.settle(collectionName, id, 'restored', false);
    expect(store.damaged.list()).toMatchObject([{ id, state: 'restored', hadUnsent: true }]);
    expect(bytesOf()).toContain('never sent');
    store.damaged.forget(collectionName, id);
    await spoil('another one');
    expect(store.damaged.list()).toMatchObject([{ id, hadUnsent: false }]);
    expect(bytesOf()).toContain('another one');
    await database.close();
    await store.close();
  });

  it('takes back what a part of a transaction did that failed, and no more', async () => {
    const { store, database } = await openRecords(copied());
    const { connection } = store;
    connection.exec('CREATE TABLE parts (text TEXT)');
    const put = (text: string): void => {
      connection.prepare('INSERT INTO parts VALUES (?)').run([text]);
    };
    const fail = (): void =>
      connection.within(() => {
        put('half done');
        throw new Error('as a medium does it');
      });
    connection.transaction(() => {
      put('before');
      expect(fail).toThrow('as a medium does it');
      connection.within(() => put('after'));
    });
    expect(connection.prepare('SELECT text FROM parts').all([])).toEqual([['before'], ['after']]);
    await database.close();
    await store.close();
  });

  it('mends columns and indexes from the documents when it is checked', async () => {
    const { store, database, records } = await openRecords(copied());
    damage(store, 'f_count', 10, '4711');
    damage(store, 'rev', 11, "CAST(x'41ff' AS TEXT)");
    damage(store, 'data', 12, "replace(data, 'page 11', 'page 12')");
    const repaired = await repairStore(store, () => Promise.resolve());
    expect(repaired).toMatchObject({ problems: [], damaged: 1, mended: 2 });
    expect(await records.findOne({ selector: { count: 9 } }).exec()).toMatchObject({ id: 'record-0009' });
    expect(await repairStore(store, () => Promise.resolve())).toMatchObject({ damaged: 0, mended: 0 });
    await database.close();
    await store.close();
  });
});
