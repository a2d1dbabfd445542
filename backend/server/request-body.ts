import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { badRequest, HttpError } from './http-error.ts';

const gunzipAsync = promisify(gunzip);

/** CouchDB 3's default for one document, in bytes of JSON. */
export const MAX_DOCUMENT_BYTES = 8_000_000;
/** Bodies are held in memory, so one request has a ceiling, zipped and unzipped (CouchDB's own default is 4 GB). */
const MAX_REQUEST_BYTES = 64 * 1024 * 1024;
/** What anybody may send who has not said who they are: a name and a password. */
export const MAX_SIGN_IN_BYTES = 64 * 1024;
/** Deeper ones are nobody's record, and each level is a call on the stack of whatever walks them. */
const MAX_NESTING = 1_000;

/**
 * The whole body of a request, unzipped when the client zipped it.
 * @throws HttpError 413 above the ceiling, 400 for broken gzip, 415 for another encoding
 */
export async function readBody(req: IncomingMessage, maxBytes = MAX_REQUEST_BYTES): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += (chunk as Buffer).length;
    // Past the ceiling the rest is read and dropped: answering early would reset the client's connection before it
    // reads the 413.
    if (size <= maxBytes) chunks.push(chunk as Buffer);
    else chunks.length = 0;
  }
  if (size > maxBytes) throw tooLarge('the request entity is too large');
  return decode(Buffer.concat(chunks), req.headers['content-encoding'] ?? 'identity', maxBytes);
}

async function decode(raw: Buffer, encoding: string, maxOutputLength: number): Promise<Buffer> {
  switch (encoding) {
    case 'identity':
      return raw;
    case 'gzip':
      try {
        return await gunzipAsync(raw, { maxOutputLength });
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
  maxBytes = MAX_REQUEST_BYTES,
): Promise<{ readonly value: Readonly<Record<string, unknown>>; readonly bytes: number }> {
  const raw = await readBody(req, maxBytes);
  if (raw.length === 0) return { value: {}, bytes: 0 };
  const value = parse(raw);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('Request body must be a JSON object');
  }
  return { value: value as Readonly<Record<string, unknown>>, bytes: raw.length };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** How far a byte outside of texts leads in (1) or out (-1). A table, since every byte of every body is looked up. */
const STEP = new Int8Array(256);
STEP[0x5b] = 1;
STEP[0x7b] = 1;
STEP[0x5d] = -1;
STEP[0x7d] = -1;

/** Whether arrays and objects in a JSON text go deeper than that, told from its bytes alone. */
function isTooDeep(raw: Buffer): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at] as number;
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else {
      depth += STEP[byte] as number;
      if (depth > MAX_NESTING) return true;
    }
  }
  return false;
}

function parse(raw: Buffer): unknown {
  if (isTooDeep(raw)) throw badRequest(`nested deeper than ${MAX_NESTING} levels`);
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw badRequest('invalid UTF-8 JSON');
  }
}

const tooLarge = (reason: string): HttpError => new HttpError(413, 'too_large', reason);
