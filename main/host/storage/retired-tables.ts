import type { Connection } from './driver.ts';
import { dropRowsView } from './table-parts.ts';

/** Tables that are out of use: renamed at once, since dropping a large one takes seconds, and let go of bit by bit afterwards. */
export function retire(connection: Connection, name: string): void {
  if (!exists(connection, name)) return;
  let n = 1;
  while (exists(connection, `dh_gone_${n}`)) n += 1;
  connection.exec(`ALTER TABLE "${name}" RENAME TO dh_gone_${n}`);
}

/** {@link retire} for the tables of a collection. */
export function retireTable(connection: Connection, name: string): void {
  dropRowsView(connection, name);
  retire(connection, `${name}_json`);
  retire(connection, name);
}

export function exists(connection: Connection, name: string): boolean {
  return (
    connection.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get([name]) !==
    undefined
  );
}

export function hasRetired(connection: Connection): boolean {
  return retired(connection) !== undefined;
}

/** FTS5's own tables go with it, so those come first. */
type Retired = { readonly name: string; readonly kind: 'index' | 'documents' | 'keys' };

function retired(connection: Connection): Retired | undefined {
  const row = connection
    .prepare(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name GLOB 'dh_gone_*'
       ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC, name LIMIT 1`,
    )
    .get([]);
  if (row === undefined) return undefined;
  const sql = String(row[1]);
  const kind = /^CREATE VIRTUAL/i.test(sql)
    ? 'index'
    : /\bn INTEGER PRIMARY KEY\b/.test(sql)
      ? 'documents'
      : 'keys';
  return { name: String(row[0]), kind };
}

const INDEX_ROWS = 100;
const DOCUMENT_ROWS = 200;
const PLAIN_ROWS = 2_000;

/** FTS5 needs its first rows, which say what there is, to drop the rest. */
const bitsOf = ({ name, kind }: Retired): readonly string[] => {
  switch (kind) {
    case 'index':
      return [
        `DELETE FROM ${name}_data WHERE id IN (SELECT id FROM ${name}_data WHERE id > 10 LIMIT ${INDEX_ROWS})`,
        `DELETE FROM ${name}_docsize WHERE id IN (SELECT id FROM ${name}_docsize LIMIT ${PLAIN_ROWS})`,
      ];
    case 'documents':
      return [`DELETE FROM ${name} WHERE n IN (SELECT n FROM ${name} LIMIT ${DOCUMENT_ROWS})`];
    case 'keys':
      return [`DELETE FROM ${name} WHERE key IN (SELECT key FROM ${name} LIMIT ${PLAIN_ROWS})`];
  }
};

/** An index of a table of documents, which would be kept up while its rows go. */
const indexOf = (connection: Connection, { name }: Retired): string | undefined => {
  const row = connection
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL LIMIT 1`,
    )
    .get([name]);
  return row === undefined ? undefined : String(row[0]);
};

/** Lets go of a bit of what is out of use; false when nothing is left. */
export function sweepRetired(connection: Connection): boolean {
  const table = retired(connection);
  if (table === undefined) return false;
  const index = table.kind === 'documents' ? indexOf(connection, table) : undefined;
  connection.transaction(() => {
    if (index !== undefined) connection.exec(`DROP INDEX "${index}"`);
    else if (bitsOf(table).every((bit) => connection.prepare(bit).run([]).changes === 0)) {
      connection.exec(`DROP TABLE ${table.name}`);
    }
  });
  return true;
}
