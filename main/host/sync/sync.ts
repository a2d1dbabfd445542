import type { Reply } from '#contracts/define.ts';
import type { SyncPhase, SyncStatus } from '#contracts/sync.ts';
import { COLLECTIONS, type CollectionName, databaseNameOf } from '#domain/records/collections.ts';
import type { Env, Role } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import type { ChangeBus } from '../kernel/change-bus.ts';
import type { HostClock } from '../kernel/clock.ts';
import type { Device } from '../kernel/numbers.ts';
import type { BaseStore } from '../local/bases.ts';
import type { DroppedStore } from '../local/dropped.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { RefusedStore } from '../local/refused.ts';
import type { LocalValues } from '../local/values.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import type { DeskhandDatabase } from '../store/open-database.ts';
import { authenticateWith, rolesOf } from './authenticate.ts';
import { type RunningCollection, runCollection } from './collection-sync.ts';
import { type Backoff, type Connection, openConnection } from './connection.ts';
import { type CouchClient, CouchError, type CouchErrorKind, createCouchClient } from './couch-client.ts';
import { claimDeviceCode } from './device-claim.ts';
import { createRate } from './rate.ts';
import { dropRefused, type RefusedWorld, retryRefused } from './refused-actions.ts';
import { readScope, scopeFor, writeScope } from './scope.ts';
import type { SyncControl, SyncTarget } from './sync-control.ts';

export type SyncParts = {
  readonly database: DeskhandDatabase;
  readonly settings: () => CompanySettings;
  readonly values: LocalValues;
  readonly pending: PendingMarks;
  readonly bases: BaseStore;
  readonly refused: RefusedStore;
  readonly dropped: DroppedStore;
  readonly clock: HostClock;
  readonly device: Device;
  readonly bus: ChangeBus;
  readonly countConflicts: () => number;
  readonly env: () => Env;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, error?: unknown) => void;
  readonly backoff?: Backoff;
  /** The server let the user in, with these roles. */
  readonly onSignedIn: (login: string, roles: readonly Role[]) => void;
  /** The server does not let the user in with the password that was right here before. */
  readonly onSignInRefused: (login: string) => void;
};

/** How often a collection tries again what the server rejects, unless the backoff is shorter. */
const RETRY_MS = 5_000;

/** Clock offsets below this are the network's, not the clock's; the journal would jitter with them. */
const CLOCK_TOLERANCE_MS = 2_000;
/** Status changes are told at most this often. */
const TELL_MS = 100;

type Running = {
  readonly target: SyncTarget;
  readonly client: CouchClient;
  readonly connection: Connection;
  readonly collections: readonly RunningCollection[];
  /** The one automatic retry of what was refused. */
  readonly retried: () => Promise<void>;
};

/**
 * Why a sync did not come to its end; `code` is the phase, `no_databases` when the server is there and they are not, or `rejected` when
 * the server answers but does not do it.
 */
const notSettled = (
  phase: SyncPhase,
  { prefix }: Pick<SyncTarget, 'prefix'>,
  { kind, message }: { readonly kind: CouchErrorKind | null; readonly message: string | null },
): Reply<null> => {
  if (kind === 'missing') {
    return fail('no_databases', 'sync.no_databases', { prefix });
  }
  if (phase === 'online') return fail('rejected', 'sync.rejected', { cause: message ?? '' });
  if (phase === 'offline' && message !== null) return fail(phase, 'sync.offline', { cause: message });
  return fail(phase, 'sync.stopped', { phase, cause: message });
};

const failureOf = (error: unknown): Parameters<typeof notSettled>[2] => ({
  kind: error instanceof CouchError ? error.kind : null,
  message: error instanceof Error ? error.message : null,
});

/** The server's address and prefix in one word; checkpoints of different servers must not mix. */
const serverIdOf = (target: SyncTarget): string => `${target.url}|${target.prefix}`;

