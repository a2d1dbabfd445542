import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { type StoreResult, storeFailure } from './errors.ts';
import { keyCheckPath } from './key-check.ts';
import { lockPath } from './lock.ts';

/** All files of a store. */
const filesOf = (path: string): readonly string[] => [
  path,
  `${path}-wal`,
  `${path}-shm`,
  lockPath(path),
  keyCheckPath(path),
];

/** Others on the machine have no business in a profile; Windows' rights are inherited from the user's folder. */
const OTHERS = 0o077;
const STICKY = 0o1000;
const hasModes = process.platform !== 'win32';

/**
 * Makes the folder of a store when it is not there, and looks at what lies in it. Named for what it is: a link in a file's place (two profiles could write
 * one file, with two locks), something that is no file, a folder or file that can't be written, a store that is gone or empty while what was noted of it is
 * there. Nothing is changed then, and nothing new is begun in the old one's place. `isNew`: there was none.
 */
export function lookAtFolder(path: string): StoreResult<{ readonly isNew: boolean }> {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const file of filesOf(path)) {
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found?.isSymbolicLink() === true) {
      return storeFailure('unreadable', path, { file: basename(file) }, 'store.symlink');
    }
    if (found !== undefined && !found.isFile()) {
      return storeFailure('unreadable', path, { file: basename(file) }, 'store.not_a_file');
    }
  }
  const store = lstatSync(path, { throwIfNoEntry: false });
  // SQLite itself would throw the log of an empty file away.
  const wasThere = existsSync(keyCheckPath(path)) || existsSync(`${path}-wal`);
  if (wasThere && (store === undefined || store.size === 0)) {
    return storeFailure('damaged', path, {}, store === undefined ? 'store.missing' : 'store.emptied');
  }
  if (!canWrite(folder) || (store !== undefined && !canWrite(path))) {
    return storeFailure('unreadable', path, {}, 'store.readonly');
  }
  return { ok: true, value: { isNew: store === undefined || store.size === 0 } };
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Takes rights from others that an earlier Deskhand, or a copy, left them. A folder that is not only ours is left as it is. */
export function closeToOthers(path: string): void {
  if (!hasModes) return;
  const folder = dirname(path);
  const { mode } = statSync(folder);
  const isOurs = existsSync(path) || readdirSync(folder).length === 0;
  if (isOurs && (mode & OTHERS) !== 0 && (mode & STICKY) === 0) {
    restrict(folder, 0o700);
  }
  for (const file of filesOf(path)) {
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found !== undefined && (found.mode & OTHERS) !== 0) restrict(file, 0o600);
  }
}

/** Somebody else's file can't be changed; the store may still be used. */
function restrict(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}

/** An empty file that only this user reads; SQLite gives its log the same rights. */
export function beginFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}
