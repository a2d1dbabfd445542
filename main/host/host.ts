import { join } from 'node:path';
import type { Resume } from '#contracts/host-process.ts';
import { COLLECTIONS } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import { ok, type Result } from '#domain/records/result.ts';
import type { HostContext, LogLevel } from './context.ts';
import { ALL_HANDLERS } from './features/all-handlers.ts';
import { repairEffects, watchEffects } from './features/effects/effects.ts';
import { type ChangeBus, createChangeBus } from './kernel/change-bus.ts';
import { createClock } from './kernel/clock.ts';
import { createDispatcher, type Dispatcher } from './kernel/dispatcher.ts';
import { createLiveQueries, type LiveQueries } from './kernel/live-queries.ts';
import { createDevice, createIds } from './kernel/numbers.ts';
import { createAccountStore } from './local/accounts.ts';
import { createBaseStore } from './local/bases.ts';
import { createDraftStore } from './local/drafts.ts';
import { createDroppedStore } from './local/dropped.ts';
import { createLocalTables } from './local/local-tables.ts';
import { createPendingMarks } from './local/pending.ts';
import { createRefusedStore } from './local/refused.ts';
import { createLocalValues } from './local/values.ts';
import { createViewStore } from './local/views.ts';
import { openReadModel } from './read/read-model.ts';
import { allowCall } from './session/gate.ts';
import { sampleAccountsOf } from './session/server-choice.ts';
import { createSession } from './session/session.ts';
import { type StoreErrorCode, storeErrorFrom } from './storage/errors.ts';
import { type OpenStore, openStoreFile } from './storage/store-file.ts';
import { type CompanySettings, openCompanySettings } from './store/company-settings.ts';
import { renameTables } from './store/former-names.ts';
import { FULL_TEXT } from './store/full-text.ts';
import { type DeskhandDatabase, openDatabase } from './store/open-database.ts';
import { createRecords } from './store/records.ts';
import { readChangesPage } from './sync/changes-page.ts';
import { conflictHandlerFor } from './sync/conflict-handler.ts';
import type { Backoff } from './sync/connection-states.ts';
import { createSync } from './sync/sync.ts';

export type HostStart = {
  /** Folder of the profile; the store is the file `store.db` in it. */
  readonly profileDir: string;
  /** The store's key, any non-empty text. */
  readonly key: string;
  /** A server to use where the profile has none yet. */
  readonly serverUrl?: string | null;
  /** That server holds the sample company. */
  readonly sampleCompany?: boolean;
  /** Built main/host/load-thread.ts, a thread for the first sync; without one this thread does it all. */
  readonly loadThread?: string;
  /** Built main/host/read-thread.ts, a thread for lists over the whole history; without one they are read in this one. */
  readonly readThread?: string;
  readonly log?: (level: LogLevel, message: string, error?: unknown) => void;
  readonly backoff?: Backoff;
  /** Told what `session.resume` needs to bring the same person back after a crash. */
  readonly onResumable?: (resume: Resume | null) => void;
};

export type Host = {
  readonly context: HostContext;
  readonly dispatcher: Dispatcher;
  readonly bus: ChangeBus;
  /** What windows follow; one for all of them, so that the same question is answered once. */
  readonly live: LiveQueries;
  readonly store: OpenStore;
  /** Stops the sync and closes the store; nothing acknowledged is lost by not calling it. */
  readonly close: () => Promise<void>;
};

/** Where a profile keeps its store. */
export const storePathOf = (profileDir: string): string => join(profileDir, 'store.db');

const nothing = (): void => {};

/** Used for what nobody in particular does: merges and repairs while no one is signed in. */
const SYSTEM = 'system';

/** How often windows look for announcements that begin or end while nothing is written. */
const TICK_MS = 60_000;

/** Tells live queries about every write, whoever made it: a command, an import, the replication. */
const touchOnWrites = (database: DeskhandDatabase, bus: ChangeBus): (() => void) => {
  const subscriptions = COLLECTIONS.map((collection) =>
    database.collections[collection].eventBulks$.subscribe(() => bus.touch(collection)),
  );
  return () => {
    for (const subscription of subscriptions) subscription.unsubscribe();
  };
};

