import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Database from 'libsql';
import {
  decodedRow,
  isPacked,
  isRead,
  keptBytes,
  packedAsBytes,
  textAsBytes,
  unpackedRows,
} from './safe-text.ts';

/**
 * The only file that knows libsql. What was measured on libsql 0.5.29 and shapes this surface:
 * - A boolean parameter aborts the whole process (a Rust panic), so parameters are checked here.
 * - `.get()` without `.raw()` adds a `_metadata` field; `.raw()` rows are arrays and cheapest.
 * - `.iterate()` costs half of `.all()` per row, `.get()` half of `.all()` for one row.
 * - `.get()` after `.iterate()` on the same statement answers the run before, with that run's parameters.
 * - Numbers are bound as REAL; a column with NUMERIC or INTEGER affinity turns whole ones back.
 * - A statement keeps its connection, and so the files, open until it is garbage collected.
 * - Text that is not UTF-8 aborts the process, so none is handed over; see safe-text.ts.
 * - After an EXPLAIN a connection goes on reading the state of that moment: never explain on one that is used.
 */
export type SqlValue = string | number | bigint | null | Uint8Array;
export type SqlParams = readonly SqlValue[];
export type Row = readonly SqlValue[];

type RunResult = { readonly changes: number; readonly lastInsertRowid: number };

type Statement = {
  /** Runs a statement that returns no rows. */
  readonly run: (params: SqlParams) => RunResult;
  /** First row or undefined. */
  readonly get: (params: SqlParams) => Row | undefined;
  /** All rows, in order. */
  readonly all: (params: SqlParams) => Row[];
  /** Calls `visit` for each row; always runs to the end (an abandoned cursor would pin the WAL). */
  readonly each: (params: SqlParams, visit: (row: Row) => void) => void;
  /** Names of the result columns. */
  readonly columns: () => string[];
};

export type Connection = {
  readonly path: string;
  readonly readonly: boolean;
  /** Prepared statement, cached by its text. */
  readonly prepare: (sql: string) => Statement;
  /** Runs one or more statements without parameters or results. */
  readonly exec: (sql: string) => void;
  /** Runs `work` in BEGIN IMMEDIATE .. COMMIT; rolls back and rethrows when it throws. Not nestable. */
  readonly transaction: <T>(work: () => T) => T;
  /** Runs `work` in the transaction that is open, or in one of its own; when it throws, what it did and no more is taken back. */
  readonly within: <T>(work: () => T) => T;
  readonly isOpen: () => boolean;
  /** Closes and lets go of the files. */
  readonly close: () => Promise<void>;
};

export type ConnectionOptions = {
  /** Without a key the file is plain (used for the lock file only). */
  readonly key?: string;
  readonly readonly?: boolean;
  /** How long a statement waits for another connection's lock. */
  readonly busyTimeoutMs?: number;
};

/** libsql's own error: `code` is SQLite's name such as SQLITE_FULL; opening errors carry only a message. */
export type SqlError = Error & {
  readonly code?: string /** SQLite's extended number, for codes that libsql has no name of. */;
  readonly rawCode?: number;
};

const STATEMENT_CACHE_SIZE = 400;

type RawStatement = {
  run(params: SqlParams): { changes: number; lastInsertRowid: number | bigint };
  get(params: SqlParams): unknown;
  iterate(params: SqlParams): Iterable<unknown>;
  columns(): { name: string }[];
  raw(on: boolean): RawStatement;
  readonly reader: boolean;
};

function checked(params: SqlParams): SqlParams {
  for (let i = 0; i < params.length; i++) {
    const type = typeof params[i];
    if (type === 'boolean' || type === 'function' || type === 'symbol') {
      throw new TypeError(`SQL parameter ${i} is a ${type}; libsql would abort the process`);
    }
  }
  return params;
}

/** `read` tells how a statement's rows are decoded; null: they come as they are. */
type Reading = { readonly columns: readonly string[]; readonly kept: readonly boolean[] };

