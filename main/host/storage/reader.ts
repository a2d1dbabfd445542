import { type ReadRows, soundRows } from './checked-rows.ts';
import { openConnection, type Row, type SqlParams } from './driver.ts';
import { namingStoreErrors } from './errors.ts';
import { healing } from './row-check.ts';
import { createTokenLists, type TokenLists } from './search-tokens.ts';
import type { OpenStore } from './store-file.ts';
import { rowsViewOf } from './table-parts.ts';
import type { CollectionTable } from './table-types.ts';

/**
 * A read-only second connection, for list windows and reports written in SQL. It sees each write as soon as
 * bulkWrite's promise is resolved, and never holds a writer up.
 *
 * Each collection is read as one table. Every field path that an index of its schema names is a column; the rest is in
 * `data` (the document as JSON), which is looked up where a statement asks for it. Always there: `n` (row number), `id`, `rev`, `deleted` (0 or 1), `lwt`, `data`.
 *
 *     const tickets = columnsFor(store, 'tickets');
 *     reader.all(`SELECT data FROM ${tickets.table} WHERE ${tickets.live}
 *                 AND ${tickets.column('state')} = ? ORDER BY ${tickets.column('updatedAt')} DESC LIMIT 100`,
 *                ['open']);
 *
 * Text in a column is stored so that it sorts as JavaScript sorts (see column-text.ts): pass what you compare with a column
 * through `toColumnText`, and what you show from a column through `fromColumnText`. Text without characters from
 * U+D800 up (emoji, full-width forms) is the same in both, so identifiers and dates need neither. `data` holds plain JSON.
 * Booleans are 0 and 1; a boolean parameter is an error.
 */
export type Reader = {
  /** Rows as arrays, in the order of the selected columns. Statements are cached by their text. */
  readonly all: (sql: string, params?: SqlParams) => Row[];
  readonly get: (sql: string, params?: SqlParams) => Row | undefined;
  readonly each: (sql: string, params: SqlParams, visit: (row: Row) => void) => void;
  /** Of rows that another connection read with this SQL those that are what was written, see checked-rows.ts. */
  readonly sound: (sql: string, rows: readonly Row[]) => Row[];
  readonly columnNames: (sql: string) => string[];
  /** Tokens of a full-text table, see search-tokens.ts. */
  readonly tokens: TokenLists['beginning'];
  readonly isOpen: () => boolean;
  readonly close: () => Promise<void>;
};

export type ReaderOptions = { readonly cacheMegabytes?: number };

const DEFAULT_CACHE_MEGABYTES = 48;

/** Opens a reader; it is closed with the store, or before it. Queries throw StoreFailure on a failing medium. */
export function openReader(store: OpenStore, options: ReaderOptions = {}): Reader {
  const connection = openConnection(store.path, { key: store.key, readonly: true, busyTimeoutMs: 2000 });
  const cacheKilobytes = (options.cacheMegabytes ?? DEFAULT_CACHE_MEGABYTES) * 1000;
  connection.exec(
    `PRAGMA query_only = ON; PRAGMA cache_size = -${cacheKilobytes}; PRAGMA temp_store = MEMORY;`,
  );
  store.onClose(connection.close);
  const run = <T>(sql: string, work: () => T): T =>
    namingStoreErrors(store.path, () => healing(store, sql, work));
  const lists = createTokenLists(connection);
  const read: ReadRows = (sql, params) => run(sql, () => connection.prepare(sql).all(params));
  return {
    all: (sql, params = []) => soundRows(store, read, sql, read(sql, params)),
    get: (sql, params = []) => {
      const row = run(sql, () => connection.prepare(sql).get(params));
      return row === undefined ? undefined : soundRows(store, read, sql, [row])[0];
    },
    sound: (sql, rows) => soundRows(store, read, sql, rows),
    each: (sql, params, visit) =>
      namingStoreErrors(store.path, () => connection.prepare(sql).each(params, visit)),
    columnNames: (sql) => connection.prepare(sql).columns(),
    tokens: (table, beginning, most) => run(table, () => lists.beginning(table, beginning, most)),
    isOpen: connection.isOpen,
    close: connection.close,
  };
}

export type CollectionColumns = {
  /** The open table itself. */
  readonly open: CollectionTable;
  /** Quoted name of the view of all columns, see table-parts.ts. */
  readonly table: string;
  /** Condition for documents that are not deleted. */
  readonly live: string;
  /**
   * Quoted column of an indexed path (also the primary key, `_deleted`, `_meta.lwt`). A path without an index, or whose
   * column has met a value of a wrong type, comes back as a JSON expression: slower, but right.
   */
  readonly column: (path: string) => string;
  /** Whether the path has a real column, that is, whether SQLite can use an index. */
  readonly isIndexed: (path: string) => boolean;
};

/**
 * Names for SQL over a collection that RxDB has open. `version` defaults to the newest one open.
 * Throws when the collection is not open: that is a mistake in the order of starting, not a state to handle.
 */
export function columnsFor(store: OpenStore, collection: string, version?: number): CollectionColumns {
  const open = [...store.tables.values()]
    .filter(
      (table) => table.key.collection === collection && (version ?? table.key.version) === table.key.version,
    )
    .sort((a, b) => b.key.version - a.key.version)[0];
  if (open === undefined) throw new Error(`the collection ${collection} is not open`);
  return {
    open,
    table: rowsViewOf(open.name),
    live: 'deleted = 0',
    column: (path) => {
      const column = open.trusted(path);
      return column === undefined ? `json_extract(data, '${jsonPath(path)}')` : `"${column.name}"`;
    },
    isIndexed: (path) => open.trusted(path) !== undefined,
  };
}

function jsonPath(path: string): string {
  if (!/^[\w.]+$/.test(path)) throw new Error(`not a field path: ${path}`);
  return `$.${path}`;
}
