import { createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const pbkdf2Async = promisify(pbkdf2);

const ITERATIONS = 100_000;
const KEY_BYTES = 32;
/** How many proven passwords are remembered, so that basic authentication does not cost a derivation per request. */
const REMEMBERED = 1000;

/** The fields CouchDB 3 writes in place of `password` in a user document. */
export type PasswordFields = {
  readonly password_scheme: 'pbkdf2';
  readonly pbkdf2_prf: 'sha256';
  readonly salt: string;
  readonly iterations: number;
  readonly derived_key: string;
};

/** PBKDF2-SHA256 with a fresh salt, in CouchDB 3.4's fields. */
export async function hashPassword(password: string): Promise<PasswordFields> {
  const salt = randomBytes(16).toString('hex');
  const key = await pbkdf2Async(password, salt, ITERATIONS, KEY_BYTES, 'sha256');
  return {
    password_scheme: 'pbkdf2',
    pbkdf2_prf: 'sha256',
    salt,
    iterations: ITERATIONS,
    derived_key: key.toString('hex'),
  };
}

/** What no password matches, as slow to check as any. */
export const noPassword = (): PasswordFields => ({
  password_scheme: 'pbkdf2',
  pbkdf2_prf: 'sha256',
  salt: randomBytes(16).toString('hex'),
  iterations: ITERATIONS,
  derived_key: randomBytes(KEY_BYTES).toString('hex'),
});

/** Compares without telling by its duration where two texts differ. */
export function sameText(a: string, b: string): boolean {
  const key = randomBytes(16);
  const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Checks passwords against user documents; a password proven once is remembered (as an HMAC) until its salt changes. */
export function makePasswordChecker(): (password: string, fields: PasswordFields) => Promise<boolean> {
  const memoryKey = randomBytes(32);
  const proven = new Set<string>();
  return async (password, fields) => {
    const mark = createHmac('sha256', memoryKey)
      .update(`${fields.salt}:${fields.derived_key}:${password}`)
      .digest('base64');
    if (proven.has(mark)) return true;
    const expected = Buffer.from(fields.derived_key, 'hex');
    const key = await pbkdf2Async(
      password,
      fields.salt,
      fields.iterations,
      expected.length,
      fields.pbkdf2_prf,
    );
    if (!timingSafeEqual(key, expected)) return false;
    if (proven.size >= REMEMBERED) proven.clear();
    proven.add(mark);
    return true;
  };
}
