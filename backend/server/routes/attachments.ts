import type { Request, Response, Router } from 'express';
import { isReserved } from '../document-form.ts';
import { allowOnly, databaseOf, param, route, userOf } from '../http.ts';
import { badRequest, HttpError, notFound, sendJson } from '../http-error.ts';
import type { FollowingFiles } from '../multipart.ts';
import type { Doc } from '../pouch.ts';
import { readBody } from '../request-body.ts';
import { writeDocs } from '../writes.ts';
import { namedRev, queryRev, sendWritten } from './documents.ts';

type Attachments = Readonly<Record<string, { readonly content_type?: string; readonly digest?: string }>>;

/** Attachments of a document, one by one. Writing one is a write of its document and passes the same checks. */
export function mountAttachments(router: Router): void {
  for (const path of ['/_design/:design/*', '/:id/*']) {
    router.get(path, route(read));
    router.put(path, route(write));
    router.delete(path, route(remove));
    allowOnly(router, path, 'DELETE', 'GET', 'HEAD', 'PUT');
  }
}

/** @throws HttpError 404 for a name that no document can have */
function idOf(req: Request): string {
  const { design, id = `_design/${design}` } = req.params;
  if (isReserved(id)) throw notFound('missing');
  // Written as one part of the path, where its slash is none.
  if (id.startsWith('_local/')) throw badRequest('_local documents do not accept attachments.');
  return id;
}
const nameOf = (req: Request): string => param(req, '0');

async function read(req: Request, res: Response): Promise<void> {
  const rev = queryRev(req);
  const options = rev === undefined ? {} : { rev };
  const { pouch } = databaseOf(res);
  const doc = await pouch.get(idOf(req), options);
  const stub = (doc._attachments as Attachments | undefined)?.[nameOf(req)];
  if (!stub) throw notFound('Document is missing attachment');
  const md5 = stub.digest?.replace(/^md5-/, '');
  const etag = `"${md5 ?? doc._rev}"`;
  if (req.headers['if-none-match'] === etag) {
    res.writeHead(304, { etag }).end();
    return;
  }
  const bytes = await pouch.getAttachment(idOf(req), nameOf(req), options);
  res.writeHead(200, {
    'content-type': stub.content_type ?? 'application/octet-stream',
    'content-length': bytes.length,
    'accept-ranges': 'none',
    'cache-control': 'must-revalidate',
    // Somebody else's file: never a page of this address.
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    'content-disposition': 'attachment',
    etag,
  });
  res.end(req.method === 'HEAD' ? undefined : bytes);
}

async function write(req: Request, res: Response): Promise<void> {
  const bytes = await readBody(req);
  const data = bytes.toString('base64');
  const content_type = req.headers['content-type'] ?? 'application/octet-stream';
  const doc = await currentDoc(req, res);
  const name = nameOf(req);
  await save(res, { ...doc, _attachments: { ...doc._attachments, [name]: { content_type, data } } }, 201, {
    // What the request says of its bytes (`Content-MD5`) nobody reads, as in a CouchDB since 2.0.
    [name]: { told: { length: 'undefined' }, fault: null },
  });
}

async function remove(req: Request, res: Response): Promise<void> {
  const named = namedRev(req);
  const doc = named === undefined ? await databaseOf(res).pouch.get(idOf(req)) : await currentDoc(req, res);
  const { [nameOf(req)]: gone, ...kept } = doc._attachments ?? {};
  if (!gone) throw notFound('Document is missing attachment');
  if (named === undefined) throw new HttpError(409, 'conflict', 'Document update conflict.');
  await save(res, { ...doc, _attachments: kept }, 200);
}

/** The document to attach to, at the revision the client names. Without one it must not exist yet. */
async function currentDoc(req: Request, res: Response): Promise<Doc> {
  const id = idOf(req);
  const rev = namedRev(req) as string | undefined;
  if (rev === undefined) return { _id: id };
  try {
    return await databaseOf(res).pouch.get(id, { rev });
  } catch (cause) {
    if ((cause as { status?: number }).status !== 404) throw cause;
    throw new HttpError(409, 'conflict', 'Document update conflict.');
  }
}

async function save(res: Response, doc: Doc, status: number, files?: FollowingFiles): Promise<void> {
  const [row] = await writeDocs(databaseOf(res), [doc], { user: userOf(res), newEdits: true, files });
  if (!row) return sendJson(res, 500, { error: 'internal_server_error', reason: 'nothing written' });
  sendWritten(res, row, status);
}
