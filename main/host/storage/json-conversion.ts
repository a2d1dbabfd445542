import { fromColumnText } from './column-text.ts';
import type { Connection } from './driver.ts';
import { isDamage, namingStoreErrors } from './errors.ts';
import { exists } from './retired-tables.ts';
import { createJsonTable, createRowsView, hasRowsView, jsonTableOf } from './table-parts.ts';
import type { TableHome } from './table-types.ts';

/**
 * Stores up to version 3 had each document's JSON as the last column of its row. When such a store is opened, and before anything reads, its rows are moved to two new
 * tables (table-parts.ts), a batch at a time: emptied in place, the old one would keep all its pages, one row in each. The rows
 * of a batch leave the old table in the same transaction, so a store that is killed half way goes on there, and the file hardly grows.
 */

type Parts = Pick<TableHome, 'connection' | 'damaged'>;

/** Rows a transaction moves: it keeps other writers out for some 30 ms. */
const BATCH = 250;

/** The columns' table while it is being filled; takes the old one's name in the end. */
const newNameOf = (name: string): string => `${name}_new`;

/** What of the old tables has to be made again: their indexes, each with what the planner expected of it. SQLite's own one by id has no `sql`. */
const createToDo = (connection: Connection): void =>
  connection.exec(
    'CREATE TABLE IF NOT EXISTS dh_indexes_to_make (tbl TEXT NOT NULL, name TEXT NOT NULL, sql TEXT, stat TEXT)',
  );

const textsOf = (connection: Connection, sql: string, params: readonly string[] = []): readonly string[] =>
  connection
    .prepare(sql)
    .all([...params])
    .map((row) => String(row[0]));

/** Tables whose JSON stands in their rows, or whose rows are being moved. */
const oldTables = (connection: Connection): readonly string[] =>
  textsOf(connection, 'SELECT name FROM dh_tables ORDER BY no').filter(
    (name) => !hasRowsView(connection, name),
  );

const columnsIn = (connection: Connection, name: string) =>
  connection
    .prepare(`PRAGMA table_info("${name}")`)
    .all([])
    .map((row) => ({ name: String(row[1]), type: String(row[2]), isNeeded: row[3] === 1 }))
    .filter((column) => column.name !== 'n' && column.name !== 'data');

/** The first stores had none. */
const hasStatistics = (connection: Connection): boolean => exists(connection, 'sqlite_stat1');

/** Makes the new tables; the old one's indexes go, which would be kept up while its rows leave it. */
const begin = (connection: Connection, name: string): void =>
  connection.transaction(() => {
    const fields = columnsIn(connection, name).map(
      (column) =>
        `"${column.name}" ${column.type}${column.isNeeded ? ' NOT NULL' : ''}${column.name === 'id' ? ' UNIQUE' : ''}`,
    );
    connection.exec(`CREATE TABLE "${newNameOf(name)}" (n INTEGER PRIMARY KEY, ${fields.join(', ')})`);
    createJsonTable(connection, name);
    createToDo(connection);
    connection
      .prepare(
        `INSERT INTO dh_indexes_to_make (tbl, name, sql, stat)
         SELECT tbl_name, name, sql, ${hasStatistics(connection) ? '(SELECT stat FROM sqlite_stat1 WHERE idx = name)' : 'NULL'}
         FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?`,
      )
      .run([name]);
    const indexes = textsOf(
      connection,
      'SELECT name FROM dh_indexes_to_make WHERE tbl = ? AND sql IS NOT NULL',
      [name],
    );
    for (const index of indexes) connection.exec(`DROP INDEX "${index}"`);
  });

/** Moves the rows of a range that are still there. */
const move = (connection: Connection, name: string, first: number, last: number): void => {
  const fields = columnsIn(connection, name)
    .map((column) => `"${column.name}"`)
    .join(', ');
  const range = 'WHERE n BETWEEN ? AND ? ORDER BY n';
  const steps = [
    `INSERT INTO "${newNameOf(name)}" (n, ${fields}) SELECT n, ${fields} FROM "${name}" ${range}`,
    `INSERT INTO ${jsonTableOf(name)} (n, data) SELECT n, data FROM "${name}" ${range}`,
    `DELETE FROM "${name}" WHERE n BETWEEN ? AND ?`,
  ];
  for (const step of steps) connection.prepare(step).run([first, last]);
};

/**
 * Whether SQLite could not make out a row: its bytes can't be right, or a value that was garbled to null or to another one does not
 * fit its column any more. Such a row must not keep the others from being moved.
 */
const isUnmovable = (error: unknown): boolean =>
  isDamage(error) || (error instanceof Error && /^SQLITE_CONSTRAINT/.test(String(Object(error).code)));

const moveOne = (connection: Connection, name: string, n: number): boolean => {
  connection.exec('SAVEPOINT one');
  try {
    move(connection, name, n, n);
    connection.exec('RELEASE one');
    return true;
  } catch (error) {
    connection.exec('ROLLBACK TO one; RELEASE one');
    if (!isUnmovable(error)) throw error;
    return false;
  }
};

