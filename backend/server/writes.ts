import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, SECURITY_DOC_ID } from './database.ts';
import { checkForm } from './document-form.ts';
import { withStoredStubs, withStubs } from './file-stubs.ts';
import type { FollowingFiles } from './multipart.ts';
import type { Doc, PouchDatabase, PouchWriteRow } from './pouch.ts';
import { isDatabaseAdmin, type UserContext } from './security.ts';
import { checkUserDocument, withHashedPassword } from './user-documents.ts';
import type { Refusal } from './validators.ts';

/** One row of a `_bulk_docs` answer. */
export type WriteRow =
  | { readonly ok: true; readonly id: string; readonly rev: string }
  | { readonly id: string; readonly error: string; readonly reason: string; readonly status: number };

type WriteOptions = {
  readonly user: UserContext;
  /** false: the documents carry their own revisions, as replication writes them. */
  readonly newEdits: boolean;
  /** What is known of files that do not come inside their document, by name. */
  readonly files?: FollowingFiles | undefined;
};

const STATUS: Readonly<Record<Refusal['error'], number>> = {
  forbidden: 403,
  unauthorized: 401,
  conflict: 409,
  internal_server_error: 500,
  bad_request: 400,
  content_md5_mismatch: 400,
};

/**
 * The one way documents get in: checks each by who writes it and by the validation functions, then writes those that
 * passed in one batch. Rows come back in the order of `docs`.
 * @throws HttpError 400 when a document is malformed; then nothing was written, as in CouchDB
 */
export async function writeDocs(
  database: Database,
  docs: readonly Doc[],
  options: WriteOptions,
): Promise<readonly WriteRow[]> {
  for (const doc of docs) checkForm(doc, options.newEdits);
  const based = options.newEdits
    ? await Promise.all(docs.map(withBase).map((doc) => withStoredStubs(database.pouch, doc)))
    : docs;
  const prepared = database.name === '_users' ? await Promise.all(based.map(withHashedPassword)) : based;
  const refusals = await judge(database, prepared, options);
  const accepted = prepared.filter((_doc, index) => !refusals[index]);
  const written = accepted.length > 0 ? await store(database, accepted, options.newEdits) : [];
  if (!options.newEdits) {
    return [...refusedRows(prepared, refusals), ...written.filter(isFailure).map(toRow)];
  }
  let next = 0;
  return prepared.map((doc, index) => {
    const refusal = refusals[index];
    return refusal ? refusedRow(doc, refusal) : toRow(written[next++] as PouchWriteRow);
  });
}

async function store(
  database: Database,
  docs: readonly Doc[],
  newEdits: boolean,
): Promise<readonly PouchWriteRow[]> {
  const records = docs.filter((doc) => !isLocal(doc));
  const written = records.length === 0 ? [] : await database.pouch.bulkDocs(records, { new_edits: newEdits });
  const locals = await storeLocal(database.pouch, docs.filter(isLocal), newEdits);
  let next = 0;
  // Of documents that bring their revisions only the failures are told.
  const rows = newEdits
    ? docs.map((doc) => (isLocal(doc) ? locals.get(doc._id) : written[next++]) as PouchWriteRow)
    : [...written, ...[...locals.values()].filter(isFailure)];
  if (docs.some((doc) => isDesign(doc))) await database.reloadValidators();
  database.written();
  return rows;
}

/** A local document replaces the one that is there whatever revision it names, as in CouchDB: it belongs to one writer. */
async function localRev(pouch: PouchDatabase, id: string): Promise<{ readonly _rev?: string }> {
  try {
    const { _rev } = await pouch.get(id);
    return _rev === undefined ? {} : { _rev };
  } catch (cause) {
    if ((cause as { status?: number }).status === 404) return {};
    throw cause;
  }
}

/** PouchDB reads what a local document replaces, for all of a batch at once. */
const LOCAL_AT_ONCE = 10;

/** Of several versions of a local document the last one counts, and only that one is written: each would be compared with what stands there. */
async function storeLocal(
  pouch: PouchDatabase,
  docs: readonly Doc[],
  newEdits: boolean,
): Promise<ReadonlyMap<string, PouchWriteRow>> {
  const last = [...new Map(docs.map((doc) => [doc._id, doc])).values()];
  const rows = new Map<string, PouchWriteRow>();
  for (let at = 0; at < last.length; at += LOCAL_AT_ONCE) {
    const part = last.slice(at, at + LOCAL_AT_ONCE);
    const based = await Promise.all(
      part.map(
        async ({ _rev: _named, ...doc }): Promise<Doc> => ({ ...doc, ...(await localRev(pouch, doc._id)) }),
      ),
    );
    // What is not there is gone already.
    const isGone = (doc: Doc): boolean => doc._deleted === true && doc._rev === undefined;
    for (const { _id: id } of based.filter(isGone)) rows.set(id, { ok: true, id, rev: '0-0' });
    const writing = based.filter((doc) => !isGone(doc));
    const written = writing.length === 0 ? [] : await pouch.bulkDocs(writing, { new_edits: newEdits });
    for (const [index, row] of written.entries()) rows.set(writing[index]?._id ?? '', row);
  }
  return rows;
}

