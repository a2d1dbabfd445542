import { expect, test } from 'vitest';
import { follow } from '#main/host/sync/collection-pull.ts';
import type { CollectionWorld } from '#main/host/sync/collection-world.ts';
import { type CouchClient, CouchError } from '#main/host/sync/couch-client.ts';
import { createLeafScan } from '#main/host/sync/leaf-scan.ts';
import { createLeaves } from '#main/host/sync/leaves.ts';

type LeafParts = Parameters<typeof createLeaves>[0];
const signal = new AbortController().signal;
const connection = { run: <T>(work: (given: AbortSignal) => Promise<T>): Promise<T> => work(signal) };

test('a record that the server does not give keeps no other from being looked at, and is told afterwards', async () => {
  const open = new Set(['broken', 'other']);
  const request = async (path: string) => {
    if (path.includes('broken')) throw new CouchError('offline', 500, 'badmatch');
    throw new CouchError('missing', 404, 'missing');
  };
  const leaves = createLeaves({
    client: { request },
    connection,
    databaseName: 'deskhand-tickets',
    scanKey: 'scan',
    values: { get: () => 'done' },
    store: {
      open: (after: string) => [...open].filter((id) => id > after),
      notedOf: () => ['1-a'],
      drop: (id: string) => void open.delete(id),
      reopen: () => {},
    },
    // As much as a record takes that is not on the server any more.
  } as unknown as LeafParts);
  await expect(leaves.absorb()).rejects.toThrow('badmatch');
  expect([...open]).toEqual(['broken']);
});

test('while losing revisions can not be had, changes are followed all the same', async () => {
  const ending = new AbortController();
  const told: string[] = [];
  let pulls = 0;
  await follow(
    {
      client: { request: async () => ({ results: [{}] }) },
      connection,
      generation: { check: async () => {} },
      checkpoint: { moved: async () => {} },
      progress: { figures: () => ({ seq: '1' }), mended: () => {} },
      losing: { absorb: () => Promise.reject(new CouchError('rejected', 403, 'forbidden')) },
      note: (_error: unknown, way: string) => void told.push(way),
      retryMs: 1,
      ending: ending.signal,
    } as unknown as CollectionWorld,
    async () => {
      pulls += 1;
      ending.abort();
    },
  );
  expect([pulls, told]).toEqual([1, ['leaves']]);
});

test('a look through the database does not go on in another one from where it was in the old one', async () => {
  const values = new Map<string, string>();
  const scan = createLeafScan({
    client: {
      request: async () => {
        // The database turns out to be another one, which is pulled from its beginning.
        scan.skip();
        return {
          results: Array.from({ length: 5_000 }, () => ({ id: 'x', changes: [] })),
          last_seq: '5000-old',
        };
      },
    } as unknown as CouchClient,
    connection,
    databaseName: 'deskhand-tickets',
    values: {
      get: (key: string) => values.get(key) ?? null,
      set: (key: string, value: string) => void values.set(key, value),
    } as LeafParts['values'],
    key: 'scan',
    found: () => {},
  });
  await scan.run();
  expect(values.get('scan')).toBe('done');
});
