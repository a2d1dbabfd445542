import { sameValue } from '#domain/records/json.ts';
import { type CouchClient, CouchError } from './couch-client.ts';
import { type CouchDocument, fromCouch, type Replicated, toCouch } from './couch-documents.ts';
import type { HandOver } from './hand-over.ts';

export type PushRow = {
  readonly assumedMasterState?: Replicated | undefined;
  readonly newDocumentState: Replicated;
};

export type PushRefusal = {
  readonly row: PushRow;
  readonly code: string;
  readonly reason: string;
};

export type PushOutcome = {
  /** Ids the server has as they are here now. */
  readonly accepted: readonly string[];
  /** The server's current version where it is not the one the edit started from. */
  readonly conflicts: readonly Replicated[];
  readonly refused: readonly PushRefusal[];
};

type BulkAnswer = readonly {
  readonly id: string;
  readonly ok?: boolean;
  readonly error?: string;
  readonly reason?: string;
}[];
type AllDocsAnswer = {
  readonly rows: readonly {
    readonly key: string;
    readonly value?: { readonly deleted?: boolean } | null;
    readonly doc?: CouchDocument | null;
  }[];
};

/** CouchDB takes 64 MB a request and 8 MB a document; smaller requests lose less when the line breaks. */
const MAX_REQUEST_BYTES = 4 * 1024 * 1024;
const TOO_LARGE = 413;

const currentVersions = async (
  client: CouchClient,
  database: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CouchDocument>> => {
  if (ids.length === 0) return new Map();
  const answer = await client.request<AllDocsAnswer>(`/${database}/_all_docs?include_docs=true`, {
    method: 'POST',
    body: { keys: ids },
    signal,
  });
  const found = new Map(answer.rows.flatMap((row) => (row.doc ? [[row.key, row.doc] as const] : [])));
  // A document that exists but came without its content was just being replaced. Taken for missing it would be created anew.
  const changing = answer.rows.filter((row) => !row.doc && row.value && row.value.deleted !== true);
  if (changing.length === 0) return found;
  const again = changing.map((row) => row.key);
  return new Map([...found, ...(await currentVersions(client, database, again, signal))]);
};

const sameRecord = (a: Replicated, b: Replicated): boolean => {
  const { _deleted: deletedA, ...restA } = a;
  const { _deleted: deletedB, ...restB } = b;
  return deletedA === deletedB && (deletedA || sameValue(restA, restB));
};

/** Parts of at most MAX_REQUEST_BYTES of JSON; a single larger document is a part of its own. */
const inParts = (documents: readonly CouchDocument[]): readonly (readonly CouchDocument[])[] => {
  const parts: CouchDocument[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const document of documents) {
    const size = Buffer.byteLength(JSON.stringify(document));
    if (bytes + size > MAX_REQUEST_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(document);
    bytes += size;
  }
  return parts;
};

const sendPart = async (
  client: CouchClient,
  database: string,
  docs: readonly CouchDocument[],
  signal: AbortSignal,
): Promise<BulkAnswer> => {
  try {
    return await client.request<BulkAnswer>(`/${database}/_bulk_docs`, {
      method: 'POST',
      body: { docs },
      signal,
    });
  } catch (error) {
    if (!(error instanceof CouchError) || error.status !== TOO_LARGE) throw error;
    const [only] = docs;
    if (docs.length === 1 && only !== undefined) {
      return [{ id: only._id, error: 'too_large', reason: 'The document is larger than the server takes.' }];
    }
    const half = Math.ceil(docs.length / 2);
    return [
      ...(await sendPart(client, database, docs.slice(0, half), signal)),
      ...(await sendPart(client, database, docs.slice(half), signal)),
    ];
  }
};

/**
 * Sends what can be sent. A row whose base is not the server's current version is a conflict and is not sent; what the server forbids is told
 * apart row by row, so that one refused document holds nobody up.
 */
export const pushRows = async (
  client: CouchClient,
  database: string,
  rows: readonly PushRow[],
  handOver: HandOver,
  signal: AbortSignal,
): Promise<PushOutcome> => {
  const accepted: string[] = [];
  const conflicts: Replicated[] = [];
  const refused: PushRefusal[] = [];
  const rowById = new Map(rows.map((row) => [row.newDocumentState.id, row]));
  const current = await currentVersions(client, database, [...rowById.keys()], signal);
  const outgoing: CouchDocument[] = [];
  for (const { assumedMasterState: base, newDocumentState: mine } of rows) {
    const theirs = current.get(mine.id);
    const server = theirs === undefined ? undefined : fromCouch(theirs);
    if (server !== undefined && sameRecord(server, mine)) accepted.push(mine.id);
    else if (server === undefined && mine._deleted) accepted.push(mine.id);
    else if (server !== undefined && (base === undefined || !sameRecord(server, base)))
      conflicts.push(server);
    else outgoing.push(toCouch(handOver(mine, server ?? null), theirs));
  }
  const late: string[] = [];
  for (const part of inParts(outgoing)) {
    for (const answer of await sendPart(client, database, part, signal)) {
      const row = rowById.get(answer.id);
      if (row === undefined) continue;
      if (answer.error === undefined) accepted.push(answer.id);
      else if (answer.error === 'conflict') late.push(answer.id);
      else refused.push({ row, code: answer.error, reason: answer.reason ?? answer.error });
    }
  }
  // Somebody was faster between looking and sending.
  for (const theirs of (await currentVersions(client, database, late, signal)).values()) {
    const server = fromCouch(theirs);
    const mine = rowById.get(server.id)?.newDocumentState;
    if (mine !== undefined && sameRecord(server, mine)) accepted.push(server.id);
    else conflicts.push(server);
  }
  return { accepted, conflicts, refused };
};
