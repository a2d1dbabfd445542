/**
 * Temporary files of tests that start processes lie in memory where the system has a place for that: stores sync each write to the medium before it is
 * acknowledged, and what dies in these tests is a process, never the machine. Half of what such a file took was waiting for the disk.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const PLACE = '/dev/shm';
const PREFIX = 'deskhand-test-';
/** What a run needs at most, several times over. */
const ROOM_BYTES = 4 * 2 ** 30;

const hasRoom = (): boolean => {
  // Who names a place for temporary files means it.
  if (process.platform !== 'linux' || process.env.TMPDIR !== undefined || !existsSync(PLACE)) return false;
  const { bavail, bsize } = statfsSync(PLACE);
  return Math.min(bavail * bsize, freemem()) >= ROOM_BYTES;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** This run's folder; null where temporary files lie where the system has them. */
export const memoryFolder = (): string | null => (hasRoom() ? join(PLACE, `${PREFIX}${process.pid}`) : null);

/** Makes the folder, and takes away what runs left that were ended in the middle: it would hold memory until the system starts anew. */
export const makeMemoryFolder = (folder: string): void => {
  for (const name of readdirSync(PLACE)) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(PLACE, name), { recursive: true, force: true });
  }
  mkdirSync(folder, { recursive: true });
};
