import { type Column, columnDdl, type TableColumns } from './columns.ts';
import type { Connection } from './driver.ts';

/** Creates a collection's table with the schema's indexes, and tells the planner what to expect of them. */
export function createTable(connection: Connection, name: string, columns: TableColumns): void {
  const extra = columns.indexed.map((column) => `, ${columnDdl(column)}`).join('');
  connection.exec(
    // `data` comes last: it is long, and a column behind it would be read through its overflow pages.
    `CREATE TABLE "${name}" (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev TEXT NOT NULL,
      deleted INTEGER NOT NULL, lwt NUMERIC NOT NULL${extra}, data TEXT NOT NULL)`,
  );
  // ANALYZE of an empty table only makes sqlite_stat1; of sqlite_schema, it has the planner read it.
  connection.exec(`ANALYZE "${name}"`);
  const expect = connection.prepare('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)');
  expect.run([name, `sqlite_autoindex_${name}_1`, `${EXPECTED_ROWS} 1`]);
  columns.indexes.forEach((index, i) => {
    const indexName = `${name}_i${i}`;
    connection.exec(
      `CREATE INDEX "${indexName}" ON "${name}" (${index.map((column) => `"${column.name}"`).join(', ')})`,
    );
    expect.run([name, indexName, expectedStatistics(index)]);
  });
  connection.exec('ANALYZE sqlite_schema');
}

/**
 * Without statistics SQLite takes any equality to be selective, and reads every live document through an index that begins with
 * `deleted` rather than a few through the right one. These guesses hold until `PRAGMA optimize` has seen real data.
 */
const EXPECTED_ROWS = 100_000;

function shareOfOneValue(column: Column): number {
  if (column.path === '_deleted') return 1;
  if (column.fixed) return 1 / EXPECTED_ROWS;
  switch (column.type) {
    case 'boolean':
      return 1 / 2;
    case 'number':
      return 1 / 20;
    case 'text':
      return 1 / 100;
  }
}

/** sqlite_stat1's format: rows in all, then rows for one value of the first column, the first two, and so on. */
function expectedStatistics(index: readonly Column[]): string {
  let rows = EXPECTED_ROWS;
  const parts = index.map((column) => {
    rows *= shareOfOneValue(column);
    return Math.max(1, Math.round(rows));
  });
  return [EXPECTED_ROWS, ...parts].join(' ');
}
