import type { CollectionName } from '#domain/records/collections.ts';
import { checkedColumns } from '../storage/checked-rows.ts';
import { fromColumnText, toColumnText } from '../storage/column-text.ts';
import type { Row, SqlValue } from '../storage/driver.ts';
import { type CollectionColumns, columnsFor, type Reader } from '../storage/reader.ts';
import type { Within } from '../storage/search-match.ts';
import type { OpenStore } from '../storage/store-file.ts';

/** A piece of SQL with its parameters, so that text from outside never becomes SQL. */
export type Sql = { readonly text: string; readonly params: readonly SqlValue[] };

export const sql = (text: string, ...params: readonly SqlValue[]): Sql => ({ text, params });

/** Runs a query without holding up the host, and answers its rows. */
export type ReadAside = (query: Sql) => Promise<readonly Row[]>;

/** Joins conditions with AND; no condition at all is true. */
export const allOf = (parts: readonly Sql[]): Sql => ({
  text: parts.length === 0 ? '1' : parts.map((part) => `(${part.text})`).join(' AND '),
  params: parts.flatMap((part) => part.params),
});

/** Joins conditions with OR; no condition at all is false. */
export const anyOf = (parts: readonly Sql[]): Sql => ({
  text: parts.length === 0 ? '0' : parts.map((part) => `(${part.text})`).join(' OR '),
  params: parts.flatMap((part) => part.params),
});

export const oneOf = (column: string, values: readonly SqlValue[]): Sql => ({
  text: `${column} IN (${values.map(() => '?').join(', ')})`,
  params: values,
});

/** Ids given as one JSON parameter, so that a long list is one statement. */
export const idIn = (column: string, ids: readonly string[]): Sql =>
  sql(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(ids));

/** Rows by their numbers, as a search answers them. */
export const rowIn = (rows: readonly number[]): Sql =>
  sql('n IN (SELECT value FROM json_each(?))', JSON.stringify(rows));

/** What a text is looked for within, of a list's conditions before it; the first of them only leaves deleted ones out, which the index does not have. */
export const withinOf = (parts: readonly Sql[], few: boolean): Within | undefined =>
  parts.length < 2 ? undefined : { ...allOf(parts), few };

/** `LIKE` pattern that finds `text` anywhere in a column, its own wildcards taken literally (use with `ESCAPE '\'`). */
export const containing = (text: string): string =>
  `%${toColumnText(text).replace(/[\\%_]/g, (char) => `\\${char}`)}%`;

/**
 * Reads of the read model. Indexed fields stand in columns named `f_<field>` (the storage's own naming, which also keeps NULL for null),
 * everything else is taken out of `data` as JSON.
 */
export type Reads = {
  readonly table: (collection: CollectionName) => string;
  /**
   * To be selected last of a row of which something is shown: the document is compared with its checksum, and a row that is not what was
   * written is left out (storage/checked-rows.ts). It is no column of the answer.
   */
  readonly checked: (collection: CollectionName, alias?: string) => string;
  /** The same, and the answer's last column is the document as JSON. */
  readonly document: (collection: CollectionName, alias?: string) => string;
  readonly all: (query: Sql) => readonly Row[];
  readonly get: (query: Sql) => Row | undefined;
  /**
   * A number that a query counts, remembered until the store is written to: while a list is scrolled the same count is asked for with
   * every window.
   */
  readonly count: (query: Sql) => number;
  /** Changes with every write to the store, for remembering what was made of it. */
  readonly version: () => SqlValue;
  /** The same of one collection, told from its columns: for what is made of few documents that seldom change. */
  readonly versionOf: (collection: CollectionName) => string;
  /** The same for what takes long, without holding up the host. */
  readonly aside: {
    readonly all: ReadAside;
    readonly count: (query: Sql) => Promise<number>;
  };
};

const REMEMBERED_COUNTS = 64;

/** Changes with every commit of another connection, and the readers' does not write. */
const versionOf = (reader: Reader): SqlValue => reader.get('PRAGMA data_version')?.[0] ?? null;

const rememberCounts = (reader: Reader, aside: ReadAside) => {
  const counts = new Map<string, number>();
  let version: SqlValue | undefined;
  const keyOf = ({ text, params }: Sql): string => JSON.stringify([text, params]);
  const known = (query: Sql): number | undefined => {
    const now = versionOf(reader);
    if (now !== version || counts.size >= REMEMBERED_COUNTS) counts.clear();
    version = now;
    return counts.get(keyOf(query));
  };
  return {
    here: (query: Sql): number => {
      const count = known(query) ?? numberOf(reader.get(query.text, query.params));
      counts.set(keyOf(query), count);
      return count;
    },
    aside: async (query: Sql): Promise<number> => {
      const before = known(query);
      if (before !== undefined) return before;
      const asked = version;
      const [row] = await aside(query);
      const count = numberOf(row);
      // What was counted before a write is out of date after it.
      if (known(query) === undefined && version === asked) counts.set(keyOf(query), count);
      return count;
    },
  };
};

/** A document that is written gets another checksum and a later time. */
const rememberVersions = (reader: Reader, tableOf: (collection: CollectionName) => string) => {
  const known = new Map<CollectionName, { readonly at: SqlValue; readonly version: string }>();
  return (collection: CollectionName): string => {
    const at = versionOf(reader);
    const before = known.get(collection);
    if (before !== undefined && before.at === at) return before.version;
    const row = reader.get(`SELECT count(*), total(sum), max(lwt) FROM ${tableOf(collection)}`);
    const version = JSON.stringify(row);
    known.set(collection, { at, version });
    return version;
  };
};

export const createReads = (store: OpenStore, reader: Reader, aside: ReadAside): Reads => {
  const counts = rememberCounts(reader, aside);
  const tables = new Map<CollectionName, CollectionColumns>();
  const columns = (collection: CollectionName): CollectionColumns => {
    const known = tables.get(collection) ?? columnsFor(store, collection);
    tables.set(collection, known);
    return known;
  };
  return {
    table: (collection) => columns(collection).table,
    checked: (collection, alias) => checkedColumns('checked', columns(collection).open, alias),
    document: (collection, alias) => checkedColumns('document', columns(collection).open, alias),
    all: (query) => reader.all(query.text, query.params),
    get: (query) => reader.get(query.text, query.params),
    count: counts.here,
    version: () => versionOf(reader),
    versionOf: rememberVersions(reader, (collection) => columns(collection).table),
    aside: { all: aside, count: counts.aside },
  };
};

/** First column of the first row as a number. */
export const numberOf = (row: Row | undefined): number => Number(row?.[0] ?? 0);

/** Text shown from a column. */
export const textOf = (value: SqlValue | undefined): string => fromColumnText(String(value ?? ''));

/** A JSON text column as a value. */
export const parseJson = <T>(value: SqlValue | undefined): T => JSON.parse(String(value ?? 'null')) as T;
