import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRxDatabase } from 'rxdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkStore, repairStore } from '#main/host/storage/check.ts';
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

  const mustOpen = (): OpenStore => {
    const opened = openStoreFile(join(folder, 'store.db'), KEY);
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
  /** `spoil` changes the store first. */
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
  const older = async (spoil: (store: OpenStore) => void = nothing): Promise<void> => {
    const store = mustOpen();
    const { database, records } = await recordsOf(store);
    await records.bulkInsert(
      Array.from({ length: COUNT }, (_, i) => ({ id: `r${i}`, count: i, text: `page ${i}` })),
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

  it('loses nothing though it is killed again and again on the way, and is through in the end', async () => {
    await older();
    const worker = await bundleForNode('tests/integration/storage/conversion-worker.ts');
    const lefts: (readonly [step: string, left: number])[] = [];
    for (let isDone = false; !isDone; ) {
      await runUntilKilled(worker.script, [join(folder, 'store.db'), KEY], (kill) => (line) => {
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

  it('keeps a row that SQLite can not read, and goes on with the others', async () => {
    await older();
    const store = mustOpen();
    const { connection } = store;
    const row = Number(connection.prepare(`SELECT n FROM "${TABLE}" WHERE id = 'r7'`).get([])?.[0]);
    const reads = `FROM "${TABLE}" WHERE n BETWEEN`;
    /** As SQLite does where the bytes of a row can't be right. */
    const damaged: typeof connection = {
      ...connection,
      prepare: (sql) => {
        const statement = connection.prepare(sql);
        if (!sql.includes(reads)) return statement;
        const run: typeof statement.run = (params) => {
          const [first, last] = params as number[];
          if (Number(first) <= row && row <= Number(last))
            throw Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' });
          return statement.run(params);
        };
        return { ...statement, run };
      },
    };
    await convertLayout({ connection: damaged, path: store.path }, immediate, nothing);
    const { database, records } = await recordsOf(store);
    expect(await records.find().exec()).toHaveLength(COUNT - 1);
    expect(store.damaged.waiting(collectionName)).toEqual(['r7']);
    const kept = connection.prepare('SELECT id, data FROM dh_kept_1').all([]);
    expect(kept.map(([id, data]) => [id, JSON.parse(String(data)).text])).toEqual([['r7', 'page 7']]);
    expect(checkStore(store).problems).toEqual([]);
    await database.close();
    await store.close();
  });

  it('of a version to come is left alone', async () => {
    await older((store) => store.connection.exec('SELECT 1'));
    const store = mustOpen();
    store.connection.exec('PRAGMA user_version = 4711');
    await store.close();
    expect(openStoreFile(join(folder, 'store.db'), KEY)).toMatchObject({
      ok: false,
      error: { code: 'newer-version', reason: 'store.newer' },
    });
  });
});
