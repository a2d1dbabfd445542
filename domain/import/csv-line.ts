import type { FieldSpec } from '#domain/fields/field.ts';
import { amountCell, guarded, listCell } from './csv-cells.ts';

/** Spreadsheets take a file without this mark for one of their country's old encoding. Other programs, which read what is printed, take it for text. */
export const BYTE_ORDER_MARK = '\ufeff';

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** A value as the import reads it again (csv-cells.ts). Numbers are no formulas, also below zero. */
export const csvCell = (value: unknown, kind: FieldSpec['kind'] | null = null): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return kind === 'money' ? amountCell(value) : String(value);
  if (Array.isArray(value) && value.every(isPlain)) return guarded(listCell(value.map(String)));
  return guarded(isPlain(value) ? String(value) : JSON.stringify(value));
};

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;

/** One line of RFC 4180 of cells, with its line end. */
export const lineOfCells = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

/** The same of values. */
export const csvLine = (values: readonly unknown[]): string =>
  lineOfCells(values.map((value) => csvCell(value)));
