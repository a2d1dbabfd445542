import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLeafStore, type LeafStore } from '#main/host/local/leaves.ts';
import { createLocalTables } from '#main/host/local/local-tables.ts';
import { createLocalValues, type LocalValues } from '#main/host/local/values.ts';
import { openStoreFile } from '#main/host/storage/store-file.ts';
import type { CouchClient } from '#main/host/sync/couch-client.ts';
import { createLeaves } from '#main/host/sync/leaves.ts';

let folder: string;
let store: LeafStore;
let values: LocalValues;
let close: () => Promise<void>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskhand-leaf-notes-'));
  const opened = openStoreFile(join(folder, 'store.db'), 'a key for leaves');
  if (!opened.ok) throw new Error(opened.error.reason);
  const { connection } = opened.value;
  close = opened.value.close;
  createLocalTables(connection);
  store = createLeafStore(connection, 'server-1', 'tickets');
  values = createLocalValues(connection);
  values.set('scan', 'done');
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

const ID = 't-1';

/** The leaves of a device whose server answers questions about records by `answer`. */
const leavesWith = (answer: (path: string) => unknown) => {
  const client: CouchClient = {
    request: async <T>(path: string) => answer(path) as T,
    bytes: async () => new Uint8Array(),
    signIn: async () => [],
  };
  const unused = (): never => {
    throw new Error('nothing is merged here');
  };
  return createLeaves({
    ...{ collection: 'tickets', databaseName: 'db', client, store, login: 'anna', scanKey: 'scan' },
    connection: { run: (work) => work(new AbortController().signal) },
    ...{ env: unused, settings: unused, handOver: unused, mayDelete: () => false, log: () => {} },
    values,
  });
};

it('keeps what a pull tells of while the server is asked: its answer is from before', async () => {
  let late = ['2-late'];
  const leaves = leavesWith((path) => {
    leaves.found([{ id: ID, revs: late }]);
    late = [];
    return { _id: ID, _rev: path };
  });
  store.found(ID, ['2-early']);
  await leaves.absorb();
  expect(store.notedOf(ID)).toEqual(['2-late']);
  await leaves.absorb();
  expect(store.notedOf(ID)).toEqual([]);
});

it('is looked at again by who had no right to it once the record is another one', () => {
  store.found(ID, ['2-mine', '2-theirs']);
  store.settle(ID, ['2-mine'], null);
  store.settle(ID, ['2-theirs'], 'anna');
  expect(store.notedOf(ID)).toEqual([]);
  store.found(ID, ['2-mine', '2-theirs']);
  expect(store.notedOf(ID)).toEqual(['2-theirs']);
});

it('reaches those behind many that stay open', async () => {
  const ids = Array.from({ length: 250 }, (_, at) => `t-${at}`);
  for (const id of ids) store.found(id, ['2-lost']);
  const asked = new Set<string>();
  const leaves = leavesWith((path) => {
    const id = path.split('/')[2]?.split('?')[0] ?? '';
    asked.add(id);
    // Told of again by every answer, so it stays open.
    leaves.found([{ id, revs: ['3-again'] }]);
    return { _id: id, _rev: '4-a' };
  });
  await leaves.absorb();
  expect(asked.size).toBe(250);
});
