import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Response } from 'express';
import { wellFormed } from '#domain/records/well-formed.ts';
import { userOf } from './http.ts';
import { badRequest, HttpError } from './http-error.ts';

const gunzipAsync = promisify(gunzip);

/** CouchDB 3's default for one document, in bytes of JSON. */
export const MAX_DOCUMENT_BYTES = 8_000_000;
/** Bodies are held in memory, so one request has a ceiling, zipped and unzipped (CouchDB's own default is 4 GB). */
const MAX_REQUEST_BYTES = 64 * 1024 * 1024;
/** A question is no larger: each thing it names is looked up. */
export const MAX_QUESTION_BYTES = 4 * 1024 * 1024;
/** What anybody may send who has not said who they are: a name and a password. */
export const MAX_SIGN_IN_BYTES = 64 * 1024;
/** An array of arrays without anything in them takes 3 bytes a value here, and twenty times that once it is read. */
const MAX_VALUES = 4_000_000;
/** Deeper ones are nobody's record, and each level is a call on the stack of whatever walks them. */
const MAX_NESTING = 1_000;

/** What is larger takes turns: an account has one such request at a time, so that nobody fills the memory with forty. */
const LARGE_BYTES = 1024 * 1024;
const turns = new Map<string, Promise<unknown>>();
/** A notebook that was cut off in the middle says nothing for minutes, and must not hold up its person's other devices. */
const LONGEST_TURN_MS = 30_000;

/** Resolves when the request was answered, or its line broke; `isOver` then. */
function answerOf(res: Response, socket: IncomingMessage['socket'] | undefined) {
  let isOver = res.closed;
  const closed = new Promise<void>((resolve) => {
    const end = (): void => {
      isOver = true;
      // A line is kept for many requests.
      socket?.off('close', end);
      resolve();
    };
    res.once('close', end);
    // An answer that waits behind others on a line that broke hears nothing of it.
    socket?.once('close', end);
  });
  return { closed, isOver: () => isOver };
}

/** Waits until the account's earlier large requests are answered, and lets the next one wait until this one is, or has had its time. */
async function takeTurn({ res, socket }: IncomingMessage & { readonly res?: Response }): Promise<void> {
  if (res === undefined || res.closed) return;
  const name = userOf(res).name ?? '';
  const before = turns.get(name);
  const { closed, isOver } = answerOf(res, socket);
  /** Its time runs from its turn on: of many that had waited as long as the first one, all would go on at once. */
  const hadItsTurn = async (): Promise<void> => {
    await before;
    if (isOver()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LONGEST_TURN_MS);
      void closed.then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  };
  const both = hadItsTurn().then(() => {
    if (turns.get(name) === both) turns.delete(name);
  });
  turns.set(name, both);
  await before;
}

/**
 * The whole body of a request, unzipped when the client zipped it.
 * @throws HttpError 413 above the ceiling, 400 for broken gzip, 415 for another encoding
 */
export async function readBody(req: IncomingMessage, maxBytes = MAX_REQUEST_BYTES): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // How large a zipped one is nobody knows before.
  let isLarge = (req.headers['content-encoding'] ?? 'identity') !== 'identity';
  if (isLarge) await takeTurn(req);
  for await (const chunk of req) {
    size += (chunk as Buffer).length;
    if (!isLarge && size > LARGE_BYTES) {
      isLarge = true;
      await takeTurn(req);
    }
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

type JsonObject = Readonly<Record<string, unknown>>;
/** A JSON object from a request, with its size in bytes. */
export type Sent = { readonly value: JsonObject; readonly bytes: number };

/**
 * The object that is sent with a PUT, which CouchDB reads whatever the request says of its type.
 * @throws HttpError 400 for what is no JSON object, an empty body too; as `readBody`
 */
export async function readJsonObject(req: IncomingMessage, maxBytes = MAX_REQUEST_BYTES): Promise<Sent> {
  const raw = await readBody(req, maxBytes);
  return { value: parseObject(raw), bytes: raw.length };
}

/** @throws HttpError 400 for what is no JSON object */
export function parseObject(raw: Buffer): JsonObject {
  const value = parse(raw);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest('Request body must be a JSON object');
  return value as JsonObject;
}

/**
 * The object that is sent with a POST. CouchDB asks that the request says what it is: a form in a page of somebody else can't.
 * @throws HttpError 415 for anything but `application/json`; as `readJsonObject`
 */
export async function readPostedObject(req: IncomingMessage, maxBytes = MAX_REQUEST_BYTES): Promise<Sent> {
  requireJson(req);
  return readJsonObject(req, maxBytes);
}

/** The object of a request that only asks. @throws HttpError as `readPostedObject` */
export const readQuestion = async (req: IncomingMessage): Promise<JsonObject> =>
  (await readPostedObject(req, MAX_QUESTION_BYTES)).value;

/** @throws HttpError 415 for a request that does not say that it sends JSON, as it has to be said: in small letters */
export function requireJson(req: IncomingMessage): void {
  if (typeOf(req) === 'application/json') return;
  throw new HttpError(415, 'bad_content_type', 'Content-Type must be application/json');
}

/** What a request says it sends, without what may be added as to the character set. */
export const typeOf = (req: IncomingMessage): string =>
  (req.headers['content-type'] ?? '').split(';', 1).join().trim();

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** How far a byte outside of texts leads in (1) or out (-1). A table, since every byte of every body is looked up. */
const STEP = new Int8Array(256);
STEP[0x5b] = 1;
STEP[0x7b] = 1;
STEP[0x5d] = -1;
STEP[0x7d] = -1;

const COMMA = 0x2c;

/**
 * Arrays and objects in a JSON text that go too deep, or too many values in all, told from its bytes alone.
 * @throws HttpError 400 or 413
 */
function refuseUnreadable(raw: Buffer): void {
  let depth = 0;
  let values = 1;
  let inText = false;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at] as number;
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === COMMA) values += 1;
    else {
      const step = STEP[byte] as number;
      depth += step;
      if (step > 0) values += 1;
      if (depth > MAX_NESTING) throw badRequest(`nested deeper than ${MAX_NESTING} levels`);
    }
  }
  if (values > MAX_VALUES) throw tooLarge('the request entity has too many values');
}

/** Halves of surrogate pairs come in as escapes only, and numbers beyond JavaScript's by their exponent or length: what has neither need not be walked. */
const MAY_HAVE_HALVES = /\\u[dD][89a-fA-F]/;
const MAY_BE_ENDLESS = /[eE]\+?\d{3}|\d{309}/;

/** As strict as CouchDB's parser where JavaScript's is not. */
function parse(raw: Buffer): unknown {
  refuseUnreadable(raw);
  const text = isUtf8(raw) ? raw.toString('utf8') : null;
  const value = text === null ? undefined : parseText(text);
  if (text === null || value === undefined) throw badRequest('invalid UTF-8 JSON');
  if (MAY_HAVE_HALVES.test(text) && wellFormed(value) !== value) throw badRequest('invalid UTF-8 JSON');
  if (MAY_BE_ENDLESS.test(text) && hasEndless(value)) throw badRequest('invalid UTF-8 JSON');
  return value;
}

/** Undefined for what is no JSON. */
function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a number was too large: JavaScript reads `1e400` as infinite, and would write it as null. */
const hasEndless = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some(hasEndless)
    : value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;

const tooLarge = (reason: string): HttpError => new HttpError(413, 'too_large', reason);
