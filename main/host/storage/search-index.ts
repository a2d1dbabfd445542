import type { Connection } from './driver.ts';
import type { Backlog } from './search-backlog.ts';
import { type FullTextDefinition, indexText, keyRows, type SearchFields } from './search-fields.ts';

/**
 * Full text over all collections in one FTS5 table. Its rowid is (table number, row number), so a hit leads to its
 * document without a mapping table, a kind is a rowid range, and newest first is rowid order. It keeps no text
 * (contentless) and no word positions (detail=column): a third of the size and two thirds of the time; so no phrases,
 * which is why keys have a table of their own. Words are cut and folded here (search-fields.ts), for what is
 * indexed and what is asked alike: SQLite's own tables of letters are older than JavaScript's.
 */
const ROWS_PER_TABLE = 2 ** 40;
/** Writes up to this size are indexed in their own transaction; larger ones through the backlog. */
const DIRECT_LIMIT = 100;

export const searchRowid = (no: number, n: number): number => no * ROWS_PER_TABLE + n;
export const rowOfRowid = (rowid: number): number => rowid % ROWS_PER_TABLE;

/** Keeps the search index in step with a table. All calls run inside the write's transaction. */
export type SearchWriter = {
  readonly inserted: (firstN: number, documents: readonly SearchDocument[]) => void;
  readonly updated: (n: number, document: SearchDocument, previous: SearchDocument | undefined) => void;
  readonly purged: (n: number, document: SearchDocument | undefined) => void;
  readonly dropped: () => void;
  /** Indexes the whole table anew, through the backlog. */
  readonly rebuild: () => void;
};

type SearchDocument = Readonly<Record<string, unknown>>;

/** Runs inside the opening transaction. */
export function createSearchTables(connection: Connection): void {
  connection.exec(`
    CREATE VIRTUAL TABLE IF NOT EXISTS dh_search USING fts5 (
      title, keys, body, content = '', contentless_delete = 1, detail = column, prefix = '2 3',
      tokenize = 'ascii');
    CREATE TABLE IF NOT EXISTS dh_search_keys (
      key TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (key, doc)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS dh_search_backlog (
      no INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (no, first)) WITHOUT ROWID;
  `);
}

// Numbers reach SQLite as REAL, but FTS5 takes only INTEGER as a rowid: hence the casts.
const PUT =
  'INSERT OR REPLACE INTO dh_search (rowid, title, keys, body) VALUES (CAST(? AS INTEGER), ?, ?, ?)';
const REMOVE = 'DELETE FROM dh_search WHERE rowid = CAST(? AS INTEGER)';
const PUT_KEY = 'INSERT OR IGNORE INTO dh_search_keys (key, doc) VALUES (?, ?)';
const REMOVE_KEY = 'DELETE FROM dh_search_keys WHERE key = ? AND doc = ?';

export function createSearchWriter(
  connection: Connection,
  backlog: Backlog,
  no: number,
  tableName: string,
  definition: FullTextDefinition,
): SearchWriter {
  const fieldsOf = (document: SearchDocument): SearchFields | null =>
    document._deleted === true ? null : definition.fields(document);

  const put = (n: number, fields: SearchFields): void => {
    const rowid = searchRowid(no, n);
    connection
      .prepare(PUT)
      .run([rowid, indexText(fields.title), indexText(fields.keys.join(' ')), indexText(fields.body)]);
    for (const key of keyRows(fields.keys)) connection.prepare(PUT_KEY).run([key, rowid]);
  };
  const removeKeys = (n: number, fields: SearchFields | null): void => {
    if (fields === null) return;
    const rowid = searchRowid(no, n);
    for (const key of keyRows(fields.keys)) connection.prepare(REMOVE_KEY).run([key, rowid]);
  };
  const removeAll = (): void => {
    const range = [searchRowid(no, 0), searchRowid(no + 1, 0)];
    connection
      .prepare('DELETE FROM dh_search WHERE rowid >= CAST(? AS INTEGER) AND rowid < CAST(? AS INTEGER)')
      .run(range);
    connection.prepare('DELETE FROM dh_search_keys WHERE doc >= ? AND doc < ?').run(range);
  };

  backlog.register(no, (first, last) => {
    connection
      .prepare(`SELECT n, data FROM "${tableName}" WHERE n BETWEEN ? AND ?`)
      .each([first, last], (row) => {
        const fields = fieldsOf(JSON.parse(String(row[1])));
        if (fields !== null) put(Number(row[0]), fields);
      });
  });

  return {
    inserted: (firstN, documents) => {
      if (documents.length > DIRECT_LIMIT) {
        backlog.defer(no, firstN, firstN + documents.length - 1);
        return;
      }
      documents.forEach((document, i) => {
        const fields = fieldsOf(document);
        if (fields !== null) put(firstN + i, fields);
      });
    },
    updated: (n, document, previous) => {
      const before = previous === undefined ? null : fieldsOf(previous);
      const after = fieldsOf(document);
      if (sameFields(before, after)) return;
      removeKeys(n, before);
      if (after === null) connection.prepare(REMOVE).run([searchRowid(no, n)]);
      else put(n, after);
    },
    purged: (n, document) => {
      if (document !== undefined) removeKeys(n, fieldsOf(document));
      connection.prepare(REMOVE).run([searchRowid(no, n)]);
    },
    dropped: () => {
      backlog.unregister(no);
      removeAll();
    },
    rebuild: () => {
      removeAll();
      const last = Number(connection.prepare(`SELECT max(n) FROM "${tableName}"`).get([])?.[0] ?? 0);
      if (last > 0) backlog.defer(no, 1, last);
    },
  };
}

function sameFields(a: SearchFields | null, b: SearchFields | null): boolean {
  if (a === null || b === null) return a === b;
  return a.title === b.title && a.body === b.body && a.keys.join('\u0000') === b.keys.join('\u0000');
}
