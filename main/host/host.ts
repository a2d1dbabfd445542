import type { HostPart, HostPhase, Resume, StorePreparing } from '#contracts/host-process.ts';
import type { SampleAccount } from '#contracts/session.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { Actor, Env } from '#domain/records/common.ts';
import { lazily } from '#domain/records/lazily.ts';
import { readerOf } from '#domain/records/readable.ts';
import { ok, type Result } from '#domain/records/result.ts';
import { storePathOf } from '#main/profile/store-path.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { startWork } from './background.ts';
import type { HostContext, LogLevel } from './context.ts';
import { ALL_HANDLERS } from './features/all-handlers.ts';
import { isTold } from './features/presence/told.ts';
import { type ActLog, createActLog } from './kernel/act-log.ts';
import { type ChangeBus, createChangeBus } from './kernel/change-bus.ts';
import { createClock } from './kernel/clock.ts';
import { createDispatcher, type Dispatcher } from './kernel/dispatcher.ts';
import { createLiveQueries, type LiveQueries } from './kernel/live-queries.ts';
import { createDevice, createIds } from './kernel/numbers.ts';
import { createOfferedFiles } from './kernel/offered-files.ts';
import { createAccountStore } from './local/accounts.ts';
import { createBaseStore } from './local/bases.ts';
import { createDraftStore } from './local/drafts.ts';
import { createDroppedStore } from './local/dropped.ts';
import { createFileStore, type FileStore } from './local/files.ts';
import { openImports } from './local/imports.ts';
import { createLeafStore } from './local/leaves.ts';
import { createLocalTables } from './local/local-tables.ts';
import { createNoticeStore } from './local/notices.ts';
import { createShownRecords } from './local/open-records.ts';
import { createPendingMarks } from './local/pending.ts';
import { createRefusedStore } from './local/refused.ts';
import { createUnreadableStore } from './local/unreadable.ts';
import { createLocalValues } from './local/values.ts';
import { createViewStore } from './local/views.ts';
import { openReadModel } from './read/read-model.ts';
import { allowCall } from './session/gate.ts';
import { sampleAccountsOf } from './session/server-choice.ts';
import { createSession, type SessionService } from './session/session.ts';
import { type StoreErrorCode, storeErrorFrom } from './storage/errors.ts';
import { type OpenStore, openStoreFile } from './storage/store-file.ts';
import { type CompanySettings, openCompanySettings } from './store/company-settings.ts';
import { renameTables } from './store/former-names.ts';
import { FULL_TEXT } from './store/full-text.ts';
import { type DeskhandDatabase, openDatabase } from './store/open-database.ts';
import { createRecords, type Records } from './store/records.ts';
import { readChangesPage } from './sync/changes-page.ts';
import { conflictHandlerFor } from './sync/conflict-handler.ts';
import type { Backoff } from './sync/connection-states.ts';
import { mayStart } from './sync/may-start.ts';
import { createSync } from './sync/sync.ts';

