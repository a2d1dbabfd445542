import type { Response } from 'express';

/**
 * A refusal in CouchDB's own words. Thrown inside a route, turned into `{error, reason}` by `sendError`.
 * A class because Express carries errors by throwing.
 */
export class HttpError extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, reason: string) {
    super(reason);
    this.status = status;
    this.error = error;
  }
}

export const badRequest = (reason: string): HttpError => new HttpError(400, 'bad_request', reason);
export const notFound = (reason: string): HttpError => new HttpError(404, 'not_found', reason);
export const databaseGone = (): HttpError => notFound('Database does not exist.');

/** Answers with CouchDB's error body. PouchDB's errors carry status, name and message; anything else is our own bug: 500. */
export function sendError(res: Response, error: unknown, log: (line: string) => void): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const { status, name, reason } = inWords(error);
  if (status >= 500)
    log(`${status} ${res.req.method} ${res.req.path}: ${error instanceof Error ? error.stack : reason}`);
  sendJson(res, status, { error: name, reason });
}

function inWords(error: unknown): { status: number; name: string; reason: string } {
  if (error instanceof HttpError) return { status: error.status, name: error.error, reason: error.message };
  if (error instanceof URIError) return { status: 400, name: 'bad_request', reason: 'invalid_url_encoding' };
  const pouch = error as { status?: unknown; name?: unknown; message?: unknown; reason?: unknown } | null;
  if (pouch && typeof pouch.status === 'number' && pouch.status >= 400) {
    const reason =
      typeof pouch.reason === 'string' && pouch.reason !== '' ? pouch.reason : String(pouch.message);
    // PouchDB calls a malformed document a server error; CouchDB calls it a bad request.
    const status = pouch.name === 'doc_validation' ? 400 : pouch.status;
    return { status, name: String(pouch.name), reason };
  }
  return {
    status: 500,
    name: 'internal_server_error',
    reason: error instanceof Error ? error.message : String(error),
  };
}

/** Writes one JSON answer. Not Express's res.json: that computes an ETag over the whole body. */
export function sendJson(res: Response, status: number, body: unknown): void {
  const bytes = Buffer.from(`${JSON.stringify(body)}\n`);
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
    'cache-control': 'must-revalidate',
  });
  res.end(res.req.method === 'HEAD' ? undefined : bytes);
}
