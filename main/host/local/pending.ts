import type { CollectionName } from '#domain/records/collections.ts';
import type { Connection } from '../storage/driver.ts';

/**
 * Records with local edits that the server has not got yet. A mark is set before the record is written and taken off when the server has
 * taken the record, so after a crash there may be a mark too many, never one too few.
 */
export type PendingMarks = {
  readonly mark: (collection: CollectionName, recordIds: readonly string[]) => void;
  /** A point in time for `clear`: marks set after it stay. */
  readonly now: () => number;
  readonly clear: (collection: CollectionName, recordIds: readonly string[], until?: number) => void;
  readonly has: (collection: CollectionName, recordId: string) => boolean;
  readonly count: (collection: CollectionName) => number;
  readonly ids: (collection: CollectionName) => readonly string[];
};

export const createPendingMarks = (connection: Connection): PendingMarks => {
  let time = 0;
  const marked = new Map<string, Map<string, number>>();
  const marksOf = (collection: string): Map<string, number> => {
    const known = marked.get(collection) ?? new Map<string, number>();
    marked.set(collection, known);
    return known;
  };
  for (const row of connection.prepare('SELECT collection, record FROM local_pending').all([])) {
    marksOf(String(row[0])).set(String(row[1]), 0);
  }
  return {
    mark: (collection, recordIds) => {
      const known = marksOf(collection);
      const fresh = recordIds.filter((id) => !known.has(id));
      if (fresh.length > 0) {
        connection
          .prepare(
            'INSERT OR IGNORE INTO local_pending (collection, record) SELECT ?, value FROM json_each(?)',
          )
          .run([collection, JSON.stringify(fresh)]);
      }
      time += 1;
      for (const id of recordIds) known.set(id, time);
    },
    now: () => time,
    clear: (collection, recordIds, until = Number.POSITIVE_INFINITY) => {
      const known = marksOf(collection);
      const gone = recordIds.filter((id) => (known.get(id) ?? Number.NaN) <= until);
      if (gone.length === 0) return;
      connection
        .prepare(
          'DELETE FROM local_pending WHERE collection = ? AND record IN (SELECT value FROM json_each(?))',
        )
        .run([collection, JSON.stringify(gone)]);
      for (const id of gone) known.delete(id);
    },
    has: (collection, recordId) => marked.get(collection)?.has(recordId) ?? false,
    count: (collection) => marked.get(collection)?.size ?? 0,
    ids: (collection) => [...(marked.get(collection)?.keys() ?? [])],
  };
};
