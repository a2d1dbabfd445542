import {
  type BulkWriteRow,
  ensureRxStorageInstanceParamsAreCorrect,
  type PreparedQuery,
  RX_META_LWT_MINIMUM,
  RXDB_VERSION,
  type RxDocumentData,
  type RxStorage,
  type RxStorageDefaultCheckpoint,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
  randomToken,
} from 'rxdb';
import { loadBlobs, readAttachment } from './attachments.ts';
import { writeRows } from './bulk-write.ts';
import { fromColumnText, toColumnText } from './column-text.ts';
import { namingStoreErrors } from './errors.ts';
import { countDocuments, findDocuments } from './mango/run.ts';
import type { PageLoad, PageLoaded } from './page-load.ts';
import type { OpenStore } from './store-file.ts';
import { openTable, releaseTable } from './table.ts';
import type { RegistryKey } from './table-registry.ts';
import type { AnyDocument } from './table-types.ts';

/** What those may look at who know which storage they are on. */
export type SqliteInternals = {
  readonly table: string;
  /**
   * Inserts a page's documents on the fast way, see page-thread.ts, and tells of them in one change event, which has any of them: enough to
   * have every query run again, not to follow the documents. Null where the store reads no pages.
   */
  readonly loadPage: ((load: Omit<PageLoad, 'table'>, context: string) => Promise<PageLoaded>) | null;
};
type SqliteOptions = Record<string, never>;

/** Rows one cleanup() call purges at most, so that it never holds the writer for long. */
const CLEANUP_BATCH = 1000;

/** RxDB's storage on an open store. One RxDatabase per store; close it before the store. */
export function getRxStorageSqlite(input: {
  readonly file: OpenStore;
}): RxStorage<SqliteInternals, SqliteOptions> {
  return {
    name: 'deskhand-sqlite',
    rxdbVersion: RXDB_VERSION,
    createStorageInstance: async <T>(params: RxStorageInstanceCreationParams<T, SqliteOptions>) => {
      ensureRxStorageInstanceParamsAreCorrect(params);
      return createInstance(input.file, params);
    },
  };
}

/** Opens a storage instance for one collection. See RxStorageInstance in RxDB for the contract of each method. */
function createInstance<T>(
  store: OpenStore,
  params: RxStorageInstanceCreationParams<T, SqliteOptions>,
): RxStorageInstance<T, SqliteInternals, SqliteOptions, RxStorageDefaultCheckpoint> {
  const key: RegistryKey = {
    database: params.databaseName,
    collection: params.collectionName,
    version: params.schema.version,
  };
  const table = namingStoreErrors(store.path, () => openTable(store, key, params.schema));
  const { connection } = store;
  let closed = false;

  const ensureOpen = (): void => {
    if (table.removed) throw new Error(`the collection ${params.collectionName} was removed`);
    if (closed || !store.isOpen()) throw new Error(`the collection ${params.collectionName} is closed`);
  };
  const reading = async <R>(work: () => R): Promise<R> => {
    ensureOpen();
    return namingStoreErrors(store.path, work);
  };
  const loadPage = async (load: Omit<PageLoad, 'table'>, context: string): Promise<PageLoaded> => {
    ensureOpen();
    if (store.pages === null) throw new Error('the store was opened without a way to read pages');
    const release = store.backlog.hold();
    const loaded = await store.pages
      .load(table, load)
      .catch((error) =>
        namingStoreErrors(store.path, () => {
          throw error;
        }),
      )
      .finally(release);
    if (loaded.example === null) return loaded;
    const document: AnyDocument = JSON.parse(loaded.example);
    const documentId: string = document[table.columns.primaryPath];
    table.changes.next({
      id: randomToken(10),
      events: [{ operation: 'INSERT', documentId, documentData: document, previousDocumentData: undefined }],
      checkpoint: { id: documentId, lwt: document._meta.lwt },
      context,
    });
    return loaded;
  };
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    releaseTable(store, key, table);
  };

  const instance: RxStorageInstance<T, SqliteInternals, SqliteOptions, RxStorageDefaultCheckpoint> = {
    databaseName: params.databaseName,
    collectionName: params.collectionName,
    schema: params.schema,
    internals: { table: table.name, loadPage: store.pages === null ? null : loadPage },
    options: params.options,

    bulkWrite: async (rows, context) => {
      ensureOpen();
      const anyRows = rows as BulkWriteRow<AnyDocument>[];
      const blobs = params.schema.attachments === undefined ? new Map() : await loadBlobs(anyRows);
      ensureOpen();
      const outcome = writeRows(store, table, instance, anyRows, context, blobs);
      for (const bulk of outcome.bulks) table.changes.next(bulk);
      return { error: outcome.errors };
    },

    findDocumentsById: (ids, withDeleted) =>
      reading(() => {
        const found = table.load(ids);
        const documents: RxDocumentData<T>[] = [];
        for (const id of ids) {
          const document = found.get(id);
          if (document !== undefined && (withDeleted || !document._deleted)) documents.push(document);
        }
        return documents;
      }),

    query: (prepared: PreparedQuery<T>) =>
      reading(() => ({ documents: findDocuments(connection, table, params.schema, prepared.query) })),

    count: (prepared: PreparedQuery<T>) =>
      reading(() => ({
        count: countDocuments(connection, table, params.schema, prepared.query),
        mode: 'fast' as const,
      })),

    getAttachmentData: (documentId, attachmentId, digest) =>
      reading(() => {
        const blob = readAttachment(connection, table.no, documentId, attachmentId, digest);
        if (blob === undefined) throw new Error(`attachment does not exist: ${documentId} ${attachmentId}`);
        return blob;
      }),

    getChangedDocumentsSince: (limit, checkpoint) =>
      reading(() => {
        const since = checkpoint ?? { id: '', lwt: RX_META_LWT_MINIMUM };
        const documents: RxDocumentData<T>[] = [];
        connection
          .prepare(`SELECT data FROM "${table.name}" WHERE (lwt, id) > (?, ?) ORDER BY lwt, id LIMIT ?`)
          .each([since.lwt, toColumnText(since.id), Number.isFinite(limit) ? limit : -1], (row) => {
            documents.push(JSON.parse(String(row[0])));
          });
        const last: AnyDocument | undefined = documents.at(-1);
        const reached =
          last === undefined
            ? (checkpoint ?? { id: '', lwt: 0 })
            : { id: last[table.columns.primaryPath], lwt: last._meta.lwt };
        return { documents, checkpoint: reached };
      }),

    changeStream: () => {
      ensureOpen();
      return table.changes.asObservable();
    },

    cleanup: (minimumDeletedTime) =>
      reading(() => {
        const ids = connection
          .prepare(`SELECT id FROM "${table.name}" WHERE deleted = 1 AND lwt <= ? LIMIT ${CLEANUP_BATCH}`)
          .all([Date.now() - minimumDeletedTime])
          .map((row) => fromColumnText(String(row[0])));
        if (ids.length > 0) {
          connection.transaction(() => table.purge(ids));
          table.forget();
        }
        return ids.length < CLEANUP_BATCH;
      }),

    remove: async () => {
      ensureOpen();
      namingStoreErrors(store.path, table.drop);
      await close();
    },

    close,
  };
  return instance;
}
