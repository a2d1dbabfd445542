import { beforeEach, expect, test, vi } from 'vitest';
import type { Account, AccountStore } from '#main/host/local/accounts.ts';
import { verifyPassword } from '#main/host/local/verifier.ts';
import { createPasswordCheck } from '#main/host/session/password-check.ts';

const ANNA = { login: 'anna', personId: 'person-1', name: 'Anna', roles: ['service_desk'], teamIds: [] };
const TARGET = { url: 'http://couch.example', prefix: 'deskhand', login: 'anna', password: 'right' };

let known: Map<string, Account>;
const accounts: AccountStore = {
  find: (login) => known.get(login) ?? null,
  knownLogins: () => [...known.keys()],
  save: (account) => void known.set(account.login, account),
  forget: (login) => void known.delete(login),
};
const logged: string[] = [];
const passwords = () =>
  createPasswordCheck({
    accounts,
    clock: { now: () => '2026-05-04T08:00:00.000Z' },
    guesses: { secondsToWait: () => 0, noteRight: () => {}, noteWrong: () => {} },
    belonging: { isSpokenFor: () => true, note: () => {} },
    authenticate: async ({ password }: { readonly password: string }) =>
      ['right', 'new'].includes(password)
        ? { kind: 'accepted', ...ANNA, roles: ['service_desk'] }
        : { kind: 'refused' },
    log: (_level: string, message: string) => void logged.push(message),
  } as unknown as Parameters<typeof createPasswordCheck>[0]);
beforeEach(() => {
  known = new Map();
  logged.length = 0;
});

test('who is let in does not wait for the hash, and until it is made no password counts here', async () => {
  const { check, checkHere, idle } = passwords();
  expect(await check('anna', 'right', TARGET, false)).toMatchObject({ ok: true, data: { offline: false } });
  const half = known.get('anna')?.verifier ?? '';
  for (const password of ['right', half, '']) expect(await verifyPassword(password, half)).toBe(false);
  // Asked meanwhile, it waits for the hash.
  expect(await checkHere('anna', 'wrong')).toMatchObject({ ok: false });
  expect(await checkHere('anna', 'right')).toMatchObject({ ok: true });
  await idle();
  expect(await verifyPassword('right', known.get('anna')?.verifier ?? '')).toBe(true);
});

test('who was forgotten meanwhile stays so, and of two passwords the later one counts', async () => {
  const { check, idle } = passwords();
  await check('anna', 'right', TARGET, false);
  accounts.forget('anna');
  await idle();
  expect(known.size).toBe(0);
  await check('anna', 'right', TARGET, false);
  await check('anna', 'new', TARGET, false);
  await idle();
  expect(await verifyPassword('new', known.get('anna')?.verifier ?? '')).toBe(true);
});

test('a hash that can not be made is told, and the next sign-in with the server makes it', async () => {
  vi.doMock('#main/host/local/verifier.ts', async (original) => ({
    ...(await original<typeof import('#main/host/local/verifier.ts')>()),
    makeVerifier: () => Promise.reject(new Error('no thread')),
  }));
  vi.resetModules();
  const { createPasswordCheck: create } = await import('#main/host/session/password-check.ts');
  const failing = create({
    ...{ accounts, clock: { now: () => '2026-05-04T08:00:00.000Z' } },
    guesses: { secondsToWait: () => 0, noteRight: () => {}, noteWrong: () => {} },
    belonging: { isSpokenFor: () => true, note: () => {} },
    authenticate: async () => ({ kind: 'accepted', ...ANNA }),
    log: (_level: string, message: string) => void logged.push(message),
  } as unknown as Parameters<typeof create>[0]);
  expect(await failing.check('anna', 'right', TARGET, false)).toMatchObject({ ok: true });
  await failing.idle();
  expect(logged).toEqual(["the password of anna can't be checked here"]);
  vi.doUnmock('#main/host/local/verifier.ts');
  vi.resetModules();
  const { check, checkHere } = passwords();
  expect(await checkHere('anna', 'right')).toMatchObject({ ok: false });
  expect(await check('anna', 'right', TARGET, false)).toMatchObject({ ok: true });
  expect(await checkHere('anna', 'right')).toMatchObject({ ok: true });
});
