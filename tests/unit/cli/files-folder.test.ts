import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFilesFolder } from '#cli/files.ts';
import type { Attachment } from '#domain/fields/others.ts';
import type { Host } from '#main/host/host.ts';

/** As much of a host as an export of files asks: a store that has tickets and nothing else. */
const host = {
  context: {
    records: { get: async (collection: 'tickets') => ({ tickets: { find: () => null } })[collection].find() },
    files: { bytes: () => new Uint8Array([1]) },
  },
} as unknown as Host;

const file = (ownerCollection: string, ownerId: string): Attachment =>
  ({ id: 'f', ownerCollection, ownerId, fileName: '../../x.txt', data: null, active: true }) as Attachment;

it('files of records that this version does not know, or of other spelling, are written all the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'files-'));
  const out = await openFilesFolder(host, join(folder, 'out'));
  await out.write(file('wishes', 'One'));
  await out.write(file('constructor', 'one'));
  await out.write(file('tickets', '..'));
  expect(out.done()).toEqual({ written: 3, away: 0 });
  // `One` and `one` are one folder on many disks, so a name is used once in both.
  const found = await readdir(join(folder, 'out'), { recursive: true });
  expect(found.sort()).toEqual(['One', 'One/x.txt', 'file', 'file/x.txt', 'one', 'one/x (2).txt']);
  await rm(folder, { recursive: true });
});
