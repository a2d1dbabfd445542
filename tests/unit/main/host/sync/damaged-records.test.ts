import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { CollectionWorld } from '#main/host/sync/collection-world.ts';
import { watchDamaged } from '#main/host/sync/damaged-records.ts';

test('that an edit was lost is noted before the server’s version takes its place, or a killed process would never tell', async () => {
  const did: unknown[] = [];
  let waiting = ['lost', 'sent'];
  const { signal } = new AbortController();
  watchDamaged({
    ...{ collection: 'tickets', databaseName: 'db', ending: signal, identifier: 'x', retryMs: 1 },
    bases: { remove: () => {} },
    checkpoint: { exchanged: async () => {} },
    client: { request: async () => ({ rows: [] }) },
    connection: { run: (work: (within: AbortSignal) => unknown) => work(signal) },
    damaged: {
      onFound: () => () => {},
      waiting: () => waiting,
      settle: (...told: readonly unknown[]) => {
        did.push(told);
        if (told[2] !== 'waiting') waiting = waiting.filter((id) => id !== told[1]);
      },
    },
    database: { collections: { tickets: { storageInstance: { findDocumentsById: async () => [] } } } },
    pending: { has: (_: string, id: string) => id === 'lost', clear: () => {}, now: () => 0 },
    ...{ onMoved: () => did.push('written'), onDamaged: () => {}, onChange: () => {} },
    ...{ note: (error: unknown) => did.push(error), log: () => {} },
  } as unknown as CollectionWorld);
  for (let turn = 0; turn < 50 && waiting.length > 0; turn += 1) await nextTurn();
  expect(did).toEqual([
    ['tickets', 'lost', 'waiting', true],
    ['tickets', 'lost', 'missing', true],
    ['tickets', 'sent', 'missing', false],
    'written',
  ]);
});
