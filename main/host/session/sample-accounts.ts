import type { SampleAccount } from '#contracts/session.ts';
import type { Role } from '#domain/records/common.ts';
import accounts from '#resources/sample-company/accounts.json' with { type: 'json' };

/** The accounts to name on the sign-in page for a server; none unless it is the one given at start as holding the sample company. */
export type SampleAccounts = (serverUrl: string | null) => readonly SampleAccount[];

export const sampleAccountsOf =
  (sampleServerUrl: string | null): SampleAccounts =>
  (serverUrl) =>
    serverUrl === null || serverUrl !== sampleServerUrl
      ? []
      : accounts.map(({ login, password, name, roles }) => ({
          login,
          password,
          name,
          roles: roles as Role[],
        }));
