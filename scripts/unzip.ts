import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise } from 'yauzl';

/** Unix permission bits of an entry; zips written on Windows carry none, so fall back to a plain file. */
function modeOf(entry: Entry): number {
  return (entry.externalFileAttributes >>> 16) & 0o777 || 0o644;
}

/**
 * Unpacks the entries of a zip that `rename` keeps.
 * @param rename gets an entry's name ("Cypress/icudtl.dat") and returns its path under `target`, or null to leave it out.
 * @throws when an entry would land outside `target`: the archive is not what it claims to be.
 */
export async function unzip(
  zipFile: string,
  target: string,
  rename: (entryName: string) => string | null,
): Promise<void> {
  const root = resolve(target);
  const zip = await openPromise(zipFile);
  for await (const entry of zip.eachEntry()) {
    const name = rename(entry.fileName);
    if (name === null || name.endsWith('/')) continue;
    const file = resolve(root, name);
    if (!file.startsWith(root + sep))
      throw new Error(`${zipFile}: entry ${entry.fileName} leaves the folder`);
    await mkdir(dirname(file), { recursive: true });
    const content = await zip.openReadStreamPromise(entry);
    await pipeline(content, createWriteStream(file, { mode: modeOf(entry) }));
  }
}
