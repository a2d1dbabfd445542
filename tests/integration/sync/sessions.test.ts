import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import {
  type Central,
  newCentral,
  newProfileDir,
  openConsole,
  openSynced,
  passwordOf,
  settle,
} from './world.ts';

let server: ServerProcess;
let central: Central;
let proxy: TcpProxy;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(5);
  proxy = await startTcpProxy(server.url);
});
afterAll(async () => {
  await proxy.close();
  await server.stop();
});

const userPath = (login: string): string => `/_users/org.couchdb.user:${server.named(login)}`;
const makeUser = async (login: string, password: string, roles: readonly string[]): Promise<void> => {
  const old = await central.admin('GET', userPath(login));
  const made = await central.admin('PUT', userPath(login), {
    ...(old.status === 200 ? { _rev: old.body._rev } : {}),
    type: 'user',
    name: server.named(login),
    password,
    roles: ['deskhand-member', 'person:person-sd-1', ...roles],
    // Whoever could edit their own account would be the lead by it.
    personId: 'person-lead-1',
  });
  expect(made.status).toBe(201);
};
const failure = (code: string) => ({ ok: false, error: { code } });

test('signing in without the server works after the first time, with the right password', async () => {
  await proxy.set('down');
  const desk = await openConsole(central, { url: proxy.url });
  expect(await desk.signIn('anna.sd')).toMatchObject(failure('never_signed_in_here'));
  await proxy.set('up');
  expect(await desk.signIn('anna.sd')).toMatchObject({ ok: true, data: { offline: false } });
  await settle(desk);
  await desk.run('session.signOut');
  expect((await desk.status()).phase).toBe('none');
  await proxy.set('down');
  expect(await desk.signIn('anna.sd', 'wrong')).toMatchObject(failure('wrong_password'));
  expect(await desk.signIn('anna.sd')).toMatchObject({ ok: true, data: { offline: true } });
  await desk.until((status) => status.phase === 'offline');

  // Work goes on, and is sent as soon as the server is back.
  const made = await desk.run('incidents.create', { title: 'made without a network' });
  expect((await desk.status()).pending).toBe(1);
  await proxy.set('up');
  await desk.until((status) => status.phase === 'online' && status.pending === 0);
  expect((await central.records('tickets')).get(made.id)?.title).toBe('made without a network');
  await desk.close();
});

test('a removed account gets in neither online nor, once the server said so, offline', async () => {
  await makeUser('temp.one', 'temp-password', ['service-desk']);
  const desk = await openConsole(central, { url: proxy.url });
  expect(await desk.signIn('temp.one', 'temp-password')).toMatchObject({ ok: true });
  await desk.run('session.signOut');
  const account = await central.admin('GET', userPath('temp.one'));
  await central.admin('DELETE', `${userPath('temp.one')}?rev=${account.body._rev}`);

  // A mistyped password does not take the right to work offline away.
  expect(await desk.signIn('temp.one', 'mistyped')).toMatchObject(failure('wrong_password'));
  await proxy.set('down');
  expect(await desk.signIn('temp.one', 'temp-password')).toMatchObject({ ok: true, data: { offline: true } });
  await desk.run('session.signOut');
  await proxy.set('up');
  expect(await desk.signIn('temp.one', 'temp-password')).toMatchObject(failure('wrong_password'));
  await proxy.set('down');
  expect(await desk.signIn('temp.one', 'temp-password')).toMatchObject(failure('never_signed_in_here'));
  await proxy.set('up');
  await desk.close();
});

test('an offline sign-in that the server refuses later is told so once, and is not tried again and again', async () => {
  await makeUser('temp.two', 'first-password', ['service-desk']);
  const desk = await openConsole(central, { url: proxy.url });
  expect(await desk.signIn('temp.two', 'first-password')).toMatchObject({ ok: true });
  await settle(desk);
  await desk.run('session.signOut');
  await proxy.set('down');
  expect(await desk.signIn('temp.two', 'first-password')).toMatchObject({
    ok: true,
    data: { offline: true },
  });
  const made = await desk.run('incidents.create', { title: 'made with the old password' });
  await makeUser('temp.two', 'second-password', ['service-desk']);
  await proxy.set('up');
  await desk.until((status) => status.phase === 'refused');
  expect(await desk.status()).toMatchObject({ phase: 'refused', nextRetryAt: null, pending: 1 });
  expect(await desk.settled()).toMatchObject(failure('refused'));
  await desk.run('session.signOut');
  expect(await desk.signIn('temp.two', 'second-password')).toMatchObject({ ok: true });
  await settle(desk);
  expect((await central.records('tickets')).has(made.id)).toBe(true);
  await desk.close();
});

