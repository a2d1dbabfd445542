import { openConnection } from './driver.ts';
import { type StoreResult, storeErrorFrom, storeFailure } from './errors.ts';

/**
 * One process writes a profile. The lock is a held SQLite transaction on a small file beside the store: the
 * operating system drops it with the process, however it ends, so there is no stale lock to clean up and no
 * process number that may have been given to someone else. The holder's number is kept inside for the message.
 */
export type StoreLock = { readonly release: () => Promise<void> };

const lockPath = (path: string): string => `${path}.lock`;

/** Takes the lock or says which process holds it (`details.pid`). Never waits. */
export function takeLock(path: string): StoreResult<StoreLock> {
  const file = lockPath(path);
  try {
    const connection = openConnection(file);
    try {
      connection.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER)');
      connection.exec(
        `BEGIN IMMEDIATE; DELETE FROM holder; INSERT INTO holder VALUES (${process.pid}); COMMIT;`,
      );
      connection.exec('BEGIN IMMEDIATE');
    } catch (error) {
      void connection.close();
      throw error;
    }
    return { ok: true, value: { release: connection.close } };
  } catch (error) {
    const named = storeErrorFrom(error, path);
    if (named === undefined) throw error;
    if (named.code !== 'locked') return { ok: false, error: named };
    const pid = holderOf(file);
    return storeFailure('locked', path, { pid }, 'store.in_use');
  }
}

function holderOf(file: string): number {
  const connection = openConnection(file);
  try {
    return Number(connection.prepare('SELECT pid FROM holder').get([])?.[0] ?? 0);
  } finally {
    void connection.close();
  }
}
