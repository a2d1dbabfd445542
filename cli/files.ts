import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stageFile } from '#contracts/file-parts.ts';
import { cleanFileName, freeFileName } from '#domain/attachments/file-name.ts';
import type { Attachment } from '#domain/fields/others.ts';
import { COLLECTIONS } from '#domain/records/collections.ts';
import { isObject } from '#domain/records/json.ts';
import type { Host } from '#main/host/host.ts';
import { dataOf } from './profile.ts';
import { Refused, WrongUsage } from './terminal.ts';
import { say } from './words.ts';

const NO_CONTROL = { signal: { aborted: false }, progress: () => {} };

const notWritten = (path: string, cause: unknown): Refused =>
  new Refused({
    code: 'not_written',
    message: say('export.notWritten', {
      path,
      cause: cause instanceof Error ? cause.message : String(cause),
    }),
  });

/** A folder that is made, or is there and empty: nothing in it is ever written over. */
const emptyFolder = async (path: string): Promise<void> => {
  try {
    await mkdir(path, { recursive: true });
    if ((await readdir(path)).length === 0) return;
  } catch (error) {
    throw notWritten(path, error);
  }
  throw new WrongUsage(say('export.notEmpty', { path }));
};

/** What the folder of a record's files is called: its number where it has one. */
const folderOf = async ({ context }: Host, { ownerCollection, ownerId }: Attachment): Promise<string> => {
  // Another version's, or nobody's: any text comes with the sync.
  const collection = COLLECTIONS.find((name) => name === ownerCollection);
  const owner: unknown = collection === undefined ? null : await context.records.get(collection, ownerId);
  const { number } = isObject(owner) ? owner : {};
  return cleanFileName(typeof number === 'string' ? number : ownerId);
};

/** The bytes, where they are on this device and undamaged. An export asks for nobody's name, so it reads the store itself, as it does with records. */
const bytesOf = ({ context }: Host, { id, data }: Attachment): Uint8Array | null =>
  data === null ? context.files.bytes(id) : Buffer.from(data, 'base64');

/** How many files were written, and how many are not on this device. */
export type FilesWritten = { readonly written: number; readonly away: number };

/**
 * Writes files of records beside an export, each record's in a folder of its own. Names are cleaned again: a server that others write to
 * may hold any.
 */
export const openFilesFolder = async (host: Host, path: string) => {
  await emptyFolder(path);
  const taken = new Map<string, Set<string>>();
  let [written, away] = [0, 0];
  const newIn = (folder: string, name: string): string => {
    // Folders that differ in case only are one on many disks, as are names.
    const names = taken.get(folder.toLowerCase()) ?? new Set<string>();
    const free = freeFileName(cleanFileName(name), names);
    taken.set(folder.toLowerCase(), names.add(free.toLowerCase()));
    return free;
  };
  return {
    write: async (file: Attachment): Promise<void> => {
      if (!file.active) return;
      const bytes = bytesOf(host, file);
      if (bytes === null) {
        away += 1;
        return;
      }
      const folder = await folderOf(host, file);
      const target = join(path, folder, newIn(folder, file.fileName));
      try {
        await mkdir(join(path, folder), { recursive: true });
        await writeFile(target, bytes, { flag: 'wx' });
      } catch (error) {
        throw notWritten(target, error);
      }
      written += 1;
    },
    done: (): FilesWritten => ({ written, away }),
  };
};

/** Bytes of a file: a read may give fewer than it was asked for. Of one that is shorter by now what is left; the data host names it then. */
export const readPart = async (
  file: Pick<FileHandle, 'read'>,
  start: number,
  end: number,
): Promise<ArrayBuffer> => {
  const bytes = new Uint8Array(end - start);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, start + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.buffer.slice(0, length);
};

/** Takes a file of this machine into the profile, for the record that it will be added to. Answers its id there. */
export const takeFile = async (host: Host, path: string, owner: unknown): Promise<string> => {
  const { ownerCollection, ownerId } = isObject(owner) ? owner : {};
  const file = await open(path, 'r').catch((error: Error) => {
    throw new WrongUsage(say('run.noFile', { path, cause: error.message }));
  });
  try {
    const { size: sizeBytes } = await file.stat();
    const id = randomUUID();
    const staged = await stageFile((name, input) => host.dispatcher.run(name, input, NO_CONTROL), {
      ...{ id, fileName: basename(path), mediaType: '', sizeBytes },
      ...{ ownerCollection: String(ownerCollection), ownerId: String(ownerId) },
      slice: (start, end) => readPart(file, start, end),
    });
    dataOf(staged);
    return id;
  } finally {
    await file.close();
  }
};
