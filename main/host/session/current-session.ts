import type { Resume } from '#contracts/host-process.ts';
import type { SessionUser } from '#contracts/session.ts';
import type { Actor } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import type { ChangeBus } from '../kernel/change-bus.ts';
import type { Device } from '../kernel/numbers.ts';
import type { AccountStore } from '../local/accounts.ts';

export type Session =
  | { readonly state: 'signed_out' }
  | { readonly state: 'signed_in' | 'locked'; readonly user: SessionUser; readonly actor: Actor };

type CurrentSessionParts = {
  readonly accounts: AccountStore;
  readonly device: Device;
  readonly bus: ChangeBus;
  /** Told whenever what a resumed session would need changes; null after signing out. */
  readonly onResumable: (resume: Resume | null) => void;
};

type Credentials = Pick<Resume, 'login' | 'password'>;

/**
 * Who is signed in, and what becomes of it: `enter` (signed in, or locked after a restart), `lock`, `unlock` as entering again, `leave`, and
 * `learn` what else is known of the user, which keeps the state.
 */
export const createCurrentSession = ({ accounts, device, bus, onResumable }: CurrentSessionParts) => {
  let session: Session = { state: 'signed_out' };
  /** How often a lock was asked for, also while nobody was signed in. */
  let locks = 0;
  /** In memory only; none for whoever acts without a password (the command line). */
  let credentials: Credentials | null = null;

  const become = (user: SessionUser, state: 'signed_in' | 'locked'): void => {
    session = {
      state,
      user,
      actor: { personId: user.personId, roles: user.roles, teamIds: user.teamIds, deviceId: device.id },
    };
    bus.touch('session');
    if (credentials !== null) onResumable({ ...credentials, locked: state === 'locked' });
  };

  return {
    now: (): Session => session,
    user: (): SessionUser | null => (session.state === 'signed_out' ? null : session.user),
    password: (): string | null => credentials?.password ?? null,
    enter: (
      user: SessionUser,
      password: string | null,
      state: 'signed_in' | 'locked' = 'signed_in',
    ): void => {
      if (password !== null) credentials = { login: user.login, password };
      become(user, state);
    },
    lockCount: (): number => locks,
    lock: (): void => {
      locks += 1;
      if (session.state === 'signed_in') become(session.user, 'locked');
    },
    leave: (): void => {
      session = { state: 'signed_out' };
      credentials = null;
      onResumable(null);
      bus.touch('session');
    },
    /** The user became somebody else in the eyes of the company: what they may do changes at once, also offline. */
    learn: (news: Partial<SessionUser>): void => {
      if (session.state === 'signed_out') return;
      const user: SessionUser = { ...session.user, ...news };
      if (sameValue(user, session.user)) return;
      const account = accounts.find(user.login);
      if (account !== null) accounts.save({ ...user, verifier: account.verifier }, null);
      become(user, session.state);
    },
  };
};
