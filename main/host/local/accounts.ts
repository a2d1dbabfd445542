import type { SessionUser } from '#contracts/session.ts';
import type { Role } from '#domain/records/common.ts';
import type { Connection } from '../storage/driver.ts';

export type Account = SessionUser & { readonly verifier: string | null };

export type AccountStore = {
  readonly find: (login: string) => Account | null;
  /** Logins that can sign in here without the server, the latest first. */
  readonly knownLogins: () => readonly string[];
  readonly save: (account: Account, signedInAt: string | null) => void;
  /** The server said this login is no longer let in. */
  readonly forget: (login: string) => void;
};

/** Who signed in on this device, with the roles the server named last. */
export const createAccountStore = (connection: Connection): AccountStore => ({
  find: (login) => {
    const row = connection
      .prepare('SELECT login, person, name, roles, teams, verifier FROM local_accounts WHERE login = ?')
      .get([login]);
    if (row === undefined) return null;
    return {
      login: String(row[0]),
      personId: String(row[1]),
      name: String(row[2]),
      roles: JSON.parse(String(row[3])) as Role[],
      teamIds: JSON.parse(String(row[4])) as string[],
      verifier: row[5] === null ? null : String(row[5]),
    };
  },
  knownLogins: () =>
    connection
      .prepare('SELECT login FROM local_accounts WHERE verifier IS NOT NULL ORDER BY signed_in_at DESC')
      .all([])
      .map((row) => String(row[0])),
  save: (account, signedInAt) => {
    connection
      .prepare(
        `INSERT INTO local_accounts (login, person, name, roles, teams, verifier, signed_in_at) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (login) DO UPDATE SET person = excluded.person, name = excluded.name, roles = excluded.roles,
           teams = excluded.teams, verifier = excluded.verifier,
           signed_in_at = coalesce(excluded.signed_in_at, local_accounts.signed_in_at)`,
      )
      .run([
        account.login,
        account.personId,
        account.name,
        JSON.stringify(account.roles),
        JSON.stringify(account.teamIds),
        account.verifier,
        signedInAt,
      ]);
  },
  forget: (login) => {
    connection.prepare('DELETE FROM local_accounts WHERE login = ?').run([login]);
  },
});