test('a locked console takes the password that was changed on the server, and the sync goes on with it', async () => {
  await makeUser('temp.four', 'first-password', ['service-desk']);
  const desk = await openConsole(central, { url: proxy.url });
  await desk.signIn('temp.four', 'first-password');
  await settle(desk);
  const unlock = (password: string) => desk.tryRun('session.unlock', { password });
  const lock = () => desk.run('session.lock');

  // Without a line the password of last time opens, whatever was changed meanwhile.
  await lock();
  await proxy.set('down');
  await desk.until((status) => status.phase === 'offline');
  await makeUser('temp.four', 'second-password', ['service-desk']);
  expect(await unlock('second-password')).toMatchObject({
    error: { code: 'wrong_password', reason: 'session.wrong_own_password' },
  });
  expect(await unlock('first-password')).toEqual({ ok: true, data: null });
  const made = await desk.run('incidents.create', { title: 'made before the change was known' });

  await lock();
  await proxy.set('up');
  await desk.until((status) => status.phase === 'refused');
  expect(await unlock('first-password')).toMatchObject(failure('wrong_password'));
  await proxy.set('down');
  expect(await unlock('second-password')).toMatchObject(failure('password_unknown_here'));
  await proxy.set('up');
  expect(await unlock('second-password')).toEqual({ ok: true, data: null });
  await settle(desk);
  expect((await central.records('tickets')).has(made.id)).toBe(true);

  // The new one counts without the server, too, and the old one no more.
  await lock();
  await proxy.set('down');
  await desk.until((status) => status.phase === 'offline');
  expect(await unlock('first-password')).toMatchObject(failure('wrong_password'));
  expect(await unlock('second-password')).toEqual({ ok: true, data: null });
  await proxy.set('up');
  await desk.until((status) => status.phase === 'online');
  await desk.close();
});

test('an online console locked after a change of the password does not open with the old one', async () => {
  await makeUser('temp.five', 'first-password', ['service-desk']);
  const desk = await openConsole(central, { url: proxy.url });
  await desk.signIn('temp.five', 'first-password');
  await settle(desk);
  await desk.run('session.lock');
  await makeUser('temp.five', 'second-password', ['service-desk', 'team-lead']);
  expect(await desk.tryRun('session.unlock', { password: 'first-password' })).toMatchObject(
    failure('wrong_password'),
  );
  expect(await desk.tryRun('session.unlock', { password: 'second-password' })).toEqual({
    ok: true,
    data: null,
  });
  expect(await desk.user()).toMatchObject({ roles: ['service-desk', 'team-lead'] });
  await settle(desk);
  await desk.close();
});

const HOUR_MS = 3_600_000;

test('after three wrong passwords the next try has to wait, also in a console started anew', async () => {
  const profileDir = newProfileDir();
  const first = await openConsole(central, { url: proxy.url, profileDir });
  await first.signIn('anna.sd');
  await settle(first);
  await first.run('session.signOut');
  await proxy.set('down');
  const tries = await Promise.all(['a', 'b', 'c', 'd'].map((guess) => first.signIn('anna.sd', guess)));
  expect(tries).toMatchObject([
    ...Array.from({ length: 3 }, () => failure('wrong_password')),
    { ok: false, error: { code: 'too_many_tries', details: { count: 1 } } },
  ]);
  await first.close();
  // A clock that was set back leaves the whole pause, however long this machine takes.
  const second = await openConsole(central, { url: proxy.url, profileDir, clockShiftMs: -HOUR_MS });
  expect(await second.signIn('anna.sd')).toMatchObject(failure('too_many_tries'));
  await second.setClock(HOUR_MS);
  expect(await second.signIn('anna.sd', 'e')).toMatchObject(failure('wrong_password'));
  await second.setClock(0);
  expect(await second.signIn('anna.sd')).toMatchObject(failure('too_many_tries'));
  await second.setClock(2 * HOUR_MS);
  expect(await second.signIn('anna.sd')).toMatchObject({ ok: true });
  await second.run('session.signOut');
  expect(await second.signIn('anna.sd', 'f')).toMatchObject(failure('wrong_password'));
  expect(await second.signIn('anna.sd')).toMatchObject({ ok: true });
  await proxy.set('up');
  await second.close();
});

test('an account that the server has locked is told as that, and its work is sent when it is open again', async () => {
  await makeUser('temp.six', 'right-password', ['service-desk']);
  const known = await openConsole(central, { url: proxy.url });
  await known.signIn('temp.six', 'right-password');
  await settle(known);
  await known.run('session.signOut');
  const guess = { name: server.named('temp.six'), password: 'guess' };
  for (let i = 0; i < 5; i += 1) await central.admin('POST', '/_session', guess);

  const fresh = await openConsole(central, { url: proxy.url });
  expect(await fresh.signIn('temp.six', 'right-password')).toMatchObject(failure('locked_out'));
  await fresh.close();
  // Where the password was right before, work goes on without the server.
  expect(await known.signIn('temp.six', 'right-password')).toMatchObject({ data: { offline: true } });
  expect(await known.signIn('temp.six', 'wrong')).toMatchObject(failure('wrong_password'));
  await known.until((status) => status.phase === 'offline');
  // The sync page says why, in the words of the sign-in.
  expect((await known.status()).collections[0]?.lastError).toBe('session.locked_out');
  const { id } = await known.run('incidents.create', { title: 'while locked' });
  await makeUser('temp.six', 'right-password', ['service-desk']);
  await known.run('sync.now');
  // A CouchDB learns of the changed account a moment later, and the console looks again by itself.
  await known.until((status) => status.phase === 'online');
  await settle(known);
  expect((await central.records('tickets')).has(id)).toBe(true);
  await known.close();
});

