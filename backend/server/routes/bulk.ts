import type { Request, Response, Router } from 'express';
import { isRevision } from '../document-form.ts';
import { allowOnly, databaseOf, queryFlag, route, userOf } from '../http.ts';
import { badRequest, HttpError, sendJson } from '../http-error.ts';
import type { Doc, PouchBulkGetRow, PouchDatabase } from '../pouch.ts';
import { MAX_DOCUMENT_BYTES, readPostedObject, readQuestion } from '../request-body.ts';
import { rowWriter, writeInParts } from '../rows.ts';
import { type WriteRow, writeDocs } from '../writes.ts';
import { mountAllDocs } from './all-docs.ts';

/** The endpoints that carry many documents at once. */
export function mountBulk(router: Router): void {
  router.post('/_bulk_docs', route(bulkDocs));
  mountAllDocs(router);
  router.post('/_bulk_get', route(bulkGet));
  router.post(
    '/_revs_diff',
    route(async (req, res) => {
      sendJson(res, 200, await missingOf(req, res));
    }),
  );
  router.post(
    '/_missing_revs',
    route(async (req, res) => {
      const diff = await missingOf(req, res);
      const missing = Object.entries(diff).map(([id, entry]) => [id, entry.missing]);
      sendJson(res, 200, { missing_revs: Object.fromEntries(missing) });
    }),
  );
  for (const path of ['/_bulk_docs', '/_bulk_get', '/_revs_diff', '/_missing_revs'])
    allowOnly(router, path, 'POST');
}

/** Documents looked up at a time: PouchDB begins with all that it is asked about at once, and what nobody waits for would hold all others up. */
const LOOKED_UP = 500;

/** Of the revisions that a request names those that are not here, by document. @throws HttpError 400 for what is no list of revisions */
async function missingOf(req: Request, res: Response): Promise<Readonly<Record<string, Missing>>> {
  const asked = Object.entries(await readQuestion(req));
  if (!asked.every((one): one is [string, string[]] => isRevisions(one[1])))
    throw badRequest('Invalid rev format');
  const { pouch } = databaseOf(res);
  const found: [string, Missing][] = [];
  for (let at = 0; at < asked.length; at += LOOKED_UP) {
    found.push(...Object.entries(await pouch.revsDiff(Object.fromEntries(asked.slice(at, at + LOOKED_UP)))));
  }
  return Object.fromEntries(found);
}
type Missing = Awaited<ReturnType<PouchDatabase['revsDiff']>>[string];

const isRevisions = (value: unknown): value is string[] => Array.isArray(value) && value.every(isRevision);

async function bulkDocs(req: Request, res: Response): Promise<void> {
  const { value, bytes } = await readPostedObject(req);
  const { docs, new_edits: newEdits = true } = value;
  if (docs === undefined) throw badRequest('POST body must include `docs` parameter.');
  if (!Array.isArray(docs)) throw badRequest('`docs` parameter must be an array.');
  if (typeof newEdits !== 'boolean') throw badRequest('`new_edits` parameter must be a boolean.');
  if (docs.some((doc) => typeof doc !== 'object' || doc === null || Array.isArray(doc))) {
    throw badRequest('Document must be a JSON object');
  }
  refuseMany('bulk_docs', docs);
  refuseLargeDocs(docs as Doc[], bytes);
  const rows = await writeDocs(databaseOf(res), docs as Doc[], { user: userOf(res), newEdits });
  sendJson(res, 201, rows.map(publicRow));
}

function publicRow(row: WriteRow): unknown {
  return 'ok' in row ? row : { id: row.id, error: row.error, reason: row.reason };
}

/**
 * CouchDB refuses the whole request for one document above `max_document_size` (attachments not counted).
 * @param bytes size of the whole request; below the limit no document needs measuring
 * @throws HttpError 413 with the document's id as its reason
 */
export function refuseLargeDocs(docs: readonly Doc[], bytes: number): void {
  if (bytes <= MAX_DOCUMENT_BYTES) return;
  for (const { _attachments, ...body } of docs) {
    if (Buffer.byteLength(JSON.stringify(body)) > MAX_DOCUMENT_BYTES) {
      throw new HttpError(413, 'document_too_large', String(body._id ?? ''));
    }
  }
}

/** A bound of this server: CouchDB 3.x has none by number. */
const MOST_AT_ONCE = 10_000;

/** @throws HttpError 413 for more documents than one request may name */
function refuseMany(what: 'bulk_docs' | 'bulk_get', docs: readonly unknown[]): void {
  if (docs.length > MOST_AT_ONCE)
    throw new HttpError(413, `max_${what}_count_exceeded`, String(MOST_AT_ONCE));
}

async function bulkGet(req: Request, res: Response): Promise<void> {
  const value = await readQuestion(req);
  if (!Array.isArray(value.docs)) throw badRequest('Missing JSON list of `docs`.');
  refuseMany('bulk_get', value.docs);
  const asked = value.docs.filter(namesDocument);
  const nameless = Array.from({ length: value.docs.length - asked.length }, () => NAMELESS_ROW);
  const database = databaseOf(res);
  const writer = rowWriter(res, database, () => '{"results":[\n');
  let at = 0;
  await writeInParts(res, database, writer, async (count) => {
    const docs = asked.slice(at, at + count);
    at += docs.length;
    if (docs.length === 0) return nameless.splice(0);
    const { results } = await database.pouch.bulkGet({
      docs,
      revs: queryFlag(req, 'revs'),
      attachments: queryFlag(req, 'attachments'),
      latest: queryFlag(req, 'latest'),
    });
    return results.map(publicBulkGetRow);
  });
  writer.open();
  res.end('\n]}\n');
}

const namesDocument = (one: unknown): boolean =>
  typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string';

/** What is answered for an element of the list that names no document. */
const NAMELESS_ROW = {
  id: null,
  docs: [{ error: { id: null, rev: null, error: 'bad_request', reason: 'document id missed' } }],
};

function publicBulkGetRow({ id, docs }: PouchBulkGetRow): unknown {
  const row = ({ ok, error }: PouchBulkGetRow['docs'][number]): unknown =>
    ok
      ? { ok }
      : { error: { id, rev: error?.rev ?? 'undefined', error: error?.name, reason: error?.reason } };
  return { id, docs: docs.map(row) };
}
