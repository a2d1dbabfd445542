import type { Reply } from '#contracts/define.ts';
import type { Resume } from '#contracts/host-process.ts';
import type { Language } from '#contracts/language.ts';
import { isReadableOnTheWay } from '#contracts/server-address.ts';
import type { KeptTab, SessionStatus, SessionUser } from '#contracts/session.ts';
import type { Id } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import type { ChangeBus } from '../kernel/change-bus.ts';
import type { HostClock } from '../kernel/clock.ts';
import type { Device } from '../kernel/numbers.ts';
import type { AccountStore } from '../local/accounts.ts';
import type { LocalValues } from '../local/values.ts';
import type { SignedIn, SyncControl, SyncTarget } from '../sync/sync-control.ts';
import { createBelonging } from './belonging.ts';
import { createCurrentSession, type Session } from './current-session.ts';
import { guessCount } from './guesses.ts';
import { type CheckedSignIn, createPasswordCheck } from './password-check.ts';
import { personalChoices } from './personal-choices.ts';
import { type SampleAccounts, serverChoice } from './server-choice.ts';

export type SessionService = {
  readonly current: () => Session;
  readonly status: () => Promise<SessionStatus>;
  readonly signIn: (login: string, password: string) => Promise<Reply<CheckedSignIn>>;
  readonly signOut: () => Promise<void>;
  readonly lock: () => void;
  /**
   * Asks the server while there is a line to it, so that a password changed there counts at once, also for the sync and without a
   * network; without a line the password that was right here last.
   */
  readonly unlock: (password: string) => Promise<Reply<null>>;
  /** Kept for the person on this device. */
  readonly setStartPage: (personId: Id, page: string | null) => void;
  readonly tabs: (personId: Id) => readonly KeptTab[];
  readonly keepTabs: (personId: Id, tabs: readonly KeptTab[]) => void;
  readonly setDefaultView: (personId: Id, list: string, view: string | null) => void;
  /** Kept for the person on this device. */
  readonly setLanguage: (personId: Id, language: Language | null) => void;
  /**
   * Another server for this profile. A profile that somebody uses takes the password of who signed in last, and an address that is readable on
   * the way an explicit yes. Errors: `password_needed` (`details.login`), `wrong_password`, `too_many_tries`, `insecure_address`, `server_kept`.
   */
  readonly setServer: (choice: ServerChoice) => Promise<Reply<null>>;
  /** What the server says about the signed-in user, whenever it lets them in again. */
  readonly noteSignedIn: (login: string, who: SignedIn) => void;
  /** The server refuses the password that was right here before: it must not open this device offline any more. */
  readonly noteRefused: (login: string) => void;
  /** Resolves when all that is kept of the sign-ins so far is written. */
  readonly idle: () => Promise<void>;
  /** After a crash: the same person goes on, checked against what this device knows of them. False when it knows nothing. */
  readonly resume: (from: Resume) => Promise<boolean>;
  /**
   * For the CLI, without a server: whoever holds the store's key is not by that the person who speaks, so the account's password is asked for.
   * Null: none was given, which only an account without one takes.
   */
  readonly actAs: (login: string, password: string | null) => Promise<Reply<SessionUser>>;
};

export type ServerChoice = {
  readonly url: string | null;
  readonly prefix: string;
  readonly password?: string | undefined;
  /** Passwords and records may travel readably. */
  readonly insecure?: boolean | undefined;
};

export type SessionParts = {
  readonly accounts: AccountStore;
  readonly values: LocalValues;
  readonly device: Device;
  readonly clock: HostClock;
  readonly bus: ChangeBus;
  readonly log: (level: 'warn', message: string, error: unknown) => void;
  readonly sync: SyncControl;
  readonly samples: SampleAccounts;
  /** Told whenever what `resume` would need changes; null after signing out. */
  readonly onResumable: (resume: Resume | null) => void;
  /** The person's entry in the directory as it is here now. */
  readonly findPerson: (id: Id) => Promise<{ readonly name: string } | null>;
};

const signInFirst = (): Reply<never> => fail('signed_out', 'session.sign_in');
const serverChanged = (): Reply<never> => fail('server_changed', 'session.server_changed');
/** Of somebody whose name was not typed, only the password can be wrong. */
const ofKnownPerson = (refused: Reply<never>): Reply<never> =>
  !refused.ok && refused.error.reason === 'session.wrong_password'
    ? fail('wrong_password', 'session.wrong_own_password')
    : refused;
const passwordUnknownHere = (): Reply<never> => fail('password_unknown_here', 'session.password_changed');

type Current = ReturnType<typeof createCurrentSession>;

/** The name follows the person's entry in the directory. Teams don't: they decide about rights, so they are what the account carries. */
const followDirectory = (current: Current, { bus, findPerson }: SessionParts): void => {
  bus.listen((area) => {
    const personId = current.user()?.personId;
    if (area !== 'directory' || personId === undefined) return;
    void findPerson(personId).then((person) => {
      if (person === null || current.user()?.personId !== personId) return;
      current.learn({ name: person.name });
    });
  });
};

type Entrances = Pick<SessionService, 'signIn' | 'unlock' | 'resume' | 'actAs' | 'noteRefused' | 'idle'> & {
  /** Null when this is the password of who may change the server. */
  readonly checkGuardian: (password: string | undefined) => Promise<Reply<never> | null>;
};

