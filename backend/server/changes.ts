import type { Database } from './database.ts';
import { badRequest, databaseGone } from './http-error.ts';
import type { Doc, PouchChange } from './pouch.ts';

/** What one reading of the changes feed asks for, already parsed. */
export type ChangesQuery = {
  /** Number of the last sequence the reader has. */
  readonly since: number;
  /** Undefined: all of them. */
  readonly limit: number | undefined;
  readonly descending: boolean;
  /** Passed on to PouchDB: include_docs, style, selector, doc_ids, ... */
  readonly options: Readonly<Record<string, unknown>>;
};

export type ChangeRow = {
  readonly seq: string;
  readonly id: string;
  readonly changes: readonly { readonly rev: string }[];
  readonly deleted?: boolean;
  readonly doc?: Doc;
};

/** Rows read from the store at a time; bounds the memory of one reader of a large database. */
const CHUNK = 1000;

/**
 * A sequence as the client sees it: opaque, and marked with the database it belongs to, as CouchDB's are. A sequence
 * of a database that was deleted and made again therefore reads from the start instead of skipping what is new.
 */
export const formatSeq = (database: Database, seq: number): string => `${seq}-${database.instance}`;

/** @throws HttpError 400 when `since` is no sequence at all */
export async function parseSince(database: Database, since: string | undefined): Promise<number> {
  if (since === undefined || since === '' || since === '0') return 0;
  if (since === 'now') return (await database.pouch.info()).update_seq;
  const [number, instance, ...rest] = since.replace(/^"(.*)"$/, '$1').split('-');
  if (!number || !/^\d+$/.test(number) || rest.length > 0) {
    throw badRequest(`Malformed sequence supplied in 'since' parameter.`);
  }
  return instance === undefined || instance === database.instance ? Number(number) : 0;
}

/**
 * Hands the changes after `since` to `onRows`, chunk by chunk, until there are no more or `limit` is reached.
 * @returns the sequence to go on from
 */
export async function readChanges(
  database: Database,
  query: ChangesQuery,
  onRows: (rows: readonly ChangeRow[]) => Promise<void>,
): Promise<number> {
  let since = query.since;
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const limit = query.descending ? left : Math.min(left, CHUNK);
    // Long reading must not hold up the deletion that waits for it.
    if (database.hasEnded()) throw databaseGone();
    const page = await database.pouch.changes({
      ...query.options,
      since,
      descending: query.descending,
      ...(Number.isFinite(limit) ? { limit } : {}),
    });
    if (page.results.length > 0) await onRows(page.results.map((change) => toRow(database, change)));
    since = page.last_seq;
    left -= page.results.length;
    if (query.descending || page.results.length < limit) break;
  }
  return since;
}

function toRow(database: Database, change: PouchChange): ChangeRow {
  const { id, changes, deleted, doc } = change;
  const row = { seq: formatSeq(database, change.seq), id, changes };
  return { ...row, ...(deleted ? { deleted } : {}), ...(doc ? { doc } : {}) };
}
