import type { FieldSpec } from '#domain/fields/field.ts';
import { amountCell, guarded, listCell } from '#domain/import/csv-cells.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { recordFields } from '../record-fields.ts';

/** History, conflicts and effects are what the console keeps for itself; they are in the JSON export. */
const LEFT_OUT: readonly string[] = ['journal', 'clashes', 'effects'];

type Column = { readonly name: string; readonly kind: FieldSpec['kind'] };

/** Columns of a collection, from its field tables: objects taken apart as `commercial.warrantyUntil`. */
export const csvColumns = (collection: CollectionName): readonly Column[] =>
  Object.entries(recordFields(collection))
    .filter(([field]) => !LEFT_OUT.includes(field))
    .flatMap(([field, spec]) =>
      spec.kind === 'object'
        ? Object.entries(spec.fields).map(([part, { kind }]) => ({ name: `${field}.${part}`, kind }))
        : [{ name: field, kind: spec.kind }],
    );

const valueAt = (record: object, column: string): unknown => {
  const [field = '', part] = column.split('.');
  const value = (record as Readonly<Record<string, unknown>>)[field];
  return part === undefined ? value : (value as Readonly<Record<string, unknown>> | null | undefined)?.[part];
};

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** A value as the import reads it again (domain/import/csv-cells.ts). Numbers are no formulas, also below zero. */
const cellOf = (value: unknown, kind: Column['kind'] | null): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return kind === 'money' ? amountCell(value) : String(value);
  if (Array.isArray(value) && value.every(isPlain)) return guarded(listCell(value.map(String)));
  return guarded(isPlain(value) ? String(value) : JSON.stringify(value));
};

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;

const lineOf = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

/** One line of RFC 4180, with its line end. */
export const csvLine = (values: readonly unknown[]): string =>
  lineOf(values.map((value) => cellOf(value, null)));

export const csvHeader = (columns: readonly Column[]): string => csvLine(columns.map(({ name }) => name));

export const csvRow = (record: object, columns: readonly Column[]): string =>
  lineOf(columns.map(({ name, kind }) => cellOf(valueAt(record, name), kind)));
