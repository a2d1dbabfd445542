import { randomUUID } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import { SECURITY_DOC_ID } from '../database.ts';
import { databaseOf, param, queryFlag, queryText, route, userOf } from '../http.ts';
import { badRequest, HttpError, notFound, sendJson } from '../http-error.ts';
import type { Doc } from '../pouch.ts';
import { readJsonObject } from '../request-body.ts';
import { type WriteRow, writeDocs } from '../writes.ts';
import { refuseLargeDocs } from './bulk.ts';

/** Single documents, design documents and `_local` documents. */
export function mountDocuments(router: Router): void {
  router.post(
    '/',
    route(async (req, res) => {
      const { value, bytes } = await readJsonObject(req);
      const id = typeof value._id === 'string' ? value._id : randomUUID().replaceAll('-', '');
      await saveOne(res, { ...value, _id: id }, bytes);
    }),
  );
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
  }
}

async function read(req: Request, res: Response, id: string): Promise<void> {
  const database = databaseOf(res);
  refuseReserved(id);
  const openRevs = queryText(req, 'open_revs');
  const rev = queryText(req, 'rev');
  const doc = await database.pouch.get(id, {
    ...(rev === undefined ? {} : { rev }),
    ...(openRevs === undefined ? {} : { open_revs: openRevs === 'all' ? 'all' : parseRevs(openRevs) }),
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

function parseRevs(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('open_revs must be `all` or a JSON list');
  }
}

async function save(req: Request, res: Response, id: string): Promise<void> {
  const { value, bytes } = await readJsonObject(req);
  if (value._id !== undefined && value._id !== id)
    throw badRequest('Document ID must match the one in the path');
  const rev = queryText(req, 'rev') ?? etagRev(req) ?? value._rev;
  await saveOne(
    res,
    { ...value, _id: id, ...(typeof rev === 'string' ? { _rev: rev } : {}) },
    bytes,
    req.query.new_edits !== 'false',
  );
}

async function saveOne(res: Response, doc: Doc, bytes: number, newEdits = true): Promise<void> {
  refuseLargeDocs([doc], bytes);
  if (doc._id.startsWith('_') && !/^_(design|local)\/./.test(doc._id)) {
    throw new HttpError(400, 'illegal_docid', 'Only reserved document ids may start with underscore.');
  }
  const written = doc._id.startsWith('_local/') ? { ...doc, ...(await localRev(res, doc._id)) } : doc;
  const rows = await writeDocs(databaseOf(res), [written], { user: userOf(res), newEdits });
  const row = rows[0] ?? { ok: true, id: doc._id, rev: doc._rev ?? '' };
  sendWritten(res, row, 201);
}

/** A local document replaces the one that is there whatever revision it names, as in CouchDB: it belongs to one writer. */
async function localRev(res: Response, id: string): Promise<{ readonly _rev?: string }> {
  try {
    const { _rev } = await databaseOf(res).pouch.get(id);
    return _rev === undefined ? {} : { _rev };
  } catch (cause) {
    if ((cause as { status?: number }).status === 404) return {};
    throw cause;
  }
}

async function remove(req: Request, res: Response, id: string): Promise<void> {
  const named = queryText(req, 'rev') ?? etagRev(req);
  const rev = id.startsWith('_local/') ? (await localRev(res, id))._rev : named;
  const doc: Doc = { _id: id, _deleted: true, ...(rev === undefined ? {} : { _rev: rev }) };
  if (rev === undefined) {
    await databaseOf(res).pouch.get(id);
    throw new HttpError(409, 'conflict', 'Document update conflict.');
  }
  const [row] = await writeDocs(databaseOf(res), [doc], { user: userOf(res), newEdits: true });
  if (row) sendWritten(res, row, 200);
}

/** Answers for one written document. @throws HttpError with the refusal's own status */
export function sendWritten(res: Response, row: WriteRow, status: number): void {
  if (!('ok' in row)) throw new HttpError(row.status, row.error, row.reason);
  res.setHeader('etag', `"${row.rev}"`);
  sendJson(res, status, row);
}

/** CouchDB takes a document's revision from `If-Match` too. */
export const etagRev = (req: Request): string | undefined =>
  req.headers['if-match']?.replace(/^"(.*)"$/, '$1');

function refuseReserved(id: string): void {
  if (id === SECURITY_DOC_ID) throw notFound('missing');
  if (id.startsWith('_') && !/^_(design|local)\/./.test(id)) throw notFound('missing');
}
