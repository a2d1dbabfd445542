import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { type Connection, openConnection } from './driver.ts';
import { isDamage, type StoreResult, storeErrorFrom, storeFailure } from './errors.ts';

/**
 * One process writes a profile. The lock is a held SQLite transaction on a small file beside the store: the
 * operating system drops it with the process, however it ends, so there is no stale lock to clean up and no
 * process number that may have been given to someone else. The holder's number is kept inside for the message.
 */
export type StoreLock = { readonly release: () => Promise<void> };

export const lockPath = (path: string): string => `${path}.lock`;

/** Takes the lock or says which process holds it (`details.pid`). Never waits. */
export function takeLock(path: string): StoreResult<StoreLock> {
  const file = lockPath(path);
  try {
    return { ok: true, value: { release: held(file).close } };
  } catch (error) {
    const named = storeErrorFrom(error, path);
    if (named === undefined) throw error;
    if (named.code !== 'locked') return { ok: false, error: named };
    const pid = holderOf(file);
    return storeFailure('locked', path, { pid }, 'store.in_use');
  }
}

/** The lock holds nothing of worth, so one that is no lock any more is made anew: a process that holds one has a sound file. */
function held(file: string): Connection {
  try {
    return heldAsItIs(file);
  } catch (error) {
    if (!isDamage(error)) throw error;
    rmSync(file);
    if (existsSync(`${file}-journal`)) rmSync(`${file}-journal`);
    return heldAsItIs(file);
  }
}

function heldAsItIs(file: string): Connection {
  closeSync(openSync(file, 'a', 0o600));
  const connection = openConnection(file);
  try {
    noteHolder(connection);
    connection.exec('BEGIN IMMEDIATE');
    return connection;
  } catch (error) {
    void connection.close();
    throw error;
  }
}

/** The number is for a message only: on a full disk the lock is held without. */
function noteHolder(connection: Connection): void {
  try {
    connection.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER)');
    connection.transaction(() =>
      connection.exec(`DELETE FROM holder; INSERT INTO holder VALUES (${process.pid});`),
    );
  } catch (error) {
    if (storeErrorFrom(error, connection.path)?.code !== 'disk-full') throw error;
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
