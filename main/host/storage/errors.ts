import { type Details, type Failure, failure, type Reason, type Result } from '#domain/records/result.ts';
import type { SqlError } from './driver.ts';

/**
 * Why a store can't be opened or written. The console has words and a safe offer for each:
 * - wrong-key: the key check beside the file says so for certain; nothing is damaged
 * - damaged: the file is not (or no longer) a readable store
 * - newer-version: written by a newer Deskhand; update, don't touch
 * - disk-full: nothing was lost; free space and try again
 * - unreadable: missing rights, a folder in its place, a medium that fails
 * - locked: another process has this profile open
 */
export type StoreErrorCode =
  | 'wrong-key'
  | 'damaged'
  | 'newer-version'
  | 'disk-full'
  | 'unreadable'
  | 'locked';

export type StoreError = Failure<StoreErrorCode>;
export type StoreResult<T> = Result<T, StoreErrorCode>;

/** The sentence for each, where nothing closer is known. */
const REASON_OF = {
  'wrong-key': 'store.wrong_key',
  damaged: 'store.damaged',
  'newer-version': 'store.newer',
  'disk-full': 'store.full',
  unreadable: 'store.unreadable',
  locked: 'store.busy',
} as const satisfies Readonly<Record<StoreErrorCode, Reason>>;

export function storeFailure(
  code: StoreErrorCode,
  path: string,
  details: Details = {},
  reason: Reason = REASON_OF[code],
): { readonly ok: false; readonly error: StoreError } {
  return { ok: false, error: failure(code, reason, { ...details, path }) };
}

/** Thrown by a write or read that met a StoreError after opening (a full disk, a page gone bad). */
export class StoreFailure extends Error {
  readonly storeError: StoreError;
  constructor(storeError: StoreError, cause: unknown) {
    super(`${storeError.code} ${JSON.stringify(storeError.details ?? {})}`, { cause });
    this.name = 'StoreFailure';
    this.storeError = storeError;
  }
}

const byNodeCode: Readonly<Record<string, StoreErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'unreadable',
  EPERM: 'unreadable',
  EEXIST: 'unreadable',
  EISDIR: 'unreadable',
  ELOOP: 'unreadable',
  ENAMETOOLONG: 'unreadable',
  ENOTDIR: 'unreadable',
  EROFS: 'unreadable',
  EIO: 'unreadable',
};

/** SQLite's primary result codes: libsql has no name for some extended ones, such as that of an index that lacks a row. */
const bySqliteNumber: Readonly<Record<number, StoreErrorCode>> = {
  3: 'unreadable',
  5: 'locked',
  6: 'locked',
  8: 'unreadable',
  10: 'unreadable',
  11: 'damaged',
  13: 'disk-full',
  14: 'unreadable',
  23: 'unreadable',
  26: 'damaged',
};

function codeOf(error: SqlError): StoreErrorCode | undefined {
  const code = error.code ?? '';
  if (code in byNodeCode) return byNodeCode[code];
  const byNumber = bySqliteNumber[(error.rawCode ?? 0) & 0xff];
  if (byNumber !== undefined) return byNumber;
  if (code.startsWith('SQLITE_FULL')) return 'disk-full';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'locked';
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) return 'damaged';
  if (/^SQLITE_(CANTOPEN|READONLY|IOERR|PERM|AUTH)/.test(code)) return 'unreadable';
  // libsql reports a failed open without a code: ConnectionFailed("... : 14"), 14 being SQLITE_CANTOPEN.
  if (/Unable to open connection/.test(String(error.message))) return 'unreadable';
  return undefined;
}

/** The named error for what SQLite or the file system threw; undefined when it is none of them (a bug). */
export function storeErrorFrom(thrown: unknown, path: string): StoreError | undefined {
  if (thrown instanceof StoreFailure) return thrown.storeError;
  if (!(thrown instanceof Error)) return undefined;
  const code = codeOf(thrown as SqlError);
  if (code === undefined) return undefined;
  return storeFailure(code, path, { cause: thrown.message }).error;
}

/** Whether SQLite came upon bytes that can't be right. */
export const isDamage = (thrown: unknown): boolean => thrown instanceof Error && codeOf(thrown) === 'damaged';

/** Runs `work`; what SQLite throws and has a name comes out as StoreFailure. */
export function namingStoreErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const named = storeErrorFrom(error, path);
    throw named === undefined || error instanceof StoreFailure ? error : new StoreFailure(named, error);
  }
}
