import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { startServer } from '#backend/server/server.ts';
import { type Client, clientOf, newDataDir, startEmbedded, tryServer } from './server-process.ts';

test('a restart keeps documents, accounts, security and running sessions', async () => {
  const dataDir = newDataDir();
  const first = await startEmbedded({ dataDir });
  const admin = clientOf(first.url, first.admin);
  await admin('PUT', '/kept');
  await admin('PUT', '/kept/_security', { members: { names: ['eva'], roles: [] } });
  await admin('PUT', '/_users/org.couchdb.user:eva', {
    type: 'user',
    name: 'eva',
    password: 'pw',
    roles: [],
  });
  await admin('PUT', '/kept/_design/v', {
    validate_doc_update: `function (n) { if (n.bad) throw({ forbidden: 'bad' }); }`,
  });
  await admin('PUT', '/kept/a', { n: 1 });
  const { last_seq } = (await admin('GET', '/kept/_changes')).body;
  const login = await clientOf(first.url)('POST', '/_session', { name: 'eva', password: 'pw' });
  const cookie = String(login.headers.get('set-cookie')).split(';')[0] ?? '';
  expect(await first.stop()).toBe(0);

  const second = await startEmbedded({ dataDir });
  expect(second.admin.password).toBe(first.admin.password);
  const eva = clientOf(second.url);
  expect((await eva('GET', '/kept/a', undefined, { cookie })).body.n).toBe(1);
  expect((await eva('PUT', '/kept/b', { bad: true }, { cookie })).status).toBe(403);
  expect((await eva('GET', `/kept/_changes?since=${last_seq}`, undefined, { cookie })).body.results).toEqual(
    [],
  );
  expect(await second.stop()).toBe(0);
});

test('a second server on the same folder says so and leaves the first alone', async () => {
  const first = await startEmbedded();
  const second = await tryServer({ dataDir: first.dataDir });
  expect(second).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(`data-dir-in-use {"folder":"${first.dataDir}"}`),
  });
  expect((await clientOf(first.url, first.admin)('GET', '/_all_dbs')).body).toEqual(['_users']);
  await first.stop();
});

test('a busy port gives its own message', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const server = await tryServer({ port });
  expect(server).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(`port-in-use {"port":"${port}","host":"127.0.0.1"}`),
  });
  other.close();
});

test('stopping does not wait for feeds that wait', async () => {
  const server = await startEmbedded();
  const admin = clientOf(server.url, server.admin);
  await admin('PUT', '/feed');
  const feed = await fetch(`${server.url}/feed/_changes?feed=continuous&heartbeat=10`, {
    headers: {
      authorization: `Basic ${Buffer.from(`${server.admin.user}:${server.admin.password}`).toString('base64')}`,
    },
  });
  const read = feed.text().catch(() => 'broken off');
  expect(await server.stop()).toBe(0);
  await read;
});

test('servers in memory share nothing and leave nothing behind', async () => {
  const dataDir = newDataDir();
  const options = { port: 0, dataDir, inMemory: true };
  const [one, two] = [await startServer(options), await startServer(options)];
  const clientFor = ({ url, adminUrl }: typeof one): Client => {
    const { username, password } = new URL(adminUrl);
    return clientOf(url, { user: username, password });
  };
  await clientFor(one)('PUT', '/mine');
  await clientFor(one)('PUT', '/mine/a', { n: 1 });
  const { body } = await clientFor(one)('GET', '/mine/_changes?include_docs=true');
  expect(body.results).toMatchObject([{ id: 'a', doc: { n: 1 } }]);
  expect((await clientFor(two)('GET', '/mine')).status).toBe(404);
  await Promise.all([one.close(), two.close()]);
  expect(readdirSync(dataDir)).toEqual([]);
});
