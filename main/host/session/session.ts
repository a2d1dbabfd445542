import type { Reply } from '#contracts/define.ts';
import type { Resume } from '#contracts/host-process.ts';
import { LANGUAGES, type Language } from '#contracts/language.ts';
import { type SessionStatus, type SessionUser, START_PAGES, type StartPage } from '#contracts/session.ts';
import type { Actor, Id, Role } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import { fail } from '#domain/records/result.ts';
import type { ChangeBus } from '../kernel/change-bus.ts';
import type { HostClock } from '../kernel/clock.ts';
import type { Device } from '../kernel/numbers.ts';
import { type AccountStore, makeVerifier, verifyPassword } from '../local/accounts.ts';
import type { LocalValues } from '../local/values.ts';
import type { AuthOutcome, SyncControl, SyncTarget } from '../sync/sync-control.ts';
import type { SampleAccounts } from './sample-accounts.ts';

export type Session =
  | { readonly state: 'signed_out' }
  | { readonly state: 'signed_in' | 'locked'; readonly user: SessionUser; readonly actor: Actor };

type CheckedSignIn = { readonly user: SessionUser; readonly offline: boolean };

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
  readonly setStartPage: (personId: Id, page: StartPage | null) => void;
  /** Kept for the person on this device. */
  readonly setLanguage: (personId: Id, language: Language | null) => void;
  readonly setServer: (url: string | null, prefix: string) => Promise<void>;
  /** What the server says about the signed-in user, whenever it lets them in again. */
  readonly noteRoles: (login: string, roles: readonly Role[]) => void;
  /** The server refuses the password that was right here before: it must not open this device offline any more. */
  readonly noteRefused: (login: string) => void;
  /** After a crash: the same person goes on, checked against what this device knows of them. False when it knows nothing. */
  readonly resume: (from: Resume) => Promise<boolean>;
  /** For the CLI, whose caller holds the store's key: acts as a known account without a password. */
  readonly actAs: (login: string) => Reply<SessionUser>;
};

export type SessionParts = {
  readonly accounts: AccountStore;
  readonly values: LocalValues;
  readonly device: Device;
  readonly clock: HostClock;
  readonly bus: ChangeBus;
  readonly sync: SyncControl;
  readonly samples: SampleAccounts;
  /** Told whenever what `resume` would need changes; null after signing out. */
  readonly onResumable: (resume: Resume | null) => void;
  /** The person's entry in the directory as it is here now. */
  readonly findPerson: (id: Id) => Promise<{ readonly name: string; readonly teamIds: readonly Id[] } | null>;
};

const SERVER_URL = 'server.url';
const SERVER_PREFIX = 'server.prefix';
const startPageKey = (personId: Id): string => `start-page.${personId}`;
const languageKey = (personId: Id): string => `language.${personId}`;
const DEFAULT_PREFIX = 'deskhand';

const passwordUnknownHere = (): Reply<never> => fail('password_unknown_here', 'session.password_changed');

