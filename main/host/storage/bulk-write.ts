import {
  type BulkWriteRow,
  type CategorizeBulkWriteRowsOutput,
  categorizeBulkWriteRows,
  type RxStorageInstance,
  type RxStorageWriteError,
} from 'rxdb';
import { deleteAttachment, type LoadedBlobs, putAttachment } from './attachments.ts';
import { namingStoreErrors } from './errors.ts';
import type { OpenStore } from './store-file.ts';
import type { AnyDocument, ChangeBulk, CollectionTable, StoredPlace } from './table-types.ts';

type AnyRow = BulkWriteRow<AnyDocument>;
// biome-ignore lint/suspicious/noExplicitAny: categorizeBulkWriteRows asks for an instance of whatever generics, and looks at none of them.
type AnyInstance = RxStorageInstance<any, any, any>;

export type WriteOutcome = {
  readonly errors: RxStorageWriteError<AnyDocument>[];
  /** One for each run with events, to be sent once the transaction is on disk. */
  readonly bulks: readonly ChangeBulk[];
};

/**
 * Writes rows in one transaction; conflicts and missing attachments come back as RxDB's errors, a full or failing
 * disk throws StoreFailure and leaves the store as it was. When this returns, the rows are on disk.
 */
export function writeRows(
  store: OpenStore,
  table: CollectionTable,
  instance: AnyInstance,
  rows: readonly AnyRow[],
  context: string,
  blobs: LoadedBlobs,
): WriteOutcome {
  const outcome: { errors: RxStorageWriteError<AnyDocument>[]; bulks: ChangeBulk[] } = {
    errors: [],
    bulks: [],
  };
  try {
    namingStoreErrors(store.path, () =>
      store.connection.transaction(() => {
        for (const run of withoutRepeats(rows, table.columns.primaryPath)) {
          const result = writeRun(store, table, instance, run, context, blobs);
          outcome.errors.push(...result.errors);
          if (result.eventBulk.events.length > 0) outcome.bulks.push(withCheckpoint(result, table));
        }
      }),
    );
  } catch (error) {
    table.forget();
    throw error;
  }
  return outcome;
}

/** Splits rows so that no id comes twice in a run: the second write of an id must see the first. */
function withoutRepeats(rows: readonly AnyRow[], primaryPath: string): AnyRow[][] {
  const seen = new Set<string>();
  const first: AnyRow[] = [];
  const rest: AnyRow[] = [];
  for (const row of rows) {
    const id = row.document[primaryPath] as string;
    (seen.has(id) ? rest : first).push(row);
    seen.add(id);
  }
  return rest.length === 0 ? [first] : [first, ...withoutRepeats(rest, primaryPath)];
}

function writeRun(
  store: OpenStore,
  table: CollectionTable,
  instance: AnyInstance,
  rows: AnyRow[],
  context: string,
  blobs: LoadedBlobs,
): CategorizeBulkWriteRowsOutput<AnyDocument> {
  const { primaryPath } = table.columns;
  const places = table.places(rows.map((row) => row.document[primaryPath]));
  const stored = storedDocuments(table, rows, places);
  const sorted = categorizeBulkWriteRows<AnyDocument>(instance, primaryPath, stored, rows, context);
  table.insert(sorted.bulkInsertDocs.map((row) => row.document));
  for (const { document, previous } of sorted.bulkUpdateDocs) {
    const place = places.get(document[primaryPath]);
    if (place !== undefined) table.update(document, previous, place.n);
  }
  for (const change of [...sorted.attachmentsAdd, ...sorted.attachmentsUpdate]) {
    putAttachment(store.connection, table.no, change, blobs);
  }
  for (const change of sorted.attachmentsRemove) deleteAttachment(store.connection, table.no, change);
  dropEventsOfRefused(sorted);
  return sorted;
}

/** RxDB's helper makes an event even for a document it refuses because bytes of an attachment are missing (510). */
function dropEventsOfRefused(sorted: CategorizeBulkWriteRowsOutput<AnyDocument>): void {
  const refused = new Set(
    sorted.errors.filter((error) => error.status === 510).map((error) => error.documentId),
  );
  if (refused.size === 0) return;
  sorted.eventBulk.events = sorted.eventBulk.events.filter((event) => !refused.has(event.documentId));
}

/**
 * The stored documents the rows are judged against. Where a row's `previous` has the stored revision it is the stored
 * document, so only those that will be refused have to be read and parsed.
 */
function storedDocuments(
  table: CollectionTable,
  rows: readonly AnyRow[],
  places: ReadonlyMap<string, StoredPlace>,
): Map<string, AnyDocument> {
  const { primaryPath } = table.columns;
  const stored = new Map<string, AnyDocument>();
  if (places.size === 0) return stored;
  const toLoad: string[] = [];
  for (const row of rows) {
    const id = row.document[primaryPath] as string;
    const place = places.get(id);
    if (place === undefined) continue;
    if (row.previous !== undefined && row.previous._rev === place.rev) stored.set(id, row.previous);
    else toLoad.push(id);
  }
  for (const [id, document] of table.load(toLoad)) stored.set(id, document);
  return stored;
}

function withCheckpoint(
  sorted: CategorizeBulkWriteRowsOutput<AnyDocument>,
  table: CollectionTable,
): ChangeBulk {
  const newest = sorted.newestRow?.document;
  if (newest !== undefined) {
    sorted.eventBulk.checkpoint = { id: newest[table.columns.primaryPath], lwt: newest._meta.lwt };
  }
  return sorted.eventBulk;
}
