import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { badRequest, HttpError } from './http-error.ts';

const gunzipAsync = promisify(gunzip);

/** CouchDB 3's default for one document, in bytes of JSON. */
export const MAX_DOCUMENT_BYTES = 8_000_000;
/** Bodies are held in memory, so one request has a ceiling (CouchDB's own default is 4 GB). */
const MAX_REQUEST_BYTES = 256 * 1024 * 1024;

/**
 * The whole body of a request, unzipped when the client zipped it.
 * @throws HttpError 413 above the ceiling, 400 for broken gzip, 415 for another encoding
 */
export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += (chunk as Buffer).length;
    // Past the ceiling the rest is read and dropped: answering early would reset the client's connection before it
    // reads the 413.
    if (size <= MAX_REQUEST_BYTES) chunks.push(chunk as Buffer);
    else chunks.length = 0;
  }
  if (size > MAX_REQUEST_BYTES) throw tooLarge('the request entity is too large');
  return decode(Buffer.concat(chunks), req.headers['content-encoding'] ?? 'identity');
}

async function decode(raw: Buffer, encoding: string): Promise<Buffer> {
  switch (encoding) {
    case 'identity':
      return raw;
    case 'gzip':
      try {
        return await gunzipAsync(raw, { maxOutputLength: MAX_REQUEST_BYTES });
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
          throw tooLarge('the request entity is too large');
        throw badRequest('the body is not valid gzip');
      }
    default:
      throw new HttpError(415, 'bad_content_type', `content encoding ${encoding} is not supported`);
  }
}

/** A JSON object from a request body, with its size in bytes. An empty body is `{}`, as CouchDB reads it. */
export async function readJsonObject(
  req: IncomingMessage,
): Promise<{ readonly value: Readonly<Record<string, unknown>>; readonly bytes: number }> {
  const raw = await readBody(req);
  if (raw.length === 0) return { value: {}, bytes: 0 };
  const value = parse(raw);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('Request body must be a JSON object');
  }
  return { value: value as Readonly<Record<string, unknown>>, bytes: raw.length };
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw badRequest('invalid UTF-8 JSON');
  }
}

const tooLarge = (reason: string): HttpError => new HttpError(413, 'too_large', reason);