/** The ways in: each checks who it is, lets them in and starts the sync with what was right. */
const createEntrances = (
  parts: SessionParts,
  current: Current,
  server: ReturnType<typeof serverChoice>,
): Entrances => {
  const { accounts, sync } = parts;
  const guesses = guessCount(parts.values, Date.now);
  const belonging = createBelonging(parts.values, accounts, server.id());
  const passwords = createPasswordCheck({ ...parts, guesses, belonging, authenticate: sync.authenticate });

  const startSync = (target: SyncTarget | null): void => {
    if (target !== null) sync.start(target);
  };

  /** To be called before a password is looked at, which takes seconds; tells what happened meanwhile. */
  const meanwhile = () => {
    const asked = { server: server.id(), locks: current.lockCount() };
    return {
      isSameServer: (): boolean => server.id() === asked.server,
      /** The lid was closed meanwhile: who comes back finds it locked. */
      isLocked: (): boolean => current.lockCount() !== asked.locks,
    };
  };

  const unlock = async (user: SessionUser, password: string): Promise<Reply<null>> => {
    const { login } = user;
    const since = meanwhile();
    const { phase } = sync.status();
    const target = server.targetFor(login, password);
    const checked = await passwords.check(login, password, target, phase === 'offline');
    // Signed out, or somebody else signed in, while the server was asked.
    if (current.user()?.login !== login) return signInFirst();
    if (!checked.ok)
      return checked.error.code === 'never_signed_in_here' ? passwordUnknownHere() : ofKnownPerson(checked);
    if (!since.isSameServer()) return serverChanged();
    if (since.isLocked()) return fail('locked', 'session.locked');
    const isNew = current.password() !== password || phase === 'refused';
    current.enter(checked.data.user, password);
    if (isNew) startSync(target);
    return { ok: true, data: null };
  };

  return {
    signIn: async (login, password) => {
      const since = meanwhile();
      const target = server.targetFor(login, password);
      const checked = await passwords.check(login, password, target, false);
      if (!checked.ok) return checked;
      if (!since.isSameServer()) return serverChanged();
      current.enter(checked.data.user, password, since.isLocked() ? 'locked' : 'signed_in');
      startSync(target);
      return checked;
    },
    unlock: async (password) => {
      const user = current.user();
      return user === null ? signInFirst() : unlock(user, password);
    },
    idle: passwords.idle,
    noteRefused: (login) => {
      if (belonging.isSpokenFor(login, server.id())) accounts.forget(login);
    },
    checkGuardian: async (password) => {
      const login = belonging.guardian();
      if (login === null) return belonging.isOrphaned() ? fail('server_kept', 'session.server_kept') : null;
      if (password === undefined) {
        return fail('password_needed', 'session.server_password', { login });
      }
      const checked = await passwords.check(login, password, null, true);
      return checked.ok ? null : ofKnownPerson(checked);
    },
    resume: async ({ login, password, locked }) => {
      const known = await passwords.checkHere(login, password);
      if (!known.ok) return false;
      current.enter(known.data, password, locked ? 'locked' : 'signed_in');
      startSync(server.targetFor(login, password));
      return true;
    },
    actAs: async (login, password) => {
      const account = accounts.find(login);
      if (account === null)
        return fail('unknown_user', 'session.unknown_user', { login, known: accounts.knownLogins() });
      if (account.verifier !== null) {
        if (password === null) return fail('password_needed', 'session.password_needed', { login });
        const checked = await passwords.check(login, password, null, false);
        if (!checked.ok) return checked;
      }
      const { verifier: _, ...user } = account;
      current.enter(user, null);
      return { ok: true, data: user };
    },
  };
};

export const createSession = (parts: SessionParts): SessionService => {
  const { accounts, values, device, bus, sync, samples } = parts;
  const current = createCurrentSession(parts);
  const server = serverChoice(values);
  const choices = personalChoices(values, () => bus.touch('session'));
  const entrances = createEntrances(parts, current, server);
  followDirectory(current, parts);
  const { checkGuardian: _, ...open } = entrances;

  return {
    ...open,
    current: current.now,
    status: async () => {
      const user = current.user();
      return {
        state: current.now().state,
        user,
        language: user === null ? null : choices.language(user.personId),
        startPage: user === null ? null : choices.startPage(user.personId),
        defaultViews: user === null ? {} : choices.defaultViews(user.personId),
        serverUrl: server.url(),
        prefix: server.prefix(),
        serverGuardian: accounts.knownLogins()[0] ?? null,
        deviceCode: device.code(),
        knownLogins: accounts.knownLogins(),
        sampleAccounts: samples(server.url()),
      };
    },
    signOut: async () => {
      current.leave();
      await sync.stop();
    },
    lock: current.lock,
    setStartPage: choices.setStartPage,
    setDefaultView: choices.setDefaultView,
    tabs: choices.tabs,
    keepTabs: choices.keepTabs,
    setLanguage: choices.setLanguage,
    setServer: async ({ url, prefix, password, insecure }) => {
      if (server.isChosen(url, prefix)) return { ok: true, data: null };
      if (url !== null && insecure !== true && isReadableOnTheWay(url)) {
        return fail('insecure_address', 'session.insecure_address');
      }
      const refused = await entrances.checkGuardian(password);
      if (refused !== null) return refused;
      // First of all: who is being let in while the sync stops must not go on with the former one.
      server.choose(url, prefix);
      await sync.stop();
      bus.touch('session');
      return { ok: true, data: null };
    },
    noteSignedIn: (login, who) => {
      if (current.user()?.login === login) current.learn(who);
    },
  };
};
