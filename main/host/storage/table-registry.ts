import type { Connection } from './driver.ts';

/** One row per collection and schema version: which table holds it and what its columns are. */
export type RegistryRow = {
  /** Number of the table; also the upper part of its rowids in the search index. */
  readonly no: number;
  readonly table: string;
  /** What the columns have met (see traitText in columns.ts). */
  readonly traits: ReadonlySet<string>;
};

export type RegistryKey = {
  readonly database: string;
  readonly collection: string;
  readonly version: number;
};

export const registryKeyText = (key: RegistryKey): string =>
  JSON.stringify([key.database, key.collection, key.version]);

/** Registry and attachment tables; runs inside the opening transaction. */
export function createRegistry(connection: Connection): void {
  connection.exec(`
    CREATE TABLE IF NOT EXISTS dh_tables (
      no INTEGER PRIMARY KEY, database TEXT NOT NULL, collection TEXT NOT NULL, version INTEGER NOT NULL,
      name TEXT NOT NULL UNIQUE, columns TEXT NOT NULL, traits TEXT NOT NULL DEFAULT '[]',
      unsummed INTEGER NOT NULL DEFAULT 0, UNIQUE (database, collection, version));
    CREATE TABLE IF NOT EXISTS dh_attachments (
      n INTEGER PRIMARY KEY, owner INTEGER NOT NULL, document TEXT NOT NULL, name TEXT NOT NULL,
      digest TEXT NOT NULL, type TEXT NOT NULL, data BLOB NOT NULL, UNIQUE (owner, document, name));
  `);
}

export function findRegistered(connection: Connection, key: RegistryKey): RegistryRow | undefined {
  const row = connection
    .prepare('SELECT no, name, traits FROM dh_tables WHERE database = ? AND collection = ? AND version = ?')
    .get([key.database, key.collection, key.version]);
  if (row === undefined) return undefined;
  return {
    no: Number(row[0]),
    table: String(row[1]),
    traits: new Set(JSON.parse(String(row[2])) as string[]),
  };
}

/** Registers a new table; its name is readable (`tickets_v0`) as long as that is free. */
export function register(connection: Connection, key: RegistryKey, columns: readonly string[]): RegistryRow {
  const base = `${key.collection.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 50)}_v${key.version}`;
  const taken = connection.prepare('SELECT 1 FROM sqlite_schema WHERE lower(name) = lower(?)').get([base]);
  const no = Number(connection.prepare('SELECT coalesce(max(no), 0) + 1 FROM dh_tables').get([])?.[0] ?? 1);
  const table = taken === undefined && !/^(sqlite_|dh_)/i.test(base) ? base : `t${no}_${base}`;
  connection
    .prepare(
      'INSERT INTO dh_tables (no, database, collection, version, name, columns) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run([no, key.database, key.collection, key.version, table, JSON.stringify(columns)]);
  return { no, table, traits: new Set() };
}

/**
 * Files the tables of a collection under another name; they stay what they are. False when there are none, or when the name has tables
 * already, which are the newer ones then.
 */
export function renameRegistered(
  connection: Connection,
  database: string,
  from: string,
  to: string,
): boolean {
  const isKnown = (collection: string): boolean =>
    connection
      .prepare('SELECT 1 FROM dh_tables WHERE database = ? AND collection = ?')
      .get([database, collection]) !== undefined;
  if (!isKnown(from) || isKnown(to)) return false;
  connection
    .prepare('UPDATE dh_tables SET collection = ? WHERE database = ? AND collection = ?')
    .run([to, database, from]);
  return true;
}

export function saveTraits(connection: Connection, no: number, traits: ReadonlySet<string>): void {
  connection.prepare('UPDATE dh_tables SET traits = ? WHERE no = ?').run([JSON.stringify([...traits]), no]);
}

export function unregister(connection: Connection, no: number): void {
  connection.prepare('DELETE FROM dh_attachments WHERE owner = ?').run([no]);
  connection.prepare('DELETE FROM dh_tables WHERE no = ?').run([no]);
}
