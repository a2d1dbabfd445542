import type { ReplyError } from '#contracts/define.ts';
import type { SqlError } from '../storage/driver.ts';
import { type StoreErrorCode, StoreFailure, storeErrorFrom } from '../storage/errors.ts';

/**
 * What a command or query that met a failing store is answered with. `locked` has a code of its own here: a locked console is something
 * else.
 */
const CODES: Readonly<Record<StoreErrorCode, string>> = {
  'disk-full': 'disk-full',
  damaged: 'damaged',
  unreadable: 'unreadable',
  locked: 'store-locked',
  'wrong-key': 'wrong-key',
  'newer-version': 'newer-version',
};

/** A StoreFailure, or what SQLite threw at a table of this device itself. */
const isOfTheStore = (thrown: unknown): boolean =>
  thrown instanceof StoreFailure || String((thrown as SqlError).code ?? '').startsWith('SQLITE_');

/** The named error for what a failing store threw; null for everything else. */
export const storeTrouble = (thrown: unknown): ReplyError | null => {
  if (!(thrown instanceof Error) || !isOfTheStore(thrown)) return null;
  const error = storeErrorFrom(thrown, '');
  if (error === undefined) return null;
  return { ...error, code: CODES[error.code] };
};