const isFailure = (row: PouchWriteRow): boolean => Boolean(row.error);

function toRow(row: PouchWriteRow): WriteRow {
  const id = row.id ?? '';
  return row.error
    ? { id, error: String(row.name), reason: String(row.message), status: row.status ?? 500 }
    : { ok: true, id, rev: String(row.rev) };
}

const refusedRow = (doc: Doc, refusal: Refusal): WriteRow => ({
  id: doc._id,
  ...refusal,
  status: STATUS[refusal.error],
});

const refusedRows = (docs: readonly Doc[], refusals: readonly (Refusal | null)[]): readonly WriteRow[] =>
  docs.flatMap((doc, index) => {
    const refusal = refusals[index];
    return refusal ? [refusedRow(doc, refusal)] : [];
  });

/** Documents looked up and judged at a time. All at once they would be in memory with everything that they replace. */
const JUDGED = 100;
/** How long the rules may hold everything else up, in milliseconds; of one document they take what they take. */
const TURN_MS = 10;

async function judge(
  database: Database,
  docs: readonly Doc[],
  options: WriteOptions,
): Promise<readonly (Refusal | null)[]> {
  const verdicts: (Refusal | null)[] = [];
  for (let at = 0; at < docs.length; at += JUDGED) {
    verdicts.push(...(await judgePart(database, docs.slice(at, at + JUDGED), options)));
  }
  return verdicts;
}

async function judgePart(
  database: Database,
  docs: readonly Doc[],
  options: WriteOptions,
): Promise<readonly (Refusal | null)[]> {
  const security = database.security();
  const user = { db: database.name, ...options.user };
  const isUsers = database.name === '_users';
  const validators = database.validators();
  const oldDocs =
    isUsers || validators.length > 0 ? await oldVersions(database.pouch, docs, options.newEdits) : null;
  const files = options.files ?? {};
  // The bytes are looked at last, as in CouchDB, which has them stored by then.
  const fault = Object.values(files).reduce<Refusal | null>((found, file) => found ?? file.fault, null);
  const verdictOf = (given: Doc, index: number): Refusal | null => {
    const doc = withStubs(withRevisions(given), files);
    if (doc._id === SECURITY_DOC_ID) return { error: 'forbidden', reason: 'Use _security.' };
    if (isDesign(doc) && !isDatabaseAdmin(user, security))
      return { error: 'forbidden', reason: 'You are not a db or server admin.' };
    if (oldDocs === null || isLocal(doc) || isDesign(doc)) return fault;
    const oldDoc = oldDocs[index] ?? null;
    const refusal = isUsers ? checkUserDocument(doc, oldDoc) : null;
    return (
      validators.reduce<Refusal | null>(
        (found, validate) => found ?? validate(doc, oldDoc, user, security),
        refusal,
      ) ?? fault
    );
  };
  const verdicts: (Refusal | null)[] = [];
  let since = performance.now();
  for (const [index, doc] of docs.entries()) {
    if (performance.now() - since > TURN_MS) {
      await nextTurn();
      since = performance.now();
    }
    verdicts.push(verdictOf(doc, index));
  }
  return options.newEdits ? conflictsFirst(database.pouch, docs, oldDocs, verdicts) : verdicts;
}

/** An edit that names what it replaces by a path of revisions names the newest of them; PouchDB would take it for a new document. */
function withBase(doc: Doc): Doc {
  const { _revisions, ...rest } = doc;
  if (_revisions === undefined || doc._rev !== undefined) return doc;
  return { ...(rest as Doc), _rev: `${_revisions.start}-${_revisions.ids[0]}` };
}

/** What CouchDB hands to validation functions: revision and its known path beside one another, whichever of them was sent. */
function withRevisions(doc: Doc): Doc {
  const { _rev, _revisions } = doc;
  if (_revisions !== undefined) return { ...doc, _rev: `${_revisions.start}-${_revisions.ids[0]}` };
  const [, start, id] = /^(\d+)-(.+)$/.exec(_rev ?? '') ?? [];
  return id === undefined ? doc : { ...doc, _revisions: { start: Number(start), ids: [id] } };
}

