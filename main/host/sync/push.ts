import type { CollectionName } from '#domain/records/collections.ts';
import { sameValue } from '#domain/records/json.ts';
import { reasonText } from '#domain/records/result.ts';
import { wellFormed } from '#domain/records/well-formed.ts';
import type { UnreadDocument } from '../local/unreadable.ts';
import { sendDocuments } from './bulk-docs.ts';
import type { Version } from './checkpoint.ts';
import type { CouchClient } from './couch-client.ts';
import { type CouchDocument, type Replicated, toCouch } from './couch-documents.ts';
import type { HandOver } from './hand-over.ts';
import { readDocument } from './read-document.ts';

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
  /** How many of those were sent; the others were there already. */
  readonly sent: number;
  /** The server's current version where it is not the one the edit started from. */
  readonly conflicts: readonly Replicated[];
  readonly refused: readonly PushRefusal[];
  /** The server's versions that could not be read; the edits made here of such records are among the refused. */
  readonly unread: readonly UnreadDocument[];
  /** The server's versions that are here afterwards, too. */
  readonly versions: readonly Version[];
};

type AllDocsAnswer = {
  readonly rows: readonly {
    readonly key: string;
    readonly value?: { readonly rev: string; readonly deleted?: boolean } | null;
    readonly doc?: CouchDocument | null;
  }[];
};

/** A deletion is a version, too; its fields are of no use. */
const versionOf = ({ key, value, doc }: AllDocsAnswer['rows'][number]): CouchDocument | null =>
  doc ?? (value?.deleted === true ? { _id: key, _rev: value.rev, _deleted: true } : null);

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
    shape: 'rows',
  });
  const versions = answer.rows.map((row) => [row.key, versionOf(row)] as const);
  const found = new Map(versions.flatMap(([id, version]) => (version === null ? [] : [[id, version]])));
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

/** CouchDB keeps no half of a surrogate pair: a store from before they were mended everywhere may have some. */
const mended = ({ newDocumentState, assumedMasterState }: PushRow): PushRow => ({
  newDocumentState: wellFormed(newDocumentState),
  assumedMasterState: wellFormed(assumedMasterState),
});

/** An edit must not replace, nor be merged with, what this version can't read. */
const notReadable = (row: PushRow, { reason, details }: UnreadDocument): PushRefusal => ({
  row,
  code: 'unreadable',
  reason: reasonText('sync.not_readable', { cause: reasonText(reason, details) }),
});

/** What becomes of each row, as it is found out. */
const createOutcome = (collection: CollectionName, rowById: ReadonlyMap<string, PushRow>) => {
  const accepted: string[] = [];
  const conflicts: Replicated[] = [];
  const refused: PushRefusal[] = [];
  const unread: UnreadDocument[] = [];
  const versions: Version[] = [];
  const noteVersion = (id: string, rev: string | undefined): void => {
    if (rev !== undefined) versions.push([id, rev]);
  };
  return {
    ...{ accepted, conflicts, refused, unread, versions },
    accept: (id: string, rev: string | undefined): void => {
      accepted.push(id);
      noteVersion(id, rev);
    },
    conflict: (server: Replicated, rev: string | undefined): void => {
      conflicts.push(server);
      noteVersion(server.id, rev);
    },
    /** The server's version as a record; undefined: there is none; null: it can't be read, and the row is refused. */
    read: (row: PushRow, theirs: CouchDocument | undefined): Replicated | null | undefined => {
      if (theirs === undefined) return undefined;
      const found = readDocument(collection, theirs._id, theirs);
      if (found.unread === null) return found.record;
      unread.push(found.unread);
      refused.push(notReadable(row, found.unread));
      return null;
    },
    rowOf: (id: string): PushRow | undefined => rowById.get(id),
  };
};

/**
 * Sends what can be sent. A row whose base is not the server's current version is a conflict and is not sent; what the server forbids is told
 * apart row by row, so that one refused document holds nobody up.
 */
export const pushRows = async (
  client: CouchClient,
  database: string,
  collection: CollectionName,
  given: readonly PushRow[],
  handOver: HandOver,
  signal: AbortSignal,
): Promise<PushOutcome> => {
  const rows = given.map(mended);
  const outcome = createOutcome(collection, new Map(rows.map((row) => [row.newDocumentState.id, row])));
  const { accepted, conflicts, refused, unread, versions } = outcome;
  const ids = rows.map((row) => row.newDocumentState.id);
  const current = await currentVersions(client, database, ids, signal);
  const outgoing: CouchDocument[] = [];
  for (const row of rows) {
    const { assumedMasterState: base, newDocumentState: mine } = row;
    const theirs = current.get(mine.id);
    const server = outcome.read(row, theirs);
    if (server === null) continue;
    if (server !== undefined && sameRecord(server, mine)) outcome.accept(mine.id, theirs?._rev);
    else if (mine._deleted && server?._deleted !== false) outcome.accept(mine.id, theirs?._rev);
    else if (server !== undefined && (base === undefined || !sameRecord(server, base)))
      outcome.conflict(server, theirs?._rev);
    // What is brought back follows from no version of it.
    else
      outgoing.push(
        toCouch(handOver(collection, mine, server ?? null), server?._deleted === true ? undefined : theirs),
      );
  }
  const late: string[] = [];
  let sent = 0;
  for (const answer of await sendDocuments(client, database, outgoing, signal)) {
    const row = outcome.rowOf(answer.id);
    if (row === undefined) continue;
    if (answer.error === undefined) {
      outcome.accept(answer.id, answer.rev);
      sent += 1;
    } else if (answer.error === 'conflict') late.push(answer.id);
    else refused.push({ row, code: answer.error, reason: answer.reason ?? answer.error });
  }
  // Somebody was faster between looking and sending.
  for (const [id, theirs] of await currentVersions(client, database, late, signal)) {
    const row = outcome.rowOf(id);
    const server = row === undefined ? undefined : outcome.read(row, theirs);
    if (row === undefined || server == null) continue;
    if (sameRecord(server, row.newDocumentState)) outcome.accept(id, theirs._rev);
    else outcome.conflict(server, theirs._rev);
  }
  return { accepted, sent, conflicts, refused, unread, versions };
};
