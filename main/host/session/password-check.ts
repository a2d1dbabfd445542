import type { Reply } from '#contracts/define.ts';
import type { SessionUser } from '#contracts/session.ts';
import { createFairQueue } from '#domain/records/fair-queue.ts';
import { fail } from '#domain/records/result.ts';
import type { HostClock } from '../kernel/clock.ts';
import type { Account, AccountStore } from '../local/accounts.ts';
import { isOutdated, makeVerifier, verifyPassword } from '../local/verifier.ts';
import type { AuthOutcome, SyncControl, SyncTarget } from '../sync/sync-control.ts';
import type { Belonging } from './belonging.ts';
import type { GuessCount } from './guesses.ts';
import { serverIdOf } from './server-choice.ts';

/** Whose password it was, and whether the server had no part in saying so. */
export type CheckedSignIn = { readonly user: SessionUser; readonly offline: boolean };

const lockedOut = (): Reply<never> => fail('locked_out', 'session.locked_out');
const wrongPassword = (): Reply<never> => fail('wrong_password', 'session.wrong_password');

/** Most of a check is waiting for the server; hashes are made one at a time anyway. */
const CHECKS = { atOnce: 4, perLane: 3, inAll: 20 } as const;

type PasswordCheckParts = {
  readonly guesses: GuessCount;
  readonly accounts: AccountStore;
  readonly clock: Pick<HostClock, 'now'>;
  readonly belonging: Pick<Belonging, 'isSpokenFor' | 'note'>;
  readonly authenticate: SyncControl['authenticate'];
  readonly log: (level: 'warn', message: string, error: unknown) => void;
};

/** What this device itself makes of a login and a password. */
type Known =
  | { readonly is: 'unknown' | 'wrong' }
  | { readonly is: 'right'; readonly user: SessionUser; readonly verifier: string };

export type PasswordCheck = {
  /**
   * Whose password this is: by the server's word where it answers, else by what was right here last. A password the server accepts is the
   * one that counts without it from then on. Without a target nobody is asked. After some wrong ones the next try has to wait.
   */
  readonly check: (
    login: string,
    password: string,
    target: SyncTarget | null,
    /** There is no line to the server, as far as is known: it is asked only about what is not right here. */
    isCutOff: boolean,
  ) => Promise<Reply<CheckedSignIn>>;
  /** By what was right here last alone. */
  readonly checkHere: (login: string, password: string) => Promise<Reply<SessionUser>>;
  /** Resolves when every password that was let in can be checked here. */
  readonly idle: () => Promise<void>;
};

/** Of an account whose password was let in and is being hashed: no password is right by it. A killed process leaves it behind. */
const IN_THE_MAKING = 'in the making';

/** What a password is compared with; null: there is nothing. */
const verifierOf = (account: Account | null): string | null =>
  account === null || account.verifier === IN_THE_MAKING ? null : account.verifier;

/** Keeps what the server let in for the time without it. Hashes are slow on purpose, and nobody who is let in waits for one. */
const createKeeping = ({ accounts, log }: Pick<PasswordCheckParts, 'accounts' | 'log'>) => {
  const making = new Map<string, Promise<void>>();
  return {
    /** What is being made of this login's password is kept when this resolves. */
    kept: async (login: string): Promise<void> => making.get(login),
    /** `former`: the same password is right by it. */
    keep: (user: SessionUser, verifier: Promise<string>, former: string | null, signedInAt: string): void => {
      const { login } = user;
      accounts.save({ ...user, verifier: former ?? IN_THE_MAKING }, signedInAt);
      const kept: Promise<void> = verifier
        .then((made) => {
          const account = accounts.find(login);
          // Forgotten meanwhile, or let in with another password.
          if (account !== null && making.get(login) === kept)
            accounts.save({ ...account, verifier: made }, null);
        })
        .catch((error) => log('warn', `the password of ${login} can't be checked here`, error))
        .finally(() => {
          if (making.get(login) === kept) making.delete(login);
        });
      making.set(login, kept);
    },
    idle: async (): Promise<void> => void (await Promise.all(making.values())),
  };
};

