/** Documents and the bytes that follow them, in one body, as CouchDB takes them. */
import { createHash } from 'node:crypto';

export const md5Of = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('base64');

const BOUNDARY = 'between-the-parts';
export const RELATED = `multipart/related; boundary="${BOUNDARY}"`;

/** What ends the last part. */
export const END = `\r\n--${BOUNDARY}--`;

/** Lines between the parts; `parts` begin with their headers. */
export const joined = (parts: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap((part) => [Buffer.from(`\r\n--${BOUNDARY}\r\n`), Buffer.from(part)]),
    Buffer.from(END),
  ]);

export const jsonPart = (document: object): string =>
  `Content-Type: application/json\r\n\r\n${JSON.stringify(document)}`;

/** A part without headers. */
export const bytesPart = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from('\r\n'), bytes]);

/** What a document says of a file that follows it. */
export const following = (bytes: Uint8Array, told: object = {}): object => ({
  ...{ follows: true, content_type: 'application/octet-stream' },
  ...{ digest: `md5-${md5Of(bytes)}`, length: bytes.length },
  ...told,
});

/** A document with one file behind it, which it names `name`; `told` stands in for what it says of it. */
export const withFile = (
  document: object,
  bytes: Uint8Array,
  { name = 'file', told = {} }: { readonly name?: string; readonly told?: object } = {},
): Buffer =>
  joined([jsonPart({ ...document, _attachments: { [name]: following(bytes, told) } }), bytesPart(bytes)]);
