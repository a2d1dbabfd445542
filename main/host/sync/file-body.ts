import { randomBytes } from 'node:crypto';
import { digestOf, STORED_NAME, STORED_TYPE } from '#domain/attachments/stored-file.ts';
import type { RawBody } from './couch-client.ts';
import type { CouchDocument } from './couch-documents.ts';

/** Which bytes a record names: of its file, and their digest in base64. */
type FileBytes = { readonly bytes: Uint8Array<ArrayBuffer>; readonly md5: string };

/**
 * A record and the bytes of its file as one body (`multipart/related`). It is the only way in which CouchDB's rules learn the digest of what is put,
 * and in which it compares the bytes with that digest: of a file that is put by itself neither happens.
 */
export const fileBody = (record: CouchDocument, { bytes, md5 }: FileBytes): RawBody => {
  const file = {
    ...{ follows: true, content_type: STORED_TYPE },
    ...{ digest: digestOf(md5), length: bytes.length },
  };
  const json = JSON.stringify({ ...record, _attachments: { [STORED_NAME]: file } });
  // Nobody who chose the bytes could know it.
  const boundary = randomBytes(16).toString('hex');
  const encoder = new TextEncoder();
  const before = encoder.encode(
    `--${boundary}\r\nContent-Type: application/json\r\n\r\n${json}\r\n--${boundary}\r\nContent-Type: ${STORED_TYPE}\r\n\r\n`,
  );
  const after = encoder.encode(`\r\n--${boundary}--`);
  const body = new Uint8Array(before.length + bytes.length + after.length);
  body.set(before);
  body.set(bytes, before.length);
  body.set(after, before.length + bytes.length);
  return { bytes: body, type: `multipart/related; boundary="${boundary}"` };
};
