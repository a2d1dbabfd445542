import { beforeEach, expect, test, vi } from 'vitest';
import type { Account, AccountStore } from '#main/host/local/accounts.ts';
import { isOutdated, makeVerifier, verifyPassword } from '#main/host/local/verifier.ts';
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

/** What a process leaves that is killed at once after somebody was let in. */
const killed = async (work: () => Promise<unknown>, idle: () => Promise<void>): Promise<void> => {
  await work();
  const left = new Map(known);
  await idle();
  known = left;
};

test('a process killed before the hash is made leaves an account that is unknown here, not one with a wrong password', async () => {
  const { check, idle } = passwords();
  await killed(() => check('anna', 'right', TARGET, false), idle);
  expect(await passwords().check('anna', 'right', null, true)).toMatchObject({
    error: { code: 'never_signed_in_here' },
  });
});

test('a hash that is only made anew at today’s cost counts until then, also in the store that a killed process leaves', async () => {
  const outdated = await makeVerifier('right', { N: 2 ** 14, r: 8, p: 1 });
  known.set('anna', { ...ANNA, roles: ['service-desk'], verifier: outdated });
  const { check, idle } = passwords();
  await killed(() => check('anna', 'right', TARGET, false), idle);
  expect(await passwords().check('anna', 'right', null, true)).toMatchObject({ ok: true });
  await passwords().check('anna', 'right', TARGET, false);
  await idle();
  expect(isOutdated(known.get('anna')?.verifier ?? '')).toBe(false);
});

test('of a password that was changed on the server the former one counts no more, whatever was killed meanwhile', async () => {
  const first = passwords();
  await first.check('anna', 'right', TARGET, false);
  await first.idle();
  const { check, idle } = passwords();
  await killed(() => check('anna', 'new', { ...TARGET, password: 'new' }, false), idle);
  expect(await passwords().check('anna', 'right', null, true)).toMatchObject({ ok: false });
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
