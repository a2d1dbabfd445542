import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdminAccount } from './accounts.ts';

/** What the server keeps beside its databases: who it is, and the key its session cookies are signed with. */
type ServerIdentity = { readonly uuid: string; readonly cookieSecret: string };

export const newIdentity = (): ServerIdentity => ({
  uuid: randomUUID().replaceAll('-', ''),
  cookieSecret: randomBytes(32).toString('hex'),
});

export const newAdmin = (): AdminAccount => ({
  user: 'admin',
  password: randomBytes(18).toString('base64url'),
});

const adminFile = (dataDir: string): string => join(dataDir, 'admin.json');

/** The identity kept in the folder, made on first use. */
export function loadIdentity(dataDir: string): ServerIdentity {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'server.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ServerIdentity;
  const identity = newIdentity();
  writeSecret(file, identity);
  return identity;
}

/** The admin account kept in the folder, null before the first start. */
export function loadAdmin(dataDir: string): AdminAccount | null {
  if (!existsSync(adminFile(dataDir))) return null;
  const { user, password } = JSON.parse(readFileSync(adminFile(dataDir), 'utf8')) as AdminAccount;
  return { user, password };
}

/** Writes `admin.json`: where the server answers and the account that administers it. Only the owner may read it. */
export function saveAdmin(dataDir: string, url: string, admin: AdminAccount): void {
  writeSecret(adminFile(dataDir), { url, user: admin.user, password: admin.password });
}

// Written beside and renamed, so that a crash can't leave half a password file.
function writeSecret(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
