import type { Reply } from '#contracts/define.ts';
import type { SyncPhase, SyncStatus } from '#contracts/sync.ts';
import { COLLECTIONS, type CollectionName, databaseNameOf } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import type { ChangeBus } from '../kernel/change-bus.ts';
import type { HostClock } from '../kernel/clock.ts';
import type { Device } from '../kernel/numbers.ts';
import type { BaseStore } from '../local/bases.ts';
import type { DroppedStore } from '../local/dropped.ts';
import type { FileStore } from '../local/files.ts';
import type { LeafStore } from '../local/leaves.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { RefusedStore } from '../local/refused.ts';
import type { UnreadableStore } from '../local/unreadable.ts';
import type { LocalValues } from '../local/values.ts';
import type { DamagedRows } from '../storage/damaged.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import type { DeskhandDatabase } from '../store/open-database.ts';
import { whoIs } from './authenticate.ts';
import { type RunningCollection, runCollection } from './collection-sync.ts';
import { type Connection, openConnection } from './connection.ts';
import type { Backoff } from './connection-states.ts';
import { type CouchClient, CouchError, type CouchErrorKind, createCouchClient } from './couch-client.ts';
import { waitsOnDeletion } from './deleted-there.ts';
import { claimDeviceCode } from './device-claim.ts';
import { createFileTransfer, type FileTransfer } from './file-transfer.ts';
import { createHandOver, type HandOver } from './hand-over.ts';
import {
  createPresenceSender,
  type OwnOpenRecords,
  type PresenceSender,
  type PresenceWorld,
} from './open-records.ts';
import { dropRefused, type RefusedWorld, retryRefused } from './refused-actions.ts';
import type { SignedIn, SyncTarget } from './sync-control.ts';
import type { SyncFigures } from './sync-figures.ts';

export type SyncParts = {
  readonly database: DeskhandDatabase;
  readonly settings: () => CompanySettings;
  readonly values: LocalValues;
  readonly pending: PendingMarks;
  readonly damaged: DamagedRows;
  readonly bases: BaseStore;
  readonly refused: RefusedStore;
  readonly unreadable: UnreadableStore;
  readonly dropped: DroppedStore;
  readonly files: FileStore;
  readonly leavesOf: (serverId: string, collection: CollectionName) => LeafStore;
  readonly clock: HostClock;
  readonly device: Device;
  readonly bus: ChangeBus;
  /** Those that whoever is signed in is to be told of. */
  readonly countConflicts: () => number;
  readonly env: () => Env;
  /** What others are to be told that is open here. */
  readonly ownOpenRecords: () => OwnOpenRecords | null;
  /** What consoles of this person said was open, whenever. */
  readonly openRecordsSaidBy: PresenceWorld['saidBy'];
  readonly log: (level: 'info' | 'warn' | 'error', message: string, error?: unknown) => void;
  readonly backoff?: Backoff;
  /** Those that `database` has; all of them unless told. */
  readonly collections?: readonly CollectionName[];
  /** The server let the user in, as this. */
  readonly onSignedIn: (login: string, who: SignedIn) => void;
  /** The server does not let the user in with the password that was right here before. */
  readonly onSignInRefused: (login: string) => void;
};

/** The sync of all collections with one server as one user, from its start to its stop. */
export type SyncRun = {
  readonly target: SyncTarget;
  readonly collections: readonly RunningCollection[];
  readonly files: FileTransfer;
  readonly presence: PresenceSender;
  readonly phase: () => SyncPhase;
  readonly nextRetryAt: () => string | null;
  /** Progress of the first sync, null once it is through. */
  readonly initial: () => SyncStatus['initial'];
  /** Tries now instead of at the next attempt. */
  readonly now: () => void;
  readonly setPaused: (paused: boolean) => void;
  readonly retryRefused: (collection: CollectionName, recordId: string) => Promise<Reply<null>>;
  readonly dropRefused: (collection: CollectionName, recordId: string) => Promise<Reply<null>>;
  /** See SyncControl. */
  readonly settled: () => Promise<Reply<null>>;
  readonly stop: () => Promise<void>;
};

/** How often a collection tries again what the server rejects, unless the backoff is shorter. */
const RETRY_MS = 5_000;
/** Between two tries to send files to a server that is there and has trouble with them. */
const FILE_BACKOFF: Backoff = { firstMs: 5_000, maxMs: 300_000 };
/** Clock offsets below this are the network's, not the clock's; the journal would jitter with them. */
const CLOCK_TOLERANCE_MS = 2_000;
/** An offset beyond this is a server without a clock, not a device without one: a device's can be years behind after a flat battery. */
const MAX_CLOCK_OFFSET_MS = 10 * 366 * 86_400_000;

/** The server's address and prefix in one word; checkpoints of different servers must not mix. */
export const serverIdOf = (target: Pick<SyncTarget, 'url' | 'prefix'>): string =>
  `${target.url}|${target.prefix}`;