test('roles, teams and name of the signed-in user follow the server', async () => {
  await makeUser('temp.three', 'temp-password', ['field', 'team:team-service-desk']);
  const desk = await openConsole(central, { url: proxy.url });
  await desk.signIn('temp.three', 'temp-password');
  await settle(desk);
  const who = { personId: 'person-sd-1', roles: ['field'], teamIds: ['team-service-desk'] };
  expect(await desk.user()).toMatchObject(who);

  const directory = central.nameOf('directory');
  const person = (await central.admin('GET', `/${directory}/person-sd-1`)).body;
  const renamed = { ...person, name: 'Anna Sommer', teamIds: ['team-server'] };
  expect((await central.admin('PUT', `/${directory}/person-sd-1`, renamed)).status).toBe(201);
  await desk.untilTrue(async () => (await desk.user())?.name === 'Anna Sommer');
  // What the directory says of teams counts when whoever manages accounts has brought it there.
  expect(await desk.user()).toMatchObject(who);

  const teamIds = ['team-service-desk', 'team-network'];
  const teams = teamIds.map((id) => `team:${id}`);
  await makeUser('temp.three', 'temp-password', ['field', 'team-lead', ...teams]);
  await proxy.set('down');
  await desk.until((status) => status.phase === 'offline');
  await proxy.set('up');
  await desk.untilTrue(async () => (await desk.user())?.roles.length === 2);
  await desk.run('session.signOut');
  await proxy.set('down');
  expect(await desk.signIn('temp.three', 'temp-password')).toMatchObject({
    data: { user: { roles: ['field', 'team-lead'], teamIds } },
  });
  await proxy.set('up');
  await desk.close();
});

test('signing out ends the sync, and another server starts from its own checkpoint', async () => {
  const other = await newCentral(server);
  const desk = await openSynced(central, 'anna.sd', { url: proxy.url });
  const made = await desk.run('incidents.create', { title: 'for the first server' });
  await settle(desk);
  await desk.run('session.signOut');
  expect(await desk.status()).toMatchObject({ phase: 'none', collections: [] });
  const there = { url: proxy.url, prefix: other.prefix };
  await desk.run('session.setServer', { ...there, password: passwordOf('anna.sd') });
  await desk.signIn('ada.admin');
  await settle(desk);
  expect((await other.records('tickets')).get(made.id)?.title).toBe('for the first server');

  await desk.run('session.signOut');
  const back = { url: proxy.url, prefix: central.prefix };
  await desk.run('session.setServer', { ...back, password: passwordOf('ada.admin') });
  await desk.signIn('anna.sd');
  const again = await desk.run('incidents.create', { title: 'for the first server again' });
  await settle(desk);
  expect((await central.records('tickets')).has(again.id)).toBe(true);
  expect(await desk.records('tickets')).toEqual(await central.records('tickets'));
  await desk.close();
});

test('settled tells why it can not be now', async () => {
  await proxy.set('down');
  const desk = await openConsole(central, { url: proxy.url });
  expect(await desk.settled()).toMatchObject(failure('offline'));
  await proxy.set('up');
  await desk.signIn('anna.sd');
  await settle(desk);
  await desk.run('session.signOut');
  await proxy.set('down');
  await desk.signIn('anna.sd');
  expect(await desk.settled()).toMatchObject(failure('offline'));
  await proxy.set('up');
  await desk.until((status) => status.phase === 'online');
  expect(await desk.settled()).toEqual({ ok: true, data: null });
  await desk.run('sync.setPaused', { paused: true });
  expect(await desk.settled()).toMatchObject(failure('paused'));
  await desk.close();
});

test('a device whose clock is wrong writes the time of the server', async () => {
  const desk = await openSynced(central, 'anna.sd', { url: proxy.url, clockShiftMs: 3 * HOUR_MS });
  const made = await desk.run('incidents.create', { title: 'three hours ahead' });
  expect(Math.abs(Date.parse(made.createdAt) - Date.now())).toBeLessThan(60_000);
  const status = await desk.status();
  expect(status.clockOffsetMs).toBeLessThan(-3 * HOUR_MS + 60_000);
  // Windows count by the server's time what the sync tells of itself, too.
  expect(Math.abs(Date.parse(status.lastContactAt ?? '') - Date.now())).toBeLessThan(60_000);
  await proxy.set('down');
  await desk.until(({ phase, nextRetryAt }) => phase === 'offline' && nextRetryAt !== null);
  const { nextRetryAt } = await desk.status();
  expect(nextRetryAt === null || Math.abs(Date.parse(nextRetryAt) - Date.now()) < 120_000).toBe(true);
  await proxy.set('up');
  await desk.close();
});
