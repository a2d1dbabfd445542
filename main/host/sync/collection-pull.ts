import type { RecordBase } from '#domain/fields/base.ts';
import { holdsMore } from '#domain/merge/absorb-leaf.ts';
import type { CollectionWorld } from './collection-world.ts';
import { CouchError } from './couch-client.ts';
import type { Replicated } from './couch-documents.ts';
import { type PullCheckpoint, type PullPage, pullPage, waitForChange } from './pull.ts';
import { selectorOf } from './scope.ts';
import { createWaiters, pause } from './waiters.ts';

/** A note of how far this device is costs the server a write, so what only came in is noted this often. */
const REST_MS = 60_000;

/**
 * While all is compared: of these records this device has work that the server does not know, because it was restored from a backup. RxDB would
 * take the server's versions for the newer ones, as long as nobody edited them here. They are left to the push, which merges and offers them.
 */
const knowsMore = (here: object | undefined, there: Replicated): boolean =>
  here !== undefined && isJournalled(here) && isJournalled(there) && holdsMore(here, there);

type Journalled = Pick<RecordBase, 'journal'>;
const isJournalled = (document: object): document is Journalled =>
  'journal' in document && Array.isArray(document.journal);

/**
 * The server's changes for RxDB's replication. `onAgain` gets what is handed over beside them, since another version of Deskhand could not read it: it
 * wants to be taken off the list of those once it is stored.
 */
export const createPuller = (world: CollectionWorld, onAgain: (again: readonly Replicated[]) => void) => {
  const { client, collection, connection, databaseName, generation, loaded, progress, unreadable } = world;
  const waiters = createWaiters();
  /** Those who had asked before the pull that is under way began. */
  let served: ReturnType<typeof waiters.take> = [];

  const withoutNewer = async (documents: readonly Replicated[]): Promise<readonly Replicated[]> => {
    const { storageInstance } = world.database.collections[collection];
    const here = await storageInstance.findDocumentsById(
      documents.map(({ id }) => id),
      false,
    );
    const known = new Map(here.map((document): [string, object] => [document.id, document]));
    return documents.filter((document) => !knowsMore(known.get(document.id), document));
  };

  type Page = PullPage & { readonly again: readonly Replicated[] };
  const nextPage = (checkpoint: PullCheckpoint | undefined, limit: number): Promise<Page> =>
    world.inTurn(() => {
      served = [...served, ...waiters.take()];
      return connection.run(async (signal) => {
        const round = progress.round();
        await generation.check(signal);
        const selector = progress.isFirstThrough() ? null : selectorOf(loaded.scope, world.now());
        const again = await unreadable.again(signal);
        const keep = progress.isFirstThrough() ? undefined : withoutNewer;
        const request = { collection, checkpoint, limit, selector, keep };
        const page = await pullPage(client, databaseName, request, signal);
        if (page.documents.length > 0) world.checkpoint.moving();
        await world.checkpoint.moved(signal, REST_MS);
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
        // Before RxDB goes on from behind this page.
        world.losing.found(page.conflicted);
        // What the page has is newer, readable or not.
        const inPage = new Set([...page.documents, ...page.unread].map(({ id }) => id));
        const again = page.again.filter(({ id }) => !inPage.has(id));
        if (again.length > 0) onAgain(again);
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

/** A revision that the server does not give is no reason not to hear of what is new: it is told, and asked for again after the next wait. */
const absorb = async ({ losing, note, progress }: CollectionWorld): Promise<void> => {
  try {
    await losing.absorb();
    progress.mended('leaves');
  } catch (error) {
    note(error, 'leaves');
  }
};

/** Waits for changes on the server and has them pulled, and what lost there absorbed, until the sync ends. */
export const follow = async (world: CollectionWorld, pullNow: () => Promise<void>): Promise<void> => {
  const { client, connection, databaseName, generation, progress, ending } = world;
  while (!ending.aborted) {
    await absorb(world);
    try {
      const isChanged = await connection.run(async (signal) => {
        await generation.check(signal);
        await world.checkpoint.moved(signal, REST_MS);
        return waitForChange(client, databaseName, progress.figures().seq, signal);
      });
      progress.mended('watch');
      if (isChanged) await pullNow();
    } catch (error) {
      world.note(error, 'watch');
      await pause(world.retryMs, ending);
    }
  }
};
