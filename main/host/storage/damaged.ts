import { fromColumnText, toColumnText } from './column-text.ts';
import type { Connection, Row, SqlValue } from './driver.ts';
import { isDamage, storeErrorFrom } from './errors.ts';
import { indexById, jsonTableOf, removeJsonSql } from './table-parts.ts';

/** What is needed of a table here. */
type DamagedTable = {
  readonly name: string;
  readonly key: { readonly collection: string };
  readonly columns: { readonly primaryPath: string };
  readonly search: { readonly purged: (n: number, document: undefined) => void } | undefined;
};

/** A row whose document was not what was written, taken out of its table. */
export type DamagedRow = {
  readonly collection: string;
  readonly id: string;
  readonly foundAtMs: number;
  /**
   * - waiting: the server is asked for the record at the next contact
   * - restored: the server's version stands in its place
   * - missing: the server has no such record
   */
  readonly state: DamageState;
  /** It held edits that the server had not got; they are in the bytes kept here only. */
  readonly hadUnsent: boolean;
};
export type DamageState = 'waiting' | 'restored' | 'missing';

/** A row with what was found in its place: null when there was nothing at all. */
export type DamagedBytes = DamagedRow & { readonly bytes: Uint8Array | null };

export type DamagedRows = {
  /**
   * Takes rows out of their table and notes which records they were, with the bytes as they are. Answers how many. Alone or inside a
   * transaction.
   */
  readonly setAside: (table: DamagedTable, ns: readonly number[]) => number;
  /** Notes a record whose row can't even be taken out. Alone or inside a transaction. */
  readonly note: (collection: string, id: string) => void;
  readonly list: () => readonly DamagedRow[];
  /** A window of the rows of these collections, what is lost first, then the latest. RxDB keeps notes in tables, too, which are nobody's records. */
  readonly page: (collections: readonly string[], offset: number, limit: number) => readonly DamagedBytes[];
  /** How many rows of these collections were set aside; of how many of them something is lost that the server does not have; how many came back whole. */
  readonly count: (collections: readonly string[]) => {
    readonly all: number;
    readonly lost: number;
    readonly restored: number;
  };
  /** Takes those off the list that came back whole and lost nothing. */
  readonly forgetRestored: (collections: readonly string[]) => void;
  /** Ids of a collection that the server has still to be asked for. */
  readonly waiting: (collection: string) => readonly string[];
  /** Null: it is not in the list. */
  readonly stateOf: (collection: string, id: string) => DamageState | null;
  readonly settle: (collection: string, id: string, state: DamageState, hadUnsent: boolean) => void;
  /** Takes what is no longer waiting off the list, with the bytes. */
  readonly forget: (collection: string, id: string) => void;
  /** Told after a row was set aside; the answer ends it. */
  readonly onFound: (listener: (collection: string, id: string) => void) => () => void;
};

const fromRow = (row: Row): DamagedRow => ({
  collection: String(row[0]),
  id: fromColumnText(String(row[1])),
  foundAtMs: Number(row[2]),
  state: String(row[3]) as DamageState,
  hadUnsent: Number(row[4]) === 1,
});
const FIELDS = 'collection, id, found_at, state, unsent';
/** Of what something is lost comes first: somebody has to do it again. */
const IS_LOST = `(unsent OR state = 'missing')`;
const IS_WHOLE = `(state = 'restored' AND NOT unsent)`;
const WORST_FIRST = `ORDER BY ${IS_LOST} DESC, found_at DESC, collection, id`;
const OF_COLLECTIONS = 'collection IN (SELECT value FROM json_each(?))';

/** Runs inside the opening transaction. */
export function createDamagedTable(connection: Connection): void {
  connection.exec(`
    CREATE TABLE IF NOT EXISTS dh_damaged (
      collection TEXT NOT NULL, id TEXT NOT NULL, found_at REAL NOT NULL, state TEXT NOT NULL,
      unsent INTEGER NOT NULL, document BLOB, PRIMARY KEY (collection, id)) WITHOUT ROWID`);
}

/** The id of a row, from the index when the row's own is not the one that the index has. */
function idOf(connection: Connection, name: string, n: number, bytes: SqlValue | undefined): string | null {
  const own = bytes instanceof Uint8Array ? Buffer.from(bytes).toString('utf8') : null;
  const found = connection.prepare(`SELECT 1 FROM "${name}" WHERE id = ? AND n = ?`);
  if (own !== null && found.get([own, n]) !== undefined) return fromColumnText(own);
  const indexed = connection
    .prepare(`SELECT id FROM "${name}" INDEXED BY ${indexById(name)} WHERE +n = ?`)
    .get([n]);
  return typeof indexed?.[0] === 'string' ? fromColumnText(indexed[0]) : own;
}

