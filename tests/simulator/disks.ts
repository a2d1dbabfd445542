import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, openConnection } from '#main/host/storage/driver.ts';
import { forgetOpenCollections, openData } from './console.ts';
import type { WorldTime } from './virtual-time.ts';

/** A disk as it was at some time: a copy of its file. */
export type DiskImage = { readonly path: string };

export type Disks = {
  /** An empty disk, for a machine whose console was never started. */
  readonly fresh: () => Connection;
  readonly imageOf: (disk: Connection) => DiskImage;
  readonly from: (image: DiskImage) => Connection;
  /** Deletes the files of all disks that were given out. */
  readonly clear: () => void;
  /** Deletes everything. */
  readonly remove: () => void;
};

/** Makes the tables that every first start makes, without rows. */
const makeTables = async (disk: Connection, time: WorldTime): Promise<void> => {
  let isOpen = false;
  await time.enter(null, () => {
    openData(disk, 'blank', () => ({
      isEqual: () => false,
      resolve: async ({ realMasterState }) => realMasterState,
    })).then(({ database }) => {
      forgetOpenCollections(database);
      isOpen = true;
    });
  });
  await time.run(10_000, () => isOpen);
  if (!isOpen) throw new Error('the database does not open');
  for (const [name] of disk.prepare('SELECT name FROM dh_tables').all([])) disk.exec(`DELETE FROM "${name}"`);
};

/**
 * Disks are SQLite files that nobody syncs to a medium: they need to survive simulated processes only. All begin as copies of one with empty
 * tables, since making those would be a third of a short run's work.
 */
export const makeDisks = async (time: WorldTime): Promise<Disks> => {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-simulated-'));
  let count = 0;
  let given: string[] = [];
  const newPath = (): string => {
    count += 1;
    const path = join(folder, `${count}.db`);
    given.push(path);
    return path;
  };
  const imageOf = (disk: Connection): DiskImage => {
    const path = newPath();
    disk.prepare(`VACUUM INTO '${path}'`).run([]);
    return { path };
  };
  const from = (image: DiskImage): Connection => {
    const path = newPath();
    copyFileSync(image.path, path);
    const disk = openConnection(path);
    disk.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE');
    return disk;
  };
  const first = openConnection(':memory:');
  await makeTables(first, time);
  const blank = imageOf(first);
  given = [];
  return {
    ...{ imageOf, from },
    fresh: () => from(blank),
    clear: () => {
      for (const path of given) rmSync(path, { force: true });
      given = [];
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
