import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRxDatabase } from 'rxdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkStore, repairStore } from '#main/host/storage/check.ts';
import type { Connection, SqlParams } from '#main/host/storage/driver.ts';
import { convertLayout } from '#main/host/storage/layout-conversion.ts';
import { getRxStorageSqlite } from '#main/host/storage/rx-storage.ts';
import { type OpenStore, openStoreFile } from '#main/host/storage/store-file.ts';
import { bundleForNode } from '../support/bundle.ts';
import { runUntilKilled } from '../support/killed.ts';
import { asVersion2, asVersion3 } from '../support/older-stores.ts';
import { collectionName, recordSchema } from './durability-schema.ts';

const KEY = 'a key for the conversion test';
const COUNT = 1_200;
const TABLE = `${collectionName}_v0`;
const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const nothing = (): void => {};

/** `before` is told of each statement that is run, and may throw in its place. */
const watched = (connection: Connection, before: (sql: string, params: SqlParams) => void): Connection => ({
  ...connection,
  exec: (sql) => {
    before(sql, []);
    connection.exec(sql);
  },
  prepare: (sql) => {
    const statement = connection.prepare(sql);
    const run: typeof statement.run = (params) => {
      before(sql, params);
      return statement.run(params);
    };
    const get: typeof statement.get = (params) => {
      if (sql.includes('CAST(data')) before(sql, params);
      return statement.get(params);
    };
    return { ...statement, run, get };
  },
});

/** Each with the steps that its stores go through. */
const VERSIONS = [
  ['2, without checksums', asVersion2, ['checksums', 'documents']],
  ['3, with the JSON beside the columns', asVersion3, ['documents']],
] as const;

