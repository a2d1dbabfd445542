import {
  awaitRxStorageReplicationIdle,
  getAssumedMasterState,
  type ReplicationPullHandler,
  type ReplicationPushHandler,
  type RxCollection,
} from 'rxdb';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { filter, firstValueFrom, Subject } from 'rxjs';
import type { CollectionWorld } from './collection-world.ts';
import type { Replicated } from './couch-documents.ts';
import type { LoadedTo } from './first-load.ts';
import { PULL_BATCH, type PullCheckpoint } from './pull.ts';
import { trueBase } from './true-base.ts';
import { insist, pause } from './waiters.ts';

const PUSH_BATCH = 100;

type State = RxReplicationState<Replicated, PullCheckpoint>;

export type ReplicationHandlers = {
  readonly pull: ReplicationPullHandler<Replicated, PullCheckpoint>;
  readonly push: ReplicationPushHandler<Replicated>;
  /** It stands still: what was pulled could not be stored, or a merge failed. It begins again after a pause. */
  readonly onBroken: (error: unknown) => void;
  readonly onMended: () => void;
};

type ReplicationError = { readonly code: string; readonly parameters: { readonly direction?: unknown } };

/** What the handlers threw, which they have told themselves; RxDB asks them again. A start that failed is the starter's. */
const isHandled = ({ code, parameters }: ReplicationError): boolean =>
  code === 'RC_START' || parameters?.direction === 'pull' || parameters?.direction === 'push';

type Internal = NonNullable<State['internalReplicationState']>;

/** RxDB works off each direction in a queue that nobody looks at: when a step fails, the steps behind it never run. */
const watchQueues = ({ streamQueue }: Internal, onBroken: (error: unknown) => void): void => {
  for (const way of ['up', 'down'] as const) {
    let queue = streamQueue[way];
    queue.catch(onBroken);
    Object.defineProperty(streamQueue, way, {
      get: () => queue,
      set: (next: typeof queue) => {
        queue = next;
        queue.catch(onBroken);
      },
    });
  }
};

/**
 * Starts it so that it can be ended at any time. RxDB's push listens for the end some steps after the start, once its checkpoint is stored; when
 * that end had come and gone by then, RxDB would reject a promise that nobody holds, and the process would end with it. So the end is told
 * and never completes: whoever listens late hears it at once.
 */
const begin = async (state: State, onBroken: (error: unknown) => void): Promise<void> => {
  await state.start();
  const internal = state.internalReplicationState;
  if (internal === undefined) return;
  internal.events.canceled.complete = () => {};
  watchQueues(internal, onBroken);
};

export type Replication = ReturnType<typeof createReplication>;

/** RxDB's replication of one collection; after a reset another one in its place. */
export const createReplication = (
  world: CollectionWorld,
  { pull, push, onBroken, onMended }: ReplicationHandlers,
) => {
  const resync = new Subject<'RESYNC'>();
  const make = (): State => {
    const state = replicateRxCollection<Replicated, PullCheckpoint>({
      // The collection is a variable here, so its documents are typed by what all records have (see store/records.ts).
      collection: world.database.collections[world.collection] as RxCollection,
      replicationIdentifier: world.identifier,
      live: true,
      waitForLeadership: false,
      // After the first load, which says where to begin.
      autoStart: false,
      retryTime: world.retryMs,
      pull: { batchSize: PULL_BATCH, handler: pull, stream$: resync.asObservable() },
      push: { batchSize: PUSH_BATCH, handler: push },
    });
    state.error$.subscribe((error) => {
      if (!isHandled(error)) broken(state, error);
    });
    return state;
  };
  /**
   * What RxDB could not store it leaves out, and notes a later page as through. So it is ended at once, before it goes on, and begins again where the
   * last page was through.
   */
  const broken = (state: State, error: unknown): void => {
    const isOver = state.internalReplicationState?.events.canceled.getValue() ?? state.isStopped();
    if (state !== current || isOver || world.ending.aborted) return;
    state.internalReplicationState?.events.canceled.next(true);
    // What fails while it ends has failed before.
    const ended = state.cancel().catch(() => {});
    onBroken(error);
    let mine = state;
    void insist(beginningAgain, async () => {
      await ended;
      await pause(world.retryMs, world.ending);
      // A reset may have put another one in its place.
      if (mine !== current || world.ending.aborted) return;
      mine = make();
      await beginWith(mine);
    });
  };
  const beginningAgain = { ...world, note: onBroken };
  const beginWith = async (state: State): Promise<void> => {
    current = state;
    await begin(state, (error) => broken(state, error));
    const internal = state.internalReplicationState;
    if (internal === undefined) return;
    void awaitRxStorageReplicationIdle(internal).then(() => {
      if (state === current && !state.isStopped()) onMended();
    });
  };
  let current = make();

  return {
    /** Null: it begins at the beginning. */
    start: (from: LoadedTo | null): Promise<void> => {
      if (from !== null && current.pull !== undefined && current.push !== undefined) {
        current.pull.initialCheckpoint = from.pull;
        current.push.initialCheckpoint = from.push;
      }
      const state = current;
      return begin(state, (error) => broken(state, error));
    },
    resync: (): void => resync.next('RESYNC'),
    /** Whether everything that was here when it began has been compared with the server's, or sent there. */
    hasOffered: (): boolean => current.internalReplicationState?.firstSyncDone.up.getValue() === true,
    /** RxDB's own state of it, as soon as it was started; undefined when it never will be. */
    internal: async () => {
      await current.startPromise;
      return current.internalReplicationState;
    },
    /** Resolves when RxDB has written what was pulled and pushed what was edited, or was stopped for a reset. */
    idle: async (): Promise<void> => {
      const running = current;
      await running.startPromise;
      const state = running.internalReplicationState;
      const cancelled = firstValueFrom(running.canceled$.pipe(filter(Boolean)), { defaultValue: true });
      if (state !== undefined) await Promise.race([awaitRxStorageReplicationIdle(state), cancelled]);
    },
    /** Forgets what the server was known to have. Local edits keep the version they started from. */
    forget: async (): Promise<void> => {
      const state = current.internalReplicationState;
      if (state !== undefined) await keepBases(world, state);
      await current.remove();
    },
    /** After it was forgotten: from the beginning. */
    restart: (): void => {
      void insist(beginningAgain, () => beginWith(make()));
    },
    cancel: async (): Promise<void> => {
      resync.complete();
      await current.cancel();
    },
  };
};

const keepBases = async (
  world: CollectionWorld,
  state: NonNullable<State['internalReplicationState']>,
): Promise<void> => {
  const { bases, collection, pending } = world;
  const edited = pending.ids(collection);
  const assumed = await getAssumedMasterState(state, [...edited]);
  for (const id of edited) {
    const base = assumed[id]?.docData;
    const known = trueBase(world, collection, id, base);
    if (known !== undefined) bases.save(collection, id, known);
  }
};
