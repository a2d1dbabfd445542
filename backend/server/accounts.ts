import type { Database } from './database.ts';
import { HttpError } from './http-error.ts';
import { makeLockout } from './lockout.ts';
import { makePasswordChecker, noPassword, type PasswordFields, sameText } from './passwords.ts';
import type { Doc } from './pouch.ts';
import type { UserContext } from './security.ts';
import { readSession, signSession } from './session-cookie.ts';

export type AdminAccount = { readonly user: string; readonly password: string };

type SessionCheck =
  | { readonly kind: 'valid'; readonly user: UserContext; readonly renewed: string | null }
  | { readonly kind: 'expired' }
  | { readonly kind: 'malformed' };

/** Who is who: the generated admin, and the documents in `_users`. */
export type Accounts = {
  /**
   * `peer` is the address of who asks.
   * @throws HttpError 401 when name or password is wrong, 403 for a while after too many wrong ones
   */
  logIn(name: string, password: string, peer: string): Promise<UserContext>;
  /** A fresh session cookie's value for somebody who has just proven a password. */
  issue(name: string): Promise<string>;
  /** Judges a cookie; `renewed` is a new value when a tenth of its life is over, as CouchDB does. */
  check(cookie: string): Promise<SessionCheck>;
  readonly sessionSeconds: number;
};

const LOCKED = 'Account is temporarily locked due to multiple authentication failures';
const incorrect = (): HttpError => new HttpError(401, 'unauthorized', 'Name or password is incorrect.');

export const userDocId = (name: string): string => `org.couchdb.user:${name}`;

export function makeAccounts(options: {
  readonly users: Database;
  readonly admin: AdminAccount;
  readonly secret: string;
  readonly sessionSeconds: number;
  readonly now: () => number;
}): Accounts {
  const { users, admin, secret, sessionSeconds, now } = options;
  const passwordMatches = makePasswordChecker();
  const lockout = makeLockout(now);
  const nobody = noPassword();
  const lifeMs = sessionSeconds * 1000;

  const find = async (
    name: string,
  ): Promise<{ user: UserContext; salt: string; fields: PasswordFields | null } | null> => {
    if (name === admin.user) return { user: { name, roles: ['_admin'] }, salt: admin.password, fields: null };
    const doc = await users.pouch.get(userDocId(name)).catch(() => null);
    if (!doc || typeof doc.derived_key !== 'string') return null;
    const fields = doc as Doc & PasswordFields;
    return { user: { name, roles: doc.roles as readonly string[] }, salt: fields.salt, fields };
  };

  const issue = async (name: string): Promise<string> =>
    signSession(name, now(), (await find(name))?.salt ?? '', secret);

  return {
    sessionSeconds,
    issue,
    logIn: async (name, password, peer) => {
      const found = await find(name);
      if (found === null) {
        // As long as for somebody who exists, or the time would tell who does.
        await passwordMatches(password, nobody);
        throw incorrect();
      }
      if (lockout.isLocked(peer, name, found.salt)) throw new HttpError(403, 'forbidden', LOCKED);
      const right = found.fields
        ? await passwordMatches(password, found.fields)
        : sameText(password, admin.password);
      if (right) return found.user;
      lockout.noteFailure(peer, name, found.salt);
      throw incorrect();
    },
    check: async (cookie) => {
      const session = readSession(cookie);
      if (!session) return { kind: 'malformed' };
      const found = await find(session.name);
      const ageMs = now() - session.issuedAtMs;
      if (!found || ageMs >= lifeMs || !session.isSignedWith(found.salt, secret)) return { kind: 'expired' };
      return {
        kind: 'valid',
        user: found.user,
        renewed: ageMs > lifeMs / 10 ? await issue(session.name) : null,
      };
    },
  };
}
