import { createFairQueue } from '#domain/records/fair-queue.ts';
import type { Database } from './database.ts';
import { HttpError } from './http-error.ts';
import { makeLockout } from './lockout.ts';
import {
  makePasswordChecker,
  noPassword,
  type PasswordChecker,
  readPassword,
  sameText,
} from './passwords.ts';
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
   * @throws HttpError 401 when name or password is wrong, 403 for a while after too many wrong ones, 503 while more ask than can be checked
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

/** Each check holds one of the four threads of this process for a twentieth of a second; two are left to the databases. */
const CHECKS = { atOnce: 2, perLane: 10, inAll: 60 } as const;
const tooMany = (): HttpError => new HttpError(503, 'service_unavailable', 'Too many sign-ins at once.');

export const userDocId = (name: string): string => `org.couchdb.user:${name}`;

type Password = Parameters<PasswordChecker['isRight']>[1];

/** `password`: null for the admin, whose password is known as it is. */
type Found = {
  readonly user: UserContext;
  readonly salt: string;
  readonly password: ReturnType<typeof readPassword> | null;
};

export function makeAccounts(options: {
  readonly users: Database;
  readonly admin: AdminAccount;
  readonly secret: string;
  readonly sessionSeconds: number;
  readonly now: () => number;
}): Accounts {
  const { users, admin, secret, sessionSeconds, now } = options;
  const passwords = makePasswordChecker();
  const checks = createFairQueue(CHECKS);
  const lockout = makeLockout(now);
  const nobody = noPassword();
  const lifeMs = sessionSeconds * 1000;

  const find = async (name: string): Promise<Found | null> => {
    if (name === admin.user)
      return { user: { name, roles: ['_admin'] }, salt: admin.password, password: null };
    const doc = await users.pouch.get(userDocId(name)).catch(() => null);
    if (doc === null) return null;
    const password = readPassword(doc);
    if ('refused' in password && password.refused === null) return null;
    const salt = 'fields' in password ? password.fields.salt : '';
    return { user: { name, roles: doc.roles as readonly string[] }, salt, password };
  };

  /** In turns, addresses among each other and logins of one address: somebody who guesses at many keeps nobody from signing in. */
  const isRight = async (given: string, password: Password | null, peer: string, name: string) => {
    if (password !== null && passwords.wasRight(given, password)) return true;
    // As long as for somebody who exists, or the time would tell who does.
    const checked = await checks.run(peer, name, () => passwords.isRight(given, password ?? nobody));
    if (checked === null) throw tooMany();
    return checked.value;
  };

  const issue = async (name: string): Promise<string> =>
    signSession(name, now(), (await find(name))?.salt ?? '', secret);

  return {
    sessionSeconds,
    issue,
    logIn: async (name, password, peer) => {
      const found = await find(name);
      if (found === null) {
        await isRight(password, null, peer, name);
        throw incorrect();
      }
      if (found.password !== null && 'refused' in found.password)
        throw new HttpError(403, 'forbidden', String(found.password.refused));
      if (lockout.isLocked(peer, name, found.salt)) throw new HttpError(403, 'forbidden', LOCKED);
      const right =
        found.password === null
          ? sameText(password, admin.password)
          : await isRight(password, found.password.fields, peer, name);
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