function wrap(statement: RawStatement, read: Reading | null): Statement {
  let isIterated = false;
  const decoded = (row: unknown): Row =>
    read === null ? (row as Row) : decodedRow(row as SqlValue[], read.kept);
  const each = (params: SqlParams, visit: (row: Row) => void): void => {
    isIterated = true;
    for (const row of statement.iterate(checked(params))) visit(decoded(row));
  };
  const all = (params: SqlParams): Row[] => {
    const rows: Row[] = [];
    each(params, (row) => rows.push(row));
    return rows;
  };
  return {
    run: (params) => {
      const result = statement.run(checked(params));
      return { changes: result.changes, lastInsertRowid: Number(result.lastInsertRowid) };
    },
    get: (params) => {
      if (isIterated) return all(params)[0];
      const row = statement.get(checked(params));
      return row === undefined ? undefined : decoded(row);
    },
    all,
    each,
    columns: () => [...(read?.columns ?? namesOf(statement))],
  };
}

/** A statement whose rows come all in one, see safe-text.ts. */
function unpacking(packed: RawStatement, columns: readonly string[]): Statement {
  const statement = wrap(packed, null);
  const all = (params: SqlParams): Row[] => unpackedRows(statement.get(params)?.[0]);
  return {
    run: statement.run,
    get: (params) => all(params)[0],
    all,
    each: (params, visit) => {
      for (const row of all(params)) visit(row);
    },
    columns: () => [...columns],
  };
}

const namesOf = (statement: RawStatement): string[] => statement.columns().map((column) => column.name);

/** What reads is prepared twice: SQLite itself says which columns there are. */
function prepared(db: { prepare(sql: string): RawStatement }, sql: string): Statement {
  const plain = db.prepare(sql);
  if (!plain.reader) return wrap(plain, null);
  if (!isRead(sql)) return wrap(plain.raw(true), null);
  const columns = namesOf(plain);
  if (isPacked(sql)) return unpacking(db.prepare(packedAsBytes(sql, columns)).raw(true), columns);
  const statement = db.prepare(textAsBytes(sql, columns)).raw(true);
  return wrap(statement, { columns, kept: keptBytes(columns) });
}

/** Garbage collects, so that statements of a closed connection are finalized and its files let go. */
async function finalizeStatements(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('globalThis.gc');
  if (typeof gc === 'function') gc();
  await new Promise((resolve) => setImmediate(resolve));
}

/**
 * Opens a connection. Throws a SqlError; openStoreFile turns that into a named StoreError.
 * The key is checked by SQLite only at the first read.
 */
export function openConnection(path: string, options: ConnectionOptions = {}): Connection {
  const db = new Database(path, {
    ...(options.key === undefined ? {} : { encryptionCipher: 'aes256cbc', encryptionKey: options.key }),
    timeout: options.busyTimeoutMs ?? 0,
  });
  const statements = new Map<string, Statement>();
  let open = true;

  const prepare = (sql: string): Statement => {
    const cached = statements.get(sql);
    if (cached !== undefined) return cached;
    if (!open) throw new Error(`the connection to ${path} is closed`);
    const statement = prepared(db, sql);
    if (statements.size >= STATEMENT_CACHE_SIZE) {
      const oldest = statements.keys().next().value;
      if (oldest !== undefined) statements.delete(oldest);
    }
    statements.set(sql, statement);
    return statement;
  };

  const transaction = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLITE_FULL and some I/O errors have rolled back by themselves.
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };

  const savepoint = <T>(work: () => T): T => {
    db.exec('SAVEPOINT dh_within');
    try {
      const result = work();
      db.exec('RELEASE dh_within');
      return result;
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK TO dh_within; RELEASE dh_within');
      throw error;
    }
  };

  return {
    path,
    readonly: options.readonly ?? false,
    prepare,
    exec: (sql) => void db.exec(sql),
    transaction,
    within: (work) => (db.inTransaction ? savepoint(work) : transaction(work)),
    isOpen: () => open,
    close: async () => {
      if (!open) return;
      open = false;
      statements.clear();
      db.close();
      await finalizeStatements();
    },
  };
}