export type HostStart = {
  /** What people work with here, for the journal. */
  readonly origin?: Env['origin'];
  /** Folder of the profile; the store is the file `store.db` in it. */
  readonly profileDir: string;
  /** The store's key, any non-empty text. */
  readonly key: string;
  /** A server to use where the profile has none yet. */
  readonly serverUrl?: string | null;
  /** The accounts of the sample company, where that server holds it. */
  readonly sampleAccounts?: readonly SampleAccount[];
  /** Built main/host/load-thread.ts, a thread for the first sync; without one this thread does it all. */
  readonly loadThread?: string;
  /** Built main/host/read-thread.ts, a thread for lists over the whole history; without one they are read in this one. */
  readonly readThread?: string;
  readonly log?: (level: LogLevel, message: string, error?: unknown) => void;
  readonly backoff?: Backoff;
  /** Parts to do without, see contracts/host-process.ts. */
  readonly without?: readonly HostPart[];
  /** Told what is begun, before it is. */
  readonly onPhase?: (phase: HostPhase) => void;
  /** Told how far an older store is on its way to today's form, at most four times a second. */
  readonly onPreparing?: (preparing: StorePreparing) => void;
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

const nothing = (): void => {};

/** Used for what nobody in particular does: merges and repairs while no one is signed in. */
const SYSTEM = 'system';

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
  // Never released: what came in bulk waits for a start that indexes it.
  if (start.without?.includes('search')) store.backlog.hold();
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

/** Whoever pasted a file and neither sent nor discarded what it was for has forgotten it after so long. */
const STAGED_FOR_MS = 90 * 86_400_000;

const openFiles = (connection: OpenStore['connection']): FileStore => {
  const files = createFileStore(connection);
  files.tidy(new Date(Date.now() - STAGED_FOR_MS).toISOString());
  return files;
};

/** What this device keeps in tables of its own, and what it is. */
const openDevice = (store: OpenStore, { serverUrl }: HostStart) => {
  const { connection } = store;
  createLocalTables(connection);
  renameTables(store);
  const values = createLocalValues(connection);
  if (serverUrl != null && values.get('server.url') === null) values.set('server.url', serverUrl);
  const newId = createIds();
  const clock = createClock(values);
  const pending = createPendingMarks(connection);
  // Noted at once: the mark of an edit that is gone is soon taken off.
  store.damaged.onFound((name, id) => {
    const collection = COLLECTIONS.find((one) => one === name);
    if (collection !== undefined && pending.has(collection, id)) {
      store.damaged.settle(collection, id, 'waiting', true);
    }
  });
  return {
    values,
    pending,
    bases: createBaseStore(connection),
    refused: createRefusedStore(connection),
    unreadable: createUnreadableStore(
      connection,
      lazily(() => readerOf(packageFile.version)),
    ),
    dropped: createDroppedStore(connection),
    files: openFiles(connection),
    imports: openImports(connection),
    leavesOf: (serverId: string, collection: CollectionName) =>
      createLeafStore(connection, serverId, collection),
    accounts: createAccountStore(connection),
    drafts: createDraftStore(connection),
    views: createViewStore(connection),
    notices: createNoticeStore(connection, values),
    bus: createChangeBus(),
    clock,
    shown: createShownRecords(clock.now),
    newId,
    device: createDevice(values, newId),
  };
};
type DeviceParts = ReturnType<typeof openDevice>;

/** Who acts, and when: nobody in particular until there is a session. */
const createEnvironment = ({ clock, newId, device }: DeviceParts, { origin = 'console' }: HostStart) => {
  let session: Pick<SessionService, 'current'> | null = null;
  const actorNow = (): Actor => {
    const current = session?.current();
    if (current !== undefined && current.state !== 'signed_out') return current.actor;
    return { personId: SYSTEM, roles: [], teamIds: [], deviceId: device.id };
  };
  const env: HostContext['env'] = (actor): Env => ({
    now: clock.now(),
    newId,
    actor: actor ?? actorNow(),
    origin,
  });
  return {
    env,
    actFor: (opened: Pick<SessionService, 'current'>): void => {
      session = opened;
    },
  };
};

const TOLD_EVERY_MS = 250;

/** Batches are done faster than anybody reads. */
const nowAndThen = (tell: (preparing: StorePreparing) => void): ((preparing: StorePreparing) => void) => {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (preparing) => {
    const now = performance.now();
    if (now - toldAt < TOLD_EVERY_MS) return;
    toldAt = now;
    tell(preparing);
  };
};

/** The database with the company's settings, which its merges need and which are read from it. */
const openData = async (
  store: OpenStore,
  { bases, pending, refused }: DeviceParts,
  env: HostContext['env'],
  { log = nothing, onPreparing = nothing }: HostStart,
): Promise<
  Result<{ readonly database: DeskhandDatabase; readonly settings: CompanySettings }, StoreErrorCode>
> => {
  let settings: CompanySettings | null = null;
  const settingsNow = (): CompanySettings => {
    if (settings === null) throw new Error('a merge ran before the settings were read');
    return settings;
  };
  const opened = await openDatabase(
    store,
    (collection) => conflictHandlerFor(collection, { env, settings: settingsNow, bases, pending, refused }),
    undefined,
    nowAndThen(onPreparing),
  );
  if (!opened.ok) return opened;
  settings = await openCompanySettings(opened.value, log);
  return ok({ database: opened.value, settings });
};

/** The only way handlers write: each write is marked as waiting for the server, and an edit's first base is kept. */
const openRecords = (
  database: DeskhandDatabase,
  { pending, bases, bus }: DeviceParts,
  acts: ActLog,
): Records =>
  createRecords(
    database,
    (collection, ids) => {
      const written = pending.mark(collection, ids);
      // The number of edits that wait is on every page.
      bus.touch('sync');
      return written;
    },
    // As the replication hands a server's version over.
    (collection, id, base) => bases.save(collection, id, { ...base, _deleted: false }),
    // A file that was withdrawn is gone: there is nothing to go back to.
    (collection, record, entries) => {
      if (collection !== 'attachments') acts.note(collection, record, entries);
    },
  );

/** Everything a handler works with. */
const openContext = async (
  store: OpenStore,
  start: HostStart,
): Promise<Result<Omit<HostContext, 'run'>, StoreErrorCode>> => {
  const log = start.log ?? nothing;
  const parts = openDevice(store, start);
  const { env, actFor } = createEnvironment(parts, start);
  const data = await openData(store, parts, env, start);
  if (!data.ok) return data;
  const { database, settings } = data.value;
  const read = openReadModel(store, parts.clock.nowMs, start.readThread ?? null);
  const sync = mayStart(
    start,
    createSync({
      ...parts,
      ...{ database, env, log },
      damaged: store.damaged,
      settings: () => settings,
      countConflicts: () => {
        const now = session.current();
        return now.state === 'signed_out' ? 0 : read.conflicts.count(now.actor);
      },
      ownOpenRecords: () => {
        const now = session.current();
        if (now.state === 'signed_out' || !isTold(parts.values, now.user.personId)) return null;
        const { id: deviceId, code } = parts.device;
        // Whoever locked the screen is not there.
        const open = now.state === 'locked' ? [] : parts.shown.all();
        return { personId: now.user.personId, deviceId, code: code(), open };
      },
      openRecordsSaidBy: (personId) =>
        read
          .settingsOf('device')
          .flatMap(({ id, value }) =>
            value.key === 'device' && value.personId === personId && value.at !== undefined
              ? [{ id, at: value.at }]
              : [],
          ),
      onSignedIn: (login, who) => session.noteSignedIn(login, who),
      onSignInRefused: (login) => session.noteRefused(login),
      ...(start.backoff === undefined ? {} : { backoff: start.backoff }),
    }),
    () => parts.bus.touch('sync'),
  );
  const session = createSession({
    ...{ ...parts, sync, log },
    samples: sampleAccountsOf(start.serverUrl ?? null, start.sampleAccounts ?? []),
    onResumable: start.onResumable ?? nothing,
    findPerson: async (id) => {
      const found = (await database.collections.directory.findOne(id).exec())?.toMutableJSON();
      return found?.type === 'person' ? found : null;
    },
  });
  actFor(session);
  const acts = createActLog(() => parts.bus.touch('acts'));
  const { drafts, notices, shown, views, refused, bases, unreadable, dropped, files, imports, values, bus } =
    parts;
  const { clock, device, newId } = parts;
  return ok({
    ...{ database, read, settings, session, sync, log, env },
    ...{
      drafts,
      notices,
      shown,
      views,
      refused,
      bases,
      unreadable,
      dropped,
      files,
      imports,
      values,
      bus,
      clock,
      device,
      newId,
    },
    damaged: store.damaged,
    acts,
    offered: createOfferedFiles(),
    records: openRecords(database, parts, acts),
    allow: (name, kind) => allowCall(session.current(), name, kind),
  });
};

const startOn = async (store: OpenStore, start: HostStart): Promise<Result<Host, StoreErrorCode>> => {
  const opened = await openContext(store, start);
  if (!opened.ok) return opened;
  const context: HostContext = {
    ...opened.value,
    run: (name, input, control, within) => dispatcher.run(name, input, control, within),
  };
  const dispatcher = createDispatcher(context, ALL_HANDLERS);
  const { bus } = context;
  const live = createLiveQueries(bus);
  const stopWork = await startWork(store, context, start);
  if (store.backlog.size() > 0 && !start.without?.includes('search')) start.onPhase?.('search');
  return ok({
    context,
    dispatcher,
    bus,
    live,
    store,
    close: async () => {
      await stopWork();
      await context.session.idle();
      live.dispose();
      context.settings.dispose();
      await context.database.close();
      await store.close();
    },
  });
};
