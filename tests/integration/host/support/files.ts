import { randomUUID } from 'node:crypto';
import type { Reply } from '#contracts/define.ts';
import { readFileParts, stageFile } from '#contracts/file-parts.ts';

type Run = (name: string, input: unknown) => Promise<Reply<unknown>>;

export type GivenFile = {
  readonly ownerCollection: string;
  readonly ownerId: string;
  readonly fileName: string;
  readonly mediaType?: string;
  readonly bytes: Uint8Array;
};

/** Hands a file over as a window does; the first refusal ends it. */
export const tryStage = (
  run: Run,
  { bytes, mediaType = '', ...file }: GivenFile,
  id: string = randomUUID(),
): Promise<Reply<unknown>> =>
  stageFile(run, {
    ...{ ...file, id, mediaType, sizeBytes: bytes.length },
    slice: async (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  });

/** The id of a file that waits to be added. */
export const stage = async (run: Run, file: GivenFile): Promise<string> => {
  const id = randomUUID();
  const staged = await tryStage(run, file, id);
  if (!staged.ok) throw new Error(staged.error.reason);
  return id;
};

/** The id of a file that was added to a record. */
export const attach = async (run: Run, file: GivenFile): Promise<string> => {
  const id = await stage(run, file);
  const { ownerCollection, ownerId } = file;
  const added = await run('attachments.add', { ownerCollection, ownerId, ids: [id] });
  if (!added.ok) throw new Error(added.error.reason);
  return id;
};

/** All bytes of a file that is here, or why not. */
export const readFile = async (run: Run, id: string): Promise<Buffer | string> => {
  const parts = await readFileParts(run, id);
  return parts.ok ? Buffer.concat(parts.data.map((part) => Buffer.from(part))) : parts.error.reason;
};
