import type { TableColumns } from './columns.ts';
import type { Connection, SqlParams, SqlValue } from './driver.ts';
import { rowSum } from './row-sum.ts';
import { columnEncoder, rowFields } from './row-values.ts';
import { soundText } from './safe-text.ts';
import { deferRows } from './search-backlog.ts';
import { jsonTableOf } from './table-parts.ts';

/** One document of a page, its JSON kept as it came. */
export type PageRow = {
  readonly id: string;
  readonly deleted: boolean;
  readonly document: Readonly<Record<string, unknown>>;
  /** The document's JSON as UTF-8, without its braces and the storage's own fields. May be a part of the page. */
  readonly body: Uint8Array;
};

/** What is no document for this version, with its id and whatever the reader tells of it. Plain data. */
export type SetAside = Readonly<Record<string, unknown>> & { readonly id: string };

/** Reads a page's documents of a collection in order; what is none goes to `setAside`. Throws UnreadablePage. */
export type ReadPage = (
  collection: string,
  bytes: Uint8Array<ArrayBuffer>,
  setAside: (row: SetAside) => void,
) => Iterable<PageRow>;

/** The page does not look as expected: it has to be parsed as a whole and written the ordinary way. */
export class UnreadablePage extends Error {
  /** The page, which may have been on another thread meanwhile. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    super('not a page of rows');
    this.bytes = bytes;
  }
}

/** Inserts the documents of a page that are new. Plain data, so that it can be sent to a thread. */
export type PageLoad = {
  readonly collection: string;
  readonly table: {
    readonly no: number;
    readonly name: string;
    readonly columns: TableColumns;
    readonly isSearched: boolean;
    /** What its columns have met so far. */
    readonly traits: readonly string[];
  };
  /** Alone in its buffer, which may be handed to a thread. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** RxDB's fields, the same for each document. */
  readonly rev: string;
  readonly meta: { readonly lwt: number } & Readonly<Record<string, unknown>>;
  /** Run with the last rows, in their transaction, if the whole page was inserted and nothing set aside: where to go on after a crash. */
  readonly then: readonly { readonly sql: string; readonly params: SqlParams }[];
};

export type PageLoaded = {
  readonly inserted: number;
  /** `then` was run. */
  readonly isNoted: boolean;
  /** The JSON of one document that was inserted. */
  readonly example: string | null;
  readonly setAside: readonly SetAside[];
  /** Documents whose id is taken, with `_id` and `_deleted`; nothing was written for them. */
  readonly present: readonly Readonly<Record<string, unknown>>[];
};

export type PageLoader = (load: PageLoad) => Promise<PageLoaded>;

/** Rows a transaction inserts: it keeps other writers out for some 20 ms. */
const TRANSACTION_ROWS = 500;

/** A row to be written; without the parsed document, which would outlive its use a hundred times over. */
type Encoded = { readonly values: SqlValue[]; readonly row: Omit<PageRow, 'document'> };

/** Prints documents one after another into the same bytes: SQLite copies what it is given. */
const documentPrinter = (rev: string, meta: PageLoad['meta']) => {
  const tail = (deleted: boolean): Buffer =>
    Buffer.from(
      `,"_deleted":${deleted},"_attachments":{},"_meta":${JSON.stringify(meta)},"_rev":${JSON.stringify(rev)}}`,
    );
  const [live, gone] = [tail(false), tail(true)];
  let into = Buffer.alloc(0);
  return ({ body, deleted }: Encoded['row']): Buffer => {
    const end = deleted ? gone : live;
    const length = 1 + body.length + end.length;
    if (into.length < length) into = Buffer.allocUnsafe(length * 2);
    into[0] = 0x7b;
    into.set(body, 1);
    into.set(end, 1 + body.length);
    return into.subarray(0, length);
  };
};

/** What the page said of a document, as its reader handed it over. */
const documentOf = ({ id, deleted, body }: Encoded['row']): Readonly<Record<string, unknown>> => ({
  ...(JSON.parse(`{${soundText(body)}}`) as object),
  _id: id,
  _deleted: deleted,
});

/**
 * Writes pages through `connection`. Before rows with traits that the table has not met are written, `agree` has to note these:
 * whoever reads the table must know of them first. `turn` is awaited between transactions.
 */
export const createPageLoader =
  (
    connection: Connection,
    readPage: ReadPage,
    agree: (tableNo: number, traits: readonly string[]) => Promise<void> | void,
    turn: () => Promise<void> | void,
  ): PageLoader =>
  async ({ collection, table, bytes, rev, meta, then }) => {
    const known = new Set(table.traits);
    let fresh: string[] = [];
    const encode = columnEncoder(table.columns, (trait) => {
      if (known.has(trait)) return;
      known.add(trait);
      fresh.push(trait);
    });
    const fields = rowFields(table.columns);
    const insert = connection.prepare(
      `INSERT INTO "${table.name}" (${fields.join(', ')}) VALUES (${fields.map(() => '?').join(', ')})
       ON CONFLICT (id) DO NOTHING`,
    );
    const putJson = connection.prepare(
      `INSERT OR REPLACE INTO ${jsonTableOf(table.name)} (n, data) VALUES (?, CAST(? AS TEXT))`,
    );
    const print = documentPrinter(rev, meta);
    const sumAt = fields.indexOf('sum');
    const setAside: SetAside[] = [];
    const present: PageLoaded['present'][number][] = [];
    let inserted = 0;
    let isNoted = false;
    let example: string | null = null;

    const write = (rows: readonly Encoded[], isLast: boolean): void => {
      let n = 0;
      const before = inserted;
      for (const { values, row } of rows) {
        const data = print(row);
        values[sumAt] = rowSum(data);
        const done = insert.run(values);
        if (done.changes === 0) {
          present.push(documentOf(row));
          continue;
        }
        n = done.lastInsertRowid;
        putJson.run([n, data]);
        inserted += 1;
        example ??= soundText(data);
      }
      // Row numbers are given out in one run inside a transaction: SQLite takes the greatest plus one.
      const count = inserted - before;
      if (table.isSearched && count > 0) deferRows(connection, table.no, n - count + 1, n);
      isNoted = isLast && present.length === 0 && setAside.length === 0;
      if (!isNoted) return;
      for (const { sql, params } of then) connection.prepare(sql).run(params);
    };
    const flush = async (rows: readonly Encoded[], isLast: boolean): Promise<void> => {
      if (fresh.length > 0) await agree(table.no, fresh);
      fresh = [];
      connection.transaction(() => write(rows, isLast));
      if (!isLast) await turn();
    };

    let rows: Encoded[] = [];
    for (const row of readPage(collection, bytes, (one) => void setAside.push(one))) {
      if (rows.length >= TRANSACTION_ROWS) {
        await flush(rows, false);
        rows = [];
      }
      const { id, deleted, document, body } = row;
      // The sum is put in when it is written.
      const values = encode({ id, rev, deleted, lwt: meta.lwt, sum: 0 }, document);
      rows.push({ values, row: { id, deleted, body } });
    }
    await flush(rows, true);
    return { inserted, isNoted, example, setAside, present };
  };