export const clientFor = (clock: HostClock, figures: SyncFigures, target: SyncTarget): CouchClient =>
  createCouchClient({
    ...target,
    onContact: figures.noteContact,
    onClock: (offsetMs) => {
      if (Math.abs(offsetMs) > MAX_CLOCK_OFFSET_MS) return;
      const known = clock.offsetMs();
      if (known !== null && Math.abs(offsetMs - known) <= CLOCK_TOLERANCE_MS) return;
      clock.setOffset(Math.abs(offsetMs) > CLOCK_TOLERANCE_MS ? offsetMs : 0);
    },
  });

export const startRun = (parts: SyncParts, figures: SyncFigures, target: SyncTarget): SyncRun => {
  const client = clientFor(parts.clock, figures, target);
  const serverId = serverIdOf(target);
  let sender: string | null = null;
  const handOver = createHandOver({
    sender: () => sender,
    deviceId: parts.device.id,
    now: parts.clock.now,
    settings: parts.settings,
  });
  const ending = new AbortController();
  const refusedWorld: RefusedWorld = {
    ...parts,
    ending: ending.signal,
    client,
    handOver,
    databaseName: (collection) => databaseNameOf(target.prefix, collection),
  };
  let retried: Promise<void> | null = null;
  let roles: SignedIn['roles'] = [];
  const connection = openConnection({
    probe: async (signal) => {
      const who = whoIs(target.login, await client.signIn(signal));
      roles = who.roles;
      sender = who.personId;
      parts.onSignedIn(target.login, who);
      await claimDeviceCode(client, target.prefix, serverId, parts.device, parts.values, parts.env(), signal);
    },
    onPhase: (phase) => {
      figures.keepContact();
      parts.log('info', `sync is ${phase}`);
      if (phase === 'refused') parts.onSignInRefused(target.login);
      if (phase === 'online') {
        retried ??= retryAll(parts, refusedWorld);
        files.wake();
        presence.wake();
      }
      figures.tell();
    },
    ...(parts.backoff === undefined ? {} : { backoff: parts.backoff }),
  });
  const files = createFileTransfer({
    ...{ client, connection, serverId, files: parts.files, pending: parts.pending, log: parts.log },
    databaseName: databaseNameOf(target.prefix, 'attachments'),
    now: parts.clock.now,
    backoff: parts.backoff ?? FILE_BACKOFF,
    onChange: () => parts.bus.touch('files'),
  });
  const presence = createPresenceSender({
    ...{ client, connection, env: parts.env, own: parts.ownOpenRecords, log: parts.log },
    saidBy: parts.openRecordsSaidBy,
    databaseName: databaseNameOf(target.prefix, 'settings'),
  });
  const collections = startCollections(parts, figures, {
    ...{ target, serverId, client, connection, handOver, files },
    mayDelete: () => roles.includes('administrator'),
  });
  const afterwards =
    (action: typeof retryRefused): SyncRun['retryRefused'] =>
    (collection, recordId) =>
      action(refusedWorld, collection, recordId).finally(() => parts.bus.touch('refused'));

  return {
    target,
    collections,
    files,
    presence,
    phase: () => phaseOf(connection, collections),
    nextRetryAt: connection.nextRetryAt,
    initial: () => initialOf(collections),
    now: () => {
      connection.wake();
      for (const collection of collections) collection.resync();
      files.wake();
    },
    setPaused: connection.setPaused,
    retryRefused: afterwards(retryRefused),
    dropRefused: afterwards(dropRefused),
    settled: () => settled(target, connection, collections, () => retried, files),
    stop: async () => {
      ending.abort();
      const stopped = collections.map((collection) => collection.stop());
      const filesStopped = files.stop();
      await presence.stop();
      connection.close();
      await retried;
      await filesStopped;
      await Promise.all(stopped).catch((error) => parts.log('error', 'stopping the sync failed', error));
    },
  };
};

type Line = {
  readonly target: SyncTarget;
  readonly serverId: string;
  readonly client: CouchClient;
  readonly connection: Connection;
  readonly mayDelete: () => boolean;
  readonly handOver: HandOver;
  readonly files: FileTransfer;
};

const startCollections = (
  parts: SyncParts,
  figures: SyncFigures,
  { target, files, ...line }: Line,
): readonly RunningCollection[] =>
  (parts.collections ?? COLLECTIONS).map((collection) =>
    runCollection({
      ...line,
      collection,
      databaseName: databaseNameOf(target.prefix, collection),
      database: parts.database,
      values: parts.values,
      pending: parts.pending,
      damaged: parts.damaged,
      bases: parts.bases,
      refused: parts.refused,
      leaves: parts.leavesOf(line.serverId, collection),
      deviceId: parts.device.id,
      login: target.login,
      env: parts.env,
      settings: parts.settings,
      unreadableStore: parts.unreadable,
      now: parts.clock.now,
      retryMs: Math.min(RETRY_MS, parts.backoff?.maxMs ?? RETRY_MS),
      onMoved: figures.moved,
      onChange: () => {
        figures.tell();
        // The record of a file may have arrived, which goes first.
        if (collection === 'attachments') files.wake();
      },
      onReset: () => {
        if (collection === 'attachments') parts.files.forgetSent(line.serverId);
      },
      onRefused: () => parts.bus.touch('refused'),
      onUnreadable: () => parts.bus.touch('unreadable'),
      onDamaged: () => parts.bus.touch('damaged'),
      log: parts.log,
    }),
  );

