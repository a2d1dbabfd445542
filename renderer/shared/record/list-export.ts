import { BYTE_ORDER_MARK, csvLine } from '#domain/import/csv-line.ts';
import { isInstant } from '#domain/records/instants.ts';
import { dayOf, timeOfDay } from '#renderer/shared/format/device-time.ts';
import type { CellValue, TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';

/** The shown columns of a list that have a value: what tells nothing but a picture has none. */
export type ExportColumn<Row> = TableColumn<Row> & { readonly value: (row: Row) => CellValue };

export const exportColumns = <Row>(columns: readonly TableColumn<Row>[]): readonly ExportColumn<Row>[] =>
  columns.filter((column): column is ExportColumn<Row> => column.value !== undefined);

/** `2026-11-21 14:05` in the device's zone, which every spreadsheet takes for a moment. */
const readableInstant = (instant: string): string => {
  const at = new Date(instant);
  return `${dayOf(at)} ${timeOfDay(at)}`;
};

const cell = (value: CellValue): CellValue =>
  typeof value === 'string' && isInstant(value) ? readableInstant(value) : value;

/** A table as CSV: heads as they are shown, one line a row, formulas guarded, with the mark that spreadsheets want. */
export const listAsCsv = <Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): string =>
  BYTE_ORDER_MARK +
  [columns.map(({ header }) => header), ...rows.map((row) => columns.map(({ value }) => cell(value(row))))]
    .map(csvLine)
    .join('');

/** The same as JSON: an object a row, by the columns' names; instants in UTC. */
export const listAsJson = <Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): string =>
  `${JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map(({ key, value }) => [key, value(row)]))),
    null,
    2,
  )}\n`;

type Page<Row> = { readonly total: number; readonly rows: readonly Row[] };

/** As many rows as one question may ask for. */
const AT_ONCE = 500;

/**
 * All rows of a list, asked for one part after the other; null once it is stopped, or when a part is refused. A row that moved on meanwhile
 * is there once.
 */
export const allRows = async <Row extends { readonly id: string }>(
  ask: (offset: number, limit: number) => Promise<Page<Row> | null>,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<readonly Row[] | null> => {
  const found = new Map<string, Row>();
  for (let offset = 0; ; offset += AT_ONCE) {
    const page = await ask(offset, AT_ONCE);
    if (page === null || signal.aborted) return null;
    for (const row of page.rows) found.set(row.id, row);
    onProgress(Math.min(offset + page.rows.length, page.total), page.total);
    if (page.rows.length < AT_ONCE) return [...found.values()];
  }
};