export const createSync = (parts: SyncParts): SyncControl => {
  const { values, pending, refused, bus, clock } = parts;
  const rate = createRate();
  let running: Running | null = null;
  let lastContactAt = values.get('sync.contact');
  let tellTimer: NodeJS.Timeout | null = null;

  const tell = (): void => {
    tellTimer ??= setTimeout(() => {
      tellTimer = null;
      bus.touch('sync');
    }, TELL_MS);
  };

  const clientFor = (target: SyncTarget): CouchClient =>
    createCouchClient({
      ...target,
      onContact: () => {
        lastContactAt = new Date().toISOString();
      },
      onClock: (offsetMs) => {
        const known = clock.offsetMs() ?? 0;
        if (clock.offsetMs() === null || Math.abs(offsetMs - known) > CLOCK_TOLERANCE_MS) {
          clock.setOffset(Math.abs(offsetMs) > CLOCK_TOLERANCE_MS ? offsetMs : 0);
        }
      },
    });

  const begin = (target: SyncTarget): Running => {
    const client = clientFor(target);
    const serverId = serverIdOf(target);
    let retried: Promise<void> | null = null;
    const connection = openConnection({
      probe: async (signal) => {
        parts.onSignedIn(target.login, rolesOf(await client.signIn(signal)));
        await claimDeviceCode(client, target.prefix, serverId, parts.device, values, parts.env(), signal);
      },
      onPhase: (phase) => {
        if (lastContactAt !== null) values.set('sync.contact', lastContactAt);
        parts.log('info', `sync is ${phase}`);
        if (phase === 'refused') parts.onSignInRefused(target.login);
        if (phase === 'online') retried ??= retryAll(client, target);
        tell();
      },
      ...(parts.backoff === undefined ? {} : { backoff: parts.backoff }),
    });
    const collections = COLLECTIONS.map((collection) =>
      runCollection({
        collection,
        databaseName: databaseNameOf(target.prefix, collection),
        serverId,
        database: parts.database,
        client,
        connection,
        values,
        pending,
        bases: parts.bases,
        refused,
        now: clock.now,
        retryMs: Math.min(RETRY_MS, parts.backoff?.maxMs ?? RETRY_MS),
        onMoved: rate.add,
        onChange: tell,
        onRefused: () => bus.touch('refused'),
        log: parts.log,
      }),
    );
    return { target, client, connection, collections, retried: async () => (await retried) ?? undefined };
  };

  const stop = async (): Promise<void> => {
    const ending = running;
    running = null;
    if (ending === null) return;
    const stopped = ending.collections.map((collection) => collection.stop());
    ending.connection.close();
    await Promise.all(stopped).catch((error) => parts.log('error', 'stopping the sync failed', error));
    tell();
  };

  // Starting while another target is still stopping must wait for it: two replications of one collection would race.
  let queue: Promise<void> = Promise.resolve();
  const start = (target: SyncTarget): void => {
    queue = queue.then(async () => {
      // Another password or scope is no reason to go on with what the user has paused.
      const staysPaused =
        running !== null &&
        running.connection.phase() === 'paused' &&
        serverIdOf(running.target) === serverIdOf(target);
      await stop();
      running = begin(target);
      if (staysPaused) running.connection.setPaused(true);
    });
  };

  const initialOf = (collections: readonly RunningCollection[]): SyncStatus['initial'] => {
    const first = collections.map((collection) => collection.firstPull());
    if (first.every((one) => one.done)) return null;
    const done = first.reduce((sum, one) => sum + one.pulled, 0);
    return { done, total: done + first.reduce((sum, one) => sum + (one.done ? 0 : one.left), 0) };
  };

  const phaseOf = (
    collections: readonly { readonly phase: SyncPhase }[],
    connection: Connection,
  ): SyncPhase => {
    if (connection.phase() !== 'online') return connection.phase();
    if (collections.some((one) => one.phase === 'reset')) return 'reset';
    return 'online';
  };

  const refusedWorld = ({ client, target }: Pick<Running, 'client' | 'target'>): RefusedWorld => ({
    database: parts.database,
    databaseName: (collection) => databaseNameOf(target.prefix, collection),
    client,
    refused,
    dropped: parts.dropped,
    bases: parts.bases,
    settings: parts.settings,
    env: parts.env,
  });

  /**
   * Once after each sign-in: what the server refused may have been another user's work on this device, which went out under a name
   * without the right to it; and rights may have been given since.
   */
  const retryAll = async (client: CouchClient, target: SyncTarget): Promise<void> => {
    for (const { collection, recordId } of refused.list()) {
      await retryRefused(refusedWorld({ client, target }), collection, recordId).catch((error) =>
        parts.log('error', `retrying ${collection} ${recordId}`, error),
      );
    }
    bus.touch('refused');
  };

  const notRunning = fail('offline', 'sync.no_server');

  return {
    authenticate: (target) => authenticateWith(clientFor(target), target.login, target.prefix),
    start,
    stop: () => {
      queue = queue.then(stop);
      return queue;
    },
    status: () => {
      const collections = running?.collections.map((collection) => collection.status()) ?? [];
      return {
        phase: running === null ? 'none' : phaseOf(collections, running.connection),
        serverUrl: running?.target.url ?? null,
        pending: COLLECTIONS.reduce((sum, collection) => sum + pending.count(collection), 0),
        refused: refused.count(),
        conflicts: parts.countConflicts(),
        lastContactAt,
        rate: rate.perSecond(),
        initial: running === null ? null : initialOf(running.collections),
        scope: readScope(values),
        clockOffsetMs: clock.offsetMs(),
        nextRetryAt: running?.connection.nextRetryAt() ?? null,
        collections,
      };
    },
    now: () => {
      running?.connection.wake();
      for (const collection of running?.collections ?? []) collection.resync();
    },
    setPaused: async (paused) => running?.connection.setPaused(paused),
    setScope: async (scope) => {
      writeScope(values, scope);
      // Reports say from which day on they are complete.
      bus.touch('tickets');
      await queue;
      if (running !== null) start(running.target);
      await queue;
      tell();
    },
    reached: (collection) =>
      // Without a running sync what was asked for last is the safe answer: at least that much was loaded, or more.
      running?.collections.find((one) => one.collection === collection)?.reached() ??
      scopeFor(values, collection),
    isPending: (collection, recordId) => pending.has(collection, recordId),
    retryRefused: async (collection: CollectionName, recordId: string) => {
      if (running === null) return notRunning;
      const reply = await retryRefused(refusedWorld(running), collection, recordId);
      bus.touch('refused');
      return reply;
    },
    dropRefused: async (collection: CollectionName, recordId: string) => {
      if (running === null) return notRunning;
      const reply = await dropRefused(refusedWorld(running), collection, recordId);
      bus.touch('refused');
      return reply;
    },
    settled: async () => {
      await queue;
      if (running === null) return notRunning;
      const { connection, collections, target } = running;
      const done = new AbortController();
      const lost = connection
        .lost(done.signal)
        .then((phase) =>
          notSettled(phase, target, { kind: connection.lastErrorKind(), message: connection.lastError() }),
        );
      const through = Promise.all(collections.map((collection) => collection.inSync()))
        .then(running.retried)
        .then((): Reply<null> => ({ ok: true, data: null }))
        .catch((error) => notSettled(connection.phase(), target, failureOf(error)));
      return Promise.race([lost, through]).finally(() => done.abort());
    },
    dispose: async () => {
      if (tellTimer !== null) clearTimeout(tellTimer);
      queue = queue.then(stop);
      await queue;
    },
  };
};
