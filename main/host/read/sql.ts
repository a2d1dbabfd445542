import type { CollectionName } from '#domain/records/collections.ts';
import type { SqlValue } from '../storage/driver.ts';
import type { Reader } from '../storage/reader.ts';

/** A piece of SQL with its parameters, so that text from outside never becomes SQL. */
export type Sql = { readonly text: string; readonly params: readonly SqlValue[] };

export const sql = (text: string, ...params: readonly SqlValue[]): Sql => ({ text, params });

/** Joins conditions with AND; no condition at all is true. */
export const allOf = (parts: readonly Sql[]): Sql => ({
  text: parts.length === 0 ? '1' : parts.map((part) => `(${part.text})`).join(' AND '),
  params: parts.flatMap((part) => part.params),
});

export const anyOf = (parts: readonly Sql[]): Sql => ({
  text: parts.length === 0 ? '0' : parts.map((part) => `(${part.text})`).join(' OR '),
  params: parts.flatMap((part) => part.params),
});

export const oneOf = (column: string, values: readonly SqlValue[]): Sql => ({
  text: `${column} IN (${values.map(() => '?').join(', ')})`,
  params: values,
});

/** `LIKE` pattern that finds `text` anywhere, its own wildcards taken literally (use with `ESCAPE '\'`). */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`;

/** Reads of the read model: typed rows over the read-only connection. */
export type Reads = {
  readonly table: (collection: CollectionName) => string;
  readonly column: (collection: CollectionName, path: string) => string;
  readonly all: (query: Sql) => readonly (readonly SqlValue[])[];
  readonly get: (query: Sql) => readonly SqlValue[] | undefined;
};

export const createReads = (reader: Reader): Reads => ({
  table: (collection) => reader.tableFor(collection),
  column: (collection, path) => reader.columnFor(collection, path),
  all: (query) => reader.all(query.text, query.params),
  get: (query) => reader.get(query.text, query.params),
});

/** First column of the first row as a number. */
export const numberOf = (row: readonly SqlValue[] | undefined): number => Number(row?.[0] ?? 0);

/** A JSON text column as a value. */
export const parseJson = <T>(value: SqlValue | undefined): T => JSON.parse(String(value ?? 'null')) as T;
