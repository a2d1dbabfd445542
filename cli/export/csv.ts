import type { FieldSpec } from '#domain/fields/field.ts';
import { csvCell, csvLine, lineOfCells } from '#domain/import/csv-line.ts';
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

export const csvHeader = (columns: readonly Column[]): string => csvLine(columns.map(({ name }) => name));

export const csvRow = (record: object, columns: readonly Column[]): string =>
  lineOfCells(columns.map(({ name, kind }) => csvCell(valueAt(record, name), kind)));