const CONFLICT: Refusal = { error: 'conflict', reason: 'Document update conflict.' };

/**
 * A document that would conflict is not judged, as in CouchDB: without the version it meant to replace, a rule would take it for a new one
 * and refuse it for good, where its writer only has to look again.
 */
async function conflictsFirst(
  pouch: PouchDatabase,
  docs: readonly Doc[],
  oldDocs: readonly (Doc | null)[] | null,
  verdicts: readonly (Refusal | null)[],
): Promise<readonly (Refusal | null)[]> {
  const judgedAsNew = docs.filter((doc, index) => {
    const isRecord = !isDesign(doc) && !isLocal(doc) && doc._id !== SECURITY_DOC_ID;
    return isRecord && verdicts[index] != null && (oldDocs?.[index] ?? null) === null;
  });
  if (judgedAsNew.length === 0) return verdicts;
  const unnamed = judgedAsNew.filter((doc) => !doc._rev).map((doc) => doc._id);
  const rows = unnamed.length === 0 ? [] : (await pouch.allDocs({ keys: unnamed })).rows;
  const existing = new Set(rows.flatMap((row) => (row.value && !row.value.deleted ? [row.key] : [])));
  return verdicts.map((verdict, index) => {
    const doc = docs[index];
    if (doc === undefined || !judgedAsNew.includes(doc)) return verdict;
    return doc._rev || existing.has(doc._id) ? CONFLICT : verdict;
  });
}

const isDesign = (doc: Doc): boolean => typeof doc._id === 'string' && doc._id.startsWith('_design/');
const isLocal = (doc: Doc): boolean => typeof doc._id === 'string' && doc._id.startsWith('_local/');

/**
 * For each document the version it replaces, which is what CouchDB hands to validation functions: the leaf its `_rev`
 * names, or for replicated writes the nearest of its ancestors that is here, be it a leaf or one that others replaced. Null for a new
 * document and for one that will conflict.
 */
async function oldVersions(
  pouch: PouchDatabase,
  docs: readonly Doc[],
  newEdits: boolean,
): Promise<readonly (Doc | null)[]> {
  const parents = docs.map((doc) => (isLocal(doc) || isDesign(doc) ? [] : parentRevs(doc, newEdits)));
  const wanted = docs.filter((_doc, index) => (parents[index] ?? []).length > 0).map((doc) => doc._id);
  if (wanted.length === 0) return docs.map(() => null);
  const { rows } = await pouch.allDocs({ keys: [...new Set(wanted)], include_docs: true });
  const isAbsent = new Set(rows.flatMap((row) => (row.error === 'not_found' ? [row.key] : [])));
  const winners = new Map(rows.flatMap((row) => (row.doc ? [[row.key, row.doc] as const] : [])));
  return Promise.all(
    docs.map((doc, index) => {
      const revs = parents[index] ?? [];
      if (revs.length === 0) return null;
      const winner = winners.get(doc._id);
      if (winner?._rev !== undefined && winner._rev === revs[0]) return winner;
      if (isAbsent.has(doc._id)) return null;
      return newEdits ? losingLeaf(pouch, doc._id, revs) : nearestAncestor(pouch, doc._id, revs);
    }),
  );
}

function parentRevs(doc: Doc, newEdits: boolean): readonly string[] {
  if (newEdits) return doc._rev ? [doc._rev] : [];
  const { start, ids } = doc._revisions ?? { start: 0, ids: [] };
  return ids.slice(1).map((id, index) => `${start - 1 - index}-${id}`);
}

async function losingLeaf(pouch: PouchDatabase, id: string, revs: readonly string[]): Promise<Doc | null> {
  try {
    const leaves = await pouch.get(id, { open_revs: 'all' });
    return leaves.find((leaf) => leaf.ok?._rev && revs.includes(leaf.ok._rev))?.ok ?? null;
  } catch (cause) {
    if ((cause as { status?: number }).status === 404) return null;
    throw cause;
  }
}

async function nearestAncestor(
  pouch: PouchDatabase,
  id: string,
  revs: readonly string[],
): Promise<Doc | null> {
  for (const rev of revs) {
    const found = await pouch.get(id, { rev }).catch((cause: { status?: number }) => {
      if (cause.status === 404) return null;
      throw cause;
    });
    if (found !== null) return found;
  }
  return null;
}
