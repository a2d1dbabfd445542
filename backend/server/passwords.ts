import { createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const pbkdf2Async = promisify(pbkdf2);

const ITERATIONS = 100_000;
const KEY_BYTES = 32;
/** How many proven passwords are remembered, so that basic authentication does not cost a derivation per request. */
const REMEMBERED = 1000;

/** What one check may cost: CouchDB's own bounds are 1 and 10^9, and the highest would hold a thread for an hour. */
const MOST_ITERATIONS = 5_000_000;

/** CouchDB's names of the hashes, and Node's. */
const DIGESTS = {
  sha: 'sha1',
  sha224: 'sha224',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
} as const;

/** The fields CouchDB 3 writes in place of `password` in a user document. */
export type PasswordFields = {
  readonly password_scheme: 'pbkdf2';
  readonly pbkdf2_prf: keyof typeof DIGESTS;
  readonly salt: string;
  readonly iterations: number;
  readonly derived_key: string;
};

const isPrf = (value: unknown): value is keyof typeof DIGESTS =>
  typeof value === 'string' && Object.hasOwn(DIGESTS, value);

/**
 * The password of a user document, or why there is none that can be right: without salt or key every password, or an empty one, would be.
 * What is absent is what CouchDB takes it for.
 */
export function readPassword(
  doc: Readonly<Record<string, unknown>>,
): { readonly fields: PasswordFields } | { readonly refused: string | null } {
  const { password_scheme, pbkdf2_prf = 'sha', salt, iterations = 10_000, derived_key } = doc;
  const isKey = typeof derived_key === 'string' && /^([0-9a-f]{2}){16,64}$/i.test(derived_key);
  if (password_scheme !== 'pbkdf2' || !isKey || typeof salt !== 'string' || salt === '')
    return { refused: null };
  if (!isPrf(pbkdf2_prf)) return { refused: 'PRF is invalid' };
  if (typeof iterations !== 'number' || !Number.isSafeInteger(iterations)) return { refused: null };
  if (iterations < 1) return { refused: 'Iteration count is too low for this server' };
  if (iterations > MOST_ITERATIONS) return { refused: 'Iteration count is too high for this server' };
  return { fields: { password_scheme, pbkdf2_prf, salt, iterations, derived_key } };
}

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

export type PasswordChecker = {
  /** Whether it was right here before, which costs nothing to see: remembered as an HMAC until the salt changes. */
  wasRight(password: string, fields: PasswordFields): boolean;
  /** Whether it is right, at the cost of a derivation. */
  isRight(password: string, fields: PasswordFields): Promise<boolean>;
};

/** Checks passwords against user documents. */
export function makePasswordChecker(): PasswordChecker {
  const memoryKey = randomBytes(32);
  const proven = new Set<string>();
  const markOf = (password: string, fields: PasswordFields): string =>
    createHmac('sha256', memoryKey)
      .update(JSON.stringify([fields.salt, fields.derived_key, password]))
      .digest('base64');
  return {
    wasRight: (password, fields) => proven.has(markOf(password, fields)),
    isRight: async (password, fields) => {
      const { salt, iterations, derived_key, pbkdf2_prf } = fields;
      const expected = Buffer.from(derived_key, 'hex');
      const key = await pbkdf2Async(password, salt, iterations, expected.length, DIGESTS[pbkdf2_prf]);
      if (!timingSafeEqual(key, expected)) return false;
      if (proven.size >= REMEMBERED) proven.clear();
      proven.add(markOf(password, fields));
      return true;
    },
  };
}
