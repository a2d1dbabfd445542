import type { Request, Response, Router } from 'express';
import { databaseOf, queryCount, queryFlag, queryJson, route, userOf } from '../http.ts';
import { badRequest, HttpError, sendJson } from '../http-error.ts';
import type { Doc, PouchBulkGetRow, PouchDatabase } from '../pouch.ts';
import { MAX_DOCUMENT_BYTES, readJsonObject } from '../request-body.ts';
import { type WriteRow, writeDocs } from '../writes.ts';

/** The endpoints that carry many documents at once. */
export function mountBulk(router: Router): void {
  router.post('/_bulk_docs', route(bulkDocs));
  router.get(
    '/_all_docs',
    route((req, res) => allDocs(req, res, {})),
  );
  router.post(
    '/_all_docs',
    route(async (req, res) => allDocs(req, res, (await readJsonObject(req)).value)),
  );
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
}

/** Documents looked up at a time: PouchDB begins with all that it is asked about at once, and what nobody waits for would hold all others up. */
const LOOKED_UP = 500;

/** Of the revisions that a request names those that are not here, by document. @throws HttpError 400 for what is no list of revisions */
async function missingOf(req: Request, res: Response): Promise<Readonly<Record<string, Missing>>> {
  const asked = Object.entries((await readJsonObject(req)).value);
  if (!asked.every((one): one is [string, string[]] => isRevisions(one[1])))
    throw badRequest('Revisions must be lists of texts');
  const { pouch } = databaseOf(res);
  const found: [string, Missing][] = [];
  for (let at = 0; at < asked.length; at += LOOKED_UP) {
    found.push(...Object.entries(await pouch.revsDiff(Object.fromEntries(asked.slice(at, at + LOOKED_UP)))));
  }
  return Object.fromEntries(found);
}
type Missing = Awaited<ReturnType<PouchDatabase['revsDiff']>>[string];

const isRevisions = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((rev) => typeof rev === 'string');

async function bulkDocs(req: Request, res: Response): Promise<void> {
  const { value, bytes } = await readJsonObject(req);
  const docs = value.docs;
  if (!Array.isArray(docs)) throw badRequest('POST body must include `docs` parameter.');
  if (docs.some((doc) => typeof doc !== 'object' || doc === null || Array.isArray(doc))) {
    throw badRequest('Document must be a JSON object');
  }
  refuseLargeDocs(docs as Doc[], bytes);
  const newEdits = value.new_edits !== false;
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

async function allDocs(req: Request, res: Response, body: Readonly<Record<string, unknown>>): Promise<void> {
  const given = (name: string, alias = name): unknown =>
    body[name] ?? body[alias] ?? queryJson(req, name) ?? queryJson(req, alias);
  const flag = (name: string): boolean => body[name] === true || queryFlag(req, name);
  const options: Record<string, unknown> = {
    include_docs: flag('include_docs'),
    conflicts: flag('conflicts'),
    attachments: flag('attachments'),
    descending: flag('descending'),
    inclusive_end: (body.inclusive_end ?? queryJson(req, 'inclusive_end')) !== false,
    limit: body.limit ?? queryCount(req, 'limit'),
    skip: body.skip ?? queryCount(req, 'skip'),
    key: given('key'),
    keys: given('keys'),
    startkey: given('startkey', 'start_key'),
    endkey: given('endkey', 'end_key'),
  };
  // PouchDB takes a key that is present but undefined for a bound.
  const present = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  if (present.keys !== undefined && !Array.isArray(present.keys))
    throw badRequest('`keys` member must be an array.');
  const { total_rows, offset, rows } = await databaseOf(res).pouch.allDocs(present);
  sendJson(res, 200, { total_rows, offset: offset ?? null, rows });
}

async function bulkGet(req: Request, res: Response): Promise<void> {
  const { value } = await readJsonObject(req);
  if (!Array.isArray(value.docs)) throw badRequest('Missing JSON list of `docs`.');
  const results: PouchBulkGetRow[] = [];
  for (let at = 0; at < value.docs.length; at += LOOKED_UP) {
    const part = await databaseOf(res).pouch.bulkGet({
      docs: value.docs.slice(at, at + LOOKED_UP),
      revs: queryFlag(req, 'revs'),
      attachments: queryFlag(req, 'attachments'),
      latest: queryFlag(req, 'latest'),
    });
    results.push(...part.results);
  }
  sendJson(res, 200, { results: results.map(publicBulkGetRow) });
}

function publicBulkGetRow({ id, docs }: PouchBulkGetRow): unknown {
  const row = ({ ok, error }: PouchBulkGetRow['docs'][number]): unknown =>
    ok
      ? { ok }
      : { error: { id, rev: error?.rev ?? 'undefined', error: error?.name, reason: error?.reason } };
  return { id, docs: docs.map(row) };
}