/** The index by id has each row's number, too, and reads no row. */
const byId = (name: string): string => `"${name}" INDEXED BY "sqlite_autoindex_${name}_1"`;

/** A row that stays behind is told, and asked of the server, as any damaged one. */
const noteDamaged = ({ connection, damaged }: Parts, name: string, n: number): void => {
  const [collection = name] = textsOf(connection, 'SELECT collection FROM dh_tables WHERE name = ?', [name]);
  const [id] = textsOf(connection, `SELECT id FROM ${byId(name)} WHERE +n = ${n}`);
  damaged.note(collection, id === undefined ? `row ${n}` : fromColumnText(id));
};

/** Numbers of the rows after one; where a page of the table can't be read, those that its index knows. */
const rowsAfter = (connection: Connection, name: string, after: number): readonly number[] => {
  const numbers = (from: string): readonly number[] =>
    connection
      .prepare(`SELECT n FROM ${from} WHERE n > ? ORDER BY n LIMIT ${BATCH}`)
      .all([after])
      .map((row) => Number(row[0]));
  try {
    return numbers(`"${name}"`);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return numbers(byId(name));
  }
};

/** Moves a batch of the rows after one; answers how many there were, and the last of them. */
const moveBatch = (parts: Parts, name: string, after: number): readonly [number, number] => {
  const { connection } = parts;
  const ns = rowsAfter(connection, name, after);
  const [first, last] = [ns[0], ns.at(-1)];
  if (first === undefined || last === undefined) return [0, after];
  try {
    connection.transaction(() => move(connection, name, first, last));
  } catch (error) {
    if (!isUnmovable(error)) throw error;
    connection.transaction(() => {
      for (const n of ns) if (!moveOne(connection, name, n)) noteDamaged(parts, name, n);
    });
  }
  return [ns.length, last];
};

const isEmpty = (connection: Connection, name: string): boolean => {
  try {
    return connection.prepare(`SELECT 1 FROM "${name}" LIMIT 1`).get([]) === undefined;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return false;
  }
};

/** The name under which what could not be moved is kept, for whoever can read it: `dh_kept_tickets_v1`. */
const keptNameOf = (connection: Connection, name: string): string => {
  const base = `dh_kept_${name}`;
  let kept = base;
  for (let count = 2; exists(connection, kept); count += 1) kept = `${base}_${count}`;
  return kept;
};

/** The new table in the old one's place. */
const finish = (connection: Connection, name: string): void =>
  connection.transaction(() => {
    connection.exec(
      isEmpty(connection, name)
        ? `DROP TABLE "${name}"`
        : `ALTER TABLE "${name}" RENAME TO "${keptNameOf(connection, name)}"`,
    );
    connection.exec(`ALTER TABLE "${newNameOf(name)}" RENAME TO "${name}"`);
    createRowsView(connection, name);
  });

/** Makes one of the indexes that are missing; false when none is. */
const makeIndex = (connection: Connection): boolean => {
  if (!exists(connection, 'dh_indexes_to_make')) return false;
  const next = connection
    .prepare('SELECT rowid, tbl, name, sql, stat FROM dh_indexes_to_make LIMIT 1')
    .get([]);
  connection.transaction(() => {
    if (next === undefined) {
      connection.exec('DROP TABLE dh_indexes_to_make; ANALYZE sqlite_schema');
      return;
    }
    const [rowid, table, name, sql, stat] = next;
    if (sql !== null) connection.exec(String(sql));
    if (stat != null) {
      connection
        .prepare('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)')
        .run([table ?? null, name ?? null, stat]);
    }
    connection.prepare('DELETE FROM dh_indexes_to_make WHERE rowid = ?').run([rowid ?? null]);
  });
  return next !== undefined;
};

const countIn = (connection: Connection, name: string): number =>
  Number(connection.prepare(`SELECT count(*) FROM "${name}"`).get([])?.[0] ?? 0);

/**
 * Gives the documents of an older store their table. `turn` is awaited between batches; `onProgress` is told how many rows are done, of how many in
 * all. Does nothing on a store that has them.
 */
export async function moveJson(
  parts: Parts & { readonly path: string },
  turn: () => Promise<void>,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const { connection, path } = parts;
  const named = <T>(work: () => T): T => namingStoreErrors(path, work);
  const names = named(() => oldTables(connection));
  const total = named(() => names.reduce((sum, name) => sum + countIn(connection, name), 0));
  let done = 0;
  for (const name of names) {
    if (!exists(connection, newNameOf(name))) named(() => begin(connection, name));
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const [count, last] = named(() => moveBatch(parts, name, after));
      if (count === 0) break;
      after = last;
      done += count;
      onProgress(done, total);
      await turn();
    }
    named(() => finish(connection, name));
  }
  while (named(() => makeIndex(connection))) await turn();
}