export const createPasswordCheck = ({
  accounts,
  clock,
  guesses,
  belonging,
  authenticate,
  log,
}: PasswordCheckParts): PasswordCheck => {
  const keeping = createKeeping({ accounts, log });
  /** Hashed once for each check: it is dear. */
  const knownHere = async (login: string, password: string): Promise<Known> => {
    await keeping.kept(login);
    const account = accounts.find(login);
    const verifier = verifierOf(account);
    if (account === null || verifier === null) return { is: 'unknown' };
    if (!(await verifyPassword(password, verifier))) return { is: 'wrong' };
    const { verifier: _, ...user } = account;
    return { is: 'right', user, verifier };
  };

  const reply = async (known: Known, password: string): Promise<Reply<SessionUser>> => {
    if (known.is !== 'right') {
      return known.is === 'wrong' ? wrongPassword() : fail('never_signed_in_here', 'session.unknown_here');
    }
    const { user, verifier } = known;
    // Made by an earlier version at less cost: whoever finds the file should not find it easier than today's.
    if (isOutdated(verifier)) accounts.save({ ...user, verifier: await makeVerifier(password) }, null);
    return { ok: true, data: user };
  };

  const checkHere: PasswordCheck['checkHere'] = async (login, password) =>
    reply(await knownHere(login, password), password);

  const accept = (
    login: string,
    { kind: _, ...who }: Extract<AuthOutcome, { kind: 'accepted' }>,
    server: string,
    known: Known,
    makeAnew: () => Promise<string>,
  ): Reply<CheckedSignIn> => {
    if (who.roles.length === 0) return fail('no_role', 'session.no_role');
    const user: SessionUser = { login, ...who };
    const former = known.is === 'right' ? known.verifier : null;
    if (former !== null && !isOutdated(former)) accounts.save({ ...user, verifier: former }, clock.now());
    else keeping.keep(user, makeAnew(), former, clock.now());
    belonging.note(login, server);
    return { ok: true, data: { user, offline: false } };
  };

  const ask: PasswordCheck['check'] = async (login, password, target, isCutOff) => {
    // Slow on purpose, so both are begun before the server is asked: one of them is needed.
    const isNew = target !== null && verifierOf(accounts.find(login)) === null;
    const made = isNew ? makeVerifier(password) : null;
    const asked = knownHere(login, password);
    // Who waits for them is told; nobody may.
    for (const begun of [made, asked]) begun?.catch(() => {});
    // Without a line there is nobody to ask, and waiting until that is certain would keep the user out for seconds.
    const isTrusted = isCutOff && (await asked).is === 'right';
    const outcome = target === null || isTrusted ? null : await authenticate(target);
    const known = await asked;
    // Another server than the one that made this person known here: only who knows the password of then is the same person.
    const server = target === null ? '' : serverIdOf(target);
    const isSpokenFor = belonging.isSpokenFor(login, server);
    if (outcome?.kind === 'accepted') {
      if (!isSpokenFor && known.is !== 'right')
        return fail('other_server', 'session.other_server', { login });
      return accept(login, outcome, server, known, () => made ?? makeVerifier(password));
    }
    if (outcome?.kind === 'refused') {
      // The right password of last time, and the server says no: this person must not get in offline later either. A
      // mistyped password must not take that away from somebody.
      if (known.is === 'right' && isSpokenFor) accounts.forget(login);
      return wrongPassword();
    }
    const here = await reply(known, password);
    if (here.ok) return { ok: true, data: { user: here.data, offline: true } };
    // Not "never signed in here": who waits a while gets in.
    return outcome?.kind === 'locked' && known.is === 'unknown' ? lockedOut() : here;
  };

  const braked: PasswordCheck['check'] = async (login, password, target, isCutOff) => {
    const count = guesses.secondsToWait(login);
    if (count > 0) return fail('too_many_tries', 'session.wait', { count });
    const checked = await ask(login, password, target, isCutOff);
    if (checked.ok) guesses.noteRight(login);
    else if (checked.error.code === 'wrong_password') guesses.noteWrong(login);
    return checked;
  };

  // Of one login one after the other, or many tries sent at once would all be looked at before the first is counted; and logins in turns.
  const queue = createFairQueue(CHECKS);
  const check: PasswordCheck['check'] = async (login, password, target, isCutOff) => {
    const checked = await queue.run('', login, () => braked(login, password, target, isCutOff));
    return checked?.value ?? fail('too_many_tries', 'session.wait', { count: 1 });
  };

  return { check, checkHere, idle: keeping.idle };
};
