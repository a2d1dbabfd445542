import type { SyncScope } from '#contracts/sync.ts';
import type { CollectionWorld } from './collection-world.ts';
import type { CouchClient } from './couch-client.ts';
import type { Conflicted } from './couch-documents.ts';
import { firstLoad, insertFromServer, type LoadedTo, type LoadTarget, skipFirstLoad } from './first-load.ts';
import { DatabaseRecreated } from './generation.ts';
import { PULL_BATCH, type PullCheckpoint, type PullRequest, pullPage, rawPage } from './pull.ts';
import { selectorOf } from './scope.ts';
import { insist, pause } from './waiters.ts';

export type CollectionLoad = {
  /** Fills an empty collection; answers where the replication goes on, null when it has to begin at the beginning. */
  readonly first: () => Promise<LoadedTo | null>;
  /** The replication begins at the beginning, comparing document by document: what was loaded before counts no more. */
  readonly restart: () => void;
  /** Loads what a wider scope asks for, beside the running replication. */
  readonly rest: () => Promise<void>;
  /** Of the loading of the rest: documents so far, and those that may be left. Null: it is not under way. */
  readonly restProgress: () => { readonly pulled: number; readonly left: number } | null;
};

/** Brings what is not here yet, before and beside RxDB's replication of one collection. */
export const createCollectionLoad = (world: CollectionWorld): CollectionLoad => {
  const { collection, values, generation, loaded } = world;
  const firstKey = `sync.load.${world.serverId}.${collection}`;
  const target: LoadTarget = {
    collection,
    database: world.database,
    identifier: `rxdbreplication${world.identifier}`,
  };
  const rest = createRestLoad(world, target);
  const skipFirst = (): void => skipFirstLoad(values, firstKey);

  const first = (): Promise<LoadedTo | null> =>
    firstLoad({
      ...target,
      values,
      pending: world.pending,
      key: firstKey,
      nextPage: (checkpoint) =>
        nextPage(world, rawPage, world.checkpoint.exchanging, checkpoint, (error) => {
          // In this order: killed in between, the next start finds it again. With the new one accepted it would go on in it from where it was in the old one.
          skipFirst();
          generation.accept(error.generation);
        }),
      onBegin: () => {
        world.unreadable.clear();
        world.losing.loading();
      },
      onUnread: (unread) => world.unreadable.note(unread),
      onStored: (page, documents) => world.progress.pulled(page, documents),
    });

  return {
    // A page the store does not take (a full disk, say) is tried again from where the last one ended.
    first: () => insist(world, first),
    restart: () => {
      skipFirst();
      rest.forget();
      loaded.restart();
    },
    rest: rest.load,
    restProgress: rest.progress,
  };
};

type Read<P> = (
  client: CouchClient,
  database: string,
  request: PullRequest,
  signal: AbortSignal,
) => Promise<P>;

/** One page, with what `exchange` answered; null when loading must not go on. Waits out whatever the server rejects for the moment. */
const nextPage = async <P extends { readonly conflicted: readonly Conflicted[] }, E>(
  world: CollectionWorld,
  read: Read<P>,
  exchange: (signal: AbortSignal) => Promise<E>,
  checkpoint: PullCheckpoint | undefined,
  onRecreated: (error: DatabaseRecreated) => void,
): Promise<(P & { readonly noted: E }) | null> => {
  const { client, collection, connection, databaseName, ending, generation, loaded } = world;
  while (!ending.aborted) {
    try {
      return await connection.run(async (signal) => {
        await generation.check(signal);
        const selector = selectorOf(loaded.scope, world.now());
        const request = { collection, checkpoint, limit: PULL_BATCH, selector };
        const page = await read(client, databaseName, request, signal);
        // Before the page is stored, with which the load goes on from behind it.
        world.losing.found(page.conflicted);
        return { ...page, noted: await exchange(signal) };
      });
    } catch (error) {
      if (error instanceof DatabaseRecreated) {
        onRecreated(error);
        return null;
      }
      world.note(error);
      await pause(world.retryMs, ending);
    }
  }
  return null;
};

type RestProgress = { readonly scope: SyncScope; readonly seq: string };

/**
 * Loads what a wider scope asks for beside the running replication, which keeps everything that is here up to date: so only records that are not
 * here are written. Killed half way, it goes on where the last page ended.
 */
const createRestLoad = (world: CollectionWorld, target: LoadTarget) => {
  const { values, loaded } = world;
  const key = `sync.rest.${world.serverId}.${world.collection}`;
  let progress: ReturnType<CollectionLoad['restProgress']> = null;
  const tell = (next: typeof progress): void => {
    progress = next;
    world.onChange();
  };

  const beginning = (): PullCheckpoint | undefined => {
    const stored = values.get(key);
    const known = stored === null ? null : (JSON.parse(stored) as RestProgress);
    return known?.scope.endedMonths === loaded.scope.endedMonths ? { seq: known.seq } : undefined;
  };

  const load = async (): Promise<void> => {
    let checkpoint = beginning();
    for (;;) {
      // A reset pulls the whole scope; the next start sees that nothing is left to load.
      const page = await nextPage(world, pullPage, world.checkpoint.exchangedMany, checkpoint, world.note);
      if (page === null) return;
      world.onMoved(page.documents.length);
      await world.unreadable.note(page.unread);
      world.unreadable.came(page.documents);
      const pulled = (progress?.pulled ?? 0) + page.documents.length;
      tell({ pulled, left: page.isLast ? 0 : (page.pending ?? 0) });
      await insertFromServer(target, page.documents);
      checkpoint = page.checkpoint;
      values.set(key, JSON.stringify({ scope: loaded.scope, seq: checkpoint.seq } satisfies RestProgress));
      if (page.isLast) break;
    }
    loaded.setComplete();
    values.remove(key);
  };

  return {
    load: async (): Promise<void> => {
      if (world.ending.aborted || !loaded.lacks()) return;
      tell({ pulled: 0, left: 0 });
      await insist(world, load);
      tell(null);
    },
    forget: (): void => values.remove(key),
    progress: () => progress,
  };
};
