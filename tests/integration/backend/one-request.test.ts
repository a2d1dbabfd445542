/** What one request of one member asks must not take the server from all others. */
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytesPart, joined, jsonPart, RELATED } from './related.ts';
import { addUser, type Client, clientOf, type ServerProcess, startEmbedded } from './server-process.ts';

let server: ServerProcess;
let admin: Client;
let member: Client;
beforeAll(async () => {
  server = await startEmbedded();
  admin = clientOf(server.url, server.admin);
  for (const name of ['desk', 'pages']) {
    await admin('PUT', `/${name}`);
    await admin('PUT', `/${name}/_security`, { members: { names: [], roles: ['member'] } });
  }
  member = await addUser(server, 'mia', ['member']);
});
afterAll(() => server.stop());

const authorization = `Basic ${Buffer.from('mia:mia-password').toString('base64')}`;

test('a small body that unpacks to millions of values is refused', async () => {
  const many = gzipSync(`{"docs":[${'{},'.repeat(5_000_000)}{}]}`);
  expect(many.length).toBeLessThan(100_000);
  expect(await member('POST', '/desk/_bulk_docs', many, { 'content-encoding': 'gzip' })).toMatchObject({
    status: 413,
    body: { error: 'too_large' },
  });
});

test('a batch names as many documents as CouchDB takes', async () => {
  const docs = Array.from({ length: 10_001 }, (_, at) => ({ _id: `d${at}`, id: `d${at}` }));
  for (const what of ['bulk_docs', 'bulk_get']) {
    const answer = await member('POST', `/desk/_${what}`, { docs });
    expect
      .soft([answer.status, answer.body])
      .toEqual([413, { error: `max_${what}_count_exceeded`, reason: '10000' }]);
  }
});

test('of a thousand versions of a local document the last one counts, and is compared with one', async () => {
  const large = 'x'.repeat(7_000_000);
  expect((await member('PUT', '/desk/_local/note', { large })).status).toBe(201);
  const docs = Array.from({ length: 1_000 }, (_, n) => ({ _id: '_local/note', n }));
  const { status, body } = await member('POST', '/desk/_bulk_docs', { docs: [...docs, { _id: 'other' }] });
  expect([status, body.length]).toEqual([201, 1_001]);
  expect(body[1_000]).toMatchObject({ ok: true, id: 'other' });
  expect((await member('GET', '/desk/_local/note')).body.n).toBe(999);
});

test('an answer larger than a text can be is sent piece by piece', async () => {
  await member('PUT', '/desk/_local/large', { large: 'x'.repeat(7_000_000) });
  const docs = Array.from({ length: 10_000 }, () => ({ id: '_local/large' }));
  const ended = new AbortController();
  const response = await fetch(`${server.url}/desk/_bulk_get`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ docs }),
    signal: ended.signal,
  });
  expect(response.status).toBe(200);
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > 20_000_000) break;
  }
  ended.abort();
  expect((await member('GET', '/desk')).status).toBe(200);
});

test('documents are listed as before, however many parts the list is sent in', async () => {
  const ids = Array.from({ length: 650 }, (_, at) => `p${String(at).padStart(4, '0')}`);
  await admin('POST', '/pages/_bulk_docs', { docs: ids.map((_id) => ({ _id, text: _id })) });
  const listed = async (query: string): Promise<readonly string[]> =>
    (await member('GET', `/pages/_all_docs?${query}`)).body.rows.map(({ id }: { id: string }) => id);
  const turned = [...ids].reverse();
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['', ids],
    ['include_docs=true', ids],
    ['descending=true', turned],
    ['skip=300&limit=301', ids.slice(300, 601)],
    ['descending=true&skip=300&limit=301', turned.slice(300, 601)],
    ['limit=0', []],
    ['startkey="p0100"&endkey="p0500"', ids.slice(100, 501)],
    ['startkey="p0100"&endkey="p0500"&inclusive_end=false', ids.slice(100, 500)],
    ['startkey="p0500"&endkey="p0100"&descending=true', turned.slice(149, 550)],
    ['key="p0300"', ['p0300']],
  ];
  for (const [query, expected] of cases) expect.soft([query, await listed(query)]).toEqual([query, expected]);
  const keys = [...turned, 'none', 'p0001'];
  const { body } = await member('POST', '/pages/_all_docs?include_docs=true', { keys });
  expect(body.rows.map(({ key }: { key: string }) => key)).toEqual(keys);
  expect(body.rows[0].doc).toMatchObject({ text: 'p0649' });
  expect(body.total_rows).toBe(650);
  const some = await member('POST', '/pages/_all_docs', { keys, skip: 1, limit: 400 });
  expect(some.body.rows.map(({ key }: { key: string }) => key)).toEqual(keys.slice(1, 401));
});

test('a question with thousands of parts is not looked at for each document', async () => {
  const parts = Array.from({ length: 20_000 }, (_, a) => ({ a }));
  const tooMuch = { status: 413, body: { error: 'too_large' } };
  const found = { _id: { $gt: null } };
  expect(await member('POST', '/pages/_find', { selector: { $or: parts } })).toMatchObject(tooMuch);
  expect(
    await member('POST', '/pages/_find', { selector: found, fields: parts.map(({ a }) => `f${a}`) }),
  ).toMatchObject(tooMuch);
  expect(
    await member('POST', '/pages/_find', { selector: found, sort: parts.map(({ a }) => `f${a}`) }),
  ).toMatchObject(tooMuch);
  expect(
    await member('POST', '/pages/_find', { selector: { [`a${'.a'.repeat(100_000)}`]: 1 } }),
  ).toMatchObject(tooMuch);
  expect(
    await member('POST', '/pages/_changes?filter=_selector', { selector: { $or: parts } }),
  ).toMatchObject(tooMuch);
  expect(await member('POST', '/pages/_find', { selector: { _id: { $in: ['p0001'] } } })).toMatchObject({
    status: 200,
    body: { docs: [{ _id: 'p0001' }] },
  });
});

test('a note of a device has no files, however its path is written', async () => {
  for (const path of ['/desk/_local/a/file', '/desk/_local%2Fa/file']) {
    const { status, body } = await member('PUT', path, new TextEncoder().encode('x'));
    expect.soft([path, status, body.error]).toEqual([path, 400, 'bad_request']);
  }
});

test('a heartbeat in a month is none in a millisecond', async () => {
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8');
  let heard = '';
  const answered = new Promise<void>((resolve) => {
    socket.on('data', (text: string) => {
      heard += text;
      if (heard.includes('"results"')) resolve();
    });
  });
  socket.write(
    `GET /pages/_changes?feed=longpoll&since=now&heartbeat=3000000000 HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n\r\n`,
  );
  for (let at = 0; at < 30; at += 1) await member('GET', '/pages');
  expect(heard).toBe('');
  await admin('PUT', '/pages/new', {});
  await answered;
  socket.destroy();
});

test('a body of a document and its files has no more parts than a document has files', async () => {
  const put = (count: number) => {
    const empty = Array.from({ length: count }, () => bytesPart(Buffer.alloc(0)));
    return member('PUT', `/desk/parts-${count}`, joined([jsonPart({}), ...empty]), {
      'content-type': RELATED,
    });
  };
  expect((await put(900)).status).toBe(201);
  // Nine bytes each: as many as fit would fill the memory, and hold everybody up meanwhile.
  expect(await put(1_000)).toMatchObject({ status: 413, body: { error: 'too_large' } });
  expect((await put(300_000)).status).toBe(413);
});
