import type { CollectionName } from '#domain/records/collections.ts';
import type { Connection } from '../storage/driver.ts';

/**
 * The server's version that a local edit started from, kept where RxDB's own note of it is not the truth any more: it takes a
 * refused document for sent, and a recreated database makes it forget all.
 */
export type BaseStore = {
  /** The base; null: known to have been none; undefined: nothing kept here. */
  readonly find: (collection: CollectionName, recordId: string) => object | null | undefined;
  readonly save: (collection: CollectionName, recordId: string, base: object | null) => void;
  readonly remove: (collection: CollectionName, recordId: string) => void;
};

export const createBaseStore = (connection: Connection): BaseStore => ({
  find: (collection, recordId) => {
    const row = connection
      .prepare('SELECT base FROM local_bases WHERE collection = ? AND record = ?')
      .get([collection, recordId]);
    return row === undefined ? undefined : (JSON.parse(String(row[0])) as object | null);
  },
  save: (collection, recordId, base) => {
    connection
      .prepare(
        `INSERT INTO local_bases (collection, record, base) VALUES (?, ?, ?)
         ON CONFLICT (collection, record) DO UPDATE SET base = excluded.base`,
      )
      .run([collection, recordId, JSON.stringify(base)]);
  },
  remove: (collection, recordId) => {
    connection
      .prepare('DELETE FROM local_bases WHERE collection = ? AND record = ?')
      .run([collection, recordId]);
  },
});