/** Opens a profile and everything that works on it. Errors are the storage's named ones; opening loses nothing when it fails. */
export const openHost = async (start: HostStart): Promise<Result<Host, StoreErrorCode>> => {
  const opened = openStoreFile(storePathOf(start.profileDir), start.key, {
    fullText: FULL_TEXT,
    pages: {
      read: readChangesPage,
      script: start.loadThread ?? null,
      log: (message, error) => start.log?.('warn', message, error),
    },
  });
  if (!opened.ok) return opened;
  const store = opened.value;
  try {
    const host = await startOn(store, start);
    if (!host.ok) await store.close();
    return host;
  } catch (error) {
    // The lock must not outlive a start that failed, or the next try would find the profile in use.
    await store.close();
    // The tables of this device are written to at every start; a full disk is no bug.
    const named = storeErrorFrom(error, store.path);
    if (named !== undefined) return { ok: false, error: named };
    throw error;
  }
};

const startOn = async (store: OpenStore, start: HostStart): Promise<Result<Host, StoreErrorCode>> => {
  const log = start.log ?? nothing;
  const { connection } = store;
  createLocalTables(connection);
  renameTables(store);

  const values = createLocalValues(connection);
  const pending = createPendingMarks(connection);
  const bases = createBaseStore(connection);
  const refused = createRefusedStore(connection);
  const dropped = createDroppedStore(connection);
  const accounts = createAccountStore(connection);
  const bus = createChangeBus();
  const clock = createClock(values);
  const newId = createIds();
  const device = createDevice(values, newId);
  if (start.serverUrl != null && values.get('server.url') === null) values.set('server.url', start.serverUrl);

  const actorNow = () => {
    const session = context.session.current();
    if (session.state !== 'signed_out') return session.actor;
    return { personId: SYSTEM, roles: [], teamIds: [], deviceId: device.id };
  };
  const env: HostContext['env'] = (actor): Env => ({ now: clock.now(), newId, actor: actor ?? actorNow() });

  // The merge needs the company's settings, which are read from the database that is being opened with it.
  let settings: CompanySettings | null = null;
  const settingsNow = (): CompanySettings => {
    if (settings === null) throw new Error('a merge ran before the settings were read');
    return settings;
  };
  const opened = await openDatabase(store, (collection) =>
    conflictHandlerFor(collection, { env, settings: settingsNow, bases, refused }),
  );
  if (!opened.ok) return opened;
  const database = opened.value;
  settings = await openCompanySettings(database, log);
  const read = openReadModel(store, clock.nowMs, start.readThread ?? null);
  const sync = createSync({
    database,
    settings: settingsNow,
    values,
    pending,
    bases,
    refused,
    dropped,
    clock,
    device,
    bus,
    countConflicts: read.countConflicts,
    env,
    log,
    onSignedIn: (login, roles) => context.session.noteRoles(login, roles),
    onSignInRefused: (login) => context.session.noteRefused(login),
    ...(start.backoff === undefined ? {} : { backoff: start.backoff }),
  });
  const samples = sampleAccountsOf(start.sampleCompany === true ? (start.serverUrl ?? null) : null);
  const context: HostContext = {
    database,
    records: createRecords(
      database,
      (collection, ids) => {
        const written = pending.mark(collection, ids);
        // The number of edits that wait is on every page.
        bus.touch('sync');
        return written;
      },
      // As the replication hands a server's version over.
      (collection, id, base) => bases.save(collection, id, { ...base, _deleted: false }),
    ),
    read,
    settings,
    session: createSession({
      accounts,
      values,
      device,
      clock,
      bus,
      sync,
      samples,
      onResumable: start.onResumable ?? nothing,
      findPerson: async (id) => {
        const found = (await database.collections.directory.findOne(id).exec())?.toMutableJSON();
        return found?.type === 'person' ? found : null;
      },
    }),
    sync,
    drafts: createDraftStore(connection),
    views: createViewStore(connection),
    refused,
    dropped,
    values,
    bus,
    clock,
    device,
    newId,
    allow: (name, kind) => allowCall(context.session.current(), name, kind),
    log,
    env,
  };
  const live = createLiveQueries(bus);
  const stopTouching = touchOnWrites(database, bus);
  const tick = setInterval(() => bus.touch('events'), TICK_MS);
  tick.unref();
  await repairEffects(context);
  const stopEffects = watchEffects(context);

  return ok({
    context,
    dispatcher: createDispatcher(context, ALL_HANDLERS),
    bus,
    live,
    store,
    close: async () => {
      await stopEffects();
      await sync.dispose();
      clearInterval(tick);
      stopTouching();
      live.dispose();
      settingsNow().dispose();
      await database.close();
      await store.close();
    },
  });
};
