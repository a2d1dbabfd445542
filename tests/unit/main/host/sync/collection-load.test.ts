import { expect, test } from 'vitest';
import { createCollectionLoad } from '#main/host/sync/collection-load.ts';
import type { CollectionWorld } from '#main/host/sync/collection-world.ts';
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