export const createSession = (parts: SessionParts): SessionService => {
  const { accounts, values, device, clock, bus, sync, samples } = parts;
  let session: Session = { state: 'signed_out' };
  let credentials: Pick<Resume, 'login' | 'password'> | null = null;

  const enter = (user: SessionUser, state: 'signed_in' | 'locked'): void => {
    session = {
      state,
      user,
      actor: { personId: user.personId, roles: user.roles, teamIds: user.teamIds, deviceId: device.id },
    };
    bus.touch('session');
    if (credentials !== null) parts.onResumable({ ...credentials, locked: state === 'locked' });
  };

  /** The user became somebody else in the eyes of the company: what they may do changes at once, also offline. */
  const refresh = (news: Partial<SessionUser>): void => {
    if (session.state === 'signed_out') return;
    const user: SessionUser = { ...session.user, ...news };
    if (sameValue(user, session.user)) return;
    const account = accounts.find(user.login);
    if (account !== null) accounts.save({ ...user, verifier: account.verifier }, null);
    enter(user, session.state);
  };

  bus.listen((area) => {
    if (area !== 'directory' || session.state === 'signed_out') return;
    const { personId } = session.user;
    void parts.findPerson(personId).then((person) => {
      if (person === null || session.state === 'signed_out' || session.user.personId !== personId) return;
      refresh({ name: person.name, teamIds: person.teamIds });
    });
  });

  /** A page that only another version knows counts as none chosen. */
  const startPageOf = (personId: Id): StartPage | null =>
    START_PAGES.find((page) => page === values.get(startPageKey(personId))) ?? null;

  const languageOf = (personId: Id): Language | null =>
    LANGUAGES.find((language) => language === values.get(languageKey(personId))) ?? null;

  /** Keeps a choice, or forgets it for null. */
  const keep = (key: string, value: string | null): void => {
    if (value === null) values.remove(key);
    else values.set(key, value);
    bus.touch('session');
  };

  const targetFor = (login: string, password: string): SyncTarget | null => {
    const url = values.get(SERVER_URL);
    return url === null
      ? null
      : { url, prefix: values.get(SERVER_PREFIX) ?? DEFAULT_PREFIX, login, password };
  };

  const acceptFromServer = async (
    login: string,
    outcome: Extract<AuthOutcome, { kind: 'accepted' }>,
    verifier: Promise<string>,
  ): Promise<SessionUser> => {
    const user: SessionUser = {
      login,
      personId: outcome.personId,
      name: outcome.name,
      roles: outcome.roles,
      teamIds: outcome.teamIds,
    };
    accounts.save({ ...user, verifier: await verifier }, clock.now());
    return user;
  };

  const knowsPassword = async (login: string, password: string): Promise<boolean> => {
    const verifier = accounts.find(login)?.verifier;
    return verifier != null && verifyPassword(password, verifier);
  };

  const isHere = (login: string): boolean => session.state !== 'signed_out' && session.user.login === login;

  const signInOffline = async (login: string, password: string): Promise<Reply<SessionUser>> => {
    const account = accounts.find(login);
    if (account === null || account.verifier === null) {
      return fail('never_signed_in_here', 'session.unknown_here');
    }
    if (!(await verifyPassword(password, account.verifier))) {
      return fail('wrong_password', 'session.wrong_password');
    }
    const { verifier: _, ...user } = account;
    return { ok: true, data: user };
  };

  /**
   * Whose password this is: by the server's word where it answers, else by what was right here last. A password the server accepts is the
   * one that counts without it from then on.
   */
  const check = async (
    login: string,
    password: string,
    target: SyncTarget | null,
  ): Promise<Reply<CheckedSignIn>> => {
    const withoutServer = async (): Promise<Reply<CheckedSignIn>> => {
      const known = await signInOffline(login, password);
      return known.ok ? { ok: true, data: { user: known.data, offline: true } } : known;
    };
    if (target === null) return withoutServer();
    // Made slow on purpose, so it is made while the server is asked.
    const verifier = makeVerifier(password);
    const outcome = await sync.authenticate(target);
    if (outcome.kind === 'refused') {
      // The right password of last time, and the server says no: this person must not get in offline later either. A
      // mistyped password must not take that away from somebody.
      if (await knowsPassword(login, password)) accounts.forget(login);
      return fail('wrong_password', 'session.wrong_password');
    }
    if (outcome.kind === 'accepted') {
      if (outcome.roles.length === 0) return fail('no_role', 'session.no_role');
      return { ok: true, data: { user: await acceptFromServer(login, outcome, verifier), offline: false } };
    }
    return withoutServer();
  };

  return {
    current: () => session,
    status: async () => ({
      state: session.state,
      user: session.state === 'signed_out' ? null : session.user,
      language: session.state === 'signed_out' ? null : languageOf(session.user.personId),
      startPage: session.state === 'signed_out' ? null : startPageOf(session.user.personId),
      serverUrl: values.get(SERVER_URL),
      prefix: values.get(SERVER_PREFIX) ?? DEFAULT_PREFIX,
      deviceCode: device.code(),
      knownLogins: accounts.knownLogins(),
      sampleAccounts: samples(values.get(SERVER_URL)),
    }),
    signIn: async (login, password) => {
      const target = targetFor(login, password);
      const checked = await check(login, password, target);
      if (!checked.ok) return checked;
      credentials = { login, password };
      enter(checked.data.user, 'signed_in');
      if (target !== null) sync.start(target);
      return checked;
    },
    signOut: async () => {
      session = { state: 'signed_out' };
      credentials = null;
      parts.onResumable(null);
      bus.touch('session');
      await sync.stop();
    },
    lock: () => {
      if (session.state === 'signed_in') enter(session.user, 'locked');
    },
    unlock: async (password) => {
      if (session.state === 'signed_out') return fail('signed_out', 'session.sign_in');
      const { login } = session.user;
      const target = targetFor(login, password);
      const { phase } = sync.status();
      // Without a line there is nobody to ask, and waiting until that is certain would keep the user out for seconds.
      const isCutOff = phase === 'offline' && (await knowsPassword(login, password));
      const checked = await check(login, password, isCutOff ? null : target);
      // Signed out, or somebody else signed in, while the server was asked.
      if (!isHere(login)) return fail('signed_out', 'session.sign_in');
      if (!checked.ok) return checked.error.code === 'never_signed_in_here' ? passwordUnknownHere() : checked;
      const isNew = credentials?.password !== password || phase === 'refused';
      credentials = { login, password };
      enter(checked.data.user, 'signed_in');
      if (isNew && target !== null) sync.start(target);
      return { ok: true, data: null };
    },
    setStartPage: (personId, page) => keep(startPageKey(personId), page),
    setLanguage: (personId, language) => keep(languageKey(personId), language),
    setServer: async (url, prefix) => {
      await sync.stop();
      if (url === null) values.remove(SERVER_URL);
      else values.set(SERVER_URL, url.replace(/\/+$/, ''));
      values.set(SERVER_PREFIX, prefix);
      bus.touch('session');
    },
    resume: async ({ login, password, locked }) => {
      const known = await signInOffline(login, password);
      if (!known.ok) return false;
      credentials = { login, password };
      enter(known.data, locked ? 'locked' : 'signed_in');
      const target = targetFor(login, password);
      if (target !== null) sync.start(target);
      return true;
    },
    noteRoles: (login, roles) => {
      if (session.state !== 'signed_out' && session.user.login === login) refresh({ roles });
    },
    noteRefused: (login) => accounts.forget(login),
    actAs: (login) => {
      const account = accounts.find(login);
      if (account === null)
        return fail('unknown_user', 'session.unknown_user', { login, known: accounts.knownLogins() });
      const { verifier: _, ...user } = account;
      enter(user, 'signed_in');
      return { ok: true, data: user };
    },
  };
};
