import type { CollectionName } from '#domain/records/collections.ts';
import type { Connection } from '../storage/driver.ts';

/**
 * Records with local edits that the server has not got yet. A mark is set before the record is written and taken off when the server has
 * taken the record, so after a crash there may be a mark too many, never one too few.
 */
export type PendingMarks = {
  /** Marks records about to be written; the answer is to be called when the write is through, however it went. */
  readonly mark: (collection: CollectionName, recordIds: readonly string[]) => () => void;
  /** A point in time for `clear`: what was marked or written after it stays. */
  readonly now: () => number;
  /** Takes marks off, except where a write is under way. */
  readonly clear: (collection: CollectionName, recordIds: readonly string[], until: number) => void;
  readonly has: (collection: CollectionName, recordId: string) => boolean;
  readonly count: (collection: CollectionName) => number;
  readonly ids: (collection: CollectionName) => readonly string[];
};

type Mark = { readonly at: number; readonly writing: number };

export const createPendingMarks = (connection: Connection): PendingMarks => {
  let time = 0;
  const marked = new Map<string, Map<string, Mark>>();
  const marksOf = (collection: string): Map<string, Mark> => {
    const known = marked.get(collection) ?? new Map<string, Mark>();
    marked.set(collection, known);
    return known;
  };
  for (const row of connection.prepare('SELECT collection, record FROM local_pending').all([])) {
    marksOf(String(row[0])).set(String(row[1]), { at: 0, writing: 0 });
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
      const note = (writers: number): void => {
        time += 1;
        for (const id of recordIds)
          known.set(id, { at: time, writing: (known.get(id)?.writing ?? 0) + writers });
      };
      note(1);
      return () => note(-1);
    },
    now: () => time,
    clear: (collection, recordIds, until) => {
      const known = marksOf(collection);
      const gone = recordIds.filter((id) => {
        const mark = known.get(id);
        return mark !== undefined && mark.at <= until && mark.writing === 0;
      });
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
