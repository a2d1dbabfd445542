import { ulid } from 'ulid';
import type { StagedFile } from '#contracts/attachments.ts';
import type { Reply } from '#contracts/define.ts';
import { readFileParts, stageFile } from '#contracts/file-parts.ts';
import type { CommandName, QueryName } from '#contracts/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { host } from '#renderer/shared/host/host.ts';

/** The record that files belong to; its id is known before it is there. */
export type FileOwner = { readonly ownerCollection: CollectionName; readonly ownerId: string };

const command = (name: string, input: unknown): Promise<Reply<unknown>> =>
  host.command(name as CommandName, input as never);
const query = (name: string, input: unknown): Promise<Reply<unknown>> =>
  host.query(name as QueryName, input as never);

/** Hands a file to the data host, where it is kept, encrypted, until it is added or discarded. */
export const stageBlob = (
  owner: FileOwner,
  file: File,
  fileName: string,
  onProgress: (done: number, total: number) => void,
): Promise<Reply<StagedFile>> =>
  stageFile(
    command,
    {
      ...{ ...owner, id: ulid(), fileName, mediaType: file.type, sizeBytes: file.size },
      slice: (start, end) => file.slice(start, end).arrayBuffer(),
    },
    onProgress,
  );

/** The bytes of a file that is on this device, at most `most` of them (and up to a part more). */
export const readBlob = async (id: string, mediaType: string, most?: number): Promise<Reply<Blob>> => {
  const parts = await readFileParts(query, id, most);
  return parts.ok ? { ok: true, data: new Blob([...parts.data], { type: mediaType }) } : parts;
};
