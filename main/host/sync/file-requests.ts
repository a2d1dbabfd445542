import { createHash } from 'node:crypto';
import { hasFile } from '#domain/attachments/stored-file.ts';
import type { Attachment } from '#domain/fields/others.ts';
import { reasonText } from '#domain/records/result.ts';
import type { FileStore, StoredFile } from '../local/files.ts';
import { type CouchClient, CouchError } from './couch-client.ts';
import { type CouchDocument, documentPath, filePath } from './couch-documents.ts';
import { fileBody } from './file-body.ts';

const CONFLICT = 409;
const TOO_LARGE = 413;
/** So often another writer of the same record may be faster before the rest gets its turn. */
const TIMES = 5;

/**
 * - sent: the server has it
 * - gone: its record was withdrawn there
 * - later: its record is not there yet, or the server has trouble
 * - refused: the server does not take it, for `reason`
 */
export type SendOutcome =
  | { readonly kind: 'sent' | 'gone' | 'later' }
  | { readonly kind: 'refused'; readonly reason: string };

const refused = (reason: string): SendOutcome => ({ kind: 'refused', reason });

/** What the server has of the record, without bytes; null: nothing. */
const recordThere = async (
  client: CouchClient,
  database: string,
  id: string,
  signal: AbortSignal,
): Promise<CouchDocument | null> => {
  try {
    return await client.request<CouchDocument>(documentPath(database, id), { signal, shape: 'document' });
  } catch (error) {
    if (error instanceof CouchError && error.kind === 'missing') return null;
    throw error;
  }
};

/** Why a CouchDB says no to a file: 413 is its `max_attachment_size`, or a proxy's. */
const refusalOf = ({ status, message }: CouchError): SendOutcome =>
  refused(status === TOO_LARGE ? reasonText('attachment.server_too_large') : message);

/**
 * Puts the bytes of a record's file to the record, unless they are there. Throws CouchError for what is no word on this file: no line, trouble of the
 * server, no database.
 */
export const sendFile = async (
  client: CouchClient,
  database: string,
  files: Pick<FileStore, 'bytes'>,
  { id, md5, fileName }: StoredFile,
  signal: AbortSignal,
): Promise<SendOutcome> => {
  for (let time = 0; time < TIMES; time += 1) {
    const there = await recordThere(client, database, id, signal);
    if (there === null) return { kind: 'later' };
    if (there.active === false) return { kind: 'gone' };
    if (hasFile(there)) return { kind: 'sent' };
    if (there.md5 !== md5) return refused(reasonText('attachment.not_named'));
    const bytes = files.bytes(id);
    if (bytes === null) return refused(reasonText('attachment.damaged', { fileName }));
    try {
      const raw = fileBody(there, { bytes, md5 });
      await client.request(documentPath(database, id), { method: 'PUT', raw, signal, shape: 'written' });
      return { kind: 'sent' };
    } catch (error) {
      if (!(error instanceof CouchError) || error.kind !== 'rejected') throw error;
      if (error.status !== CONFLICT) return refusalOf(error);
    }
  }
  return { kind: 'later' };
};

/**
 * The bytes as the server has them; null: other ones than were added. `sizeBytes` of the record is the most that is read. Throws CouchError.
 */
export const fetchFile = async (
  client: CouchClient,
  database: string,
  { id, sizeBytes, sha256 }: Pick<Attachment, 'id' | 'sizeBytes' | 'sha256'>,
  onBytes: (done: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> => {
  try {
    const bytes = await client.bytes(filePath(database, id), { maxBytes: sizeBytes, onBytes, signal });
    return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : null;
  } catch (error) {
    if (error instanceof CouchError && error.kind === 'too_long') return null;
    throw error;
  }
};
