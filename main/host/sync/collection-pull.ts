import type { CollectionWorld } from './collection-world.ts';
import { CouchError } from './couch-client.ts';
import type { Replicated } from './couch-documents.ts';
import { type PullCheckpoint, type PullPage, pullPage, waitForChange } from './pull.ts';
import { selectorOf } from './scope.ts';
import { createWaiters, pause } from './waiters.ts';
import { knowsMore } from './waiting-edits.ts';

/** A note of how far this device is costs the server a write, so what only came in is noted this often. */
const REST_MS = 60_000;

type PullerParts = {
  /** Whether all that is here was offered to the server since the last reset. */
  readonly hasOffered: () => boolean;
  /** Gets what is handed over beside the changes, since another version of Deskhand could not read it: it wants to be taken off the list of those once it is stored. */
  readonly onAgain: (again: readonly Replicated[]) => void;
};

/** The server's changes for RxDB's replication. */
export const createPuller = (world: CollectionWorld, { hasOffered, onAgain }: PullerParts) => {
  const { client, collection, connection, databaseName, generation, loaded, progress, unreadable } = world;
  const waiters = createWaiters();
  /** Those who had asked before the pull that is under way began. */
  let served: ReturnType<typeof waiters.take> = [];

  /** Those of which more is known here. */
  const olderOf = async (documents: readonly Replicated[]): Promise<ReadonlySet<Replicated>> => {
    const { storageInstance } = world.database.collections[collection];
    const here = await storageInstance.findDocumentsById(
      documents.map(({ id }) => id),
      false,
    );
    const known = new Map(here.map((document): [string, object] => [document.id, document]));
    return new Set(documents.filter((document) => knowsMore(known.get(document.id), document)));
  };

  /**
   * RxDB takes a server's version for the newer one where nobody has edited the record here. A version that knows less is a sign that the database
   * is another one or an older state of it, so that is asked; a node that lags behind the others shows such versions, too, and is believed.
   * While all is compared they are left to the push, which merges and offers what is here.
   */
  const withoutOlder =
    (signal: AbortSignal) =>
    async (documents: readonly Replicated[]): Promise<readonly Replicated[]> => {
      const older = documents.length === 0 ? new Set() : await olderOf(documents);
      if (older.size === 0) return documents;
      if (!progress.isFirstThrough() || !hasOffered())
        return documents.filter((document) => !older.has(document));
      generation.distrust();
      await generation.check(signal);
      return documents;
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
        const request = { collection, checkpoint, limit, selector, keep: withoutOlder(signal) };
        const page = await pullPage(client, databaseName, request, signal);
        // A page after the old database's end is empty in the new one, and would pass for all there is.
        if (progress.round() !== round) throw new CouchError('aborted', 0, 'the database was recreated');
        // A filter leaves out versions that the page goes past.
        if (selector === null) await world.checkpoint.exchanged(page.versions, signal);
        else await world.checkpoint.exchangedMany(signal);
        await world.checkpoint.moved(signal, REST_MS);
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
      let seq = '';
      const isChanged = await connection.run(async (signal) => {
        await generation.check(signal);
        await world.checkpoint.moved(signal, REST_MS);
        seq = progress.figures().seq;
        return waitForChange(client, databaseName, seq, signal);
      });
      progress.mended('watch');
      if (isChanged) await pullNow();
      // Told of a change that does not come: asked again at once it would be told again at once.
      if (isChanged && progress.figures().seq === seq) await pause(world.retryMs, ending);
    } catch (error) {
      world.note(error, 'watch');
      await pause(world.retryMs, ending);
    }
  }
};
