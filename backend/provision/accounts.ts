import { isDeepStrictEqual } from 'node:util';
import { MEMBER_ROLE } from '#backend/databases/definitions.ts';
import type { Role } from '#domain/records/common.ts';
import type { CouchAdmin } from './couch-client.ts';
import { expect, type Outcome } from './steps.ts';

/** An account to make. `personId` links it to the person in the directory; the worker has none. */
export type AccountDefinition = {
  readonly login: string;
  readonly password: string;
  readonly roles: readonly Role[];
  readonly personId: string | null;
};

/**
 * Makes the account, or brings roles and person of an existing one up to date. The password of an existing account is
 * never touched: its owner may have changed it.
 */
export async function ensureAccount(admin: CouchAdmin, account: AccountDefinition): Promise<Outcome> {
  const path = `/_users/${encodeURIComponent(`org.couchdb.user:${account.login}`)}`;
  const current = await admin.request('GET', path);
  if (current.status !== 200 && current.status !== 404) expect(current, `read the account ${account.login}`);
  const wanted = { roles: [MEMBER_ROLE, ...account.roles], personId: account.personId };
  if (current.status === 404) {
    const { login: name, password } = account;
    expect(
      await admin.request('PUT', path, { type: 'user', name, password, ...wanted }),
      `create the account ${name}`,
    );
    return 'created';
  }
  const { roles, personId = null } = current.body;
  if (isDeepStrictEqual({ roles, personId }, wanted)) return 'unchanged';
  expect(
    await admin.request('PUT', path, { ...current.body, ...wanted }),
    `update the account ${account.login}`,
  );
  return 'updated';
}
