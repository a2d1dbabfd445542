import { createHash } from 'node:crypto';
import { isObject } from '#domain/records/json.ts';
import { badRequest, HttpError } from './http-error.ts';
import type { Doc } from './pouch.ts';
import type { Refusal } from './validators.ts';

/** What is said of a file before its bytes are read, which is what validation functions are told of it. */
export type ToldFile = { readonly digest?: string; readonly length: unknown };

/** A file that comes behind its document, and what is wrong with its bytes. */
export type FollowingFile = { readonly told: ToldFile; readonly fault: Refusal | null };
export type FollowingFiles = Readonly<Record<string, FollowingFile>>;

const HEADERS_END = '\r\n\r\n';
/** More than any document has files. Each part costs memory of its own, and a part of nine bytes is one, too: a body of them would be millions. */
const MOST_PARTS = 1_000;

/** The boundary between the parts of a `multipart/related` body; null for any other body. */
const boundaryOf = (contentType: string): string | null =>
  /^multipart\/related\s*;.*\bboundary=(?:"([^"]+)"|([^\s;"]+))/.exec(contentType)?.slice(1).find(Boolean) ??
  null;

/** The parts between the boundaries. The last one ends with the body where nothing else ends it. */
function partsOf(body: Buffer, boundary: string): readonly Buffer[] {
  const line = Buffer.from(`\r\n--${boundary}`);
  // The first one may stand at the very start, without a line's end before it.
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const parts: Buffer[] = [];
  for (let at = whole.indexOf(line); at !== -1; ) {
    const from = at + line.length;
    if (whole.subarray(from, from + 2).toString('latin1') === '--') break;
    const next = whole.indexOf(line, from);
    if (parts.length === MOST_PARTS) throw new HttpError(413, 'too_large', 'the request has too many parts');
    parts.push(whole.subarray(from, next === -1 ? whole.length : next));
    at = next;
  }
  return parts;
}

/** A part's headers and what follows them. A part without headers begins with the empty line. */
function split(part: Buffer): { readonly headers: string; readonly content: Buffer } {
  const end = part.indexOf(HEADERS_END);
  if (end === -1) throw badRequest('a part of the body has no end of its headers');
  return {
    headers: part.subarray(0, end).toString('latin1').toLowerCase(),
    content: part.subarray(end + HEADERS_END.length),
  };
}

/**
 * Where a document and the bytes of its files come as one body (`multipart/related`): the JSON of the document, and the contents of the other parts in
 * their order. Null where the body is of another type, which CouchDB reads as JSON.
 * @throws HttpError 400 for a body without parts, 413 for one of too many, 415 where the first one is no JSON
 */
export function readRelated(
  contentType: string,
  body: Buffer,
): { readonly json: Buffer; readonly files: readonly Buffer[] } | null {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return null;
  const [first, ...others] = partsOf(body, boundary).map(split);
  if (first === undefined) throw badRequest('expected more data');
  if (!/^content-type:\s*application\/json/m.test(first.headers))
    throw new HttpError(415, 'bad_content_type', 'Content-Type must be application/json');
  return { json: first.content, files: others.map(({ content }) => content) };
}

const MD5_DIGEST = /^md5-[A-Za-z0-9+/]{22}==$/;

const faultOf = (bytes: Buffer, { digest, length }: ToldFile): Refusal | null => {
  if (bytes.length !== length) {
    const how = bytes.length < Number(length) ? 'shorter' : 'longer';
    return { error: 'bad_request', reason: `attachment ${how} than expected` };
  }
  if (digest === undefined) return null;
  return `md5-${createHash('md5').update(bytes).digest('base64')}` === digest
    ? null
    : { error: 'content_md5_mismatch', reason: 'Possible message corruption.' };
};

/**
 * The document with the files that it says follow it, each with its bytes, in the order in which it names them. What it says of their length and digest
 * (`md5-` and base64) is compared with the bytes; where it is wrong, that is told only to who may write the document. `parts` is null where none can follow.
 * @throws HttpError 400 for a length that is no number, or a digest that is none
 */
export function withFollowing(
  doc: Doc,
  parts: readonly Buffer[] | null,
): { readonly doc: Doc; readonly files: FollowingFiles } {
  if (parts === null || !isObject(doc._attachments)) return { doc, files: {} };
  const left = [...parts];
  const files: [name: string, file: FollowingFile][] = [];
  const attachments = Object.entries(doc._attachments).map(([name, given]): [string, unknown] => {
    if (!isObject(given) || given.follows !== true) return [name, given];
    const { follows: _, length, digest, ...rest } = given;
    if (typeof length !== 'number') throw badRequest(`the length of the attachment ${name} is missing`);
    const isMd5 = typeof digest === 'string' && digest.startsWith('md5-');
    if (isMd5 && !MD5_DIGEST.test(digest)) throw badRequest(`the digest of the attachment ${name} is none`);
    const bytes = left.shift() ?? Buffer.alloc(0);
    const told: ToldFile = { ...(isMd5 ? { digest } : {}), length };
    files.push([name, { told, fault: faultOf(bytes, told) }]);
    return [name, { ...rest, data: bytes.toString('base64') }];
  });
  return { doc: { ...doc, _attachments: Object.fromEntries(attachments) }, files: Object.fromEntries(files) };
}
