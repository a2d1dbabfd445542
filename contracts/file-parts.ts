import { fail } from '#domain/records/result.ts';
import type { attachmentsContract } from './attachments.ts';
import { PART_BYTES, type StagedFile } from './attachments.ts';
import type { OutputOf, Reply } from './define.ts';

/** Sends one call to the data host: a window's client, or a command line that has the host in its own process. */
type Ask = (name: string, input: unknown) => Promise<Reply<unknown>>;

export type FileToStage = {
  readonly id: string;
  readonly ownerCollection: string;
  readonly ownerId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** The bytes from `start` up to `end`, in a buffer of their own. */
  readonly slice: (start: number, end: number) => Promise<ArrayBuffer>;
};

type Progress = (done: number, total: number) => void;

/** Hands a file to the data host, part by part. The first refusal ends it, and the host has nothing of it then. */
export const stageFile = async (
  ask: Ask,
  { slice, ...file }: FileToStage,
  onProgress: Progress = () => {},
): Promise<Reply<StagedFile>> => {
  const { id, sizeBytes } = file;
  const begun = await ask('attachments.begin', file);
  if (!begun.ok) return begun;
  for (let part = 0; part * PART_BYTES < sizeBytes; part += 1) {
    const end = Math.min(sizeBytes, (part + 1) * PART_BYTES);
    const written = await ask('attachments.write', { id, part, bytes: await slice(part * PART_BYTES, end) });
    if (!written.ok) return written;
    onProgress(end, sizeBytes);
  }
  return (await ask('attachments.finish', { id })) as Reply<StagedFile>;
};

type Part = OutputOf<(typeof attachmentsContract)['queries']['bytes']>;

/** The bytes of a file that is on this device, at most `most` of them. Errors as those of `attachments.bytes`. */
export const readFileParts = async (
  ask: Ask,
  id: string,
  most: number = Number.POSITIVE_INFINITY,
): Promise<Reply<readonly ArrayBuffer[]>> => {
  const parts: ArrayBuffer[] = [];
  for (let length = 0; ; ) {
    const reply = (await ask('attachments.bytes', { id, part: parts.length })) as Reply<Part>;
    if (!reply.ok) return reply;
    const { bytes, sizeBytes } = reply.data;
    if (bytes.byteLength === 0) return fail('damaged', 'attachment.not_here', { fileName: id });
    parts.push(bytes);
    length += bytes.byteLength;
    if (length >= Math.min(sizeBytes, most)) return { ok: true, data: parts };
  }
};