/**
 * Once after each sign-in: what the server refused may have been another user's work on this device, which went out under a name
 * without the right to it; and rights may have been given since.
 */
const retryAll = async ({ bus, log, refused }: SyncParts, world: RefusedWorld): Promise<void> => {
  // What was deleted on the server is brought back by nobody but a person.
  const again = refused.list().filter((one) => !waitsOnDeletion(one));
  for (const { collection, recordId } of again) {
    // Signed out: what is left waits for the next one.
    if (world.ending.aborted) return;
    await retryRefused(world, collection, recordId).catch((error) =>
      log('error', `retrying ${collection} ${recordId}`, error),
    );
  }
  bus.touch('refused');
};

const phaseOf = (connection: Connection, collections: readonly RunningCollection[]): SyncPhase => {
  const overall = connection.phase();
  if (overall !== 'online') return overall;
  const phases = new Set(collections.map((one) => one.status().phase));
  if (phases.has('reset')) return 'reset';
  if (phases.has('stalled')) return 'stalled';
  return phases.has('unprepared') ? 'unprepared' : 'online';
};

const initialOf = (collections: readonly RunningCollection[]): SyncStatus['initial'] => {
  const first = collections.map((collection) => collection.firstPull());
  if (first.every((one) => one.done)) return null;
  const done = first.reduce((sum, one) => sum + one.pulled, 0);
  const missing = collections.filter((_one, at) => first[at]?.done === false);
  return {
    done,
    total: done + first.reduce((sum, one) => sum + (one.done ? 0 : one.left), 0),
    missing: missing.map((one) => one.status().collection),
  };
};

type Why = {
  readonly kind: CouchErrorKind | null;
  readonly message: string | null;
  readonly collection?: CollectionName | null;
};

/** Which collection it is that does not come to its end. */
class Stalled extends Error {
  readonly collection: CollectionName;
  constructor(collection: CollectionName, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause ?? ''), { cause });
    this.collection = collection;
  }
}
const naming =
  (collection: CollectionName) =>
  (error: unknown): never => {
    throw new Stalled(collection, error);
  };

/**
 * Why a sync did not come to its end; `code` is the phase, `no_databases` when the server is there and they are not, or `rejected` when
 * the server answers but does not do it.
 */
const notSettled = (phase: SyncPhase, { prefix }: SyncTarget, why: Why): Reply<null> => {
  const { kind, message, collection = null } = why;
  if (kind === 'missing') {
    return fail('no_databases', 'sync.no_databases', { prefix });
  }
  if (phase === 'online' && collection !== null)
    return fail('rejected', 'sync.stalled', { collection, cause: message ?? '' });
  if (phase === 'online') return fail('rejected', 'sync.rejected', { cause: message ?? '' });
  if (phase === 'offline' && message !== null) return fail(phase, 'sync.offline', { cause: message });
  return fail(phase, 'sync.stopped', { phase, cause: message });
};

const kindOfError = (error: unknown): CouchErrorKind | null =>
  error instanceof CouchError ? error.kind : null;

const whyOf = (error: unknown): Why => ({
  kind: kindOfError(error instanceof Stalled ? error.cause : error),
  message: error instanceof Error ? error.message : null,
  collection: error instanceof Stalled ? error.collection : null,
});

const settled = (
  target: SyncTarget,
  connection: Connection,
  collections: readonly RunningCollection[],
  retried: () => Promise<void> | null,
  files: FileTransfer,
): Promise<Reply<null>> => {
  const done = new AbortController();
  const lost = connection
    .lost(done.signal)
    .then((phase) =>
      notSettled(phase, target, { kind: connection.lastErrorKind(), message: connection.lastError() }),
    );
  const through = Promise.all(collections.map((one) => one.inSync().catch(naming(one.collection))))
    .then(retried)
    .then(files.idle)
    .then((): Reply<null> => {
      const stalled = collections.map((one) => one.status()).find(({ phase }) => phase === 'stalled');
      if (stalled === undefined) return { ok: true, data: null };
      throw new Stalled(stalled.collection, stalled.lastError);
    })
    .catch((error) => notSettled(connection.phase(), target, whyOf(error)));
  return Promise.race([lost, through]).finally(() => done.abort());
};
