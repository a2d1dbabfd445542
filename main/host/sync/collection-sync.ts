import { getAssumedMasterState } from 'rxdb';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { CollectionSync, SyncPhase } from '#contracts/sync.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { BaseStore } from '../local/bases.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { RefusedStore } from '../local/refused.ts';
import type { LocalValues } from '../local/values.ts';
import { labelOf } from '../read/conflicts.ts';
import type { DeskhandDatabase } from '../store/open-database.ts';
import type { Connection } from './connection.ts';
import { type CouchClient, CouchError } from './couch-client.ts';
import type { Replicated } from './couch-documents.ts';
import { type PullCheckpoint, pullPage, waitForChange } from './pull.ts';
import { type PushRow, pushRows } from './push.ts';

/** Documents a pull asks for at once; some megabytes of JSON, and one transaction here. */
const PULL_BATCH = 1_000;
const PUSH_BATCH = 100;
/** After what the server rejects (a missing database, no membership) the collection tries again this often. */
const RETRY_MS = 5_000;

export type CollectionSyncParts = {
  readonly collection: CollectionName;
  readonly databaseName: string;
  /** Server address and prefix: another server gets its own checkpoints. */
  readonly serverId: string;
  readonly database: DeskhandDatabase;
  readonly client: CouchClient;
  readonly connection: Connection;
  readonly values: LocalValues;
  readonly pending: PendingMarks;
  readonly bases: BaseStore;
  readonly refused: RefusedStore;
  readonly now: () => string;
  readonly onMoved: (documents: number) => void;
  readonly onChange: () => void;
  readonly onRefused: () => void;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, error?: unknown) => void;
};

