import type { RefusedDocument } from '#contracts/sync.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Connection } from '../storage/driver.ts';

export type RefusedStore = {
  readonly list: () => readonly RefusedDocument[];
  /** A window of the list, the latest first. */
  readonly page: (offset: number, limit: number) => readonly RefusedDocument[];
  readonly count: (collection?: CollectionName) => number;
  readonly find: (collection: CollectionName, recordId: string) => RefusedDocument | null;
  readonly save: (refused: RefusedDocument) => void;
  readonly remove: (collection: CollectionName, recordId: string) => void;
};

export const REFUSAL_COLUMNS = 'collection, record, label, code, reason, refused_at, document';

/** Ties are broken, so that windows never overlap. */
const LATEST_FIRST = 'ORDER BY refused_at DESC, collection, record';

/** What was refused, from the first seven columns of a row. */
export const refusalOf = (row: readonly unknown[]): Omit<RefusedDocument, 'id'> => ({
  collection: String(row[0]) as CollectionName,
  recordId: String(row[1]),
  label: String(row[2]),
  code: String(row[3]),
  reason: String(row[4]),
  refusedAt: String(row[5]),
  document: JSON.parse(String(row[6])) as unknown,
});

const fromRow = (row: readonly unknown[]): RefusedDocument => ({
  id: `${String(row[0])}:${String(row[1])}`,
  ...refusalOf(row),
});

/** Documents the server did not take, with its reason, until somebody mends or drops them. */
export const createRefusedStore = (connection: Connection): RefusedStore => ({
  list: () =>
    connection.prepare(`SELECT ${REFUSAL_COLUMNS} FROM local_refused ${LATEST_FIRST}`).all([]).map(fromRow),
  page: (offset, limit) =>
    connection
      .prepare(`SELECT ${REFUSAL_COLUMNS} FROM local_refused ${LATEST_FIRST} LIMIT ? OFFSET ?`)
      .all([limit, offset])
      .map(fromRow),
  count: (collection) =>
    Number(
      connection
        .prepare('SELECT count(*) FROM local_refused WHERE ?1 IS NULL OR collection = ?1')
        .get([collection ?? null])?.[0] ?? 0,
    ),
  find: (collection, recordId) => {
    const row = connection
      .prepare(`SELECT ${REFUSAL_COLUMNS} FROM local_refused WHERE collection = ? AND record = ?`)
      .get([collection, recordId]);
    return row === undefined ? null : fromRow(row);
  },
  save: (refused) => {
    connection
      .prepare(
        `INSERT INTO local_refused (${REFUSAL_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (collection, record) DO UPDATE SET label = excluded.label, code = excluded.code,
           reason = excluded.reason, refused_at = excluded.refused_at, document = excluded.document`,
      )
      .run([
        refused.collection,
        refused.recordId,
        refused.label,
        refused.code,
        refused.reason,
        refused.refusedAt,
        JSON.stringify(refused.document),
      ]);
  },
  remove: (collection, recordId) => {
    connection
      .prepare('DELETE FROM local_refused WHERE collection = ? AND record = ?')
      .run([collection, recordId]);
  },
});
