import { OPEN_COLLECTIONS } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { EMPTY } from 'rxjs';
import type { Reply } from '#contracts/define.ts';
import type { SessionUser } from '#contracts/session.ts';
import { identityOf } from '#domain/permissions/identity.ts';
import type { Actor, Env } from '#domain/records/common.ts';
import type { HostContext } from '#main/host/context.ts';
import { createChangeBus } from '#main/host/kernel/change-bus.ts';
import { createClock } from '#main/host/kernel/clock.ts';
import { createDevice, createIds } from '#main/host/kernel/numbers.ts';
import { createBaseStore } from '#main/host/local/bases.ts';
import { createDroppedStore } from '#main/host/local/dropped.ts';
import { createFileStore } from '#main/host/local/files.ts';
import { createLeafStore } from '#main/host/local/leaves.ts';
import { createLocalTables } from '#main/host/local/local-tables.ts';
import { createPendingMarks } from '#main/host/local/pending.ts';
import { createRefusedStore } from '#main/host/local/refused.ts';
import { createUnreadableStore } from '#main/host/local/unreadable.ts';
import { createLocalValues } from '#main/host/local/values.ts';
import type { Connection } from '#main/host/storage/driver.ts';
import { type OpenStore, openStoreOn } from '#main/host/storage/store-file.ts';
import { openCompanySettings } from '#main/host/store/company-settings.ts';
import { MIGRATIONS } from '#main/host/store/migrations.ts';
import {
  type ConflictHandlers,
  type DeskhandDatabase,
  openDatabase,
} from '#main/host/store/open-database.ts';
import { createRecords } from '#main/host/store/records.ts';
import { storeSchemas } from '#main/host/store/schemas.ts';
import { readChangesPage } from '#main/host/sync/changes-page.ts';
import { conflictHandlerFor } from '#main/host/sync/conflict-handler.ts';
import { createSync } from '#main/host/sync/sync.ts';
import type { SyncControl } from '#main/host/sync/sync-control.ts';
import { serverIdOf } from '#main/host/sync/sync-run.ts';

/** The one collection that is simulated: RxDB's open core allows 13 open ones a process, and several consoles share this one. */
export const COLLECTION = 'tickets';
export const PREFIX = 'sim';
const SERVER_URL = 'http://couch.simulated';

export type ConsoleStart = {
  readonly connection: Connection;
  /** Of this process among all that are simulated. */
  readonly name: string;
  readonly login: string;
  readonly password: string;
  readonly accountRoles: readonly string[];
  readonly log: (level: 'info' | 'warn' | 'error', message: string, error?: unknown) => void;
};

export type SimConsole = {
  readonly context: HostContext;
  readonly sync: SyncControl;
  readonly settled: () => Promise<Reply<null>>;
  /** What is in the store, by id. */
  readonly records: () => Promise<ReadonlyMap<string, object>>;
  readonly pendingIds: () => readonly string[];
  readonly refused: () => readonly { readonly recordId: string; readonly reason: string }[];
  readonly close: () => Promise<void>;
};

const shape = { schemas: storeSchemas(), migrations: MIGRATIONS };

/** Storage and database on a disk. `name`: RxDB knows each database of a process by one. */
export const openData = async (
  connection: Connection,
  name: string,
  handlers: ConflictHandlers,
): Promise<{ readonly database: DeskhandDatabase; readonly damaged: OpenStore['damaged'] }> => {
  createLocalTables(connection);
  const store = openStoreOn(connection, { pages: { read: readChangesPage, script: null, log: () => {} } });
  const part = { collections: [COLLECTION], storageName: `simulated-${name}` } as const;
  const opened = await openDatabase(store, handlers, shape, undefined, part);
  if (!opened.ok) throw new Error(opened.error.reason);
  return { database: opened.value, damaged: store.damaged };
};

/** The table in which the replication notes what the server has, as the first start makes it. */
export const makeReplicationTable = async (database: DeskhandDatabase): Promise<void> => {
  const state = replicateRxCollection({
    collection: database.collections[COLLECTION],
    replicationIdentifier: `couch-${serverIdOf({ url: SERVER_URL, prefix: PREFIX })}-${COLLECTION}`,
    live: false,
    waitForLeadership: false,
    pull: { handler: async () => ({ documents: [], checkpoint: {} }) },
  });
  await state.awaitInitialReplication();
  await state.cancel();
};

/** A company without rules of its own. */
const openSettings = () => {
  const empty = { find: () => ({ exec: async () => [] }), eventBulks$: EMPTY };
  // No more of a database is asked for.
  const database = { collections: { settings: empty, catalogue: empty } } as unknown as DeskhandDatabase;
  return openCompanySettings(database, () => {});
};

/** A data host without windows and lists: storage, records, commands and sync are those of main/host, put together as host.ts does. */
export const openConsole = async (start: ConsoleStart): Promise<SimConsole> => {
  const { connection, log } = start;
  createLocalTables(connection);
  const values = createLocalValues(connection);
  const newId = createIds();
  const parts = {
    ...{ values, newId, log },
    pending: createPendingMarks(connection),
    bases: createBaseStore(connection),
    refused: createRefusedStore(connection),
    unreadable: createUnreadableStore(connection, () => 'simulated'),
    dropped: createDroppedStore(connection),
    files: createFileStore(connection),
    bus: createChangeBus(),
    clock: createClock(values),
    device: createDevice(values, newId),
  };
  const { roles, personId, teamIds } = identityOf(start.accountRoles);
  const user: SessionUser = {
    ...{ roles, teamIds, login: start.login, name: start.login },
    personId: personId ?? start.login,
  };
  const actor: Actor = { personId: user.personId, roles, teamIds, deviceId: parts.device.id };
  const env = (given?: Actor): Env => ({
    ...{ now: parts.clock.now(), newId, actor: given ?? actor, origin: 'console' },
  });
  const settings = await openSettings();
  const world = { ...parts, env, settings: () => settings };
  const { database, damaged } = await openData(connection, start.name, (name) =>
    conflictHandlerFor(name, world),
  );
  const sync = createSync({
    ...world,
    database,
    damaged,
    leavesOf: (serverId, collection) => createLeafStore(connection, serverId, collection),
    collections: [COLLECTION],
    countConflicts: () => 0,
    ownOpenRecords: () => null,
    openRecordsSaidBy: () => [],
    onSignedIn: () => {},
    onSignInRefused: () => {},
  });
  const records = createRecords(
    database,
    (collection, ids) => parts.pending.mark(collection, ids),
    (collection, id, base) => parts.bases.save(collection, id, { ...base, _deleted: false }),
    () => {},
  );
  // What commands of tickets work with; lists, windows and files are not simulated.
  const context = {
    ...parts,
    ...{ database, records, settings, env, sync },
    session: { current: () => ({ state: 'signed_in', user, actor }) },
  } as unknown as HostContext;
  const collection = database.collections[COLLECTION];
  sync.start({ url: SERVER_URL, prefix: PREFIX, login: start.login, password: start.password });
  return {
    context,
    sync,
    settled: sync.settled,
    records: async () => {
      const found = await collection.find().exec();
      return new Map(found.map((document) => [document.id, document.toMutableJSON()]));
    },
    pendingIds: () => parts.pending.ids(COLLECTION),
    refused: parts.refused.list,
    close: async () => {
      await sync.dispose();
      await database.close();
    },
  };
};

/** A killed process has nothing open any more. */
export const forgetOpenCollections = (database: DeskhandDatabase): void => {
  for (const collection of Object.values(database.collections)) OPEN_COLLECTIONS.delete(collection);
};
