import type { Row, SqlParams, SqlValue } from './driver.ts';
import { checkedDocument, isSound, soundJson } from './row-sum.ts';
import { sureNumber } from './safe-text.ts';
import { rowsViewOf } from './table-parts.ts';
import type { CollectionTable, TableHome } from './table-types.ts';

/**
 * SQL that shows something of a row selects these columns last, and the reader compares the document with its checksum before anybody sees the
 * row: `document` answers the document as JSON in place of them, `checked` answers none of them. What is only counted, ordered or filtered by is
 * compared by the pass over the whole table (row-check.ts).
 *
 * A list asks for the same rows again and again, and handing a document to JavaScript costs more than finding its title. So `checked` selects the checksum
 * alone, and the document is compared once for each row and checksum between two rounds of maintenance (seen-rows.ts); reading it as a document compares it every time.
 */
export function checkedColumns(
  kind: 'document' | 'checked',
  { no }: Pick<CollectionTable, 'no'>,
  alias = '',
): string {
  const of = alias === '' ? '' : `${alias}.`;
  const place = `${sureNumber(`${of}n`)}, ${sureNumber(String(no))} /* ${kind} */`;
  return kind === 'document' ? `${checkedDocument(alias)}, ${place}` : `${sureNumber(`${of}sum`)}, ${place}`;
}

const COLUMNS = { document: 4, checked: 3 };
const ASKED = /\/\* (document|checked) \*\//;

type Store = Pick<TableHome, 'tables'>;
/** Reads on the connection that the rows came from, or one like it. */
export type ReadRows = (sql: string, params: SqlParams) => readonly Row[];

/** The rows of a statement without those that are not what was written, which are set aside. */
export function soundRows(store: Store, read: ReadRows, sql: string, rows: readonly Row[]): Row[] {
  const kind = ASKED.exec(sql)?.[1];
  if (kind === 'document') return soundDocuments(store, rows);
  return kind === 'checked' ? comparedRows(store, read, rows) : [...rows];
}

const tableOf = ({ tables }: Store, no: SqlValue | undefined): CollectionTable | undefined => {
  for (const table of tables.values()) if (table.no === no) return table;
  return undefined;
};

function soundDocuments(store: Store, rows: readonly Row[]): Row[] {
  const damaged = new Map<number, number[]>();
  const sound = rows.flatMap((row): Row[] => {
    const at = row.length - COLUMNS.document;
    const [bytes, sum, n, no] = row.slice(at);
    const json = soundJson(bytes, sum);
    if (json !== null) return [[...row.slice(0, at), json]];
    damaged.set(Number(no), [...(damaged.get(Number(no)) ?? []), Number(n)]);
    return [];
  });
  for (const [no, ns] of damaged) tableOf(store, no)?.setAside(ns);
  return sound;
}

function comparedRows(store: Store, read: ReadRows, rows: readonly Row[]): Row[] {
  const unseen = new Map<number, number[]>();
  let [no, table]: [SqlValue | undefined, CollectionTable | undefined] = [undefined, undefined];
  for (const row of rows) {
    const at = row.length - COLUMNS.checked;
    const of = row[at + 2];
    if (of !== no || table === undefined) [no, table] = [of, tableOf(store, of)];
    const n = Number(row[at + 1]);
    if (table?.seen.has(n, Number(row[at] ?? -1)) === true) continue;
    unseen.set(Number(no), [...(unseen.get(Number(no)) ?? []), n]);
  }
  const damaged = new Map<number, ReadonlySet<number>>();
  for (const [of, ns] of unseen) damaged.set(of, compare(tableOf(store, of), read, ns));
  return rows.flatMap((row): Row[] => {
    const at = row.length - COLUMNS.checked;
    const isDamaged = damaged.get(Number(row[at + 2]))?.has(Number(row[at + 1])) === true;
    return isDamaged ? [] : [row.slice(0, at)];
  });
}

/**
 * Compares documents with their checksums and sets aside those that are not what was written; answers which. A row that is gone meanwhile, or was written
 * over, was another one when it was read and has told so to whoever shows it.
 */
function compare(
  table: CollectionTable | undefined,
  read: ReadRows,
  ns: readonly number[],
): ReadonlySet<number> {
  // Nobody has it open any more: what was read of it can't be compared.
  if (table === undefined) return new Set(ns);
  const sql = `SELECT ${checkedDocument()}, ${sureNumber('n')} FROM ${rowsViewOf(table.name)} WHERE n IN (SELECT value FROM json_each(?))`;
  const damaged: number[] = [];
  for (const [bytes, sum, n] of read(sql, [JSON.stringify(ns)])) {
    if (isSound(bytes, sum)) table.seen.note(Number(n), Number(sum));
    else damaged.push(Number(n));
  }
  table.setAside(damaged);
  return new Set(damaged);
}
