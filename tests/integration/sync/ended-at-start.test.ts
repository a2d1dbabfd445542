import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Host } from '#main/host/host.ts';
import type { CollectionWorld } from '#main/host/sync/collection-world.ts';
import { createReplication } from '#main/host/sync/replication.ts';
import { hostForAll } from '../host/support/host-for-all.ts';

let host: Host;
hostForAll((opened) => {
  host = opened;
});

it('a replication that is ended at once ends, and takes nothing else along', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown): number => unheard.push(reason);
  process.on('unhandledRejection', hear);
  const { database } = host.context;
  for (let round = 0; round < 5; round += 1) {
    const part = {
      ...{ database, collection: 'tickets', identifier: `ended-${round}`, retryMs: 100 },
      ending: new AbortController().signal,
    };
    // The rest of a collection's world belongs to a server.
    const replication = createReplication(part as unknown as CollectionWorld, {
      pull: async () => ({ documents: [], checkpoint: { seq: '1' } }),
      push: async () => [],
      onBroken: () => {},
      onMended: () => {},
    });
    // As after a first load: the checkpoints are stored first.
    await replication.start({ pull: { seq: '1' }, push: { id: '', lwt: 1 } });
    await replication.cancel();
  }
  for (let turns = 0; turns < 200; turns += 1) await turn();
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
});