describe.each(VERSIONS)('a store of version %s', (_version, makeOlder, steps) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'deskhand-sums-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const mustOpen = (within = join(folder, 'store')): OpenStore => {
    mkdirSync(within, { recursive: true });
    const opened = openStoreFile(join(within, 'store.db'), KEY);
    if (!opened.ok) throw new Error(opened.error.reason);
    return opened.value;
  };
  const recordsOf = async (store: OpenStore) => {
    const database = await createRxDatabase({
      name: 'durability',
      storage: getRxStorageSqlite({ file: store }),
      multiInstance: false,
    });
    const { records } = await database.addCollections({ [collectionName]: { schema: recordSchema } });
    if (records === undefined) throw new Error('the collection is missing');
    return { database, records };
  };
  /** Tables, views and indexes, and what the planner expects of them. */
  const layoutOf = ({ connection }: OpenStore): readonly unknown[] => [
    ...connection
      .prepare(
        `SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT GLOB 'dh_*' AND tbl_name NOT GLOB 'dh_*' ORDER BY type, name`,
      )
      .all([]),
    ...connection.prepare('SELECT DISTINCT tbl, idx FROM sqlite_stat1 ORDER BY tbl, idx').all([]),
  ];
  let layout: readonly unknown[] = [];
  /** `spoil` changes the store first. */
  const older = async (spoil: (store: OpenStore) => void = nothing, count = COUNT): Promise<void> => {
    const store = mustOpen();
    const { database, records } = await recordsOf(store);
    await records.bulkInsert(
      Array.from({ length: count }, (_, i) => ({ id: `r${i}`, count: i, text: `page ${i}` })),
    );
    await database.close();
    layout = layoutOf(store);
    makeOlder(store.connection);
    spoil(store);
    await store.close();
  };

  it('is converted with its progress told, and has all records afterwards', async () => {
    await older();
    const store = mustOpen();
    const told: { readonly step: string; readonly done: number; readonly total: number }[] = [];
    await convertLayout(store, immediate, (step, done, total) => told.push({ step, done, total }));
    expect([...new Set(told.map(({ step }) => step))]).toEqual(steps);
    for (const step of steps) {
      const ofStep = told.filter((one) => one.step === step);
      const dones = ofStep.map(({ done }) => done);
      expect(dones.length).toBeGreaterThan(4);
      expect(dones).toEqual([...dones].sort((a, b) => a - b));
      expect(dones.at(-1)).toBe(ofStep.at(-1)?.total);
    }
    expect(layoutOf(store)).toEqual(layout);
    const { database, records } = await recordsOf(store);
    expect(await records.count().exec()).toBe(COUNT);
    expect((await records.find().exec()).map(({ count }) => count).sort((a, b) => a - b)).toEqual(
      Array.from({ length: COUNT }, (_, i) => i),
    );
    expect(await repairStore(store, immediate)).toMatchObject({ problems: [], damaged: 0, mended: 0 });
    await database.close();
    await store.close();
    const again = mustOpen();
    await convertLayout(again, immediate, () => {
      throw new Error('nothing is left to do');
    });
    await again.close();
  });

  it('goes on where it was when it was cut short', async () => {
    await older();
    let turns = 0;
    const store = mustOpen();
    const cut = convertLayout(
      store,
      async () => {
        turns += 1;
        // RxDB's own tables have had theirs.
        if (turns === 5) throw new Error('the power failed');
      },
      nothing,
    );
    await expect(cut).rejects.toThrow('the power failed');
    await store.close();
    const again = mustOpen();
    const totals = new Map<string, number>();
    await convertLayout(again, immediate, (step, _, total) => totals.set(step, total));
    expect(totals.get(steps[0])).toBeLessThan(COUNT);
    const { database, records } = await recordsOf(again);
    expect(await records.find().exec()).toHaveLength(COUNT);
    expect(again.damaged.list()).toEqual([]);
    expect(checkStore(again).problems).toEqual([]);
    await database.close();
    await again.close();
  });

  it('goes on from wherever it was cut short: before each statement that it runs', async () => {
    // Two batches; each checksum is a statement of its own.
    const count = steps.length === 1 ? 260 : 20;
    await older(nothing, count);
    for (let cutAt = 1, isThrough = false; !isThrough; cutAt += 1) {
      const copy = join(folder, 'copy');
      cpSync(join(folder, 'store'), copy, { recursive: true });
      const first = mustOpen(copy);
      let ran = 0;
      const cut = watched(first.connection, () => {
        ran += 1;
        if (ran === cutAt) throw new Error('the power failed');
      });
      await convertLayout({ ...first, connection: cut }, immediate, nothing).catch(() => {});
      isThrough = ran < cutAt;
      await first.close();
      const store = mustOpen(copy);
      await convertLayout(store, immediate, nothing);
      expect(layoutOf(store), `cut at ${cutAt}`).toEqual(layout);
      const rows = store.connection.prepare(`SELECT count(data), count(sum) FROM "${TABLE}_rows"`).get([]);
      expect(rows, `cut at ${cutAt}`).toEqual([count, count]);
      expect(checkStore(store).problems).toEqual([]);
      await store.close();
      rmSync(copy, { recursive: true });
    }
  });

  it('loses nothing though it is killed again and again on the way, and is through in the end', async () => {
    await older();
    const worker = await bundleForNode('tests/integration/storage/conversion-worker.ts');
    const lefts: (readonly [step: string, left: number])[] = [];
    for (let isDone = false; !isDone; ) {
      await runUntilKilled(worker.script, [join(folder, 'store', 'store.db'), KEY], (kill) => (line) => {
        const [, step, left] = /^left (\w+) (\d+)$/.exec(line) ?? [];
        if (step !== undefined) lefts.push([step, Number(left)]);
        isDone = line === 'done' || isDone;
        // At once after a batch, somewhere in the opening, or within the batches.
        if (step !== undefined || isDone) kill(lefts.length % 2 === 0 ? 0 : 8);
      });
    }
    await worker.remove();
    for (const step of steps) {
      const ofStep = lefts.filter((one) => one[0] === step).map(([, left]) => left);
      expect(ofStep.length).toBeGreaterThan(2);
      expect(ofStep).toEqual([...ofStep].sort((a, b) => b - a));
    }
    const store = mustOpen();
    const { database, records } = await recordsOf(store);
    expect((await records.find().exec()).map(({ count }) => count).sort((a, b) => a - b)).toEqual(
      Array.from({ length: COUNT }, (_, i) => i),
    );
    expect(await repairStore(store, immediate)).toMatchObject({ problems: [], damaged: 0, mended: 0 });
    await database.close();
    await store.close();
  });

  it('does not take for sound what was no document before', async () => {
    await older((store) =>
      store.connection.exec(
        `UPDATE "${collectionName}_v0" SET data = CAST(x'7b22ff' AS TEXT) WHERE id = 'r7'`,
      ),
    );
    const store = mustOpen();
    await convertLayout(store, immediate, nothing);
    const { database, records } = await recordsOf(store);
    expect(await records.find().exec()).toHaveLength(COUNT - 1);
    expect(store.damaged.waiting(collectionName)).toEqual(['r7']);
    await database.close();
    await store.close();
  });

  it.each([
    ['SQLITE_CORRUPT', 'bytes can not be right'],
    ['SQLITE_CONSTRAINT_NOTNULL', 'field reads as null'],
  ])('keeps a row that can not be moved (%s: a %s), and goes on with the others', async (code) => {
    await older();
    const store = mustOpen();
    const { connection } = store;
    const row = Number(connection.prepare(`SELECT n FROM "${TABLE}" WHERE id = 'r7'`).get([])?.[0]);
    const reads = `FROM "${TABLE}" WHERE n BETWEEN`;
    const failing = watched(connection, (sql, params) => {
      const [first, last] = params as number[];
      if (sql.includes(reads) && Number(first) <= row && row <= Number(last))
        throw Object.assign(new Error('as a medium does it'), { code });
    });
    const told: string[] = [];
    store.damaged.onFound((collection, id) => told.push(`${collection} ${id}`));
    await convertLayout({ ...store, connection: failing }, immediate, nothing);
    expect(told).toEqual([`${collectionName} r7`]);
    const { database, records } = await recordsOf(store);
    expect(await records.find().exec()).toHaveLength(COUNT - 1);
    expect(store.damaged.waiting(collectionName)).toEqual(['r7']);
    const kept = connection.prepare(`SELECT id, data FROM "dh_kept_${TABLE}"`).all([]);
    expect(kept.map(([id, data]) => [id, JSON.parse(String(data)).text])).toEqual([['r7', 'page 7']]);
    expect(checkStore(store).problems).toEqual([]);
    await database.close();
    await store.close();
  });

  const garbled = (): Error => Object.assign(new Error('as a medium does it'), { code: 'SQLITE_CORRUPT' });
  const countsOf = async (store: OpenStore): Promise<readonly number[]> => {
    const { database, records } = await recordsOf(store);
    const found = await records.find().exec();
    await database.close();
    return found.map(({ count }) => count).sort((a, b) => a - b);
  };
  const indexesIn = (of: readonly unknown[]): readonly unknown[] =>
    (of as readonly (readonly unknown[])[]).filter(([type, , of]) => type === 'index' && of === TABLE);
  const ALL = Array.from({ length: 300 }, (_, i) => i);

  it.each([
    ['no row can leave the old table, whose index is damaged', `DELETE FROM "${TABLE}"`],
    ['the old table can not be dropped', `DROP TABLE "${TABLE}"`],
    ['an index of the old table can not be dropped', `DROP INDEX "${TABLE}_i`],
  ])('has all records where %s', async (_, statement) => {
    await older(nothing, ALL.length);
    const store = mustOpen();
    const failing = watched(store.connection, (sql) => {
      if (sql.startsWith(statement)) throw garbled();
    });
    await convertLayout({ ...store, connection: failing }, immediate, nothing);
    expect(await countsOf(store)).toEqual(ALL);
    expect(store.damaged.list()).toEqual([]);
    expect(indexesIn(layoutOf(store))).toHaveLength(indexesIn(layout).length);
    expect(checkStore(store).problems).toEqual([]);
    await store.close();
  });

  it('tells of a row that only the index still knows', async () => {
    await older(nothing, ALL.length);
    const store = mustOpen();
    const { connection } = store;
    const row = Number(connection.prepare(`SELECT n FROM "${TABLE}" WHERE id = 'r7'`).get([])?.[0]);
    // A page that the table lost: nothing fails, and its rows are not met.
    const without = (sql: string): string =>
      sql
        .replace('WHERE n ', `WHERE n <> ${row} AND n `)
        .replace('NOT INDEXED\n       WHERE', `NOT INDEXED WHERE o.n <> ${row} AND`);
    const lossy: Connection = { ...connection, prepare: (sql) => connection.prepare(without(sql)) };
    await convertLayout({ ...store, connection: lossy }, immediate, nothing);
    expect(store.damaged.waiting(collectionName)).toEqual(['r7']);
    expect(await countsOf(store)).toEqual(ALL.filter((count) => count !== 7));
    await store.close();
  });

  it('of a version to come is left alone', async () => {
    await older();
    const store = mustOpen();
    store.connection.exec('PRAGMA user_version = 4711');
    await store.close();
    expect(openStoreFile(join(folder, 'store', 'store.db'), KEY)).toMatchObject({
      ok: false,
      error: { code: 'newer-version', reason: 'store.newer' },
    });
  });
});
