import type { Few } from '#contracts/shared.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Row as SqlRow } from '../storage/driver.ts';
import { idIn, numberOf, parseJson, type Reads, type Sql } from './sql.ts';

export type Window = { readonly offset: number; readonly limit: number };
export type Page<Row> = { readonly total: number; readonly rows: readonly Row[] };

/** The lists of one kind of record; `orderBy` is SQL and ends with a tie-break by id where windows must not overlap. */
export type RecordRows<Row> = {
  /** A window of the records that meet a condition (which has to leave deleted ones out), and how many there are in all. */
  readonly page: (reads: Reads, where: Sql, orderBy: string, window: Window) => Page<Row>;
  /** The same without holding up the host, for what no index answers. */
  readonly pageAside: (reads: Reads, where: Sql, orderBy: string, window: Window) => Promise<Page<Row>>;
  /** The first `limit` records that meet a condition and are not deleted. */
  readonly first: (reads: Reads, where: Sql, orderBy: string, limit: number) => readonly Row[];
  /** The same, and how many more there are. */
  readonly few: (reads: Reads, where: Sql, orderBy: string, limit: number) => Few<Row>;
  /** Rows of known records, in the order of `ids`; unknown and deleted ones are left out. */
  readonly byId: (reads: Reads, ids: readonly string[]) => readonly Row[];
};

/** How many records meet a condition beyond `shown`. */
export const countMore = (reads: Reads, collection: CollectionName, where: Sql, shown: number): number => {
  const from = `FROM ${reads.table(collection)} WHERE deleted = 0 AND (${where.text})`;
  return Math.max(0, numberOf(reads.get({ text: `SELECT count(*) ${from}`, params: where.params })) - shown);
};

/**
 * Lists of a collection. `paths` are read from each document, each under its last part's name and null where there is nothing;
 * `named` makes rows of them, many at once, so that the names they mention are looked up together.
 */
export const recordRows = <Raw extends object, Row extends { readonly id: string }>(
  collection: CollectionName,
  paths: readonly string[],
  named: (reads: Reads, raw: readonly Raw[]) => readonly Row[],
): RecordRows<Row> => {
  const fields = paths.map((path) => path.slice(path.lastIndexOf('.') + 1));
  // One JSON array a row, so that SQLite reads the document once and the journal never crosses into JavaScript.
  const columns = `json_extract(data, ${paths.map((path) => `'$.${path}'`).join(', ')})`;

  const selected = (reads: Reads, rest: string, params: Sql['params']): Sql => ({
    text: `SELECT ${columns}, ${reads.checked(collection)} FROM ${reads.table(collection)} WHERE ${rest}`,
    params,
  });
  const read = (reads: Reads, found: readonly SqlRow[]): readonly Row[] => {
    const raw = found.map((row) => {
      const values = parseJson<readonly unknown[]>(row[0]);
      // What is stored has been checked against the record's schema; the fields are those of Raw.
      return Object.fromEntries(fields.map((field, i) => [field, values[i] ?? null])) as Raw;
    });
    return named(reads, raw);
  };
  const rows = (reads: Reads, rest: string, params: Sql['params']): readonly Row[] =>
    read(reads, reads.all(selected(reads, rest, params)));

  const window = (reads: Reads, where: Sql, orderBy: string, { offset, limit }: Window) => {
    const from = `FROM ${reads.table(collection)} WHERE ${where.text}`;
    // Rows that are skipped are skipped in an index: only those shown are read.
    const shown = `n IN (SELECT n ${from} ORDER BY ${orderBy} LIMIT ? OFFSET ?) ORDER BY ${orderBy}`;
    return {
      count: { text: `SELECT count(*) ${from}`, params: where.params },
      shown: selected(reads, shown, [...where.params, limit, offset]),
    };
  };

  const first = (reads: Reads, where: Sql, orderBy: string, limit: number): readonly Row[] =>
    rows(reads, `deleted = 0 AND (${where.text}) ORDER BY ${orderBy} LIMIT ?`, [...where.params, limit]);
  return {
    page: (reads, where, orderBy, at) => {
      const { count, shown } = window(reads, where, orderBy, at);
      return { total: reads.count(count), rows: read(reads, reads.all(shown)) };
    },
    pageAside: async (reads, where, orderBy, at) => {
      const { count, shown } = window(reads, where, orderBy, at);
      const total = await reads.aside.count(count);
      return { total, rows: read(reads, await reads.aside.all(shown)) };
    },
    first,
    few: (reads, where, orderBy, limit) => {
      const found = first(reads, where, orderBy, limit);
      return { rows: found, more: found.length < limit ? 0 : countMore(reads, collection, where, limit) };
    },
    byId: (reads, ids) => {
      if (ids.length === 0) return [];
      const { text, params } = idIn('id', ids);
      const byId = new Map(rows(reads, `deleted = 0 AND ${text}`, params).map((row) => [row.id, row]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
  };
};
