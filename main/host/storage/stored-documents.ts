import type { Connection, SqlParams } from './driver.ts';
import { checkedDocument, soundJson } from './row-sum.ts';
import { sureNumber } from './safe-text.ts';
import { rowsViewOf } from './table-parts.ts';
import type { AnyDocument, CollectionTable } from './table-types.ts';

type Read = {
  readonly connection: Connection;
  readonly table: Pick<CollectionTable, 'name' | 'setAside'>;
  /** What follows the table's name: WHERE, ORDER BY, LIMIT. */
  readonly rest: string;
  readonly params: SqlParams;
};

/**
 * Visits documents, each compared with its checksum. A row that is not what was written is left out and set aside; answers how many
 * were.
 */
export function visitDocuments(
  { connection, table, rest, params }: Read,
  visit: (document: AnyDocument) => void,
): number {
  const damaged: number[] = [];
  connection
    .prepare(`SELECT ${sureNumber('n')}, ${checkedDocument()} FROM ${rowsViewOf(table.name)} ${rest}`)
    .each(params, (row) => {
      const json = soundJson(row[1], row[2]);
      if (json === null) damaged.push(Number(row[0]));
      else visit(JSON.parse(json));
    });
  // Afterwards: a statement that is being read must not see its table change.
  return table.setAside(damaged);
}
