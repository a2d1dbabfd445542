import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, openConnection } from '#main/host/storage/driver.ts';
import { forgetOpenCollections, makeReplicationTable, openData } from './console.ts';
import type { WorldTime } from './virtual-time.ts';

/** A disk as it was at some time: a copy of its file. */
export type DiskImage = { readonly path: string };

export type Disks = {
  /** An empty disk, for a machine whose console was never started. `isCopied`: whether an image of it will be asked for. */
  readonly fresh: (isCopied: boolean) => Connection;
  readonly imageOf: (disk: Connection) => DiskImage;
  readonly from: (image: DiskImage) => Connection;
  /** Takes back all disks that were given out. */
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
    })).then(async ({ database }) => {
      await makeReplicationTable(database);
      forgetOpenCollections(database);
      isOpen = true;
    });
  });
  await time.run(10_000, () => isOpen);
  if (!isOpen) throw new Error('the database does not open');
  for (const [name] of disk.prepare('SELECT name FROM dh_tables').all([]))
    disk.exec(`DELETE FROM "${name}"; DELETE FROM "${name}_json"`);
};

/**
 * Transactions within the one that is open all the time, which is taken back at the end: the disk is empty again then, and its connection keeps
 * the statements that it has prepared. To prepare them anew for each run would be a third of its work.
 */
const withinOne = (disk: Connection): Connection => {
  const run = (sql: string): void => void disk.prepare(sql).run([]);
  const transaction: Connection['transaction'] = (work) => {
    run('SAVEPOINT simulated');
    try {
      const result = work();
      run('RELEASE simulated');
      return result;
    } catch (error) {
      run('ROLLBACK TO simulated');
      run('RELEASE simulated');
      throw error;
    }
  };
  return { ...disk, transaction };
};

/** Where files are memory, if there is such a place. */
const placeFor = (name: string): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), name));

/**
 * Disks are SQLite files that nobody syncs to a medium: they need to survive simulated processes only. All begin as copies of one with empty
 * tables.
 */
export const makeDisks = async (time: WorldTime): Promise<Disks> => {
  const folder = placeFor('deskhand-simulated-');
  let count = 0;
  let given: string[] = [];
  const free: Connection[] = [];
  let used: Connection[] = [];
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
  const open = (path: string, image: DiskImage): Connection => {
    copyFileSync(image.path, path);
    const disk = openConnection(path);
    disk.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE');
    return disk;
  };
  const from = (image: DiskImage): Connection => open(newPath(), image);
  const first = openConnection(':memory:');
  await makeTables(first, time);
  const blank = imageOf(first);
  given = [];

  const again = (): Connection => {
    const disk = free.pop() ?? open(join(folder, `again-${used.length}.db`), blank);
    used.push(disk);
    disk.exec('BEGIN');
    return withinOne(disk);
  };
  return {
    ...{ imageOf, from },
    // A transaction can't be copied.
    fresh: (isCopied) => (isCopied ? from(blank) : again()),
    clear: () => {
      for (const disk of used) disk.exec('ROLLBACK');
      free.push(...used.reverse());
      used = [];
      for (const path of given) rmSync(path, { force: true });
      given = [];
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
