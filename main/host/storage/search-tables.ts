import { createHash } from 'node:crypto';
import type { Connection } from './driver.ts';
import { exists, retire } from './retired-tables.ts';

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
