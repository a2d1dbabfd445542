import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, type Client, clientOf, type ServerProcess, startProcess } from './server-process.ts';

let server: ServerProcess;
let admin: Client;
let anonymous: Client;
const desk = (path = ''): string => `/${server.named('desk')}${path}`;
const userPath = (name: string): string => `/_users/org.couchdb.user:${server.named(name)}`;
/** Somebody who gives this password. */
const guessing = (name: string, password: string): Client =>
  clientOf(server.url, { user: server.named(name), password });

beforeAll(async () => {
  server = await startProcess();
  admin = clientOf(server.url, server.admin);
  anonymous = clientOf(server.url);
  await admin('PUT', desk());
  await admin('PUT', desk('/_security'), {
    admins: { names: [], roles: ['keeper'] },
    members: { names: [server.named('named')], roles: ['member'] },
  });
  await admin('PUT', desk('/_design/v'), { validate_doc_update: 'function (n) {}' });
  await admin('PUT', `/${server.named('closed')}`);
});
afterAll(() => server.stop());

test('nobody gets the welcome and nothing else', async () => {
  expect((await anonymous('GET', '/')).body.couchdb).toBe('Welcome');
  expect((await anonymous('GET', '/_up')).status).toBe(200);
  expect((await anonymous('GET', '/_session')).body.userCtx).toEqual({ name: null, roles: [] });
  for (const path of [
    desk(),
    desk('/_changes'),
    desk('/_all_docs'),
    desk('/a'),
    desk('/_security'),
    '/_all_dbs',
    '/_users',
  ]) {
    expect.soft([path, (await anonymous('GET', path)).status]).toEqual([path, 401]);
  }
  expect((await anonymous('POST', desk('/_bulk_docs'), { docs: [{ _id: 'a' }] })).status).toBe(401);
  expect((await anonymous('PUT', `/${server.named('another')}`)).status).toBe(401);
});

test('a wrong password is 401, a closed door is 403', async () => {
  const outsider = await addUser(server, 'outsider', ['other']);
  expect((await guessing('outsider', 'no')('GET', '/')).status).toBe(401);
  expect((await guessing('unknown', 'no')('GET', '/')).status).toBe(401);
  expect((await outsider('GET', desk())).status).toBe(403);
  expect((await outsider('PUT', `/${server.named('another')}`)).status).toBe(401);
  expect((await outsider('GET', `/${server.named('missing')}`)).status).toBe(404);
});

test('members come in by name or role, and only database admins change the design', async () => {
  const named = await addUser(server, 'named', []);
  const member = await addUser(server, 'member', ['member']);
  const keeper = await addUser(server, 'keeper', ['keeper']);
  for (const client of [named, member, keeper]) expect((await client('GET', desk())).status).toBe(200);
  for (const client of [named, member, keeper])
    expect((await client('GET', `/${server.named('closed')}`)).status).toBe(403);
  const design = { validate_doc_update: 'function () {}' };
  expect((await member('PUT', desk('/_design/mine'), design)).status).toBe(403);
  const bulk = await member('POST', desk('/_bulk_docs'), { docs: [{ _id: '_design/mine', ...design }] });
  expect(bulk.body).toEqual([{ id: '_design/mine', error: 'forbidden', reason: expect.any(String) }]);
  const opened = await member('PUT', desk('/_security'), { members: { names: ['x'], roles: [] } });
  // CouchDB answers 500 where the nodes of the database were asked and all said no.
  expect([403, 500]).toContain(opened.status);
  expect((await keeper('PUT', desk('/_design/mine'), design)).status).toBe(201);
});

/** A CouchDB remembers accounts and is told of a change a moment later; a server that is never told comes to no end here. */
const untilStatus = async (status: number, ask: Client, path: string): Promise<void> => {
  while ((await ask('GET', path)).status !== status);
};

test('a user sees and changes no account, not even the own one, as on a default CouchDB', async () => {
  const own = userPath('anna');
  const anna = await addUser(server, 'anna', ['member', 'person:anna']);
  const doc = (await admin('GET', own)).body;
  expect(doc.password).toBeUndefined();
  expect(doc.derived_key).toEqual(expect.any(String));
  const closed = { error: 'forbidden', reason: 'You are not allowed to access this db.' };
  await addUser(server, 'ben', ['member']);
  for (const path of [own, userPath('ben'), '/_users']) {
    expect.soft(await anna('GET', path)).toMatchObject({ status: 403, body: closed });
  }
  for (const path of ['/_users/_all_docs', '/_users/_changes']) {
    expect.soft([401, 403], path).toContain((await anna('GET', path)).status);
  }
  expect(await anna('PUT', own, { ...doc, roles: ['member', 'keeper'] })).toMatchObject({ status: 403 });
  expect((await anna('GET', '/_session')).body.userCtx.roles).toEqual(['member', 'person:anna']);
  await admin('PUT', own, { ...doc, password: 'changed' });
  await untilStatus(401, anna, desk());
  await untilStatus(200, guessing('anna', 'changed'), desk());
});

test('five wrong passwords lock an account for who sent them, whoever it is; a new password opens it', async () => {
  await addUser(server, 'dora', ['member']);
  const wrong = guessing('dora', 'no');
  const right = guessing('dora', 'dora-password');
  for (let i = 0; i < 4; i += 1) expect((await wrong('GET', '/_session')).status).toBe(401);
  expect((await right('GET', '/_session')).status).toBe(200);
  expect((await anonymous('POST', '/_session', { name: server.named('dora'), password: 'no' })).status).toBe(
    401,
  );
  const locked = {
    status: 403,
    body: {
      error: 'forbidden',
      reason: 'Account is temporarily locked due to multiple authentication failures',
    },
  };
  expect(await right('GET', '/_session')).toMatchObject(locked);
  expect(
    await anonymous('POST', '/_session', { name: server.named('dora'), password: 'dora-password' }),
  ).toMatchObject(locked);
  const unknown = guessing('unknown', 'no');
  for (let i = 0; i < 6; i += 1) expect((await unknown('GET', '/_session')).status).toBe(401);
  const path = userPath('dora');
  await admin('PUT', path, { ...(await admin('GET', path)).body, password: 'other' });
  await untilStatus(200, guessing('dora', 'other'), '/_session');
});
