import { awaitRxStorageReplicationIdle, getAssumedMasterState } from 'rxdb';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { filter, firstValueFrom, Subject } from 'rxjs';
import type { CollectionSync, SyncPhase, SyncScope } from '#contracts/sync.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { createCollectionLoad } from './collection-load.ts';
import type { CollectionSyncParts } from './collection-parts.ts';
import { CouchError } from './couch-client.ts';
import type { Replicated } from './couch-documents.ts';
import type { StoredPage } from './first-load.ts';
import { createGenerationCheck, DatabaseRecreated } from './generation.ts';
import { createPendingCheck } from './pending-check.ts';
import { PULL_BATCH, type PullCheckpoint, type PullPage, pullPage, waitForChange } from './pull.ts';
import { type PushRow, pushRows } from './push.ts';
import { scopeFor, selectorOf, trackScope } from './scope.ts';
import { setAside } from './set-aside.ts';
import { trueBase } from './true-base.ts';
import { createTurns, createWaiters, pause } from './waiters.ts';

const PUSH_BATCH = 100;

export type RunningCollection = {
  readonly collection: CollectionName;
  /** How far back everything was asked for from the server. */
  readonly reached: () => SyncScope;
  readonly status: () => CollectionSync;
  /** Changes known to wait on the server and changes pulled so far, for the first sync's bar. */
  readonly firstPull: () => { readonly done: boolean; readonly pulled: number; readonly left: number };
  /** Asks the server for changes now. */
  readonly resync: () => void;
  /** Resolves when all that the server had at the call is here and all that was edited here is there; rejects with what the server rejects. */
  readonly inSync: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Replication = RxReplicationState<never, PullCheckpoint>;

const isAborted = (error: unknown): boolean => error instanceof CouchError && error.kind === 'aborted';

/**
 * Replicates one collection with its CouchDB database, both ways, until it is stopped. Longer than most files, because pulling, pushing, following and
 * resetting are one machine over the same few variables; what stands on its own lies beside it.
 */
export const runCollection = (parts: CollectionSyncParts): RunningCollection => {
  const { collection, databaseName, client, connection, values, pending, bases, refused } = parts;
  const firstPullKey = `sync.first.${parts.serverId}.${collection}`;
  const generationKey = `sync.generation.${parts.serverId}.${collection}`;
  const scopeKey = `sync.scope.${parts.serverId}.${collection}`;
  const identifier = `couch-${parts.serverId}-${collection}`;
  const generation = createGenerationCheck(client, databaseName, values, generationKey, connection.epoch);
  const marks = createPendingCheck(collection, parts.database, pending);
  const stream = new Subject<'RESYNC'>();
  const waiters = createWaiters();
  // RxDB skips a pulled version while a push of the same record is under way. Were it newer than the pushed one, nobody would
  // ask for it again; so a pull never overtakes a push.
  const inTurn = createTurns();
  const failures = new Set<(error: unknown) => void>();
  const ending = new AbortController();
  let served: ReturnType<typeof waiters.take> = [];
  let pulled = 0;
  let pushed = 0;
  let seq = '0';
  let left: number | null = null;
  let lastPullAt: string | null = null;
  let lastPushAt: string | null = null;
  let lastError: string | null = null;
  const isFirstThrough = (): boolean => values.get(firstPullKey) !== null;
  const loaded = trackScope(values, scopeKey, scopeFor(values, collection), isFirstThrough());
  let restLoaded: Promise<void> = Promise.resolve();
  let resetting: Promise<void> | null = null;
  let replication: Replication = createReplication();
  const load = createCollectionLoad({
    ...parts,
    identifier,
    generation,
    loaded,
    ending: ending.signal,
    note,
    onStored: notePage,
  });

  /** What a request found out, whatever direction it was for. */
  function note(error: unknown): void {
    generation.distrust();
    if (isAborted(error)) return;
    if (error instanceof DatabaseRecreated) {
      resetting ??= reset(error.generation).finally(() => {
        resetting = null;
      });
      return;
    }
    lastError = error instanceof Error ? error.message : String(error);
    parts.log('warn', `sync of ${collection}: ${lastError}`, error);
    for (const failed of [...failures]) failed(error);
    parts.onChange();
  }

  async function pull(checkpoint: PullCheckpoint | undefined, batchSize: number) {
    try {
      const page = await inTurn(() => {
        served = [...served, ...waiters.take()];
        return connection.run(async (signal) => {
          await generation.check(signal);
          const selector = isFirstThrough() ? null : selectorOf(loaded.scope, parts.now());
          return pullPage(client, databaseName, { checkpoint, limit: batchSize, selector }, signal);
        });
      });
      notePage(page, { documents: page.documents.length, malformed: page.malformed });
      return { documents: page.documents as never[], checkpoint: page.checkpoint };
    } catch (error) {
      waiters.putBack(served);
      served = [];
      note(error);
      throw error;
    }
  }

  function notePage(
    page: Pick<PullPage, 'checkpoint' | 'pending' | 'isLast'>,
    { documents, malformed }: StoredPage,
  ): void {
    lastError = null;
    if (malformed.length > 0) {
      lastError = `not records: ${malformed.slice(0, 5).join(', ')}`;
      parts.log('warn', `${databaseName} holds documents that are no records: ${malformed.join(', ')}`);
    }
    seq = page.checkpoint.seq;
    pulled += documents;
    left = page.pending;
    lastPullAt = parts.now();
    if (page.isLast) {
      left = 0;
      if (!isFirstThrough()) values.set(firstPullKey, lastPullAt);
      for (const waiter of served) waiter.done();
      served = [];
    }
    parts.onMoved(documents);
    parts.onChange();
  }

  async function push(rows: readonly PushRow[]): Promise<Replicated[]> {
    try {
      const until = pending.now();
      const known = rows.map(({ newDocumentState, assumedMasterState }): PushRow => {
        const base = trueBase(parts, collection, newDocumentState.id, assumedMasterState) ?? undefined;
        return { newDocumentState, assumedMasterState: base as Replicated | undefined };
      });
      const newest = await marks.unchanged(rows.map((row) => row.newDocumentState));
      const outcome = await inTurn(() =>
        connection.run((signal) => pushRows(client, databaseName, known, signal)),
      );
      for (const id of outcome.accepted) {
        bases.remove(collection, id);
        refused.remove(collection, id);
      }
      for (const refusal of outcome.refused) setAside(parts, collection, refusal);
      const through = [...outcome.accepted, ...outcome.refused.map(({ row }) => row.newDocumentState.id)];
      pending.clear(
        collection,
        through.filter((id) => newest.has(id)),
        until,
      );
      pushed += outcome.accepted.length;
      lastPushAt = parts.now();
      lastError = null;
      parts.onMoved(outcome.accepted.length);
      parts.onRefused();
      parts.onChange();
      return [...outcome.conflicts];
    } catch (error) {
      note(error);
      throw error;
    }
  }

  function createReplication(): Replication {
    // Typed by no document at all: the collection is a variable here (see store/records.ts).
    const state = replicateRxCollection<never, PullCheckpoint>({
      collection: parts.database.collections[collection] as never,
      replicationIdentifier: identifier,
      live: true,
      waitForLeadership: false,
      // After the first load, which says where to begin.
      autoStart: false,
      retryTime: parts.retryMs,
      pull: { batchSize: PULL_BATCH, handler: pull as never, stream$: stream.asObservable() },
      push: { batchSize: PUSH_BATCH, handler: push as never },
    });
    state.error$.subscribe((error) => {
      if (!ending.signal.aborted && resetting === null)
        parts.log('info', `replication of ${collection}: ${error.code}`, error);
    });
    return state;
  }

  /** Loads what is not here yet, then hands over to RxDB's replication. */
  async function begin(): Promise<void> {
    const to = await load.first();
    if (ending.signal.aborted) return;
    if (to !== null && replication.pull !== undefined && replication.push !== undefined) {
      replication.pull.initialCheckpoint = to.pull;
      replication.push.initialCheckpoint = to.push;
    }
    const started = replication.start();
    restLoaded = started.then(load.rest);
    await started;
  }

  const pullOnce = (): Promise<void> => {
    const through = waiters.wait();
    stream.next('RESYNC');
    return through;
  };

  /** Waits for changes on the server and has them pulled. */
  async function follow(): Promise<void> {
    await waiters.wait();
    await tidyMarks();
    while (!ending.signal.aborted) {
      try {
        const isChanged = await connection.run(async (signal) => {
          await generation.check(signal);
          return waitForChange(client, databaseName, seq, signal);
        });
        if (isChanged) await pullOnce();
      } catch (error) {
        note(error);
        await pause(parts.retryMs, ending.signal);
      }
    }
  }

  async function tidyMarks(): Promise<void> {
    await replication.startPromise;
    const state = replication.internalReplicationState;
    if (state === undefined || ending.signal.aborted) return;
    await marks.tidy(state);
    parts.onChange();
  }

  /**
   * The database on the server is a new one, its sequence means nothing any more. Start from nothing; local records stay and are offered to
   * the new database, local edits with the version they started from.
   */
  async function reset(newGeneration: string): Promise<void> {
    parts.log('warn', `${databaseName} was recreated; syncing it anew`);
    parts.onChange();
    await replication.startPromise;
    const state = replication.internalReplicationState;
    if (ending.signal.aborted || state === undefined) return;
    const edited = pending.ids(collection);
    const assumed = await getAssumedMasterState(state, [...edited]);
    for (const id of edited) {
      const base = assumed[id]?.docData as object | undefined;
      const known = trueBase(parts, collection, id, base);
      if (known !== undefined) bases.save(collection, id, known);
    }
    await replication.remove();
    values.remove(firstPullKey);
    generation.accept(newGeneration);
    seq = '0';
    left = null;
    load.restart();
    if (!ending.signal.aborted) {
      replication = createReplication();
      void replication.start();
    }
    parts.onChange();
  }

  /** Resolves when RxDB has written what was pulled and pushed what was edited, or was stopped for a reset. */
  async function idle(running: Replication): Promise<unknown> {
    const state = running.internalReplicationState as unknown as
      | Parameters<typeof awaitRxStorageReplicationIdle>[0]
      | undefined;
    const cancelled = firstValueFrom(running.canceled$.pipe(filter(Boolean)), { defaultValue: true });
    return state === undefined || Promise.race([awaitRxStorageReplicationIdle(state), cancelled]);
  }

  async function inSync(): Promise<void> {
    let failed: (error: unknown) => void = () => {};
    const failure = new Promise<never>((_, reject) => {
      failed = reject;
    });
    // Nobody may be listening any more when it comes.
    failure.catch(() => {});
    failures.add(failed);
    try {
      // An edit made while the last one travels needs another round.
      do {
        await Promise.race([failure, pullOnce()]);
        await Promise.race([failure, restLoaded]);
        await replication.startPromise;
        await Promise.race([failure, idle(replication)]);
        await tidyMarks();
      } while (pending.count(collection) > 0 || resetting !== null);
    } finally {
      failures.delete(failed);
    }
  }

  const phase = (): SyncPhase => {
    if (resetting !== null) return 'reset';
    const overall = connection.phase();
    return overall === 'online' && lastError !== null ? 'refused' : overall;
  };

  const beginning = begin();
  beginning.then(follow).catch((error) => {
    if (!isAborted(error)) parts.log('error', `following ${collection} ended`, error);
  });

  return {
    collection,
    reached: loaded.reached,
    status: () => ({
      collection,
      phase: phase(),
      pendingUp: pending.count(collection),
      pendingDown: left,
      pulled,
      pushed,
      refused: refused.count(collection),
      lastPullAt,
      lastPushAt,
      lastError: lastError ?? connection.lastError(),
    }),
    firstPull: () => {
      const rest = load.restProgress();
      return rest === null ? { done: isFirstThrough(), pulled, left: left ?? 0 } : { done: false, ...rest };
    },
    resync: () => stream.next('RESYNC'),
    inSync,
    stop: async () => {
      ending.abort();
      const stopped = new CouchError('aborted', 0, 'the sync was stopped');
      for (const waiter of [...served, ...waiters.take()]) waiter.fail(stopped);
      for (const failed of [...failures]) failed(stopped);
      stream.complete();
      await resetting;
      // A page that is being stored is stored before the store is closed; what went wrong with it was told above.
      await beginning.catch(() => {});
      await restLoaded.catch(() => {});
      await replication.cancel();
    },
  };
};
