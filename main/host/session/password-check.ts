import type { Reply } from '#contracts/define.ts';
import type { SessionUser } from '#contracts/session.ts';
import { fail } from '#domain/records/result.ts';
import type { HostClock } from '../kernel/clock.ts';
import { type AccountStore, makeVerifier, verifyPassword } from '../local/accounts.ts';
import type { AuthOutcome, SyncControl, SyncTarget } from '../sync/sync-control.ts';
import type { GuessCount } from './guesses.ts';

/** Whose password it was, and whether the server had no part in saying so. */
export type CheckedSignIn = { readonly user: SessionUser; readonly offline: boolean };

const lockedOut = (): Reply<never> => fail('locked_out', 'session.locked_out');
const wrongPassword = (): Reply<never> => fail('wrong_password', 'session.wrong_password');

type PasswordCheckParts = {
  readonly guesses: GuessCount;
  readonly accounts: AccountStore;
  readonly clock: Pick<HostClock, 'now'>;
  readonly authenticate: SyncControl['authenticate'];
};

export type PasswordCheck = {
  /**
   * Whose password this is: by the server's word where it answers, else by what was right here last. A password the server accepts is the
   * one that counts without it from then on. Without a target nobody is asked. After some wrong ones the next try has to wait.
   */
  readonly check: (
    login: string,
    password: string,
    target: SyncTarget | null,
  ) => Promise<Reply<CheckedSignIn>>;
  /** By what was right here last alone. */
  readonly checkHere: (login: string, password: string) => Promise<Reply<SessionUser>>;
  readonly isKnownHere: (login: string, password: string) => Promise<boolean>;
};

export const createPasswordCheck = ({
  accounts,
  clock,
  guesses,
  authenticate,
}: PasswordCheckParts): PasswordCheck => {
  const isKnownHere = async (login: string, password: string): Promise<boolean> => {
    const verifier = accounts.find(login)?.verifier;
    return verifier != null && verifyPassword(password, verifier);
  };

  const checkHere = async (login: string, password: string): Promise<Reply<SessionUser>> => {
    const account = accounts.find(login);
    if (account === null || account.verifier === null) {
      return fail('never_signed_in_here', 'session.unknown_here');
    }
    if (!(await verifyPassword(password, account.verifier))) return wrongPassword();
    const { verifier: _, ...user } = account;
    return { ok: true, data: user };
  };

  const accept = async (
    login: string,
    { kind: _, ...who }: Extract<AuthOutcome, { kind: 'accepted' }>,
    verifier: Promise<string>,
  ): Promise<Reply<CheckedSignIn>> => {
    if (who.roles.length === 0) return fail('no_role', 'session.no_role');
    const user: SessionUser = { login, ...who };
    accounts.save({ ...user, verifier: await verifier }, clock.now());
    return { ok: true, data: { user, offline: false } };
  };

  const ask: PasswordCheck['check'] = async (login, password, target) => {
    let isLocked = false;
    if (target !== null) {
      // Made slow on purpose, so it is made while the server is asked.
      const verifier = makeVerifier(password);
      const outcome = await authenticate(target);
      if (outcome.kind === 'accepted') return accept(login, outcome, verifier);
      if (outcome.kind === 'refused') {
        // The right password of last time, and the server says no: this person must not get in offline later either. A
        // mistyped password must not take that away from somebody.
        if (await isKnownHere(login, password)) accounts.forget(login);
        return wrongPassword();
      }
      isLocked = outcome.kind === 'locked';
    }
    const known = await checkHere(login, password);
    if (known.ok) return { ok: true, data: { user: known.data, offline: true } };
    // Not "never signed in here": who waits a while gets in.
    return isLocked && known.error.code === 'never_signed_in_here' ? lockedOut() : known;
  };

  const braked: PasswordCheck['check'] = async (login, password, target) => {
    const count = guesses.secondsToWait(login);
    if (count > 0) return fail('too_many_tries', 'session.wait', { count });
    const checked = await ask(login, password, target);
    if (checked.ok) guesses.noteRight(login);
    else if (checked.error.code === 'wrong_password') guesses.noteWrong(login);
    return checked;
  };

  // One after the other, or many tries sent at once would all be looked at before the first is counted.
  let last: Promise<unknown> = Promise.resolve();
  const check: PasswordCheck['check'] = (login, password, target) => {
    const next = last.then(() => braked(login, password, target));
    last = next.catch(() => {});
    return next;
  };

  return { check, checkHere, isKnownHere };
};
