import { type Column, columnDdl, type PartialIndex, type TableColumns } from './columns.ts';
import type { Connection } from './driver.ts';
import { createJsonTable, createRowsView } from './table-parts.ts';

/** Creates a collection's table with the schema's indexes, and tells the planner what to expect of them. */
export function createTable(connection: Connection, name: string, columns: TableColumns): void {
  const extra = columns.indexed.map((column) => `, ${columnDdl(column)}`).join('');
  connection.exec(
    `CREATE TABLE "${name}" (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev TEXT NOT NULL,
      deleted INTEGER NOT NULL, lwt NUMERIC NOT NULL, sum INTEGER${extra})`,
  );
  createJsonTable(connection, name);
  createRowsView(connection, name);
  // ANALYZE of an empty table only makes sqlite_stat1; of sqlite_schema, it has the planner read it.
  connection.exec(`ANALYZE "${name}"`);
  const expect = connection.prepare('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)');
  expect.run([name, `sqlite_autoindex_${name}_1`, `${EXPECTED_ROWS} 1`]);
  const createIndex = (indexName: string, index: readonly Column[], where: string, rows: number): void => {
    const list = index.map((column) => `"${column.name}"`).join(', ');
    connection.exec(`CREATE INDEX "${indexName}" ON "${name}" (${list})${where}`);
    expect.run([name, indexName, expectedStatistics(index, rows)]);
  };
  columns.indexes.forEach((index, i) => {
    createIndex(`${name}_i${i}`, index, '', EXPECTED_ROWS);
  });
  columns.partial.forEach(({ column, is, columns: index }, i) => {
    // Queries have to say the same to be answered from it, with the values written out rather than as parameters.
    const where = ` WHERE deleted = 0 AND "${column.name}" ${CONDITION[is]}`;
    createIndex(`${name}_p${i}`, index, where, EXPECTED_ROWS * EXPECTED_SHARE[is]);
  });
  connection.exec('ANALYZE sqlite_schema');
}

/**
 * Without statistics SQLite takes any equality to be selective, and reads every live document through an index that begins with
 * `deleted` rather than a few through the right one. These guesses hold until `PRAGMA optimize` has seen real data.
 */
const EXPECTED_ROWS = 100_000;

const CONDITION: Readonly<Record<PartialIndex['only']['is'], string>> = {
  true: '= 1',
  present: 'IS NOT NULL',
  positive: '> 0',
};

/** How much of a table a partial index is taken to hold. */
const EXPECTED_SHARE: Readonly<Record<PartialIndex['only']['is'], number>> = {
  true: 1 / 10,
  present: 1 / 20,
  positive: 1 / 1_000,
};

function shareOfOneValue(column: Column): number {
  if (column.path === '_deleted') return 1;
  if (column.fixed) return 1 / EXPECTED_ROWS;
  switch (column.type) {
    case 'boolean':
      return 1 / 2;
    case 'number':
      return 1 / 20;
    case 'text':
    case 'list':
      return 1 / 100;
  }
}

/** sqlite_stat1's format: rows in all, then rows for one value of the first column, the first two, and so on. */
function expectedStatistics(index: readonly Column[], allRows: number): string {
  let rows = allRows;
  const parts = index.map((column) => {
    rows *= shareOfOneValue(column);
    return Math.max(1, Math.round(rows));
  });
  return [Math.round(allRows), ...parts].join(' ');
}
