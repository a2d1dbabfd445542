import { isDeepStrictEqual } from 'node:util';
import { MEMBER_ROLE } from '#backend/databases/definitions.ts';
import { type Identity, identityRoles } from '#domain/permissions/identity.ts';
import type { CouchAdmin } from './couch-client.ts';
import { expect, type Outcome } from './steps.ts';

/** An account to make, with what it carries of its person in the directory; the worker has none. */
export type AccountDefinition = Identity & { readonly login: string; readonly password: string };

const pathOf = (login: string): string => `/_users/${encodeURIComponent(`org.couchdb.user:${login}`)}`;

/** Writes an account's roles where they differ. A person that an older Deskhand kept in a field of its own goes: its owner could edit that. */
export async function keepRoles(
  admin: CouchAdmin,
  account: Readonly<Record<string, unknown>>,
  roles: readonly string[],
): Promise<Outcome> {
  const { personId, ...kept } = account;
  if (personId === undefined && isDeepStrictEqual(kept.roles, roles)) return 'unchanged';
  const login = String(account.name);
  expect(await admin.request('PUT', pathOf(login), { ...kept, roles }), `update the account ${login}`);
  return 'updated';
}

/**
 * Makes the account, or brings the roles of an existing one up to date. The password of an existing account is
 * never touched: its owner may have changed it.
 */
export async function ensureAccount(admin: CouchAdmin, account: AccountDefinition): Promise<Outcome> {
  const { login: name, password } = account;
  const current = await admin.request('GET', pathOf(name));
  if (current.status !== 200 && current.status !== 404) expect(current, `read the account ${name}`);
  const roles = [MEMBER_ROLE, ...account.roles, ...identityRoles(account)];
  if (current.status === 200) return keepRoles(admin, current.body, roles);
  const made = { type: 'user', name, password, roles };
  expect(await admin.request('PUT', pathOf(name), made), `create the account ${name}`);
  return 'created';
}
