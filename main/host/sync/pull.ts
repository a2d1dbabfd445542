import type { CollectionName } from '#domain/records/collections.ts';
import type { UnreadDocument } from '../local/unreadable.ts';
import { hasShape } from './answers.ts';
import { frameOf, type PageFrame, rowsNaming } from './changes-page.ts';
import type { Version } from './checkpoint.ts';
import { type CouchClient, CouchError, type CouchRequest, notCouch } from './couch-client.ts';
import { type Conflicted, type CouchDocument, conflictsOf, type Replicated } from './couch-documents.ts';
import { readDocument } from './read-document.ts';

/** Documents asked for at once; some megabytes of JSON. */
export const PULL_BATCH = 1_000;

/** CouchDB's sequences are opaque text; '0' is the beginning. */
export type PullCheckpoint = { readonly seq: string };

type ChangesRow = {
  readonly id: string;
  readonly seq: unknown;
  readonly doc?: CouchDocument | null;
  readonly deleted?: boolean;
  readonly changes?: readonly { readonly rev: string }[];
};

type ChangesAnswer = {
  readonly results: readonly ChangesRow[];
  readonly last_seq: unknown;
  readonly pending?: number;
};

export type PullPage = {
  /** Nothing was left on the server when it answered. */
  readonly isLast: boolean;
  readonly documents: readonly Replicated[];
  readonly checkpoint: PullCheckpoint;
  /** Changes still to come; null when the server does not say. */
  readonly pending: number | null;
  /** What is no record for this version. */
  readonly unread: readonly UnreadDocument[];
  readonly conflicted: readonly Conflicted[];
  /** Of everything that the page told of, records or not. */
  readonly versions: readonly Version[];
};

/** CouchDB 3 answers sequences as text, older ones and PouchDB as numbers. */
export const seqText = (seq: unknown): string => (typeof seq === 'string' ? seq : JSON.stringify(seq));

/**
 * Changes lead on from where they were asked for. A page of some that ends at one of the places before it would be asked for again without end.
 * @throws CouchError as for any answer that is none of CouchDB's
 */
export const refuseCircle = (places: readonly string[], last: string, rows: number): void => {
  if (rows > 0 && places.includes(last)) throw notCouch(200, '/_changes');
};

export type PullRequest = {
  readonly collection: CollectionName;
  readonly checkpoint: PullCheckpoint | undefined;
  readonly limit: number;
  /** Mango: only documents that match; null: all. */
  readonly selector: object | null;
  /** Which of the records found are handed on; without it all. */
  readonly keep?: ((documents: readonly Replicated[]) => Promise<readonly Replicated[]>) | undefined;
};

/** Of images and long histories a whole page can be more than is taken at once: half of it is asked for then, down to one document. */
const inShorterPages = async <T>(
  limit: number,
  ask: (limit: number) => Promise<T>,
): Promise<{ readonly answer: T; readonly limit: number }> => {
  for (let shorter = limit; ; shorter = Math.floor(shorter / 2)) {
    try {
      return { answer: await ask(shorter), limit: shorter };
    } catch (error) {
      if (!(error instanceof CouchError) || error.kind !== 'too_long' || shorter <= 1) throw error;
    }
  }
};

/** A server that filters is silent until it found something. */
const FILTER_SILENCE_MS = 120_000;

const changesRequest = (
  database: string,
  { checkpoint, limit, selector }: Omit<PullRequest, 'collection'>,
  signal: AbortSignal,
): readonly [string, CouchRequest] => {
  const query = `include_docs=true&conflicts=true&limit=${limit}&since=${encodeURIComponent(checkpoint?.seq ?? '0')}`;
  return selector === null
    ? [`/${database}/_changes?${query}`, { signal, shape: 'changes' }]
    : [
        `/${database}/_changes?filter=_selector&${query}`,
        { method: 'POST', body: { selector }, silenceMs: FILTER_SILENCE_MS, signal, shape: 'changes' },
      ];
};

/**
 * Up to `limit` changed documents after the checkpoint, without design documents. Fewer than `limit` means that the end is reached: RxDB
 * stops there, so rows that are filtered out are made up for.
 */
export const pullPage = async (
  client: CouchClient,
  database: string,
  { collection, checkpoint, limit, selector, keep }: PullRequest,
  signal: AbortSignal,
): Promise<PullPage> => {
  const documents: Replicated[] = [];
  const unread: UnreadDocument[] = [];
  const conflicted: Conflicted[] = [];
  const versions: Version[] = [];
  let seq = checkpoint?.seq ?? '0';
  const places = [seq];
  let pending: number | null = null;
  let most = limit;
  for (;;) {
    const wanted = Math.min(most, limit - documents.length);
    const shown = { checkpoint: { seq }, selector };
    const { answer, limit: asked } = await inShorterPages(wanted, (shorter) =>
      client.request<ChangesAnswer>(...changesRequest(database, { ...shown, limit: shorter }, signal)),
    );
    // What comes behind a page that was too long is likely to be as long.
    if (asked < wanted) most = asked;
    const last = seqText(answer.last_seq);
    refuseCircle(places, last, answer.results.length);
    places.push(last);
    seq = last;
    pending = typeof answer.pending === 'number' ? answer.pending : null;
    const found = recordsOf(collection, answer.results);
    documents.push(...(keep === undefined ? found.documents : await keep(found.documents)));
    unread.push(...found.unread);
    conflicted.push(...conflictedOf(answer.results));
    versions.push(...versionsOf(answer.results));
    if (answer.results.length < asked || documents.length >= limit) break;
  }
  const isLast = documents.length < limit;
  return { documents, checkpoint: { seq }, pending, unread, conflicted, versions, isLast };
};

