import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRxDatabase } from 'rxdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkStore, repairStore } from '#main/host/storage/check.ts';
import { getRxStorageSqlite } from '#main/host/storage/rx-storage.ts';
import { type OpenStore, openStoreFile } from '#main/host/storage/store-file.ts';
import { addSums } from '#main/host/storage/sum-conversion.ts';
import { bundleForNode } from '../support/bundle.ts';
import { runUntilKilled } from '../support/killed.ts';
import { asVersion2 } from '../support/version-2-store.ts';
import { collectionName, recordSchema } from './durability-schema.ts';

const KEY = 'a key for the conversion test';
const COUNT = 1_200;
const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const nothing = (): void => {};

describe('a store without checksums', () => {
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
  /** A store of version 2; `spoil` changes it first. */
  const older = async (spoil: (store: OpenStore) => void = nothing): Promise<void> => {
    const store = mustOpen();
    const { database, records } = await recordsOf(store);
    await records.bulkInsert(
      Array.from({ length: COUNT }, (_, i) => ({ id: `r${i}`, count: i, text: `page ${i}` })),
    );
    await database.close();
    spoil(store);
    asVersion2(store.connection);
    await store.close();
  };

  it('gets them with its progress told, and has all records afterwards', async () => {
    await older();
    const store = mustOpen();
    const told: (readonly [number, number])[] = [];
    await addSums(store, immediate, (done, total) => told.push([done, total]));
    expect(told.length).toBeGreaterThan(4);
    const dones = told.map(([done]) => done);
    expect(dones).toEqual([...dones].sort((a, b) => a - b));
    expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1]);
    const { database, records } = await recordsOf(store);
    expect(await records.count().exec()).toBe(COUNT);
    expect((await records.find().exec()).map(({ count }) => count).sort((a, b) => a - b)).toEqual(
      Array.from({ length: COUNT }, (_, i) => i),
    );
    expect(await repairStore(store, immediate)).toMatchObject({ problems: [], damaged: 0, mended: 0 });
    await database.close();
    await store.close();
    const again = mustOpen();
    await addSums(again, immediate, () => {
      throw new Error('nothing is left to do');
    });
    await again.close();
  });

  it('goes on where it was when it was cut short', async () => {
    await older();
    let turns = 0;
    const store = mustOpen();
    const cut = addSums(
      store,
      async () => {
        turns += 1;
        if (turns === 2) throw new Error('the power failed');
      },
      nothing,
    );
    await expect(cut).rejects.toThrow('the power failed');
    await store.close();
    const again = mustOpen();
    let left = 0;
    await addSums(again, immediate, (_, total) => {
      left = total;
    });
    expect(left).toBeLessThan(COUNT);
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
    const lefts: number[] = [];
    for (let isDone = false; !isDone; ) {
      await runUntilKilled(worker.script, [join(folder, 'store.db'), KEY], (kill) => (line) => {
        const left = /^left (\d+)$/.exec(line)?.[1];
        if (left !== undefined) lefts.push(Number(left));
        isDone = line === 'done' || isDone;
        // At once after a batch, somewhere in the opening, or within the batches.
        if (left !== undefined || isDone) kill(lefts.length % 2 === 0 ? 0 : 8);
      });
    }
    await worker.remove();
    expect(lefts).toEqual([...lefts].sort((a, b) => b - a));
    const store = mustOpen();
    // Nothing is left, also where it was killed after the last batch and before it had told so.
    await addSums(store, immediate, () => {
      throw new Error('something is left to do');
    });
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
    await addSums(store, immediate, nothing);
    const { database, records } = await recordsOf(store);
    expect(await records.find().exec()).toHaveLength(COUNT - 1);
    expect(store.damaged.waiting(collectionName)).toEqual(['r7']);
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
