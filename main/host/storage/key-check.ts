import { pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * A small plain file beside the store that lets us say "wrong key" for certain: SQLite itself only sees
 * pages it can't read, which a damaged header looks like too. It holds a salted derivation of the key, no slower or
 * faster to guess than the store's own (libsql's aes256cbc derives with 4,001 rounds of SHA-256).
 */
type KeyCheck = { readonly salt: string; readonly check: string };

const ROUNDS = 4096;

export const keyCheckPath = (path: string): string => `${path}.json`;

function derive(key: string, salt: string): Buffer {
  return pbkdf2Sync(key, Buffer.from(salt, 'hex'), ROUNDS, 32, 'sha256');
}

/** 'unknown' when there is no key check or it can't be read. Throws only file system errors other than absence. */
export function checkKey(path: string, key: string): 'right' | 'wrong' | 'unknown' {
  const file = keyCheckPath(path);
  if (!existsSync(file)) return 'unknown';
  let stored: Partial<KeyCheck>;
  try {
    stored = JSON.parse(readFileSync(file, 'utf8')) as Partial<KeyCheck>;
  } catch (error) {
    if (error instanceof SyntaxError) return 'unknown';
    throw error;
  }
  if (typeof stored?.salt !== 'string' || typeof stored.check !== 'string') return 'unknown';
  const expected = Buffer.from(stored.check, 'hex');
  const actual = derive(key, stored.salt);
  return expected.length === actual.length && timingSafeEqual(expected, actual) ? 'right' : 'wrong';
}

/** Writes the key check, replacing an old one in one step. */
export function writeKeyCheck(path: string, key: string): void {
  const salt = randomBytes(16).toString('hex');
  const content: KeyCheck = { salt, check: derive(key, salt).toString('hex') };
  const temporary = `${keyCheckPath(path)}.new`;
  writeFileSync(temporary, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  renameSync(temporary, keyCheckPath(path));
}
