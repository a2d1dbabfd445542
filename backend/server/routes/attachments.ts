import type { Request, Response, Router } from 'express';
import { databaseOf, param, queryText, route, userOf } from '../http.ts';
import { HttpError, notFound, sendJson } from '../http-error.ts';
import type { Doc } from '../pouch.ts';
import { readBody } from '../request-body.ts';
import { writeDocs } from '../writes.ts';
import { etagRev, sendWritten } from './documents.ts';

type Attachments = Readonly<Record<string, { readonly content_type?: string; readonly digest?: string }>>;

/** Attachments of a document, one by one. Writing one is a write of its document and passes the same checks. */
export function mountAttachments(router: Router): void {
  router.get('/:id/*', route(read));
  router.put('/:id/*', route(write));
  router.delete('/:id/*', route(remove));
}

const nameOf = (req: Request): string => param(req, '0');

async function read(req: Request, res: Response): Promise<void> {
  const rev = queryText(req, 'rev');
  const options = rev === undefined ? {} : { rev };
  const { pouch } = databaseOf(res);
  const doc = await pouch.get(param(req, 'id'), options);
  const stub = (doc._attachments as Attachments | undefined)?.[nameOf(req)];
  if (!stub) throw notFound('Document is missing attachment');
  const etag = `"${stub.digest ?? doc._rev}"`;
  if (req.headers['if-none-match'] === etag) {
    res.writeHead(304, { etag }).end();
    return;
  }
  const bytes = await pouch.getAttachment(param(req, 'id'), nameOf(req), options);
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
  const data = (await readBody(req)).toString('base64');
  const content_type = req.headers['content-type'] ?? 'application/octet-stream';
  const doc = await currentDoc(req, res);
  await save(
    res,
    { ...doc, _attachments: { ...doc._attachments, [nameOf(req)]: { content_type, data } } },
    201,
  );
}

async function remove(req: Request, res: Response): Promise<void> {
  const doc = await currentDoc(req, res);
  const { [nameOf(req)]: gone, ...kept } = doc._attachments ?? {};
  if (!gone) throw notFound('Document is missing attachment');
  await save(res, { ...doc, _attachments: kept }, 200);
}

/** The document to attach to, at the revision the client names. Without one it must not exist yet. */
async function currentDoc(req: Request, res: Response): Promise<Doc> {
  const id = param(req, 'id');
  const rev = queryText(req, 'rev') ?? etagRev(req);
  if (rev === undefined) return { _id: id };
  try {
    return await databaseOf(res).pouch.get(id, { rev });
  } catch (cause) {
    if ((cause as { status?: number }).status !== 404) throw cause;
    throw new HttpError(409, 'conflict', 'Document update conflict.');
  }
}

async function save(res: Response, doc: Doc, status: number): Promise<void> {
  const [row] = await writeDocs(databaseOf(res), [doc], { user: userOf(res), newEdits: true });
  if (!row) return sendJson(res, 500, { error: 'internal_server_error', reason: 'nothing written' });
  sendWritten(res, row, status);
}
