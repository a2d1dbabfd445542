import type { CollectionName } from '#domain/records/collections.ts';
import { recordFields } from '../record-fields.ts';

/** History, conflicts and effects are what the console keeps for itself; they are in the JSON export. */
const LEFT_OUT: readonly string[] = ['journal', 'clashes', 'effects'];

/** Columns of a collection, from its field tables: objects taken apart as `commercial.warrantyUntil`. */
export const csvColumns = (collection: CollectionName): readonly string[] =>
  Object.entries(recordFields(collection))
    .filter(([field]) => !LEFT_OUT.includes(field))
    .flatMap(([field, spec]) =>
      spec.kind === 'object' ? Object.keys(spec.fields).map((part) => `${field}.${part}`) : [field],
    );

const valueAt = (record: object, column: string): unknown => {
  const [field = '', part] = column.split('.');
  const value = (record as Readonly<Record<string, unknown>>)[field];
  return part === undefined ? value : (value as Readonly<Record<string, unknown>> | null | undefined)?.[part];
};

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every(isPlain)) return value.map(String).join('; ');
  return isPlain(value) ? String(value) : JSON.stringify(value);
};

/** What begins a formula, also after white space and in full width, which spreadsheets of East Asia take for the same. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** A text that a spreadsheet would run as a formula is marked as text; numbers are left as they are. */
const guarded = (value: unknown): string => {
  const text = textOf(value);
  return typeof value !== 'number' && FORMULA.test(text) ? `'${text}` : text;
};

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;

/** One line of RFC 4180, with its line end. */
export const csvLine = (values: readonly unknown[]): string =>
  `${values.map((value) => quoted(guarded(value))).join(',')}\r\n`;

export const csvRow = (record: object, columns: readonly string[]): string =>
  csvLine(columns.map((column) => valueAt(record, column)));
