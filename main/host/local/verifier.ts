import { randomBytes, timingSafeEqual } from 'node:crypto';
import { HASH_COST, type HashCost, isBearable, slowHash } from '#main/profile/slow-hash.ts';

const KEY_LENGTH = 32;
const SALT_LENGTH = 16;

/** What earlier versions took, whose verifiers have no cost in them. */
const FORMER_COST: HashCost = { N: 2 ** 14, r: 8, p: 1 };

type Verifier = { readonly cost: HashCost; readonly salt: Buffer; readonly key: Buffer };

const hex = (bytes: number): string => `[0-9a-f]{${bytes * 2}}`;
const FORM = new RegExp(
  `^(?:scrypt:(\\d{1,9}):(\\d{1,3}):(\\d{1,3}):)?(${hex(SALT_LENGTH)}):(${hex(KEY_LENGTH)})$`,
);

/** Null for what is no verifier, or one that would cost too much to look at. */
const parse = (text: string): Verifier | null => {
  const [, N, r, p, salt = '', key = ''] = FORM.exec(text) ?? [];
  if (key === '') return null;
  const cost = N === undefined ? FORMER_COST : { N: Number(N), r: Number(r), p: Number(p) };
  if (!isBearable(cost)) return null;
  return { cost, salt: Buffer.from(salt, 'hex'), key: Buffer.from(key, 'hex') };
};

/** `scrypt:N:r:p:salt:key`; what is kept of a password so that the same person can sign in without a network. */
export const makeVerifier = async (password: string, cost: HashCost = HASH_COST): Promise<string> => {
  const salt = randomBytes(SALT_LENGTH);
  const key = await slowHash(password, salt, cost, KEY_LENGTH);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('hex'), key.toString('hex')].join(':');
};

/** False as well for what is no verifier. */
export const verifyPassword = async (password: string, verifier: string): Promise<boolean> => {
  const kept = parse(verifier);
  if (kept === null) return false;
  return timingSafeEqual(await slowHash(password, kept.salt, kept.cost, KEY_LENGTH), kept.key);
};

/** Whether it was made at another cost than today's, so that it is made anew when the password is there next. */
export const isOutdated = (verifier: string): boolean => {
  const cost = parse(verifier)?.cost;
  return cost?.N !== HASH_COST.N || cost.r !== HASH_COST.r || cost.p !== HASH_COST.p;
};
