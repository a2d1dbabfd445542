import {
  getPrimaryFieldOfPrimaryKey,
  getSchemaByObjectPath,
  type RxDocumentData,
  type RxJsonSchema,
} from 'rxdb';
import { toColumnText } from './column-text.ts';

/**
 * Each field path that an index of the schema (`indexes`, or `partialIndexes`, which RxDB does not look at) names has a real column, and so has a property of the document, or of an object in it, marked
 * `column: true`, which lists filter by without an index of its own. A column holds the value only where that is
 * faithful: text (see column-text.ts), numbers, booleans as 0 and 1, and NULL for null and for "not there"; of a list its JSON, and NULL when it is empty. Which of the
 * two a column has met is kept as its traits, for the few questions where they differ. A value of another type is stored as
 * NULL and the column gets the trait "mixed" for good: from then on queries on it are answered from the documents
 * themselves. Schemas forbid such values in indexed fields, so this is the exception.
 */
export type ColumnType = 'text' | 'number' | 'boolean' | 'list';

export type Column = {
  readonly path: string;
  readonly name: string;
  readonly type: ColumnType;
  /** Always there in every document: primary key, deleted flag, last write time. */
  readonly fixed: boolean;
};

/** An index over the live documents whose `path` is true, not null, or above zero: small, so that it may be wide. */
export type PartialIndex = {
  readonly only: { readonly path: string; readonly is: 'true' | 'present' | 'positive' };
  /** Taken as they stand; the document's id included where an order by it is wanted. */
  readonly paths: readonly string[];
};

export type TableColumns = {
  readonly primaryPath: string;
  readonly byPath: ReadonlyMap<string, Column>;
  /** Columns filled from the document, in table order. */
  readonly indexed: readonly Column[];
  readonly indexes: readonly (readonly Column[])[];
  readonly partial: readonly {
    readonly column: Column;
    readonly is: PartialIndex['only']['is'];
    readonly columns: readonly Column[];
  }[];
};

/** What a column has met in its rows so far; never taken back. */
export type ColumnTrait = 'null' | 'absent' | 'mixed';

/** A column whose every value is faithful, and what its NULLs may mean. */
export type TrustedColumn = Column & { readonly nulls: boolean; readonly absents: boolean };

/** Text under which the traits of a table's columns are kept. */
export const traitText = (trait: ColumnTrait, path: string): string => `${trait} ${path}`;

/** The column of a path with its traits; undefined when there is none or it is mixed. */
export function trustedColumn(
  columns: TableColumns,
  traits: ReadonlySet<string>,
  path: string,
): TrustedColumn | undefined {
  const column = columns.byPath.get(path);
  // Of a list, RxDB's matcher asks for more than a column can tell.
  if (column === undefined || column.type === 'list' || traits.has(traitText('mixed', path)))
    return undefined;
  return {
    ...column,
    nulls: traits.has(traitText('null', path)),
    absents: traits.has(traitText('absent', path)),
  };
}

const NULL: ColumnReading = { value: null, trait: 'null' };
const ABSENT: ColumnReading = { value: null, trait: 'absent' };
const MIXED: ColumnReading = { value: null, trait: 'mixed' };

const columnTypes: Readonly<Record<string, ColumnType>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  array: 'list',
};

/** Of `['integer', 'null']` the column is that of an integer. */
function columnTypeOf(type: unknown): ColumnType {
  const names: readonly unknown[] = Array.isArray(type) ? type : [type];
  return columnTypes[String(names.find((name) => name !== 'null'))] ?? 'text';
}

const isMarked = (property: unknown): boolean => (property as { readonly column?: boolean }).column === true;

/** The columns and indexes that a schema (as RxDB hands it to a storage) asks for. */
export function columnsOf<T>(schema: RxJsonSchema<RxDocumentData<T>>): TableColumns {
  const primaryPath = String(getPrimaryFieldOfPrimaryKey(schema.primaryKey));
  const byPath = new Map<string, Column>([
    [primaryPath, { path: primaryPath, name: 'id', type: 'text', fixed: true }],
    ['_deleted', { path: '_deleted', name: 'deleted', type: 'boolean', fixed: true }],
    ['_meta.lwt', { path: '_meta.lwt', name: 'lwt', type: 'number', fixed: true }],
  ]);
  const names = new Set<string>();
  const indexed: Column[] = [];
  const indexes: Column[][] = [];
  for (const index of schema.indexes ?? []) {
    const paths = typeof index === 'string' ? [index] : index;
    indexes.push(paths.map(columnFor));
  }
  const { partialIndexes } = schema as { readonly partialIndexes?: readonly PartialIndex[] };
  const partial = (partialIndexes ?? []).map(({ only, paths }) => ({
    column: columnFor(only.path),
    is: only.is,
    columns: paths.map(columnFor),
  }));
  for (const [path, property] of Object.entries(schema.properties)) {
    if (isMarked(property)) columnFor(path);
    for (const [part, nested] of Object.entries(property.properties ?? {})) {
      if (isMarked(nested)) columnFor(`${path}.${part}`);
    }
  }
  return { primaryPath, byPath, indexed, indexes, partial };

  function columnFor(path: string): Column {
    const known = byPath.get(path);
    if (known !== undefined) return known;
    const type = columnTypeOf(getSchemaByObjectPath(schema, path)?.type);
    let name = `f_${path.replace(/[^A-Za-z0-9_]/g, '_')}`;
    while (names.has(name.toLowerCase())) name += '_';
    names.add(name.toLowerCase());
    const column: Column = { path, name, type, fixed: false };
    byPath.set(path, column);
    indexed.push(column);
    return column;
  }
}

/** Reads the value for a column out of a document: the bare value, or what its NULL stands for. */
type ColumnReading = { readonly value: null; readonly trait: ColumnTrait };
export type ColumnReader = (document: unknown) => string | number | ColumnReading;

export function columnReader(column: Column): ColumnReader {
  const parts = column.path.split('.');
  const first = parts[0] ?? '';
  if (parts.length === 1)
    return (document) => encode((document as Record<string, unknown>)[first], column.type);
  return (document) => {
    let value: unknown = document;
    for (const part of parts) {
      if (value === undefined || value === null) return ABSENT;
      if (typeof value !== 'object' || Array.isArray(value)) return MIXED;
      value = (value as Record<string, unknown>)[part];
    }
    return encode(value, column.type);
  };
}

function encode(value: unknown, type: ColumnType): string | number | ColumnReading {
  if (value === undefined) return ABSENT;
  if (value === null) return NULL;
  switch (type) {
    case 'text':
      return typeof value === 'string' ? toColumnText(value) : MIXED;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : MIXED;
    case 'boolean':
      return typeof value === 'boolean' ? Number(value) : MIXED;
    case 'list':
      if (!Array.isArray(value)) return MIXED;
      return value.length === 0 ? NULL : toColumnText(JSON.stringify(value));
  }
}

/** A stable shape of a column in `CREATE TABLE`; affinity keeps whole numbers small and text text. */
export function columnDdl(column: Column): string {
  const affinity = { text: 'TEXT', number: 'NUMERIC', boolean: 'INTEGER', list: 'TEXT' }[column.type];
  return `"${column.name}" ${affinity}`;
}
