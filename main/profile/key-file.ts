/**
 * The file that keeps the store's key, and the three ways it may be sealed. No Electron here: the keychain comes in
 * as two functions, so that the command line reads the same file and every branch is tested under plain Node.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HASH_COST, type HashCost, isBearable, slowHash } from './slow-hash.ts';
import { storePathOf } from './store-path.ts';

/** The operating system's keychain, or what stands for it. */
export type Sealer = {
  readonly seal: (text: string) => Buffer;
  /** Throws when this user on this machine can't open it. */
  readonly open: (sealed: Buffer) => string;
};

type Sealed =
  | { readonly version: 1; readonly protection: 'keychain'; readonly sealed: string }
  | {
      /** 1: at {@link FORMER_COST}, by earlier versions, which would take the passphrase of a later file for wrong. */
      readonly version: 1 | 2;
      readonly protection: 'passphrase';
      readonly cost?: HashCost;
      readonly salt: string;
      readonly iv: string;
      readonly tag: string;
      readonly sealed: string;
    }
  | { readonly version: 1; readonly protection: 'plain-file'; readonly key: string };

/** What the file holds: nothing yet, a sealed key, or something that can't be read. */
export type KeyFile =
  | { readonly state: 'none' }
  | { readonly state: 'sealed'; readonly content: Sealed }
  | { readonly state: 'unreadable'; readonly detail: string };

/** What earlier versions took, whose files do not say it. */
const FORMER_COST: HashCost = { N: 2 ** 16, r: 8, p: 1 };

export const MIN_PASSPHRASE_LENGTH = 10;

/** Where a profile keeps its key. */
export function keyFileOf(profileDir: string): string {
  return join(profileDir, 'key.json');
}

/** A fresh key: 32 random bytes as 64 hexadecimal digits. */
export function newKey(): string {
  return randomBytes(32).toString('hex');
}

function isKey(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function derive(passphrase: string, salt: Buffer, cost: HashCost): Promise<Buffer> {
  // NFC: the same passphrase typed on macOS and on Windows must give the same bytes.
  return slowHash(passphrase.normalize('NFC'), salt, cost, 32);
}

const MEMBERS: Readonly<Record<Sealed['protection'], readonly string[]>> = {
  keychain: ['sealed'],
  passphrase: ['salt', 'iv', 'tag', 'sealed'],
  'plain-file': ['key'],
};

/** @throws what is wrong with the file */
function parseKeyFile(text: string): Sealed {
  const content: unknown = JSON.parse(text);
  if (typeof content !== 'object' || content === null) throw new Error('no key file');
  const { protection, version, cost } = content as Readonly<Record<string, unknown>>;
  const members = Object.hasOwn(MEMBERS, String(protection)) && MEMBERS[protection as Sealed['protection']];
  const isKnown = version === 1 || (version === 2 && protection === 'passphrase');
  if (!members || !isKnown) throw new Error('written by a newer Deskhand');
  const missing = members.find(
    (name) => typeof (content as Readonly<Record<string, unknown>>)[name] !== 'string',
  );
  if (missing !== undefined) throw new Error(`no ${missing} in it`);
  if (version === 2 && !isBearable(cost)) throw new Error('asks for more work than a passphrase takes');
  // Each member was looked at above.
  return content as Sealed;
}

/** More than any way of sealing a key takes. */
const MAX_BYTES = 64 * 1024;

/** @throws what stands in the file's place */
function refuseOther(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  // To begin a new key behind it would leave the store with none.
  if (found === undefined) throw new Error('a link that leads nowhere');
  // Reading a pipe waits for who writes into it.
  if (!found.isFile()) throw new Error('not a file');
  if (found.size > MAX_BYTES) throw new Error('too large for a key');
}

const hasStore = (profileDir: string): boolean =>
  ['', '-wal'].some(
    (suffix) => lstatSync(storePathOf(profileDir) + suffix, { throwIfNoEntry: false }) !== undefined,
  );

export function readKeyFile(file: string): KeyFile {
  try {
    if (lstatSync(file, { throwIfNoEntry: false }) === undefined) {
      // A new key would open nothing of what is there, and hide that the right one is missing.
      if (hasStore(dirname(file))) throw new Error('it is missing, and there is a store that it opened');
      return { state: 'none' };
    }
    refuseOther(file);
    return { state: 'sealed', content: parseKeyFile(readFileSync(file, 'utf8')) };
  } catch (error) {
    return { state: 'unreadable', detail: error instanceof Error ? error.message : String(error) };
  }
}

/** A folder that is there already may be open to others; `mkdir` leaves it so. */
function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { mode } = statSync(folder);
  // What belongs to everybody, such as /tmp, is not ours to close.
  if (process.platform !== 'win32' && (mode & 0o1077) !== 0 && (mode & 0o1000) === 0)
    chmodSync(folder, 0o700);
}

/** Writes aside and renames: a crash must never leave half a key, because the store can't be opened without it. */
function writeKeyFile(file: string, content: Sealed): void {
  makePrivateFolder(dirname(file));
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

/** Seals `key` by the keychain and keeps it in `file`. */
export function keepInKeychain(file: string, key: string, sealer: Sealer): void {
  writeKeyFile(file, { version: 1, protection: 'keychain', sealed: sealer.seal(key).toString('base64') });
}

/** Keeps `key` unsealed in `file`, readable to this user only. */
export function keepPlain(file: string, key: string): void {
  writeKeyFile(file, { version: 1, protection: 'plain-file', key });
}

/** Seals `key` by a passphrase (scrypt, AES-256-GCM) and keeps it in `file`. */
export async function keepByPassphrase(file: string, key: string, passphrase: string): Promise<void> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, HASH_COST), iv);
  const sealed = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()]);
  writeKeyFile(file, {
    version: 2,
    protection: 'passphrase',
    cost: HASH_COST,
    salt: salt.toString('base64'),
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    sealed: sealed.toString('base64'),
  });
}

/** Whether it was sealed at another cost than today's, so that it is sealed anew when the passphrase is there next. */
export function isOutdated(content: Sealed): boolean {
  if (content.protection !== 'passphrase') return false;
  const { N, r, p } = content.cost ?? FORMER_COST;
  return N !== HASH_COST.N || r !== HASH_COST.r || p !== HASH_COST.p;
}

/** Opens a key sealed by the keychain or kept plain; null when it can't be opened. */
export function openWithoutPassphrase(content: Sealed, sealer: Sealer): string | null {
  switch (content.protection) {
    case 'plain-file':
      return isKey(content.key) ? content.key : null;
    case 'keychain':
      try {
        const key = sealer.open(Buffer.from(content.sealed, 'base64'));
        return isKey(key) ? key : null;
      } catch {
        return null;
      }
    case 'passphrase':
      return null;
  }
}

/** Opens a key sealed by a passphrase; null when the passphrase is not the one. */
export async function openByPassphrase(content: Sealed, passphrase: string): Promise<string | null> {
  if (content.protection !== 'passphrase') return null;
  try {
    const { salt, iv, cost = FORMER_COST } = content;
    const secret = await derive(passphrase, Buffer.from(salt, 'base64'), cost);
    // A tag that was cut short would be easier to meet.
    const options = { authTagLength: 16 };
    const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(iv, 'base64'), options);
    decipher.setAuthTag(Buffer.from(content.tag, 'base64'));
    const opened = Buffer.concat([decipher.update(Buffer.from(content.sealed, 'base64')), decipher.final()]);
    const key = opened.toString('utf8');
    return isKey(key) ? key : null;
  } catch {
    return null;
  }
}
