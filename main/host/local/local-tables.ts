import type { Connection } from '../storage/driver.ts';
import { createFileTables } from './files.ts';

/**
 * What belongs to this device and is never synced: drafts, saved views, accounts that may sign in offline, counters and settings of the
 * profile. It lies in the same encrypted file as the documents, beside RxDB's tables.
 */
export const createLocalTables = (connection: Connection): void => {
  connection.transaction(() => {
    createFileTables(connection);
    connection.exec(`
      CREATE TABLE IF NOT EXISTS local_values (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_drafts (
        person TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, fields TEXT NOT NULL, saved_at TEXT NOT NULL,
        PRIMARY KEY (person, key)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_views (
        person TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (person, id)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_accounts (
        login TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, roles TEXT NOT NULL, teams TEXT NOT NULL,
        verifier TEXT, signed_in_at TEXT) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_refused (
        collection TEXT NOT NULL, record TEXT NOT NULL, label TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL,
        refused_at TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (collection, record)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_dropped (
        n INTEGER PRIMARY KEY, collection TEXT NOT NULL, record TEXT NOT NULL, label TEXT NOT NULL, code TEXT NOT NULL,
        reason TEXT NOT NULL, refused_at TEXT NOT NULL, document TEXT NOT NULL, dropped_at TEXT NOT NULL,
        dropped_by TEXT NOT NULL, held TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS local_unreadable (
        collection TEXT NOT NULL, record TEXT NOT NULL, label TEXT NOT NULL, reason TEXT NOT NULL, details TEXT NOT NULL,
        raw TEXT NOT NULL, size INTEGER NOT NULL, updated_by TEXT, updated_at TEXT, found_at TEXT NOT NULL,
        reader TEXT NOT NULL, kept INTEGER NOT NULL, PRIMARY KEY (collection, record)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_pending (
        collection TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (collection, record)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_bases (
        collection TEXT NOT NULL, record TEXT NOT NULL, base TEXT NOT NULL, PRIMARY KEY (collection, record)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_notices (
        person TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, ticket TEXT NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL,
        type TEXT NOT NULL, at TEXT NOT NULL, by TEXT, text TEXT, read_at TEXT, PRIMARY KEY (person, id)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_watches (
        person TEXT NOT NULL, ticket TEXT NOT NULL, PRIMARY KEY (person, ticket)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_import_runs (
        id TEXT PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, format TEXT NOT NULL, files TEXT NOT NULL, counts TEXT NOT NULL,
        about TEXT, undone_at TEXT, undone_by TEXT) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_import_records (
        run TEXT NOT NULL, n INTEGER NOT NULL, collection TEXT NOT NULL, record TEXT NOT NULL, is_new INTEGER NOT NULL, entries TEXT NOT NULL,
        before BLOB, PRIMARY KEY (run, n)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS local_import_records_record ON local_import_records (record, collection);
      CREATE TABLE IF NOT EXISTS local_import_plan (
        n INTEGER PRIMARY KEY, collection TEXT NOT NULL, record TEXT NOT NULL, stored TEXT, planned TEXT NOT NULL,
        from_id TEXT, to_id TEXT, UNIQUE (collection, record));
      CREATE INDEX IF NOT EXISTS local_import_plan_from ON local_import_plan (from_id) WHERE from_id IS NOT NULL;
      CREATE INDEX IF NOT EXISTS local_import_plan_to ON local_import_plan (to_id) WHERE to_id IS NOT NULL;
      CREATE INDEX IF NOT EXISTS local_import_plan_order ON local_import_plan (collection, n);
      CREATE TABLE IF NOT EXISTS local_answers (
        review TEXT PRIMARY KEY, file TEXT NOT NULL, at TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS local_leaves (
        n INTEGER PRIMARY KEY, server TEXT NOT NULL, collection TEXT NOT NULL, record TEXT NOT NULL, rev TEXT NOT NULL,
        state TEXT NOT NULL, login TEXT, UNIQUE (server, collection, record, rev));
    `);
  });
};

const BY_COLLECTION = [
  ...['local_refused', 'local_dropped', 'local_unreadable', 'local_pending', 'local_bases'],
  ...['local_leaves', 'local_import_records'],
];

/** What this device notes about records of a collection, under its new name. */
export const renameInLocalTables = (connection: Connection, from: string, to: string): void => {
  connection
    .prepare('UPDATE local_files SET owner_collection = ? WHERE owner_collection = ?')
    .run([to, from]);
  for (const table of BY_COLLECTION) {
    connection.prepare(`UPDATE ${table} SET collection = ? WHERE collection = ?`).run([to, from]);
  }
};
