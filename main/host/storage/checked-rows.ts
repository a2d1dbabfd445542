import type { Row, SqlValue } from './driver.ts';
import { isSound, soundJson } from './row-sum.ts';
import type { CollectionTable, TableHome } from './table-types.ts';

/**
 * SQL that shows something of a row selects these four columns last, and the reader compares the document with its checksum before anybody sees the
 * row: `document` answers the document as JSON in place of the four, `checked` answers none of them. What is only counted, ordered or filtered by is
 * compared by the pass over the whole table (row-check.ts).
 */
export function checkedColumns(
  kind: 'document' | 'checked',
  { no }: Pick<CollectionTable, 'no'>,
  alias = '',
): string {
  const of = alias === '' ? '' : `${alias}.`;
  return `CAST(${of}data AS BLOB) AS ${kind}_bytes, ${of}sum, ${of}n, ${no}`;
}

const COLUMNS = 4;
const ASKED = /AS (document|checked)_bytes/;

/** The rows of a statement without those that are not what was written, which are set aside. */
export function soundRows(store: Pick<TableHome, 'tables'>, sql: string, rows: readonly Row[]): Row[] {
  const kind = ASKED.exec(sql)?.[1];
  if (kind === undefined) return [...rows];
  const damaged = new Map<number, number[]>();
  const sound = rows.flatMap((row): Row[] => {
    const at = row.length - COLUMNS;
    const [bytes, sum, n, no] = row.slice(at);
    const shown: SqlValue[] = row.slice(0, at);
    const json = kind === 'document' ? soundJson(bytes, sum) : '';
    if (json !== null && (kind === 'document' || isSound(bytes, sum))) {
      return [kind === 'document' ? [...shown, json] : shown];
    }
    damaged.set(Number(no), [...(damaged.get(Number(no)) ?? []), Number(n)]);
    return [];
  });
  for (const table of store.tables.values()) table.setAside(damaged.get(table.no) ?? []);
  return sound;
}
