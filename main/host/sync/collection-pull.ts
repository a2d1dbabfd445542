import type { CollectionWorld } from './collection-world.ts';
import { CouchError } from './couch-client.ts';
import type { Replicated } from './couch-documents.ts';
import { type PullCheckpoint, type PullPage, pullPage, waitForChange } from './pull.ts';
import { selectorOf } from './scope.ts';
import { createWaiters, pause } from './waiters.ts';

/** The server's changes for RxDB's replication. */
export const createPuller = (world: CollectionWorld) => {
  const { client, collection, connection, databaseName, generation, loaded, progress, unreadable } = world;
  const waiters = createWaiters();
  /** Those who had asked before the pull that is under way began. */
  let served: ReturnType<typeof waiters.take> = [];

  type Page = PullPage & { readonly again: readonly Replicated[] };
  const nextPage = (checkpoint: PullCheckpoint | undefined, limit: number): Promise<Page> =>
    world.inTurn(() => {
      served = [...served, ...waiters.take()];
      return connection.run(async (signal) => {
        const round = progress.round();
        await generation.check(signal);
        const selector = progress.isFirstThrough() ? null : selectorOf(loaded.scope, world.now());
        const again = await unreadable.again(signal);
        const request = { collection, checkpoint, limit, selector };
        const page = await pullPage(client, databaseName, request, signal);
        // A page after the old database's end is empty in the new one, and would pass for all there is.
        if (progress.round() !== round) throw new CouchError('aborted', 0, 'the database was recreated');
        return { ...page, again };
      });
    });

  return {
    handler: async (checkpoint: PullCheckpoint | undefined, batchSize: number) => {
      try {
        if (checkpoint === undefined) unreadable.clear();
        const page = await nextPage(checkpoint, batchSize);
        await unreadable.note(page.unread);
        unreadable.came(page.documents);
        // What the page has is newer, readable or not.
        const inPage = new Set([...page.documents, ...page.unread].map(({ id }) => id));
        const again = page.again.filter(({ id }) => !inPage.has(id));
        progress.pulled(page, page.documents.length + again.length);
        if (page.isLast) {
          for (const waiter of served) waiter.done();
          served = [];
        }
        return { documents: [...again, ...page.documents], checkpoint: page.checkpoint };
      } catch (error) {
        waiters.putBack(served);
        served = [];
        world.note(error);
        throw error;
      }
    },
    /** Resolves when a pull that began after the call has brought all there is. */
    through: waiters.wait,
    stop: (error: unknown): void => {
      for (const waiter of [...served, ...waiters.take()]) waiter.fail(error);
    },
  };
};

/** Waits for changes on the server and has them pulled, until the sync ends. */
export const follow = async (world: CollectionWorld, pullNow: () => Promise<void>): Promise<void> => {
  const { client, connection, databaseName, generation, progress, ending } = world;
  while (!ending.aborted) {
    try {
      const isChanged = await connection.run(async (signal) => {
        await generation.check(signal);
        return waitForChange(client, databaseName, progress.figures().seq, signal);
      });
      progress.mended('work');
      if (isChanged) await pullNow();
    } catch (error) {
      world.note(error, 'work');
      await pause(world.retryMs, ending);
    }
  }
};
