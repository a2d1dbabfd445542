import { createHash } from 'node:crypto';
import type { Connection } from './driver.ts';

/**
 * The tables of the full-text index, in the same file and written in the same transaction as the documents. Each collection has two: its words
 * (FTS5) and its keys. The words keep no text (contentless), no positions and no columns (detail=none): half the size of an index with columns, and
 * what matches is what is read, so that the newest matches are found without looking at the others. There are no phrases, then; the
 * pieces of text without blanks (search-text.ts) and the keys are made so that none is needed. One table for all collections was tried: a word that only
 * tickets have was looked for in all of them again for each of the others.
 *
 * Their names carry the form of the index. When a store has them in another form, they are made anew and filled through the backlog, newest records first, and
 * the old ones are let go of bit by bit.
 */

/** Counts up when search-text.ts, or what is kept of it, changes. */
const SEARCH_FORM = 2;

export type SearchTables = { readonly text: string; readonly keys: string };

export function searchTablesOf(no: number, form: string): SearchTables {
  const digest = createHash('sha256').update(`${SEARCH_FORM} ${form}`).digest('hex').slice(0, 12);
  return { text: `dh_text_${no}_${digest}`, keys: `dh_keys_${no}_${digest}` };
}

/** Runs inside the opening transaction. */
export function createSearchStore(connection: Connection): void {
  connection.exec(`
    CREATE TABLE IF NOT EXISTS dh_search_backlog (
      no INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (no, first)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS dh_words (word TEXT PRIMARY KEY) WITHOUT ROWID;
  `);
  // Form 1: one index over all collections.
  for (const name of ['dh_search', 'dh_search_keys']) retire(connection, name);
}

export function hasSearchTables(connection: Connection, tables: SearchTables): boolean {
  return exists(connection, tables.text);
}

/** Makes the tables of a collection, empty, in place of what it has in whatever form. Runs inside a transaction. */
export function renewSearchTables(connection: Connection, no: number, tables: SearchTables): void {
  retireAll(connection, no);
  const { text, keys } = tables;
  connection.exec(`
    CREATE VIRTUAL TABLE ${text} USING fts5 (
      text, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = 'ascii');
    CREATE TABLE ${keys} (key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
  `);
}

/** Takes all search tables of a collection out of use, in whatever form. Runs inside a transaction. */
export function retireAll(connection: Connection, no: number): void {
  const names = connection
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND (name GLOB ? OR name GLOB ?)`)
    .all([`dh_text_${no}_*`, `dh_keys_${no}_*`])
    .map((row) => String(row[0]));
  // What FTS5 keeps beside a table has a longer name and goes with it.
  for (const name of names.filter((one) => one.split('_').length === 4)) retire(connection, name);
}

/** Dropping the index of a million tickets takes over a second, a new name does not. */
function retire(connection: Connection, name: string): void {
  if (!exists(connection, name)) return;
  let n = 1;
  while (exists(connection, `dh_gone_${n}`)) n += 1;
  connection.exec(`ALTER TABLE ${name} RENAME TO dh_gone_${n}`);
}

function exists(connection: Connection, name: string): boolean {
  return (
    connection.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get([name]) !==
    undefined
  );
}

export function hasRetired(connection: Connection): boolean {
  return retired(connection) !== undefined;
}

/** A table that is out of use, those of FTS5 first, whose own tables go with them. */
function retired(connection: Connection): { readonly name: string; readonly isIndex: boolean } | undefined {
  const row = connection
    .prepare(
      `SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_schema WHERE type = 'table' AND name GLOB 'dh_gone_*'
       ORDER BY 2 DESC, name LIMIT 1`,
    )
    .get([]);
  return row === undefined ? undefined : { name: String(row[0]), isIndex: Number(row[1]) === 1 };
}

const INDEX_ROWS = 100;
const PLAIN_ROWS = 2_000;

/** Lets go of a bit of what is out of use; false when nothing is left. */
export function sweepRetired(connection: Connection): boolean {
  const table = retired(connection);
  if (table === undefined) return false;
  const { name, isIndex } = table;
  // FTS5 needs its first rows, which say what there is, to drop the rest.
  const bits = isIndex
    ? [
        `DELETE FROM ${name}_data WHERE id IN (SELECT id FROM ${name}_data WHERE id > 10 LIMIT ${INDEX_ROWS})`,
        `DELETE FROM ${name}_docsize WHERE id IN (SELECT id FROM ${name}_docsize LIMIT ${PLAIN_ROWS})`,
      ]
    : [`DELETE FROM ${name} WHERE key IN (SELECT key FROM ${name} LIMIT ${PLAIN_ROWS})`];
  connection.transaction(() => {
    if (bits.every((bit) => connection.prepare(bit).run([]).changes === 0)) {
      connection.exec(`DROP TABLE ${name}`);
    }
  });
  return true;
}
