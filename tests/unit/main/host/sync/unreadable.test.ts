import { expect, test } from 'vitest';
import { createPuller } from '#main/host/sync/collection-pull.ts';
import type { CollectionWorld } from '#main/host/sync/collection-world.ts';
import { CouchError } from '#main/host/sync/couch-client.ts';
import type { Replicated } from '#main/host/sync/couch-documents.ts';
import { createUnreadable } from '#main/host/sync/unreadable.ts';
import { TODAYS_RECORDS } from '../../../../fixtures/records/v0.ts';

const [record] = TODAYS_RECORDS.knowledge as readonly [object & { id: string }];

/** A console whose earlier version could not read a record that this one can. */
const updated = () => {
  const listed = new Set([record.id, 'gone-by-now']);
  let isCut = false;
  const request = async (path: string) => {
    if (path.includes('_all_docs')) return { rows: [{ id: record.id, doc: { ...record, _id: record.id } }] };
    if (isCut) throw new CouchError('rejected', 400, 'cut off');
    return { results: [], last_seq: '7', pending: 0 };
  };
  const collection = 'knowledge';
  const unreadable = createUnreadable({
    ...{ client: { request }, collection, databaseName: 'deskhand-knowledge' },
    database: { collections: { knowledge: { storageInstance: { findDocumentsById: async () => [] } } } },
    unreadableStore: {
      count: () => listed.size,
      ofOtherReaders: () => [...listed],
      save: () => {},
      remove: (_: string, ids: readonly string[]) => ids.filter((id) => listed.delete(id)).length,
    },
    checkpoint: { exchanged: async () => {} },
    now: () => '2026-01-01T00:00:00.000Z',
    onUnreadable: () => {},
    log: () => {},
    // As much of a store and of RxDB as a pull takes that brings no change.
  } as unknown as Parameters<typeof createUnreadable>[0]);
  const handed: (readonly Replicated[])[] = [];
  const world = {
    ...{ client: { request }, collection, databaseName: 'deskhand-knowledge', unreadable },
    connection: { run: (work: (signal: AbortSignal) => unknown) => work(new AbortController().signal) },
    inTurn: (work: () => unknown) => work(),
    generation: { check: async () => {}, distrust: () => {} },
    checkpoint: { moving: () => {}, moved: async () => {}, exchanged: async () => {} },
    progress: { round: () => 0, isFirstThrough: () => true, pulled: () => {} },
    losing: { found: () => {} },
    note: () => {},
  } as unknown as CollectionWorld;
  const puller = createPuller(world, (again) => void handed.push(again));
  return {
    listed,
    handed,
    cut: (cut: boolean): void => {
      isCut = cut;
    },
    pull: () => puller.handler({ seq: '6' }, 10),
  };
};

test('what can be read now stays listed until it is stored, however often the pull that brings it fails', async () => {
  const { cut, handed, listed, pull } = updated();
  cut(true);
  await expect(pull()).rejects.toThrow('cut off');
  expect([...listed]).toEqual([record.id]);
  cut(false);
  expect((await pull()).documents.map(({ id }) => id)).toEqual([record.id]);
  expect([...listed]).toEqual([record.id]);
  expect(handed.map((again) => again.map(({ id }) => id))).toEqual([[record.id]]);
});
