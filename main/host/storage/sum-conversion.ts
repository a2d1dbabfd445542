import type { Connection } from './driver.ts';
import { isDamage, namingStoreErrors } from './errors.ts';
import { rowNumbers } from './older-rows.ts';
import { rowSum } from './row-sum.ts';
import { sureBytes } from './safe-text.ts';
import type { TableHome } from './table-types.ts';

/**
 * Stores of version 2 have no checksums. The columns for them are made at once when such a store is opened; the rows get theirs, the last ones
 * first, before anything reads. How far that is stands in the registry and is written with the rows, so a store that is killed half way
 * goes on there. What was damaged before is not noticed: its sum is that of what stands there, unless it is no JSON any more.
 */

/** Runs inside the opening transaction. */
export function beginSums(connection: Connection): void {
  const has = (table: string, column: string): boolean =>
    connection
      .prepare(`PRAGMA table_info("${table}")`)
      .all([])
      .some((row) => row[1] === column);
  if (!has('dh_tables', 'unsummed')) {
    connection.exec('ALTER TABLE dh_tables ADD COLUMN unsummed INTEGER NOT NULL DEFAULT 0');
  }
  const tables = connection.prepare('SELECT no, name FROM dh_tables').all([]);
  for (const [no, name] of tables) {
    if (has(String(name), 'sum')) continue;
    connection.exec(`ALTER TABLE "${String(name)}" ADD COLUMN sum INTEGER`);
    connection
      .prepare(
        `UPDATE dh_tables SET unsummed = (SELECT coalesce(max(n), 0) FROM "${String(name)}") WHERE no = ?`,
      )
      .run([Number(no)]);
  }
}

/** Rows a transaction converts: it keeps other writers out for some 30 ms. */
const BATCH = 250;

type Unsummed = { readonly no: number; readonly name: string; readonly upTo: number };

const unsummed = (connection: Connection): Unsummed | undefined => {
  const row = connection
    .prepare('SELECT no, name, unsummed FROM dh_tables WHERE unsummed > 0 ORDER BY no LIMIT 1')
    .get([]);
  return row && { no: Number(row[0]), name: String(row[1]), upTo: Number(row[2]) };
};

/** Rows that still lack a sum, by their numbers. */
const remaining = (connection: Connection): number =>
  Number(connection.prepare('SELECT sum(unsummed) FROM dh_tables').get([])?.[0] ?? 0);

/** A row that held no JSON before is left without a sum, and so set aside as damaged when it is read. */
const sumOne = (connection: Connection, name: string, n: number): void => {
  const [bytes] = connection.prepare(`SELECT ${sureBytes('data')} FROM "${name}" WHERE n = ?`).get([n]) ?? [];
  if (!(bytes instanceof Uint8Array) || !isJson(bytes)) return;
  connection.prepare(`UPDATE "${name}" SET sum = ? WHERE n = ?`).run([rowSum(bytes), n]);
};

/** The same for one that can't be read. In a transaction of its own: one that met garbled bytes takes nothing more. */
const trySumOne = (connection: Connection, name: string, n: number): void => {
  try {
    connection.transaction(() => sumOne(connection, name, n));
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
};

/** One batch of a table. */
const sumBatch = (connection: Connection, { no, name, upTo }: Unsummed): void => {
  const ns = rowNumbers(connection, name, `n <= ? ORDER BY n DESC LIMIT ${BATCH}`, upTo);
  const next = ns.length < BATCH ? 0 : Math.max(0, Number(ns.at(-1)) - 1);
  const note = (): void =>
    void connection.prepare('UPDATE dh_tables SET unsummed = ? WHERE no = ?').run([next, no]);
  try {
    connection.transaction(() => {
      for (const n of ns) sumOne(connection, name, n);
      note();
    });
  } catch (error) {
    if (!isDamage(error)) throw error;
    for (const n of ns) trySumOne(connection, name, n);
    note();
  }
};

const isJson = (bytes: Uint8Array): boolean => {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
};

/**
 * Gives the rows of an older store their checksums. `turn` is awaited between batches; `onProgress` is told how many rows are done, of how many in
 * all. Does nothing on a store that has them.
 */
export async function addSums(
  { connection, path }: Pick<TableHome, 'connection'> & { readonly path: string },
  turn: () => Promise<void>,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const total = remaining(connection);
  for (;;) {
    const next = unsummed(connection);
    if (next === undefined) return;
    namingStoreErrors(path, () => sumBatch(connection, next));
    onProgress(total - remaining(connection), total);
    await turn();
  }
}
