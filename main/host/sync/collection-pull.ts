import type { CollectionWorld } from './collection-world.ts';
import { CouchError } from './couch-client.ts';
import { type PullCheckpoint, type PullPage, pullPage, waitForChange } from './pull.ts';
import { selectorOf } from './scope.ts';
import { createWaiters, pause } from './waiters.ts';

/** The server's changes for RxDB's replication. */
export const createPuller = (world: CollectionWorld) => {
  const { client, connection, databaseName, generation, loaded, progress } = world;
  const waiters = createWaiters();
  /** Those who had asked before the pull that is under way began. */
  let served: ReturnType<typeof waiters.take> = [];

  const nextPage = (checkpoint: PullCheckpoint | undefined, limit: number): Promise<PullPage> =>
    world.inTurn(() => {
      served = [...served, ...waiters.take()];
      return connection.run(async (signal) => {
        const round = progress.round();
        await generation.check(signal);
        const selector = progress.isFirstThrough() ? null : selectorOf(loaded.scope, world.now());
        const page = await pullPage(client, databaseName, { checkpoint, limit, selector }, signal);
        // A page after the old database's end is empty in the new one, and would pass for all there is.
        if (progress.round() !== round) throw new CouchError('aborted', 0, 'the database was recreated');
        return page;
      });
    });

  return {
    handler: async (checkpoint: PullCheckpoint | undefined, batchSize: number) => {
      try {
        const page = await nextPage(checkpoint, batchSize);
        // Before RxDB goes on from behind this page.
        world.losing.found(page.conflicted);
        progress.pulled(page, { documents: page.documents.length, malformed: page.malformed });
        if (page.isLast) {
          for (const waiter of served) waiter.done();
          served = [];
        }
        return { documents: [...page.documents], checkpoint: page.checkpoint };
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

/** Waits for changes on the server and has them pulled, and what lost there absorbed, until the sync ends. */
export const follow = async (world: CollectionWorld, pullNow: () => Promise<void>): Promise<void> => {
  const { client, connection, databaseName, generation, progress, ending } = world;
  while (!ending.aborted) {
    try {
      await world.losing.absorb();
      const isChanged = await connection.run(async (signal) => {
        await generation.check(signal);
        return waitForChange(client, databaseName, progress.figures().seq, signal);
      });
      if (isChanged) await pullNow();
    } catch (error) {
      world.note(error);
      await pause(world.retryMs, ending);
    }
  }
};
