import type { Connection } from './driver.ts';
import { isDamage, namingStoreErrors } from './errors.ts';
import { createJsonTable, createRowsView, jsonTableOf, rowsViewOf } from './table-parts.ts';
import type { TableHome } from './table-types.ts';

/**
 * Stores up to version 3 had each document's JSON as the last column of its row. It is moved to a table of its own (table-parts.ts) when such a store is opened,
 * before anything reads. A table without its view is not through, and what stands in its JSON table is how far it is, so a store that is
 * killed half way goes on there.
 */

/** Rows a transaction moves: it keeps other writers out for some 30 ms. */
const BATCH = 250;

const hasTable = (connection: Connection, quotedName: string): boolean =>
  connection
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND '"' || name || '"' = ?`)
    .get([quotedName]) !== undefined;

/** Tables that are not through, each with a place for its JSON. */
const begun = (connection: Connection): readonly string[] => {
  const names = connection
    .prepare('SELECT name FROM dh_tables ORDER BY no')
    .all([])
    .map((row) => String(row[0]));
  const views = connection
    .prepare(`SELECT '"' || name || '"' FROM sqlite_schema WHERE type = 'view'`)
    .all([])
    .map((row) => String(row[0]));
  const through = new Set(views);
  const open = names.filter((name) => !through.has(rowsViewOf(name)));
  for (const name of open) if (!hasTable(connection, jsonTableOf(name))) createJsonTable(connection, name);
  return open;
};

const numberIn = (connection: Connection, sql: string): number =>
  Number(connection.prepare(sql).get([])?.[0] ?? 0);

/** A row whose JSON can't be read stays without, and so is set aside as damaged when it is read. */
const moveOneByOne = (connection: Connection, name: string, after: number, last: number): void => {
  const rows = connection.prepare(`SELECT n FROM "${name}" WHERE n > ? AND n <= ?`).all([after, last]);
  for (const [n] of rows) {
    try {
      move(connection, name, Number(n) - 1, Number(n));
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }
};

const move = (connection: Connection, name: string, after: number, last: number): void => {
  connection
    .prepare(
      `INSERT OR REPLACE INTO ${jsonTableOf(name)} (n, data) SELECT n, data FROM "${name}" WHERE n > ? AND n <= ? ORDER BY n`,
    )
    .run([after, last]);
  // Its pages are used for the next ones, so that the file does not grow to twice its size.
  connection.prepare(`UPDATE "${name}" SET data = '' WHERE n > ? AND n <= ?`).run([after, last]);
};

/** Moves a batch of rows; answers how many, and the last of them. */
const moveBatch = (connection: Connection, name: string, after: number): readonly [number, number] =>
  connection.transaction(() => {
    const found = connection
      .prepare(`SELECT count(*), max(n) FROM (SELECT n FROM "${name}" WHERE n > ? ORDER BY n LIMIT ${BATCH})`)
      .get([after]);
    const [count, last] = [Number(found?.[0] ?? 0), Number(found?.[1] ?? after)];
    if (count === 0) return [0, after];
    try {
      move(connection, name, after, last);
    } catch (error) {
      if (!isDamage(error)) throw error;
      moveOneByOne(connection, name, after, last);
    }
    return [count, last];
  });

const finish = (connection: Connection, name: string): void =>
  connection.transaction(() => {
    connection.exec(`ALTER TABLE "${name}" DROP COLUMN data`);
    createRowsView(connection, name);
  });

/**
 * Gives the documents of an older store their table. `turn` is awaited between batches; `onProgress` is told how many rows are done, of how many in
 * all. Does nothing on a store that has them.
 */
export async function moveJson(
  { connection, path }: Pick<TableHome, 'connection'> & { readonly path: string },
  turn: () => Promise<void>,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const named = <T>(work: () => T): T => namingStoreErrors(path, work);
  const open = named(() => connection.transaction(() => begun(connection)));
  const tables = open.map((name) => ({
    name,
    total: numberIn(connection, `SELECT count(*) FROM "${name}"`),
    moved: numberIn(connection, `SELECT count(*) FROM ${jsonTableOf(name)}`),
  }));
  const total = tables.reduce((sum, table) => sum + table.total - table.moved, 0);
  let done = 0;
  for (const { name, moved } of tables) {
    let after =
      moved === 0 ? Number.MIN_SAFE_INTEGER : numberIn(connection, `SELECT max(n) FROM ${jsonTableOf(name)}`);
    for (;;) {
      const [count, last] = named(() => moveBatch(connection, name, after));
      if (count === 0) break;
      after = last;
      done += count;
      onProgress(done, total);
      await turn();
    }
    named(() => finish(connection, name));
    await turn();
  }
}