export type RunningCollection = {
  readonly status: () => CollectionSync;
  /** Changes known to wait on the server and changes pulled so far, for the first sync's bar. */
  readonly firstPull: () => { readonly done: boolean; readonly pulled: number; readonly left: number };
  /** Asks the server for changes now. */
  readonly resync: () => void;
  /** Resolves when both directions are through. */
  readonly inSync: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Replication = RxReplicationState<never, PullCheckpoint>;

class DatabaseRecreated extends Error {}

/** Replicates one collection with its CouchDB database, both ways, until it is stopped. */
export const runCollection = (parts: CollectionSyncParts): RunningCollection => {
  const { collection, databaseName, client, connection, values, pending, bases, refused } = parts;
  const generationKey = `sync.generation.${parts.serverId}.${collection}`;
  const firstPullKey = `sync.first.${parts.serverId}.${collection}`;
  const stream = new Subject<'RESYNC'>();
  let stopped = false;
  let replication: Replication = startReplication();
  let seq = '0';
  let pulled = 0;
  let pushed = 0;
  let left: number | null = null;
  let lastPullAt: string | null = null;
  let lastPushAt: string | null = null;
  let lastError: string | null = null;
  let resetting = false;
  let pullDone: (() => void) | null = null;

  async function checkGeneration(signal: AbortSignal): Promise<void> {
    type Design = { readonly generation?: string };
    const design = await client
      .request<Design>(`/${databaseName}/_design/deskhand`, { signal })
      .catch((error) => {
        // A database without our design document can't tell; everything else is for the caller.
        if (error instanceof CouchError && error.kind === 'missing') return {} as Design;
        throw error;
      });
    if (design.generation === undefined) return;
    const known = values.get(generationKey);
    if (known !== null && known !== design.generation) throw new DatabaseRecreated(design.generation);
    if (known === null) values.set(generationKey, design.generation);
  }

  /** What a request found out, whatever direction it was for. */
  function note(error: unknown): void {
    if (error instanceof DatabaseRecreated) void reset(error.message);
    else if (!(error instanceof CouchError && error.kind === 'aborted')) {
      lastError = error instanceof Error ? error.message : String(error);
      parts.log('warn', `sync of ${collection}: ${lastError}`);
      parts.onChange();
    }
  }

  async function pull(checkpoint: PullCheckpoint | undefined, batchSize: number) {
    try {
      const page = await connection.run(async (signal) => {
        await checkGeneration(signal);
        return pullPage(client, databaseName, checkpoint, batchSize, signal);
      });
      if (page.malformed.length > 0) {
        lastError = `not records: ${page.malformed.slice(0, 5).join(', ')}`;
        parts.log(
          'warn',
          `${databaseName} holds documents that are no records: ${page.malformed.join(', ')}`,
        );
      } else lastError = null;
      seq = page.checkpoint.seq;
      pulled += page.documents.length;
      parts.onMoved(page.documents.length);
      left = page.pending;
      lastPullAt = parts.now();
      if (page.documents.length < batchSize) {
        left = 0;
        values.set(firstPullKey, lastPullAt);
        pullDone?.();
      }
      parts.onChange();
      return { documents: page.documents as never[], checkpoint: page.checkpoint };
    } catch (error) {
      note(error);
      throw error;
    }
  }

  async function push(rows: readonly PushRow[]): Promise<Replicated[]> {
    try {
      const known = rows.map((row): PushRow => {
        const kept = bases.find(collection, row.newDocumentState.id);
        return kept === undefined
          ? row
          : {
              newDocumentState: row.newDocumentState,
              assumedMasterState: (kept ?? undefined) as Replicated | undefined,
            };
      });
      const startedAt = pending.now();
      const outcome = await connection.run((signal) => pushRows(client, databaseName, known, signal));
      pending.clear(collection, outcome.accepted, startedAt);
      for (const id of outcome.accepted) {
        bases.remove(collection, id);
        refused.remove(collection, id);
      }
      for (const { row, code, reason } of outcome.refused) setAside(row, code, reason);
      pushed += outcome.accepted.length;
      parts.onMoved(outcome.accepted.length);
      if (outcome.refused.length > 0) parts.onRefused();
      lastPushAt = parts.now();
      lastError = null;
      parts.onChange();
      return [...outcome.conflicts];
    } catch (error) {
      note(error);
      throw error;
    }
  }

  /** The server's no to one document. The rest goes on; this one waits for its user with the reason. */
  function setAside(row: PushRow, code: string, reason: string): void {
    const { _deleted, ...document } = row.newDocumentState;
    // After a recreated database everything is offered again, also what this user may not write: that was no edit of theirs.
    if (pending.has(collection, document.id) || refused.find(collection, document.id) !== null) {
      refused.save({
        id: `${collection}:${document.id}`,
        collection,
        recordId: document.id,
        label: labelOf(document),
        code,
        reason,
        refusedAt: parts.now(),
        document,
      });
      bases.save(collection, document.id, row.assumedMasterState ?? null);
    }
    pending.clear(collection, [document.id]);
  }

  function startReplication(): Replication {
    const state = replicateRxCollection<never, PullCheckpoint>({
      collection: parts.database.collections[collection] as never,
      replicationIdentifier: `couch-${parts.serverId}-${collection}`,
      live: true,
      waitForLeadership: false,
      autoStart: true,
      retryTime: RETRY_MS,
      pull: { batchSize: PULL_BATCH, handler: pull as never, stream$: stream.asObservable() },
      push: { batchSize: PUSH_BATCH, handler: push as never },
    });
    state.error$.subscribe((error) => {
      if (!stopped && !resetting) parts.log('info', `replication of ${collection}: ${error.code}`);
    });
    return state;
  }

  /** Waits for changes on the server and has them pulled. */
  async function follow(): Promise<void> {
    await replication.awaitInitialReplication();
    while (!stopped) {
      try {
        const changed = await connection.run(async (signal) => {
          await checkGeneration(signal);
          return waitForChange(client, databaseName, seq, signal);
        });
        if (changed) await pullOnce();
      } catch (error) {
        if (stopped) return;
        note(error);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  function pullOnce(): Promise<void> {
    return new Promise((resolve) => {
      pullDone = () => {
        pullDone = null;
        resolve();
      };
      stream.next('RESYNC');
    });
  }

  /**
   * The database on the server is a new one, its sequence means nothing any more. Start from nothing; local records stay and are offered to
   * the new database, local edits with the version they started from.
   */
  async function reset(generation: string): Promise<void> {
    if (resetting || stopped) return;
    resetting = true;
    parts.log('warn', `${databaseName} was recreated; syncing it anew`);
    parts.onChange();
    const state = replication.internalReplicationState;
    if (state !== undefined) {
      const edited = pending.ids(collection);
      const assumed = await getAssumedMasterState(state, [...edited]);
      for (const id of edited) {
        const base = assumed[id]?.docData as object | undefined;
        if (base !== undefined && bases.find(collection, id) === undefined) bases.save(collection, id, base);
      }
    }
    await replication.remove();
    values.remove(firstPullKey);
    values.set(generationKey, generation);
    seq = '0';
    resetting = false;
    if (!stopped) replication = startReplication();
    parts.onChange();
  }

  const phase = (): SyncPhase => {
    if (resetting) return 'reset';
    const overall = connection.phase();
    return overall === 'online' && lastError !== null ? 'refused' : overall;
  };

  void follow();

  return {
    status: () => ({
      collection,
      phase: phase(),
      pendingUp: pending.count(collection),
      pendingDown: left,
      pulled,
      pushed,
      refused: refused.list().filter((one) => one.collection === collection).length,
      lastPullAt,
      lastPushAt,
      lastError: lastError ?? connection.lastError(),
    }),
    firstPull: () => ({ done: values.get(firstPullKey) !== null, pulled, left: left ?? 0 }),
    resync: () => stream.next('RESYNC'),
    inSync: async () => {
      await replication.awaitInSync();
    },
    stop: async () => {
      stopped = true;
      stream.complete();
      await replication.cancel();
    },
  };
};
