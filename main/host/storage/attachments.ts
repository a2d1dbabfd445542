import type { BulkWriteRow, RxAttachmentWriteData } from 'rxdb';
import { toColumnText } from './column-text.ts';
import type { Connection } from './driver.ts';
import type { AnyDocument } from './table-types.ts';

/** Attachment bytes, read before the transaction because a Blob can only be read asynchronously. */
export type LoadedBlobs = ReadonlyMap<Blob, Uint8Array>;

type AttachmentChange = {
  readonly documentId: string;
  readonly attachmentId: string;
  readonly digest: string;
};

/** Reads the bytes of all attachments that rows bring along. Empty (and at once) when there are none. */
export async function loadBlobs(rows: readonly BulkWriteRow<AnyDocument>[]): Promise<LoadedBlobs> {
  const loaded = new Map<Blob, Uint8Array>();
  for (const row of rows) {
    for (const attachment of Object.values(row.document._attachments ?? {})) {
      const { data } = attachment as Partial<RxAttachmentWriteData>;
      if (data !== undefined) loaded.set(data, new Uint8Array(await data.arrayBuffer()));
    }
  }
  return loaded;
}

/** Stores or replaces the bytes of one attachment. Runs inside the write's transaction. */
export function putAttachment(
  connection: Connection,
  owner: number,
  change: AttachmentChange & { readonly attachmentData: RxAttachmentWriteData },
  blobs: LoadedBlobs,
): void {
  const bytes = blobs.get(change.attachmentData.data);
  if (bytes === undefined) throw new Error(`the bytes of attachment ${change.attachmentId} were not read`);
  connection
    .prepare(
      `INSERT OR REPLACE INTO dh_attachments (owner, document, name, digest, type, data) VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run([
      owner,
      toColumnText(change.documentId),
      toColumnText(change.attachmentId),
      change.digest,
      change.attachmentData.type,
      bytes,
    ]);
}

export function deleteAttachment(connection: Connection, owner: number, change: AttachmentChange): void {
  connection
    .prepare('DELETE FROM dh_attachments WHERE owner = ? AND document = ? AND name = ?')
    .run([owner, toColumnText(change.documentId), toColumnText(change.attachmentId)]);
}

/** The stored bytes; undefined when there is no such attachment or its digest is another one. */
export function readAttachment(
  connection: Connection,
  owner: number,
  documentId: string,
  attachmentId: string,
  digest: string,
): Blob | undefined {
  const row = connection
    .prepare(
      'SELECT data AS data_bytes, type FROM dh_attachments WHERE owner = ? AND document = ? AND name = ? AND digest = ?',
    )
    .get([owner, toColumnText(documentId), toColumnText(attachmentId), digest]);
  if (row === undefined) return undefined;
  return new Blob([row[0] as Uint8Array<ArrayBuffer>], { type: String(row[1]) });
}