/** Of a document that changed meanwhile it is the version that came. */
const versionsOf = (rows: readonly ChangesRow[]): readonly Version[] =>
  rows.flatMap(({ id, doc, changes }): readonly Version[] => {
    const rev = doc?._rev ?? changes?.[0]?.rev;
    return rev === undefined ? [] : [[id, rev]];
  });

/** A page of changes as it came, for the first load. */
export type RawPage = {
  readonly isLast: boolean;
  /** Alone in its buffer. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly checkpoint: PullCheckpoint;
  /** Changes still to come; null when the server does not say. */
  readonly pending: number | null;
  readonly conflicted: readonly Conflicted[];
};

/** Up to `limit` changes after the checkpoint, unread but for what says where to go on. */
export const rawPage = async (
  client: CouchClient,
  database: string,
  request: PullRequest,
  signal: AbortSignal,
): Promise<RawPage> => {
  const { answer: bytes, limit } = await inShorterPages(request.limit, (shorter) =>
    client.bytes(...changesRequest(database, { ...request, limit: shorter }, signal)),
  );
  const { rows, lastSeq, pending } = frameOf(bytes) ?? frameByParsing(bytes);
  const seq = seqText(lastSeq);
  refuseCircle([request.checkpoint?.seq ?? '0'], seq, rows);
  const conflicted = rowsNaming(bytes, CONFLICTS_KEY).flatMap((row) => conflictedOf([row as ChangesRow]));
  return { isLast: rows < limit, bytes, checkpoint: { seq }, pending, conflicted };
};

/** Within a text its quotes would be escaped, so most pages need not be parsed to see that none has any. */
const CONFLICTS_KEY = '"_conflicts":[';

const conflictedOf = (rows: readonly ChangesRow[]): readonly Conflicted[] =>
  rows.flatMap(({ id, doc }) => {
    if (id.startsWith('_design/') || doc == null) return [];
    const revs = conflictsOf(doc);
    return revs.length === 0 ? [] : [{ id, revs }];
  });

const parsePage = (bytes: Uint8Array): ChangesAnswer => {
  const page: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  if (!hasShape(page, 'changes')) throw notCouch(200, '/_changes');
  return page as ChangesAnswer;
};

/** For a server that does not print a row a line. */
const frameByParsing = (bytes: Uint8Array): PageFrame => {
  const { results, last_seq: lastSeq, pending } = parsePage(bytes);
  return { rows: results.length, lastSeq, pending: typeof pending === 'number' ? pending : null };
};

type Records = { readonly documents: readonly Replicated[]; readonly unread: readonly UnreadDocument[] };

const recordsOf = (collection: CollectionName, results: ChangesAnswer['results']): Records => {
  const documents: Replicated[] = [];
  const unread: UnreadDocument[] = [];
  for (const row of results) {
    if (row.id.startsWith('_design/') || row.doc === null || row.doc === undefined) continue;
    const found = readDocument(collection, row.id, row.doc);
    if (found.unread === null) documents.push(found.record);
    else unread.push(found.unread);
  }
  return { documents, unread };
};

/** The records of a page, parsed as a whole. */
export const recordsOfPage = (collection: CollectionName, bytes: Uint8Array): Records =>
  recordsOf(collection, parsePage(bytes).results);

/** What became of documents that were unreadable: those the server still has, by their ids. */
export const documentsById = async (
  client: CouchClient,
  database: string,
  collection: CollectionName,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Records & { readonly versions: readonly Version[] }> => {
  type Answer = { readonly rows: readonly { readonly key: string; readonly doc?: CouchDocument | null }[] };
  const answer = await client.request<Answer>(`/${database}/_all_docs?include_docs=true`, {
    method: 'POST',
    body: { keys: ids },
    signal,
    shape: 'rows',
  });
  const rows = answer.rows.flatMap(({ key, doc }) => (doc ? [{ id: key, doc, seq: null }] : []));
  return { ...recordsOf(collection, rows), versions: versionsOf(rows) };
};

/** Proxies cut what is silent, some after half a minute: the server says all the while that it is there. */
const HEARTBEAT_MS = 10_000;
/** What is looked after from time to time must not wait for a change; that asks the server, so a line that died meanwhile is noticed. */
const WATCH_MS = 50_000;

/** Waits up to `watchMs` until something changed after `seq`; a server that beats the heart never ends the wait itself. */
export const waitForChange = async (
  client: CouchClient,
  database: string,
  seq: string,
  signal: AbortSignal,
  watchMs = WATCH_MS,
): Promise<boolean> => {
  const query = `feed=longpoll&limit=1&heartbeat=${HEARTBEAT_MS}&since=${encodeURIComponent(seq)}`;
  const answer = await client.request<ChangesAnswer | null>(`/${database}/_changes?${query}`, {
    ...{ signal, silenceMs: 2 * watchMs, endMs: watchMs, shape: 'changes' },
  });
  return answer !== null && answer.results.length > 0;
};
