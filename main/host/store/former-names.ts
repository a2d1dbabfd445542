import {
  getDefaultRevision,
  getDefaultRxDocumentMeta,
  getPrimaryKeyOfInternalDocument,
  INTERNAL_CONTEXT_COLLECTION,
  type InternalStoreCollectionDocType,
  type RxDatabase,
  type RxDocumentData,
} from 'rxdb';
import { COLLECTIONS, FORMER_NAMES } from '#domain/records/collections.ts';
import { renameInLocalTables } from '../local/local-tables.ts';
import type { OpenStore } from '../storage/store-file.ts';
import { renameRegistered } from '../storage/table-registry.ts';
import { DATABASE_NAME } from './migrations.ts';

const RENAMED = COLLECTIONS.flatMap((name) => {
  const former = FORMER_NAMES[name];
  return former === undefined ? [] : [{ name, former }];
});

/** Gives the tables of renamed collections their new names, once; to be done before anything reads them. */
export const renameTables = ({ connection }: OpenStore): void => {
  for (const { name, former } of RENAMED) {
    connection.transaction(() => {
      if (renameRegistered(connection, DATABASE_NAME, former, name)) {
        renameInLocalTables(connection, former, name);
      }
    });
  }
};

/**
 * RxDB finds the older versions of a collection by its own notes, which are filed under the collection's name. Its replication's notes are
 * left behind: they are about the database of the former name.
 */
export const renameInRxdb = async (
  { internalStore }: Pick<RxDatabase, 'internalStore'>,
  versionOf: (name: string) => number,
): Promise<void> => {
  const noteId = (key: string): string => getPrimaryKeyOfInternalDocument(key, INTERNAL_CONTEXT_COLLECTION);
  const find = async (key: string): Promise<RxDocumentData<InternalStoreCollectionDocType> | undefined> =>
    (await internalStore.findDocumentsById([noteId(key)], false))[0];
  for (const { name, former } of RENAMED) {
    for (let version = 0; version <= versionOf(name); version += 1) {
      const old = await find(`${former}-${version}`);
      const key = `${name}-${version}`;
      if (old === undefined || (await find(key)) !== undefined) continue;
      const note: RxDocumentData<InternalStoreCollectionDocType> = {
        ...old,
        id: noteId(key),
        key,
        data: { ...old.data, name, connectedStorages: [] },
        _meta: getDefaultRxDocumentMeta(),
        _rev: getDefaultRevision(),
      };
      const written = await internalStore.bulkWrite(
        [{ document: note }, { previous: old, document: { ...old, _deleted: true } }],
        'rename-collection',
      );
      if (written.error.length > 0) throw new Error(`renaming ${former}: ${written.error[0]?.status}`);
    }
  }
};
