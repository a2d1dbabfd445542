import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, type Client, clientOf, type EmbeddedProcess, startEmbedded } from './server-process.ts';

let server: EmbeddedProcess;
let admin: Client;
let anonymous: Client;

beforeAll(async () => {
  server = await startEmbedded();
  admin = clientOf(server.url, server.admin);
  anonymous = clientOf(server.url);
  await admin('PUT', '/desk');
  await admin('PUT', '/desk/_security', { members: { names: [], roles: ['member'] } });
});
afterAll(() => server.stop());

const cookieOf = (headers: Headers): string => (headers.get('set-cookie') ?? '').split(';')[0] ?? '';

test('the admin file is readable by its owner only', () => {
  expect(statSync(join(server.dataDir, 'admin.json')).mode & 0o777).toBe(0o600);
});

test('the place where a database keeps its security is no document of its members', async () => {
  const member = await addUser(server, 'member', ['member']);
  expect((await member('PUT', '/desk/_local/_security', { security: {} })).status).toBe(403);
});

test('nobody opens the accounts, not even the administrator', async () => {
  const opened = await admin('PUT', '/_users/_security', { members: { names: [], roles: ['member'] } });
  expect(opened).toMatchObject({ status: 403, body: { error: 'forbidden' } });
});

test('a session cookie works, renews itself and ends', async () => {
  await addUser(server, 'cora', ['member']);
  expect((await anonymous('POST', '/_session', { name: 'cora', password: 'wrong' })).status).toBe(401);
  const login = await anonymous('POST', '/_session', { name: 'cora', password: 'cora-password' });
  expect(login.body).toEqual({ ok: true, name: 'cora', roles: ['member'] });
  const first = cookieOf(login.headers);
  const session = await anonymous('GET', '/_session', undefined, { cookie: first });
  expect(session.body).toMatchObject({ userCtx: { name: 'cora' }, info: { authenticated: 'cookie' } });

  const renewedAfter = async (seconds: number): Promise<string> => {
    await server.setClock(seconds * 1_000);
    return cookieOf((await anonymous('GET', '/desk', undefined, { cookie: first })).headers);
  };
  expect(await renewedAfter(50)).toBe('');
  const renewed = await renewedAfter(70);
  expect(renewed).toMatch(/^AuthSession=./);
  expect(renewed).not.toBe(first);
  expect((await anonymous('GET', '/desk', undefined, { cookie: renewed })).status).toBe(200);

  const status = async (cookie: string): Promise<number> =>
    (await anonymous('GET', '/desk', undefined, { cookie })).status;
  await server.setClock(599_000);
  expect(await status(renewed)).toBe(200);
  await server.setClock(601_000);
  expect(await status(first)).toBe(401);
  await server.setClock(0);
});

test('a forged or foreign cookie is nobody', async () => {
  const login = await anonymous('POST', '/_session', {
    name: server.admin.user,
    password: server.admin.password,
  });
  const [, value = ''] = cookieOf(login.headers).split('=');
  const forged = Buffer.from(value, 'base64url')
    .toString()
    .replace(/.$/, (end) => (end === 'A' ? 'B' : 'A'));
  const cookie = `AuthSession=${Buffer.from(forged).toString('base64url')}`;
  expect((await anonymous('GET', '/desk', undefined, { cookie })).status).toBe(401);
  expect((await anonymous('GET', '/desk', undefined, { cookie: 'AuthSession=nonsense' })).status).toBe(400);
  expect((await anonymous('DELETE', '/_session')).headers.get('set-cookie')).toMatch(
    /AuthSession=;.*Max-Age=0/,
  );
});
