import {
  type BulkWriteRow,
  ensureRxStorageInstanceParamsAreCorrect,
  type PreparedQuery,
  RX_META_LWT_MINIMUM,
  RXDB_VERSION,
  type RxStorage,
  type RxStorageDefaultCheckpoint,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
  randomToken,
} from 'rxdb';
import { loadBlobs, readAttachment } from './attachments.ts';
import { writeRows } from './bulk-write.ts';
import { toColumnText } from './column-text.ts';
import type { Connection } from './driver.ts';
import { namingStoreErrors } from './errors.ts';
import { countDocuments, findDocuments } from './mango/run.ts';
import type { PageLoad, PageLoaded } from './page-load.ts';
import { healing } from './row-check.ts';
import type { OpenStore } from './store-file.ts';
import { visitDocuments } from './stored-documents.ts';
import { openTable, releaseTable } from './table.ts';
import type { RegistryKey } from './table-registry.ts';
import type { AnyDocument, CollectionTable } from './table-types.ts';

/** What those may look at who know which storage they are on. */
export type SqliteInternals = {
  readonly table: string;
  /**
   * Inserts a page's documents on the fast way, see page-thread.ts, and tells of them in one change event, which has any of them: enough to
   * have every query run again, not to follow the documents. Null where the store reads no pages.
   */
  readonly loadPage: ((load: Omit<PageLoad, 'table'>, context: string) => Promise<PageLoaded>) | null;
  /** Removes rows for good, as if they had never been there; no event tells of it. */
  readonly purge: (ids: readonly string[]) => void;
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

/** Inserts a page on the fast way; see SqliteInternals. */
const pageLoader =
  (store: OpenStore, table: CollectionTable) =>
  async (load: Omit<PageLoad, 'table'>, context: string): Promise<PageLoaded> => {
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

/** In the order of the ids. */
const documentsById = (
  table: CollectionTable,
  ids: readonly string[],
  withDeleted: boolean,
): AnyDocument[] => {
  const found = table.load(ids);
  return ids.flatMap((id) => {
    const document = found.get(id);
    return document !== undefined && (withDeleted || !document._deleted) ? [document] : [];
  });
};

const changedSince = (
  connection: Connection,
  table: CollectionTable,
  limit: number,
  checkpoint: RxStorageDefaultCheckpoint | undefined,
): { readonly documents: AnyDocument[]; readonly checkpoint: RxStorageDefaultCheckpoint } => {
  const { primaryPath } = table.columns;
  const since = checkpoint ?? { id: '', lwt: RX_META_LWT_MINIMUM };
  const documents: AnyDocument[] = [];
  const damaged = visitDocuments(
    {
      connection,
      table,
      rest: 'WHERE (lwt, id) > (?, ?) ORDER BY lwt, id LIMIT ?',
      params: [since.lwt, toColumnText(since.id), Number.isFinite(limit) ? limit : -1],
    },
    (document) => void documents.push(document),
  );
  // Fewer than asked for would say that nothing follows.
  if (damaged > 0) return changedSince(connection, table, limit, checkpoint);
  const last = documents.at(-1);
  const reached =
    last === undefined ? (checkpoint ?? { id: '', lwt: 0 }) : { id: last[primaryPath], lwt: last._meta.lwt };
  return { documents, checkpoint: reached };
};

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
    return namingStoreErrors(store.path, () => healing(store, `"${table.name}"`, work));
  };
  const load = pageLoader(store, table);
  const loadPage: SqliteInternals['loadPage'] = async (page, context) => {
    ensureOpen();
    return load(page, context);
  };
  const purge: SqliteInternals['purge'] = (ids) => {
    ensureOpen();
    namingStoreErrors(store.path, () => connection.transaction(() => table.purge(ids)));
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
    internals: { table: table.name, loadPage: store.pages === null ? null : loadPage, purge },
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

    findDocumentsById: (ids, withDeleted) => reading(() => documentsById(table, ids, withDeleted)),

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
      reading(() => changedSince(connection, table, limit, checkpoint)),

    changeStream: () => {
      ensureOpen();
      return table.changes.asObservable();
    },

    cleanup: (minimumDeletedTime) =>
      reading(() => table.purgeDeleted(Date.now() - minimumDeletedTime, CLEANUP_BATCH) < CLEANUP_BATCH),

    remove: async () => {
      ensureOpen();
      namingStoreErrors(store.path, table.drop);
      await close();
    },

    close,
  };
  return instance;
}
