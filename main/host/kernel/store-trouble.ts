import type { ReplyError } from '#contracts/define.ts';
import type { SqlError } from '../storage/driver.ts';
import { type StoreErrorCode, StoreFailure, storeErrorFrom } from '../storage/errors.ts';

/**
 * What a command or query that met a failing store is answered with. `locked` has a code of its own here: a locked console is something
 * else.
 */
const ANSWERS: Readonly<Record<StoreErrorCode, ReplyError>> = {
  'disk-full': {
    code: 'disk-full',
    message: 'The disk is full. What was saved before is safe; free some space, then try again.',
  },
  damaged: {
    code: 'damaged',
    message:
      'The store is damaged and could not be read. Nothing was written; start again for what can be done.',
  },
  unreadable: {
    code: 'unreadable',
    message: 'The store could not be read or written: a missing right, or a disk that fails.',
  },
  locked: {
    code: 'store-locked',
    message: 'Another process was writing into this profile. Nothing was written; try again.',
  },
  'wrong-key': { code: 'wrong-key', message: 'This is not the key of this profile.' },
  'newer-version': {
    code: 'newer-version',
    message: 'The profile was written by a newer Deskhand. Update Deskhand.',
  },
};

/** A StoreFailure, or what SQLite threw at a table of this device itself. */
const isOfTheStore = (thrown: unknown): boolean =>
  thrown instanceof StoreFailure || String((thrown as SqlError).code ?? '').startsWith('SQLITE_');

/** The named error for what a failing store threw; null for everything else. */
export const storeTrouble = (thrown: unknown): ReplyError | null => {
  if (!(thrown instanceof Error) || !isOfTheStore(thrown)) return null;
  const error = storeErrorFrom(thrown, '');
  if (error === undefined) return null;
  const answer = ANSWERS[error.code];
  return { ...answer, details: { reason: error.message } };
};