/** The id that a document's JSON tells, null where it is no JSON any more. */
function idIn(bytes: SqlValue | undefined, primaryPath: string): string | null {
  try {
    const id = JSON.parse(Buffer.from(bytes as Uint8Array).toString('utf8'))[primaryPath];
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}

/** A garbled column is not what the indexes have of it, and SQLite refuses to take out what it does not find there. */
function deleteRow(connection: Connection, name: string, n: number): void {
  const remove = (): void => {
    connection.prepare(`DELETE FROM "${name}" WHERE n = ?`).run([n]);
    connection.prepare(removeJsonSql(name)).run([n]);
  };
  try {
    remove();
  } catch (error) {
    if (!isDamage(error)) throw error;
    connection.exec(`REINDEX "${name}"`);
    remove();
  }
}

export function createDamagedRows(connection: Connection, nowMs: () => number = Date.now): DamagedRows {
  const listeners = new Set<(collection: string, id: string) => void>();
  /** Of one that was damaged before and lost an edit, nobody has taken note yet: that it did, and its bytes, stay. */
  const put = (collection: string, id: string, bytes: SqlValue): void => {
    connection
      .prepare(
        `INSERT INTO dh_damaged (collection, id, found_at, state, unsent, document) VALUES (?, ?, ?, 'waiting', 0, ?)
         ON CONFLICT (collection, id) DO UPDATE SET found_at = excluded.found_at, state = excluded.state,
           document = CASE WHEN unsent OR excluded.document IS NULL THEN document ELSE excluded.document END`,
      )
      .run([collection, toColumnText(id), nowMs(), bytes]);
  };
  const tell = (collection: string, id: string): void => {
    for (const listener of listeners) listener(collection, id);
  };
  const takeOut = (table: DamagedTable, n: number): string | null => {
    const { name, key } = table;
    // Either half may be all that is left of it.
    const row = connection
      .prepare(
        `SELECT (SELECT CAST(id AS BLOB) FROM "${name}" WHERE n = ?1) AS id_bytes,
           (SELECT CAST(data AS BLOB) FROM ${jsonTableOf(name)} WHERE n = ?1) AS bytes`,
      )
      .get([n]);
    const [ownId, bytes] = row ?? [];
    if (ownId == null && bytes == null) return null;
    const id = idOf(connection, name, n, ownId) ?? idIn(bytes, table.columns.primaryPath) ?? `row ${n}`;
    deleteRow(connection, name, n);
    table.search?.purged(n, undefined);
    put(key.collection, id, bytes ?? null);
    return id;
  };
  /** A full disk or a damaged tree must not keep the other rows from being read: the row is left out then, and tried again. */
  const tryToTakeOut = (table: DamagedTable, n: number): string | null => {
    try {
      return connection.within(() => takeOut(table, n));
    } catch (error) {
      if (storeErrorFrom(error, connection.path) === undefined) throw error;
      return null;
    }
  };
  return {
    setAside: (table, ns) => {
      if (ns.length === 0) return 0;
      const found = ns.flatMap((n) => tryToTakeOut(table, n) ?? []);
      for (const id of found) tell(table.key.collection, id);
      return found.length;
    },
    note: (collection, id) => {
      put(collection, id, null);
      tell(collection, id);
    },
    list: () => connection.prepare(`SELECT ${FIELDS} FROM dh_damaged ${WORST_FIRST}`).all([]).map(fromRow),
    page: (collections, offset, limit) =>
      connection
        .prepare(
          `SELECT ${FIELDS}, document AS document_bytes FROM dh_damaged WHERE ${OF_COLLECTIONS} ${WORST_FIRST} LIMIT ? OFFSET ?`,
        )
        .all([JSON.stringify(collections), limit, offset])
        .map((row) => ({ ...fromRow(row), bytes: row[5] instanceof Uint8Array ? row[5] : null })),
    count: (collections) => {
      const row = connection
        .prepare(
          `SELECT count(*), total(${IS_LOST}), total(${IS_WHOLE}) FROM dh_damaged WHERE ${OF_COLLECTIONS}`,
        )
        .get([JSON.stringify(collections)]);
      return { all: Number(row?.[0] ?? 0), lost: Number(row?.[1] ?? 0), restored: Number(row?.[2] ?? 0) };
    },
    forgetRestored: (collections) => {
      connection
        .prepare(`DELETE FROM dh_damaged WHERE ${IS_WHOLE} AND ${OF_COLLECTIONS}`)
        .run([JSON.stringify(collections)]);
    },
    waiting: (collection) =>
      connection
        .prepare(`SELECT id FROM dh_damaged WHERE collection = ? AND state = 'waiting' ORDER BY id`)
        .all([collection])
        .map((row) => fromColumnText(String(row[0]))),
    stateOf: (collection, id) => {
      const row = connection
        .prepare('SELECT state FROM dh_damaged WHERE collection = ? AND id = ?')
        .get([collection, toColumnText(id)]);
      return row === undefined ? null : (String(row[0]) as DamageState);
    },
    settle: (collection, id, state, hadUnsent) => {
      connection
        .prepare('UPDATE dh_damaged SET state = ?, unsent = max(unsent, ?) WHERE collection = ? AND id = ?')
        .run([state, hadUnsent ? 1 : 0, collection, toColumnText(id)]);
    },
    forget: (collection, id) => {
      connection
        .prepare(`DELETE FROM dh_damaged WHERE collection = ? AND id = ? AND state <> 'waiting'`)
        .run([collection, toColumnText(id)]);
    },
    onFound: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
