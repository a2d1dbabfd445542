import { expect, test } from 'vitest';
import { createCollectionLoad } from '#main/host/sync/collection-load.ts';
import type { CollectionWorld } from '#main/host/sync/collection-world.ts';
import { type FirstLoadParts, firstLoad } from '#main/host/sync/first-load.ts';
import { DatabaseRecreated } from '#main/host/sync/generation.ts';

test('a process killed while it turns to another database does not go on in it from where it was in the old one', async () => {
  const key = 'sync.load.server.tickets';
  const values = new Map([[key, JSON.stringify({ step: 'loading', seq: '5000-old' })]]);
  const ending = new AbortController();
  const seen: (string | undefined)[] = [];
  const world = {
    ...{ collection: 'tickets', serverId: 'server', identifier: 'x', retryMs: 1, ending: ending.signal },
    values: {
      get: (one: string) => values.get(one) ?? null,
      set: (one: string, value: string) => void values.set(one, value),
    },
    checkpoint: {},
    connection: { run: (work: (signal: AbortSignal) => unknown) => work(ending.signal) },
    database: { collections: { tickets: { storageInstance: { originalStorageInstance: {} } } } },
    generation: {
      check: () => Promise.reject(new DatabaseRecreated('another')),
      // What is written by now is what a killed process leaves.
      accept: () => void seen.push(values.get(key)),
    },
  } as unknown as CollectionWorld;
  expect(await createCollectionLoad(world).first()).toBeNull();
  expect(seen).toEqual([JSON.stringify({ step: 'skipped' })]);
});

test('what could not be read of a page is told before the load goes on from behind it, or a killed process would never tell', async () => {
  const did: string[] = [];
  const instance = {
    getChangedDocumentsSince: async () => ({ documents: [] }),
    internals: {
      loadPage: async () => ({ inserted: 3, isNoted: false, present: [], setAside: [{ id: 'garbage' }] }),
    },
  };
  const local = { storageInstance: { originalStorageInstance: instance } };
  await firstLoad({
    ...{ collection: 'tickets', identifier: 'x', key: 'load', onBegin: () => {} },
    database: { collections: { tickets: local }, hashFunction: async () => 'hash' },
    pending: { ids: () => [] },
    values: {
      get: () => null,
      set: (_key: string, value: string) => void did.push(JSON.parse(value).step),
      setting: (key: string) => key,
      apply: (settings: readonly string[]) => void did.push(`noted ${settings.join()}`),
    },
    nextPage: async () => ({
      isLast: true,
      checkpoint: { seq: '4' },
      bytes: new Uint8Array(),
      noted: 'there',
    }),
    onUnread: async ([one]: readonly { readonly id: string }[]) => void did.push(`told of ${one?.id}`),
    onStored: (_page: unknown, documents: number) => void did.push(`stored ${documents}`),
  } as unknown as FirstLoadParts);
  expect(did).toEqual(['told of garbage', 'noted load,there', 'stored 3', 'through', 'released']);
});
