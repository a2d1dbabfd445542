import type { Connection, Row, SqlValue } from './driver.ts';
import { isDamage } from './errors.ts';
import { checkedDocument, soundJson } from './row-sum.ts';
import { rowEncoder, rowFields } from './row-values.ts';
import { NotText, sureNumber } from './safe-text.ts';
import { isNamedIn, jsonTableOf, rowsViewOf } from './table-parts.ts';
import type { AnyDocument, CollectionTable, TableHome } from './table-types.ts';

/** What a pass over a table found and did. */
export type RowsChecked = {
  rows: number;
  /** Set aside: the document is not what was written. */
  damaged: number;
  /** Columns written anew from the document. */
  mended: number;
};

const BATCH = 200;

/** Fields of a row beside its document, each as bytes where it is text. */
const fieldsOf = (table: CollectionTable): readonly string[] =>
  rowFields(table.columns).filter((field) => field !== 'sum');

const sameValue = (stored: SqlValue | undefined, expected: SqlValue): boolean => {
  if (stored instanceof Uint8Array) {
    return typeof expected === 'string' && Buffer.from(expected).equals(stored);
  }
  return expected === null ? stored === null : Number(stored) === expected && stored !== null;
};

/** Reads documents and columns of a table, compares them, and repairs what can be: a batch at each step. */
export function* checkRows(
  { connection }: Pick<TableHome, 'connection'>,
  table: CollectionTable,
): Generator<RowsChecked, RowsChecked> {
  const fields = fieldsOf(table);
  const at = rowFields(table.columns);
  const expectedAt = fields.map((field) => at.indexOf(field));
  const encode = rowEncoder(table.columns, () => {});
  const columns = fields.map((field, i) => `${field} AS f${i}_bytes`).join(', ');
  const batch = connection.prepare(
    `SELECT ${sureNumber('n')}, ${checkedDocument()}, ${columns} FROM ${rowsViewOf(table.name)} WHERE n > ? ORDER BY n LIMIT ${BATCH}`,
  );
  const alone = connection.prepare(
    `SELECT n FROM ${jsonTableOf(table.name)} WHERE n > ? AND n <= ? AND n NOT IN (SELECT n FROM "${table.name}")`,
  );
  const result: RowsChecked = { rows: 0, damaged: 0, mended: 0 };
  let last = Number.MIN_SAFE_INTEGER;
  for (;;) {
    if (table.removed) return result;
    const [first, rows] = [last, batch.all([last])];
    const damaged: number[] = [];
    const garbled: { readonly n: number; readonly document: AnyDocument }[] = [];
    for (const row of rows) {
      const n = Number(row[0]);
      const document = documentIn(row);
      if (document === null) damaged.push(n);
      else if (!matches(row, encode(document).values, expectedAt)) garbled.push({ n, document });
      last = n;
    }
    result.damaged += table.setAside(damaged);
    for (const { n, document } of garbled) mendColumns(connection, table, n, document);
    result.rows += rows.length;
    result.mended += garbled.length;
    const isLast = rows.length < BATCH;
    // Documents that lost their columns: nothing says whether they are what was written.
    const until = isLast ? Number.MAX_SAFE_INTEGER : last;
    if (alone.get([first, until]) !== undefined) {
      // In one transaction: what another connection inserts has both halves when it can be seen here.
      result.damaged += connection.within(() =>
        table.setAside(alone.all([first, until]).map((row) => Number(row[0]))),
      );
    }
    if (isLast) return result;
    yield result;
  }
}

function documentIn(row: Row): AnyDocument | null {
  const json = soundJson(row[1], row[2]);
  if (json === null) return null;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

const matches = (row: Row, expected: readonly SqlValue[], expectedAt: readonly number[]): boolean =>
  expectedAt.every((at, i) => sameValue(row[i + 3], expected[at] ?? null));

/** What the indexes have is not what the garbled row has, so SQLite may refuse the first try. */
function mendColumns(connection: Connection, table: CollectionTable, n: number, document: AnyDocument): void {
  const write = (): void => connection.within(() => table.rewrite(document, n));
  try {
    write();
  } catch (error) {
    if (!isDamage(error)) throw error;
    connection.exec(`REINDEX "${table.name}"`);
    write();
  }
}

/** Checks a whole table at once. */
function checkAllRows(store: Pick<TableHome, 'connection'>, table: CollectionTable): RowsChecked {
  const steps = checkRows(store, table);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Garbled bytes that a statement came upon on its way, which rows can be the reason of. */
const isOfRows = (error: unknown): boolean =>
  error instanceof NotText || (error instanceof Error && /malformed JSON/.test(error.message));

/**
 * Runs a read. When bytes that it comes upon are garbled, the tables that it names are checked, and where that found something the read is run
 * again: a list is not lost by one row.
 */
export function healing<T>(store: Pick<TableHome, 'connection' | 'tables'>, sql: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isOfRows(error) || !heal(store, sql)) throw error;
    return read();
  }
}

/** Whether an error that a thread handed on, as its message, is one that {@link heal} may mend. */
export const isHealable = (message: string): boolean => /malformed JSON|no text where/.test(message);

/** Checks the tables that a statement names; whether something was found. */
function heal(store: Pick<TableHome, 'connection' | 'tables'>, sql: string): boolean {
  let found = 0;
  for (const table of store.tables.values()) {
    if (!isNamedIn(sql, table.name)) continue;
    const { damaged, mended } = checkAllRows(store, table);
    found += damaged + mended;
  }
  return found > 0;
}
