import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, clientOf, type ServerProcess, startEmbedded } from './server-process.ts';

let server: ServerProcess;
let admin: Client;
let anonymous: Client;
beforeAll(async () => {
  server = await startEmbedded();
  admin = clientOf(server.url, server.admin);
  anonymous = clientOf(server.url);
  await admin('PUT', '/desk');
});
afterAll(() => server.stop());

/** Status of `GET /` with headers that `fetch` does not let anybody set. */
const statusWith = (headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    request(server.url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

test('pages in a browser on this machine get nothing: neither by another name nor from another origin', async () => {
  const { port } = new URL(server.url);
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
    expect.soft([host, await statusWith({ host })]).toEqual([host, 200]);
  }
  for (const host of [`evil.example:${port}`, `127.0.0.1.evil.example`, 'localhost.evil.example']) {
    expect.soft([host, await statusWith({ host })]).toEqual([host, 403]);
  }
  for (const origin of ['https://evil.example', 'null', 'file://', 'http://127.0.0.1.evil.example']) {
    expect.soft([origin, await statusWith({ origin })]).toEqual([origin, 403]);
  }
  expect(await statusWith({ origin: `http://localhost:${port}` })).toBe(200);
});

test('an attachment is a file to save, never a page', async () => {
  await admin('PUT', '/desk/a/page.html', new TextEncoder().encode('<script>alert(1)</script>'), {
    'content-type': 'text/html',
  });
  const { headers } = await admin('GET', '/desk/a/page.html');
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'text/html',
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    'content-disposition': 'attachment',
  });
});

test('a body is small before sign-in, zipped or not, and bounded after it', async () => {
  const sized = (bytes: number): Buffer =>
    Buffer.from(JSON.stringify({ name: 'a', password: 'x'.repeat(bytes) }));
  const zip = { 'content-encoding': 'gzip' };
  expect((await anonymous('POST', '/_session', sized(1_000))).status).toBe(401);
  expect((await anonymous('POST', '/_session', gzipSync(sized(1_000)), zip)).status).toBe(401);
  expect((await anonymous('POST', '/_session', sized(70_000))).status).toBe(413);
  expect((await anonymous('POST', '/_session', gzipSync(sized(5_000_000)), zip)).status).toBe(413);
  const docs = gzipSync(Buffer.from(`{"docs":[${' '.repeat(70_000_000)}]}`));
  expect((await admin('POST', '/desk/_bulk_docs', docs, zip)).status).toBe(413);
});

test('a body nested without end is refused before it is looked at', async () => {
  const nested = (levels: number): Buffer =>
    Buffer.from(`{"_id":"deep${levels}","x":${'['.repeat(levels)}"]}\\"[["${']'.repeat(levels)}}`);
  expect((await admin('POST', '/desk', nested(900))).status).toBe(201);
  for (const levels of [1_000, 2_000_000]) {
    expect(await admin('POST', '/desk', nested(levels))).toMatchObject({
      status: 400,
      body: { error: 'bad_request', reason: 'nested deeper than 1000 levels' },
    });
  }
});

test('members of a document that only the server makes are refused, and those that may be sent have their form', async () => {
  await admin('PUT', '/desk/kept', { n: 1 });
  const tree = [{ pos: 99, ids: ['ff', { status: 'available' }, []] }];
  const hostile = [
    [{ _rev_tree: tree }, '_rev_tree'],
    [{ _anything: 1 }, '_anything'],
    [{ _rev: 7 }, '_rev'],
    ...[null, 0, {}, { start: 1, ids: [] }, { start: 1, ids: ['a', 'b'] }, { start: 1, ids: [{}] }].map(
      (_revisions) => [{ _revisions }, '_revisions'] as const,
    ),
  ] as const;
  for (const [members, name] of hostile) {
    for (const new_edits of [true, false]) {
      const answer = await admin('POST', '/desk/_bulk_docs', {
        new_edits,
        docs: [{ _id: 'kept', n: 2, ...members }],
      });
      expect.soft([name, answer.status, answer.body.error]).toEqual([name, 400, 'doc_validation']);
    }
    expect.soft((await admin('PUT', '/desk/kept?new_edits=false', { n: 2, ...members })).status).toBe(400);
  }
  expect((await admin('GET', '/desk/kept')).body.n).toBe(1);
});
