import type { CollectionSyncParts } from './collection-parts.ts';
import { firstLoad, type LoadedTo, type LoadTarget, type StoredPage, skipFirstLoad } from './first-load.ts';
import { type createGenerationCheck, DatabaseRecreated } from './generation.ts';
import { loadRest } from './load-rest.ts';
import {
  PULL_BATCH,
  type PullCheckpoint,
  type PullPage,
  type PullRequest,
  pullPage,
  type RawPage,
  rawPage,
} from './pull.ts';
import { type LoadedScope, selectorOf } from './scope.ts';
import { pause } from './waiters.ts';

export type CollectionLoadParts = CollectionSyncParts & {
  /** RxDB's identifier of the replication that takes over. */
  readonly identifier: string;
  readonly generation: ReturnType<typeof createGenerationCheck>;
  readonly loaded: LoadedScope;
  /** The collection's sync ends. */
  readonly ending: AbortSignal;
  /** Told what a request found out. */
  readonly note: (error: unknown) => void;
  /** A page of the first load is stored. */
  readonly onStored: (page: RawPage, stored: StoredPage) => void;
};

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
export const createCollectionLoad = (parts: CollectionLoadParts): CollectionLoad => {
  const { collection, databaseName, client, connection, values, generation, loaded, ending } = parts;
  const firstKey = `sync.load.${parts.serverId}.${collection}`;
  const restKey = `sync.rest.${parts.serverId}.${collection}`;
  const target: LoadTarget = {
    collection,
    database: parts.database,
    identifier: `rxdbreplication${parts.identifier}`,
  };
  let progress: ReturnType<CollectionLoad['restProgress']> = null;

  type Read<P> = (request: PullRequest, signal: AbortSignal) => Promise<P>;

  /** One page; null when loading must not go on. Waits out whatever the server rejects for the moment. */
  const nextPage = async <P>(
    read: Read<P>,
    checkpoint: PullCheckpoint | undefined,
    onRecreated: (error: DatabaseRecreated) => void,
  ): Promise<P | null> => {
    while (!ending.aborted) {
      try {
        return await connection.run(async (signal) => {
          await generation.check(signal);
          const selector = selectorOf(loaded.scope, parts.now());
          return read({ checkpoint, limit: PULL_BATCH, selector }, signal);
        });
      } catch (error) {
        if (error instanceof DatabaseRecreated) {
          onRecreated(error);
          return null;
        }
        parts.note(error);
        await pause(parts.retryMs, ending);
      }
    }
    return null;
  };

  const readRaw: Read<RawPage> = (request, signal) => rawPage(client, databaseName, request, signal);
  const readParsed: Read<PullPage> = (request, signal) => pullPage(client, databaseName, request, signal);
  const skipFirst = (): void => skipFirstLoad(values, firstKey);

  const tell = (next: typeof progress): void => {
    progress = next;
    parts.onChange();
  };

  const nextRestPage = async (checkpoint: PullCheckpoint | undefined): Promise<PullPage | null> => {
    // The reset pulls the whole scope; the next start sees that nothing is left to load.
    const page = await nextPage(readParsed, checkpoint, parts.note);
    if (page === null) return null;
    parts.onMoved(page.documents.length);
    const pulled = (progress?.pulled ?? 0) + page.documents.length;
    tell({ pulled, left: page.isLast ? 0 : (page.pending ?? 0) });
    return page;
  };

  /** A page the store does not take (a full disk, say) is tried again from where the last one ended. Null: the sync ended. */
  const untilTaken = async <T>(work: () => Promise<T>): Promise<T | null> => {
    while (!ending.aborted) {
      try {
        return await work();
      } catch (error) {
        parts.note(error);
        await pause(parts.retryMs, ending);
      }
    }
    return null;
  };

  const first = (): Promise<LoadedTo | null> =>
    firstLoad({
      ...target,
      values,
      pending: parts.pending,
      key: firstKey,
      nextPage: (checkpoint) =>
        nextPage(readRaw, checkpoint, (error) => {
          generation.accept(error.generation);
          skipFirst();
        }),
      onStored: parts.onStored,
    });

  return {
    first: () => untilTaken(first),
    restart: () => {
      skipFirst();
      values.remove(restKey);
      loaded.restart();
    },
    rest: async () => {
      if (ending.aborted || !loaded.lacks()) return;
      tell({ pulled: 0, left: 0 });
      await untilTaken(() => loadRest({ ...target, values, key: restKey, loaded, nextPage: nextRestPage }));
      tell(null);
    },
    restProgress: () => progress,
  };
};
