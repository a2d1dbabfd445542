import { expect, test } from 'vitest';
import type { Account } from '#main/host/local/accounts.ts';
import { createSession, type SessionParts } from '#main/host/session/session.ts';
import type { AuthOutcome, SyncTarget } from '#main/host/sync/sync-control.ts';

/** A device whose server answers a sign-in only when the test says so. */
const device = () => {
  const kept = new Map([['server.url', 'https://first.example']]);
  const accounts = new Map<string, Account>();
  const started: string[] = [];
  let answer: (outcome: AuthOutcome) => void = () => {};
  const session = createSession({
    values: {
      get: (key: string) => kept.get(key) ?? null,
      set: (key: string, value: string) => void kept.set(key, value),
      remove: (key: string) => void kept.delete(key),
    },
    accounts: {
      find: (login: string) => accounts.get(login) ?? null,
      knownLogins: () => [...accounts.keys()],
      save: (account: Account) => void accounts.set(account.login, account),
      forget: (login: string) => void accounts.delete(login),
    },
    device: { id: 'device', code: () => 'AAA' },
    clock: { now: () => '2026-01-01T00:00:00.000Z' },
    bus: { touch: () => {}, listen: () => () => {} },
    sync: {
      authenticate: () =>
        new Promise<AuthOutcome>((resolve) => {
          answer = resolve;
        }),
      start: ({ url }: SyncTarget) => void started.push(url),
      stop: async () => {},
      status: () => ({ phase: 'online' }),
    },
    samples: () => [],
    onResumable: () => {},
    findPerson: async () => null,
    // As much of a host as a sign-in takes.
  } as unknown as SessionParts);
  const accepted = { roles: ['service-desk'], personId: 'person-anna', teamIds: [], name: 'Anna' } as const;
  return { session, kept, started, letIn: () => answer({ kind: 'accepted', ...accepted }) };
};

test('a server that is chosen while the one before lets somebody in does not speak for them, and gets nobody’s sync', async () => {
  const { session, kept, letIn, started } = device();
  const signingIn = session.signIn('anna', 'a password');
  expect(await session.setServer({ url: 'https://rogue.example', prefix: 'deskhand' })).toMatchObject({
    ok: true,
  });
  letIn();
  expect(await signingIn).toMatchObject({ ok: false, error: { code: 'server_changed' } });
  expect(kept.get('session.server.anna')).toBe('https://first.example|deskhand');
  expect(session.current().state).toBe('signed_out');
  expect(started).toEqual([]);
});

test('who locks the screen while a password is looked at finds it locked', async () => {
  const { session, letIn } = device();
  const signingIn = session.signIn('anna', 'a password');
  session.lock();
  letIn();
  expect(await signingIn).toMatchObject({ ok: true });
  expect(session.current().state).toBe('locked');

  const unlocking = session.unlock('a password');
  session.lock();
  letIn();
  expect(await unlocking).toMatchObject({ ok: false, error: { code: 'locked' } });
  expect(session.current().state).toBe('locked');
});
