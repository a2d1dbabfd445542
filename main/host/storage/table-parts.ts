import type { Connection } from './driver.ts';

/**
 * A collection stands in two tables with the same row numbers: its columns with the checksum under the collection's name, and each document's JSON under
 * {@link jsonTableOf}. JSON is forty times as long as the columns, so counts, orders and new indexes that had to step over it would read the whole file.
 * {@link rowsViewOf} shows both as one: what a statement does not ask for, SQLite does not look up.
 */

/** Quoted name of the table with the documents' JSON. */
export const jsonTableOf = (name: string): string => `"${name}_json"`;

/** Quoted name of the view of all columns and the JSON as `data`, null where it is missing. For reading alone. */
export const rowsViewOf = (name: string): string => `"${name}_rows"`;

/** Quoted name of a table's index by id, which SQLite makes of `UNIQUE`. It has each row's number, too, and reads no row. */
export const indexById = (name: string): string => `"sqlite_autoindex_${name}_1"`;

/** Whether a statement names a collection's table or view. */
export const isNamedIn = (sql: string, name: string): boolean =>
  sql.includes(`"${name}"`) || sql.includes(rowsViewOf(name));

export function createJsonTable(connection: Connection, name: string): void {
  connection.exec(`CREATE TABLE ${jsonTableOf(name)} (n INTEGER PRIMARY KEY, data TEXT NOT NULL)`);
}

export function createRowsView(connection: Connection, name: string): void {
  // A join would be made for each row that is only counted; a value that nobody asks for is not worked out.
  connection.exec(
    `CREATE VIEW ${rowsViewOf(name)} AS
     SELECT *, (SELECT data FROM ${jsonTableOf(name)} AS j WHERE j.n = "${name}".n) AS data FROM "${name}"`,
  );
}

export const hasRowsView = (connection: Connection, name: string): boolean =>
  connection
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'view' AND '"' || name || '"' = ?`)
    .get([rowsViewOf(name)]) !== undefined;

export function dropRowsView(connection: Connection, name: string): void {
  connection.exec(`DROP VIEW IF EXISTS ${rowsViewOf(name)}`);
}

/** Writes the JSON of a row. What stands there already is of no row: damage took the columns that it belonged to. */
export const putJsonSql = (name: string): string =>
  `INSERT OR REPLACE INTO ${jsonTableOf(name)} (n, data) VALUES (?, ?)`;

export const removeJsonSql = (name: string): string => `DELETE FROM ${jsonTableOf(name)} WHERE n = ?`;
