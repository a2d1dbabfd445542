import { fromColumnText } from './column-text.ts';
import type { Connection, Row } from './driver.ts';
import { isDamage, namingStoreErrors } from './errors.ts';
import { rowNumbers } from './older-rows.ts';
import { exists } from './retired-tables.ts';
import { soundText, sureBytes, sureNumber } from './safe-text.ts';
import { createJsonTable, createRowsView, hasRowsView, indexById, jsonTableOf } from './table-parts.ts';
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

/** Makes the new tables, and notes which indexes they need. */
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
  });

/**
 * The old table's indexes would be kept up while its rows leave it. One whose pages can't be followed stays with what is kept of the table, and the new
 * one's gets another name. Each in a transaction of its own: one that met garbled bytes takes nothing more.
 */
const dropIndexes = (connection: Connection, table: string): void => {
  const names = textsOf(
    connection,
    `SELECT name FROM dh_indexes_to_make WHERE tbl = ? AND sql IS NOT NULL
       AND name IN (SELECT name FROM sqlite_schema WHERE type = 'index')`,
    [table],
  );
  for (const name of names) {
    try {
      connection.exec(`DROP INDEX "${name}"`);
    } catch (error) {
      if (!isDamage(error)) throw error;
      connection
        .prepare('UPDATE dh_indexes_to_make SET name = ?2, sql = replace(sql, ?1, ?2) WHERE name = ?1')
        .run([name, `${name}_new`]);
    }
  }
};

/** What moves the rows of a range that are still there. */
const movingSteps = (connection: Connection, name: string) => {
  const fields = columnsIn(connection, name)
    .map((column) => `"${column.name}"`)
    .join(', ');
  const range = 'WHERE n BETWEEN ? AND ? ORDER BY n';
  return {
    copy: [
      `INSERT INTO "${newNameOf(name)}" (n, ${fields}) SELECT n, ${fields} FROM "${name}" ${range}`,
      `INSERT INTO ${jsonTableOf(name)} (n, data) SELECT n, data FROM "${name}" ${range}`,
    ],
    remove: [`DELETE FROM "${name}" WHERE n BETWEEN ? AND ?`],
  };
};

const run = (connection: Connection, steps: readonly string[], first: number, last: number): void =>
  connection.transaction(() => {
    for (const step of steps) connection.prepare(step).run([first, last]);
  });

/**
 * Whether SQLite could not make out a row: its bytes can't be right, or a value that was garbled to null or to another one does not
 * fit its column any more. Such a row must not keep the others from being moved.
 */
const isUnmovable = (error: unknown): boolean =>
  isDamage(error) || (error instanceof Error && /^SQLITE_CONSTRAINT/.test(String(Object(error).code)));

/** In transactions of their own: of one that met garbled bytes SQLite may not take the end any more. False: it stays where it is. */
const tryTo = (connection: Connection, steps: readonly string[], n: number): boolean => {
  try {
    run(connection, steps, n, n);
    return true;
  } catch (error) {
    if (!isUnmovable(error)) throw error;
    return false;
  }
};

/** A damaged index keeps rows from leaving their table that can be read: such a one is copied. */
const moveOne = (connection: Connection, name: string, n: number): void => {
  const { copy, remove } = movingSteps(connection, name);
  if (!tryTo(connection, [...copy, ...remove], n)) tryTo(connection, copy, n);
};

/** Visits rows until one can't be read. */
const visit = (connection: Connection, sql: string, one: (row: Row) => void): void => {
  try {
    connection.prepare(sql).each([], one);
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
};

/** Moves a batch of the rows after one; answers how many there were, and the last of them. */
const moveBatch = (connection: Connection, name: string, after: number): readonly [number, number] => {
  const ns = rowNumbers(connection, name, `n > ? ORDER BY n LIMIT ${BATCH}`, after);
  const [first, last] = [ns[0], ns.at(-1)];
  if (first === undefined || last === undefined) return [0, after];
  const { copy, remove } = movingSteps(connection, name);
  try {
    run(connection, [...copy, ...remove], first, last);
  } catch (error) {
    if (!isUnmovable(error)) throw error;
    for (const n of ns) moveOne(connection, name, n);
  }
  return [ns.length, last];
};

/** Ids of the rows that are not in the new table. The index by id knows also those up to which the old one can't be read. */
const leftBehind = (connection: Connection, name: string): ReadonlySet<string> => {
  const ids = new Map<number, string>();
  const from = (how: string, id: string): void =>
    visit(
      connection,
      `SELECT ${sureNumber('o.n')}, ${sureBytes(id)} FROM "${name}" AS o ${how}
       WHERE NOT EXISTS (SELECT 1 FROM "${newNameOf(name)}" AS t WHERE t.n = o.n)`,
      ([n, bytes]) => {
        const known = ids.get(Number(n));
        const own = bytes instanceof Uint8Array ? fromColumnText(soundText(bytes)) : `row ${n}`;
        ids.set(Number(n), known ?? own);
      },
    );
  from(`INDEXED BY ${indexById(name)}`, 'o.id');
  from('NOT INDEXED', 'o.id');
  from('NOT INDEXED', 'NULL');
  return new Set(ids.values());
};

/** The name under which what could not be moved is kept, for whoever can read it: `dh_kept_tickets_v1`. */
const keptNameOf = (connection: Connection, name: string): string => {
  const base = `dh_kept_${name}`;
  let kept = base;
  for (let count = 2; exists(connection, kept); count += 1) kept = `${base}_${count}`;
  return kept;
};

/** The new table in the old one's place. What stays behind is told, and asked of the server, as any damaged row. */
const finish = ({ connection, damaged }: Parts, name: string): void => {
  const left = leftBehind(connection, name);
  const [collection = name] = textsOf(connection, 'SELECT collection FROM dh_tables WHERE name = ?', [name]);
  const instead = (out: string): void =>
    connection.transaction(() => {
      for (const id of left) damaged.note(collection, id);
      connection.exec(out);
      connection.exec(`ALTER TABLE "${newNameOf(name)}" RENAME TO "${name}"`);
      createRowsView(connection, name);
    });
  const keep = (): void => instead(`ALTER TABLE "${name}" RENAME TO "${keptNameOf(connection, name)}"`);
  if (left.size > 0) {
    keep();
    return;
  }
  try {
    instead(`DROP TABLE "${name}"`);
  } catch (error) {
    // The pages that it would give back can't be followed.
    if (!isDamage(error)) throw error;
    keep();
  }
};

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
    named(() => dropIndexes(connection, name));
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const [count, last] = named(() => moveBatch(connection, name, after));
      if (count === 0) break;
      after = last;
      done += count;
      onProgress(done, total);
      await turn();
    }
    named(() => finish(parts, name));
  }
  while (named(() => makeIndex(connection))) await turn();
}
