import { randomUUID } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import { SECURITY_DOC_ID } from '../database.ts';
import { checkForm, checkId, isReserved, isRevision } from '../document-form.ts';
import { allowOnly, databaseOf, param, queryFlag, queryJson, queryText, route, userOf } from '../http.ts';
import { badRequest, HttpError, notFound, sendJson } from '../http-error.ts';
import { type FollowingFiles, readRelated, withFollowing } from '../multipart.ts';
import type { Doc } from '../pouch.ts';
import { parseObject, readBody, readPostedObject } from '../request-body.ts';
import { type WriteRow, writeDocs } from '../writes.ts';
import { refuseLargeDocs } from './bulk.ts';

/** Single documents, design documents and `_local` documents. */
export function mountDocuments(router: Router): void {
  router.post(
    '/',
    route(async (req, res) => {
      const { value, bytes } = await readPostedObject(req);
      checkId(value._id);
      const id = typeof value._id === 'string' ? value._id : randomUUID().replaceAll('-', '');
      await saveOne(res, { ...value, _id: id }, { bytes });
    }),
  );
  allowOnly(router, '/', 'DELETE', 'GET', 'HEAD', 'POST', 'PUT');
  router.all(['/_local', '/_local/*'], (req, _res, next) => next(refusalOfLocal(req)));
  for (const [path, prefix] of [
    ['/_design/:id', '_design/'],
    ['/_local/:id', '_local/'],
    ['/:id', ''],
  ] as const) {
    const idOf = (req: Request): string => prefix + param(req, 'id');
    router.get(
      path,
      route((req, res) => read(req, res, idOf(req))),
    );
    router.put(
      path,
      route((req, res) => save(req, res, idOf(req))),
    );
    router.delete(
      path,
      route((req, res) => remove(req, res, idOf(req))),
    );
    allowOnly(router, path, 'DELETE', 'GET', 'HEAD', 'PUT');
  }
}

/** Null for the one name that a local document may have behind its prefix. */
function refusalOfLocal(req: Request): HttpError | undefined {
  const [name = '', ...rest] = req.path.slice('/_local'.length).split('/').slice(1);
  if (name === '') return badRequest('Invalid _local document id.');
  return rest.length === 0 ? undefined : badRequest('_local documents do not accept attachments.');
}

async function read(req: Request, res: Response, id: string): Promise<void> {
  const database = databaseOf(res);
  refuseReserved(id);
  const openRevs = queryText(req, 'open_revs');
  const rev = queryRev(req);
  const doc = await database.pouch.get(id, {
    ...(rev === undefined ? {} : { rev }),
    ...(openRevs === undefined ? {} : { open_revs: openRevs === 'all' ? 'all' : parseRevs(req) }),
    ...flags(req, ['revs', 'revs_info', 'conflicts', 'attachments', 'latest']),
  });
  if (doc._rev !== undefined) {
    const etag = `"${doc._rev}"`;
    res.setHeader('etag', etag);
    if (req.headers['if-none-match'] === etag) {
      res.writeHead(304).end();
      return;
    }
  }
  sendJson(res, 200, doc);
}

const flags = (req: Request, names: readonly string[]): Readonly<Record<string, true>> =>
  Object.fromEntries(names.filter((name) => queryFlag(req, name)).map((name) => [name, true as const]));

/** @throws HttpError 400 for what is no list of revisions */
function parseRevs(req: Request): readonly string[] {
  const revs = queryJson(req, 'open_revs');
  if (!Array.isArray(revs)) throw badRequest('Invalid list of revisions');
  if (!revs.every(isRevision)) throw badRequest('Invalid rev format');
  return revs;
}

async function save(req: Request, res: Response, id: string): Promise<void> {
  const raw = await readBody(req);
  const related = readRelated(req.headers['content-type'] ?? '', raw);
  const value = parseObject(related?.json ?? raw);
  // The path says which document it is, whatever the document says.
  checkId(value._id);
  const rev = namedRev(req, value._rev);
  const named: Doc = { ...value, _id: id, ...(rev === undefined ? {} : { _rev: rev as string }) };
  const { doc, files } = withFollowing(named, related?.files ?? null);
  const bytes = (related?.json ?? raw).length;
  await saveOne(res, doc, { bytes, files, newEdits: req.query.new_edits !== 'false' });
}

type Saving = {
  /** Length of the document's JSON; its files do not count. */
  readonly bytes: number;
  readonly files?: FollowingFiles;
  readonly newEdits?: boolean;
};

async function saveOne(res: Response, doc: Doc, { bytes, files, newEdits = true }: Saving): Promise<void> {
  refuseLargeDocs([doc], bytes);
  checkForm(doc, newEdits);
  const rows = await writeDocs(databaseOf(res), [doc], { user: userOf(res), newEdits, files });
  const row = rows[0] ?? { ok: true, id: doc._id, rev: doc._rev ?? '' };
  sendWritten(res, row, doc._deleted === true ? 200 : 201);
}

async function remove(req: Request, res: Response, id: string): Promise<void> {
  refuseReserved(id);
  const named = namedRev(req) as string | undefined;
  // 404 for what is not there, whichever revision of it is named.
  const there = await databaseOf(res).pouch.get(id);
  const rev = id.startsWith('_local/') ? there._rev : named;
  const doc: Doc = { _id: id, _deleted: true, ...(rev === undefined ? {} : { _rev: rev }) };
  if (rev === undefined) throw new HttpError(409, 'conflict', 'Document update conflict.');
  const [row] = await writeDocs(databaseOf(res), [doc], { user: userOf(res), newEdits: true });
  if (row) sendWritten(res, row, 200);
}

/** Answers for one written document. @throws HttpError with the refusal's own status */
export function sendWritten(res: Response, row: WriteRow, status: number): void {
  if (!('ok' in row)) throw new HttpError(row.status, row.error, row.reason);
  res.setHeader('etag', `"${row.rev}"`);
  sendJson(res, status, row);
}

/** The revision in a query. @throws HttpError 400 when it is none */
export function queryRev(req: Request): string | undefined {
  const rev = queryText(req, 'rev');
  if (rev !== undefined && !isRevision(rev)) throw badRequest('Invalid rev format');
  return rev;
}

/**
 * The revision that a request means: of its query, its `If-Match` or its document. What stands in the document is looked at with the document.
 * @throws HttpError 400 when it is none, or when two of them differ
 */
export function namedRev(req: Request, inBody?: unknown): unknown {
  const inQuery = queryRev(req);
  const inEtag = req.headers['if-match']?.replace(/^"(.*)"$/, '$1');
  if (inEtag !== undefined && !isRevision(inEtag)) throw badRequest('Invalid rev format');
  const named = [inQuery, inEtag, inBody].filter((rev) => rev !== undefined);
  if (named.some((rev) => rev !== named[0]))
    throw badRequest('Document rev from request body, query string and etag have different values');
  return named[0];
}

function refuseReserved(id: string): void {
  if (id === SECURITY_DOC_ID) throw notFound('missing');
  if (isReserved(id)) throw notFound('missing');
}
