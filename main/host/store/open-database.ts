import { createRxDatabase, type RxCollection, type RxConflictHandler, type RxDatabase } from 'rxdb';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { getRxStorageSqlite } from '../storage/rx-storage.ts';
import type { OpenStore } from '../storage/store-file.ts';
import { storeSchemaOf } from './schemas.ts';

export type DeskhandCollections = { readonly [C in CollectionName]: RxCollection<RecordOf[C]> };
export type DeskhandDatabase = RxDatabase<DeskhandCollections>;

export type ConflictHandlers = <C extends CollectionName>(collection: C) => RxConflictHandler<RecordOf[C]>;

/**
 * The twelve collections on an open store. `conflictHandler` merges what the replication can't write straight away; see
 * main/host/sync. Close the database before the store.
 */
export const openDatabase = async (
  store: OpenStore,
  conflictHandler: ConflictHandlers,
): Promise<DeskhandDatabase> => {
  const database = await createRxDatabase<DeskhandCollections>({
    name: 'deskhand',
    storage: getRxStorageSqlite({ file: store }),
    // One process opens a store (it is locked), so nothing has to be told to other instances.
    multiInstance: false,
    eventReduce: false,
    // Writes of one record come one after another through Records; RxDB need not keep them idle-friendly.
    closeDuplicates: false,
  });
  await database.addCollections(
    Object.fromEntries(
      COLLECTIONS.map((name) => [
        name,
        { schema: storeSchemaOf(name), conflictHandler: conflictHandler(name), localDocuments: false },
      ]),
    ) as never,
  );
  return database;
};
