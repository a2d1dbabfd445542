import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { createCouchClient } from '#main/host/sync/couch-client.ts';

type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

const serve = async (answer: (request: IncomingMessage, count: number) => Answer) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.cookie ?? ''}`.trim());
    const { status, headers, body } = answer(request, asked.length);
    response.writeHead(status, headers).end(body ?? '{"ok":true}');
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const offsets: number[] = [];
  const client = createCouchClient({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    login: 'anna',
    password: 'secret',
    onClock: (offset) => offsets.push(offset),
  });
  return { asked, client, offsets };
};
const cookie = (value: string) => ({ 'set-cookie': `AuthSession=${value}; Path=/; HttpOnly` });

it('signs in once for many requests, and uses the cookie the server renews', async () => {
  const { asked, client } = await serve(({ url }) =>
    url === '/_session'
      ? { status: 200, headers: cookie('one') }
      : { status: 200, headers: url === '/renew' ? cookie('two') : {} },
  );
  await Promise.all([client.request('/a'), client.request('/b')]);
  await client.request('/renew');
  await client.request('/c');
  expect(asked.filter((line) => line.includes('_session'))).toEqual(['POST /_session']);
  expect(asked.at(-1)).toBe('GET /c AuthSession=two');
});

it('signs in again when the cookie ran out', async () => {
  let valid = 0;
  const { asked, client } = await serve(({ url, headers }) => {
    if (url === '/_session') {
      valid += 1;
      return { status: 200, headers: cookie(String(valid)) };
    }
    return { status: headers.cookie === 'AuthSession=2' ? 200 : 401, body: '{"error":"unauthorized"}' };
  });
  await client.request('/db');
  expect(asked).toEqual([
    'POST /_session',
    'GET /db AuthSession=1',
    'POST /_session',
    'GET /db AuthSession=2',
  ]);
});

it('sends a refused password no second time, since the server locks accounts', async () => {
  const { asked, client } = await serve(() => ({ status: 401, body: '{"error":"unauthorized"}' }));
  const tries = await Promise.allSettled(['/a', '/b', '/c'].map((path) => client.request(path)));
  await expect(client.request('/d')).rejects.toMatchObject({ kind: 'refused' });
  expect(tries.every((one) => one.status === 'rejected')).toBe(true);
  expect(asked).toEqual(['POST /_session']);
  await expect(client.signIn()).rejects.toMatchObject({ kind: 'refused' });
  expect(asked).toHaveLength(2);
});

it('tells apart what helps against an error', async () => {
  const { client } = await serve(({ url }) =>
    url === '/_session'
      ? { status: 200, headers: cookie('one') }
      : { status: Number(url?.slice(1)), body: url === '/200' ? '{"cut":' : '{"error":"e","reason":"r"}' },
  );
  const kindOf = (path: string) => client.request(path).catch((error) => error.kind);
  expect(await kindOf('/404')).toBe('missing');
  expect(await kindOf('/403')).toBe('rejected');
  expect(await kindOf('/503')).toBe('offline');
  expect(await kindOf('/429')).toBe('offline');
  expect(await kindOf('/200')).toBe('offline');
  const given = new AbortController();
  given.abort();
  await expect(client.request('/x', { signal: given.signal })).rejects.toMatchObject({ kind: 'aborted' });
});

it('measures how far the clock of the device is off', async () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  const { client, offsets } = await serve(() => ({ status: 200, headers: { date, ...cookie('one') } }));
  await client.signIn();
  expect(Math.abs((offsets[0] ?? 0) - 3_600_000)).toBeLessThan(5_000);
});

it('measures no clock that is set while the answer travels', async () => {
  const real = Date.now;
  let stepMs = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => real() + stepMs);
  const { client, offsets } = await serve(({ url }) => {
    if (url === '/set') stepMs = -3_600_000;
    return { status: 200, headers: { date: new Date(real()).toUTCString(), ...cookie('one') } };
  });
  try {
    await client.signIn();
    await client.request('/set');
    expect(offsets).toHaveLength(1);
    await client.request('/after');
    expect(Math.abs((offsets[1] ?? 0) - 3_600_000)).toBeLessThan(5_000);
  } finally {
    vi.restoreAllMocks();
  }
});

it('takes no answer without an end into memory, and none of a sign-in that says a lot', async () => {
  const { client } = await serve(({ url }) =>
    url === '/_session'
      ? { status: 200, headers: cookie('one') }
      : { status: 200, body: JSON.stringify('x'.repeat(2_000)) },
  );
  await expect(client.request('/db', { maxBytes: 1_000 })).rejects.toMatchObject({ kind: 'too_long' });
  expect(await client.request('/db', { maxBytes: 3_000 })).toHaveLength(2_000);
  const talker = await serve(() => ({ status: 200, headers: cookie('one'), body: '1'.repeat(100_000) }));
  await expect(talker.client.signIn()).rejects.toMatchObject({ kind: 'too_long' });
});

it('ends a wait that the server keeps alive, and does not take that for a lost line', async () => {
  const server = createServer((request, response) => {
    const isPoll = request.url === '/poll';
    response.writeHead(200, isPoll ? {} : cookie('one'));
    if (isPoll) response.write('\n');
    else response.end('{}');
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = createCouchClient({ url: `http://127.0.0.1:${port}`, login: 'anna', password: 'secret' });
  expect(await client.request('/poll', { endMs: 200 })).toBeNull();
  expect(await client.request('/db')).toEqual({});
});
