import type { Database } from './database.ts';
import { badRequest, databaseGone } from './http-error.ts';
import type { LevelHandle } from './level-handles.ts';
import type { Doc, PouchChange } from './pouch.ts';
import { readStoredChanges, type StoredChange } from './stored-changes.ts';

/** What one reading of the changes feed asks for, already parsed. */
export type ChangesQuery = {
  /** Number of the last sequence the reader has. */
  readonly since: number;
  /** Undefined: all of them. */
  readonly limit: number | undefined;
  readonly descending: boolean;
  /** No filter, no attachments, one revision a row: what a console asks. */
  readonly plain: boolean;
  /** Passed on to PouchDB: include_docs, style, selector, doc_ids, ... */
  readonly options: Readonly<Record<string, unknown>>;
};

/** Rows read from the store at a time; bounds the memory of one reader of a large database. */
const CHUNK = 1000;
/** Before it is known how long they are. */
const FEW = 50;
/** About so many characters of rows are held at a time. */
const HELD = 2_000_000;

/**
 * A sequence as the client sees it: opaque, and marked with the database it belongs to, as CouchDB's are. A sequence
 * of a database that was deleted and made again therefore reads from the start instead of skipping what is new.
 */
export const formatSeq = (database: Database, seq: number): string => `${seq}-${database.instance}`;

/** @throws HttpError 400 when `since` is no sequence at all */
export async function parseSince(database: Database, since: string | undefined): Promise<number> {
  if (since === undefined || since === '0') return 0;
  if (since === 'now') return (await database.pouch.info()).update_seq;
  const [, number, instance] = /^"?(\d+)-([0-9a-f]{32})"?$/.exec(since) ?? [];
  if (number === undefined) throw badRequest(`Malformed sequence supplied in 'since' parameter.`);
  return instance === database.instance ? Number(number) : 0;
}

/**
 * Hands the changes after `since` to `onRows`, chunk by chunk as JSON text of one row each, until there are no more or
 * `limit` is reached. Nothing more is read once `isOver` says that nobody hears it.
 * @returns the sequence to go on from
 */
export async function readChanges(
  database: Database,
  query: ChangesQuery,
  onRows: (rows: readonly string[]) => Promise<void>,
  isOver: () => boolean,
): Promise<number> {
  const readPage = pageReader(database, query);
  let since = query.since;
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  while (left > 0 && !isOver()) {
    // Long reading must not hold up the deletion that waits for it.
    if (database.hasEnded()) throw databaseGone();
    const page = await readPage(since, query.descending ? left : Math.min(left, CHUNK));
    if (page.rows.length > 0) await onRows(page.rows);
    since = page.lastSeq;
    left -= page.rows.length;
    if (page.atEnd) break;
  }
  return since;
}

type Page = { readonly rows: readonly string[]; readonly lastSeq: number; readonly atEnd: boolean };
type PageReader = (since: number, limit: number) => Promise<Page>;

/** What a first sync asks is read directly; everything else goes through PouchDB. */
function pageReader(database: Database, query: ChangesQuery): PageReader {
  const { level } = database;
  if (level && query.plain && !query.descending)
    return (since, limit) => readDirectly(database, level, query, since, limit);
  let most = FEW;
  return async (since, limit) => {
    // What comes last can't be asked for in parts.
    const asked = query.descending ? limit : Math.min(limit, most);
    const page = await readThroughPouch(database, query, since, asked);
    const length = page.rows.reduce((sum, row) => sum + row.length, 1);
    most = Math.max(1, Math.min(CHUNK, Math.ceil((asked * HELD) / length)));
    return page;
  };
}

async function readDirectly(
  database: Database,
  level: LevelHandle,
  query: ChangesQuery,
  since: number,
  limit: number,
): Promise<Page> {
  const { rows, lastSeq, atEnd } = await readStoredChanges(level, since, limit);
  const withDocs = query.options.include_docs === true;
  const tells = query.options.conflicts === true;
  const docOf = ({ docText, conflicts }: StoredChange): string =>
    tells && conflicts.length > 0 ? withConflicts(withStubs(docText), conflicts) : withStubs(docText);
  const print = (change: StoredChange): string =>
    `{"seq":"${formatSeq(database, change.seq)}","id":${JSON.stringify(change.id)},"changes":[{"rev":"${change.rev}"}]` +
    `${change.deleted ? ',"deleted":true' : ''}${withDocs ? `,"doc":${docOf(change)}` : ''}}`;
  return { rows: rows.map(print), lastSeq, atEnd };
}

const withConflicts = (docText: string, conflicts: readonly string[]): string =>
  `${docText.slice(0, -1)},"_conflicts":${JSON.stringify(conflicts)}}`;

/** Attachments are stored without the mark that tells a client their bytes are not here. */
function withStubs(docText: string): string {
  if (!docText.includes('"_attachments"')) return docText;
  const doc = JSON.parse(docText) as Doc;
  const stubs = Object.entries(doc._attachments ?? {}).map(([name, stored]) => [
    name,
    { ...(stored as object), stub: true },
  ]);
  return JSON.stringify(stubs.length > 0 ? { ...doc, _attachments: Object.fromEntries(stubs) } : doc);
}

async function readThroughPouch(
  database: Database,
  query: ChangesQuery,
  since: number,
  limit: number,
): Promise<Page> {
  const { results, last_seq } = await database.pouch.changes({
    ...query.options,
    since,
    descending: query.descending,
    ...(Number.isFinite(limit) ? { limit } : {}),
  });
  const rows = results.map((change) => printChange(database, change));
  return { rows, lastSeq: last_seq, atEnd: query.descending || rows.length < limit };
}

function printChange(database: Database, change: PouchChange): string {
  const { id, changes, deleted, doc } = change;
  const row = { seq: formatSeq(database, change.seq), id, changes };
  return JSON.stringify({ ...row, ...(deleted ? { deleted } : {}), ...(doc ? { doc } : {}) });
}
