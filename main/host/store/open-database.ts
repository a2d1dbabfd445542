import {
  createRxDatabase,
  type RxCollection,
  type RxConflictHandler,
  type RxDatabase,
  type RxJsonSchema,
} from 'rxdb';
import type { StorePreparing } from '#contracts/host-process.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { nextTurn } from '../kernel/next-turn.ts';
import { convertLayout } from '../storage/layout-conversion.ts';
import { getRxStorageSqlite } from '../storage/rx-storage.ts';
import type { OpenStore } from '../storage/store-file.ts';
import { renameInRxdb } from './former-names.ts';
import { migrate } from './migrate.ts';
import { DATABASE_NAME, findNewerCollection, MIGRATIONS, type Migrations } from './migrations.ts';
import { storeSchemas } from './schemas.ts';
import { continueOrder } from './store-order.ts';

export type DeskhandCollections = { readonly [C in CollectionName]: RxCollection<RecordOf[C]> };
export type DeskhandDatabase = RxDatabase<DeskhandCollections>;

export type ConflictHandlers = <C extends CollectionName>(collection: C) => RxConflictHandler<RecordOf[C]>;

/** The shape of the documents and the way to it from older ones. */
export type StoreShape = {
  readonly schemas: { readonly [C in CollectionName]: RxJsonSchema<RecordOf[C]> };
  readonly migrations: Migrations;
};

/** For several stores in one process, each with some of the collections. */
export type PartOfStore = {
  readonly collections: readonly CollectionName[];
  /** RxDB opens a database once in a process, told by its name and its storage's. */
  readonly storageName?: string;
};

const addCollections = async (
  database: DeskhandDatabase,
  conflictHandler: ConflictHandlers,
  { schemas }: StoreShape,
  names: readonly CollectionName[],
): Promise<void> => {
  await database.addCollections(
    Object.fromEntries(
      names.map((name) => [
        name,
        {
          schema: schemas[name],
          autoMigrate: false,
          conflictHandler: conflictHandler(name),
          localDocuments: false,
        },
      ]),
    ),
  );
};

/**
 * The collections on an open store, brought to the newest schema first. `conflictHandler` merges what the replication can't write
 * straight away; see main/host/sync. Close the database before the store. Error `newer-version` when a newer Deskhand has written one
 * of the collections; nothing is changed then.
 */
export const openDatabase = async (
  store: OpenStore,
  conflictHandler: ConflictHandlers,
  shape: StoreShape = { schemas: storeSchemas(), migrations: MIGRATIONS },
  onPreparing: (progress: StorePreparing) => void = () => {},
  { collections, storageName }: PartOfStore = { collections: COLLECTIONS },
): Promise<Result<DeskhandDatabase, 'newer-version'>> => {
  const versions = Object.fromEntries(COLLECTIONS.map((name) => [name, shape.schemas[name].version]));
  const newer = findNewerCollection(store, versions as Record<CollectionName, number>);
  if (newer !== null) {
    return fail('newer-version', 'store.newer', {
      ...newer,
      path: store.path,
    });
  }
  await convertLayout(store, nextTurn, (step, done, total) => onPreparing({ step, done, total }));
  continueOrder(store.connection);
  const storage = getRxStorageSqlite({ file: store });
  const database = await createRxDatabase<DeskhandCollections>({
    name: DATABASE_NAME,
    storage: storageName === undefined ? storage : { ...storage, name: storageName },
    // One process opens a store (it is locked), so nothing has to be told to other instances.
    multiInstance: false,
    eventReduce: false,
    // Writes of one record come one after another through Records; RxDB need not keep them idle-friendly.
    closeDuplicates: false,
  });
  try {
    await renameInRxdb(database, (name) => versions[name] ?? 0);
    await addCollections(database, conflictHandler, shape, collections);
    await migrate(store, database, collections, shape.migrations, (progress) =>
      onPreparing({ step: 'migration', done: progress.done, total: progress.total }),
    );
  } catch (error) {
    // What it has open must be let go of before the store is closed.
    await database.close();
    throw error;
  }
  return ok(database);
};
