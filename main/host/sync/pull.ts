import type { CouchClient } from './couch-client.ts';
import { type CouchDocument, fromCouch, isRecord, type Replicated } from './couch-documents.ts';

/** CouchDB's sequences are opaque text; '0' is the beginning. */
export type PullCheckpoint = { readonly seq: string };

type ChangesAnswer = {
  readonly results: readonly {
    readonly id: string;
    readonly seq: unknown;
    readonly doc?: CouchDocument | null;
    readonly deleted?: boolean;
  }[];
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
  /** Ids of documents that are no records; they are left alone. */
  readonly malformed: readonly string[];
};

/** CouchDB 3 answers sequences as text, older ones and PouchDB as numbers. */
const seqText = (seq: unknown): string => (typeof seq === 'string' ? seq : JSON.stringify(seq));

export type PullRequest = {
  readonly checkpoint: PullCheckpoint | undefined;
  readonly limit: number;
  /** Mango: only documents that match; null: all. */
  readonly selector: object | null;
};

/** A server that filters is silent until it found something. */
const FILTER_SILENCE_MS = 120_000;

const readChanges = (
  client: CouchClient,
  database: string,
  query: string,
  selector: object | null,
  signal: AbortSignal,
): Promise<ChangesAnswer> =>
  selector === null
    ? client.request(`/${database}/_changes?${query}`, { signal })
    : client.request(`/${database}/_changes?filter=_selector&${query}`, {
        method: 'POST',
        body: { selector },
        silenceMs: FILTER_SILENCE_MS,
        signal,
      });

/**
 * Up to `limit` changed documents after the checkpoint, without design documents. Fewer than `limit` means that the end is reached: RxDB
 * stops there, so rows that are filtered out are made up for.
 */
export const pullPage = async (
  client: CouchClient,
  database: string,
  { checkpoint, limit, selector }: PullRequest,
  signal: AbortSignal,
): Promise<PullPage> => {
  const documents: Replicated[] = [];
  const malformed: string[] = [];
  let seq = checkpoint?.seq ?? '0';
  let pending: number | null = null;
  for (;;) {
    const wanted = limit - documents.length;
    const query = `include_docs=true&limit=${wanted}&since=${encodeURIComponent(seq)}`;
    const answer = await readChanges(client, database, query, selector, signal);
    seq = seqText(answer.last_seq);
    pending = typeof answer.pending === 'number' ? answer.pending : null;
    for (const row of answer.results) {
      if (row.id.startsWith('_design/') || row.doc === null || row.doc === undefined) continue;
      const record = fromCouch(row.doc);
      if (!isRecord(record)) malformed.push(row.id);
      else documents.push(record);
    }
    if (answer.results.length < wanted || documents.length >= limit) break;
  }
  return { documents, checkpoint: { seq }, pending, malformed, isLast: documents.length < limit };
};

/** Waits (up to a minute) until something changed after `seq`. */
export const waitForChange = async (
  client: CouchClient,
  database: string,
  seq: string,
  signal: AbortSignal,
): Promise<boolean> => {
  const query = `feed=longpoll&limit=1&timeout=50000&since=${encodeURIComponent(seq)}`;
  const answer = await client.request<ChangesAnswer>(`/${database}/_changes?${query}`, {
    signal,
    silenceMs: 90_000,
  });
  return answer.results.length > 0;
};
