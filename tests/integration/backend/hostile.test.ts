import { pbkdf2Sync } from 'node:crypto';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, type Client, clientOf, type ServerProcess, startEmbedded } from './server-process.ts';

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
  for (const _rev of [7, null, '', 'abc', 'x-abc', { start: 1 }]) {
    for (const new_edits of [true, false]) {
      const docs = [{ _id: 'kept', n: 2, _rev }];
      const { status, body } = await admin('POST', '/desk/_bulk_docs', { new_edits, docs });
      expect
        .soft([_rev, status, body])
        .toEqual([_rev, 400, { error: 'bad_request', reason: 'Invalid rev format' }]);
    }
  }
  expect((await admin('GET', '/desk/kept')).body.n).toBe(1);
});

test('no attachment stops the server: not without data, in no form, in no kind of document', async () => {
  await admin('PUT', '/open');
  await admin('PUT', '/open/_security', { members: { names: [], roles: ['member'] } });
  const member = await addUser(server, 'attacher', ['member']);
  const attachments = [
    {},
    { data: 1 },
    { data: {} },
    { data: null },
    { data: '!' },
    { follows: true, length: 1 },
    1,
  ];
  for (const attachment of attachments) {
    const _attachments = { 'a.txt': attachment };
    for (const id of ['a', '_local/a']) {
      expect.soft((await member('PUT', `/open/${id}`, { _attachments })).status).toBe(400);
      const docs = [{ _id: id, _rev: '1-abc', _attachments }];
      for (const new_edits of [true, false])
        expect.soft((await member('POST', '/open/_bulk_docs', { new_edits, docs })).status).toBe(400);
    }
  }
  expect((await anonymous('GET', '/')).status).toBe(200);
});

test('a pattern that would be looked for for years is answered, and what is not understood is named', async () => {
  await admin('PUT', '/greedy');
  const docs = [
    { _id: 'long', title: `${'a'.repeat(60_000)}!`, n: 1 },
    ...Array.from({ length: 30 }, (_, at) => ({
      _id: `t${at}`,
      title: `printer ${at}`,
      n: at,
      tags: [`x${at}`],
    })),
  ];
  await admin('POST', '/greedy/_bulk_docs', { docs });
  const find = (request: object) => admin('POST', '/greedy/_find', request);
  expect((await find({ selector: { title: { $regex: '(a+)+$' } } })).body.docs).toEqual([]);
  const found = await find({
    selector: { title: { $regex: '^printer' }, tags: { $elemMatch: { $regex: '^x[2-9]$' } } },
    ...{ fields: ['n', 'tags.0'], skip: 2, limit: 3 },
  });
  expect(found.body.docs).toEqual([
    { n: 4, tags: { 0: 'x4' } },
    { n: 5, tags: { 0: 'x5' } },
    { n: 6, tags: { 0: 'x6' } },
  ]);
  expect((await find({ selector: { title: { $regex: 'printer' } } })).body.docs).toHaveLength(25);
  for (const [$regex, why] of [
    ['(', 'missing closing'],
    ['(?=a)', 'unsupported'],
    ['(a{1000}){1000}', 'repeat'],
    ['a{999}b{999}', 'too large'],
    [`(a|b)${'c?'.repeat(450)}`, 'too long'],
  ] as const) {
    const { status, body } = await find({ selector: { title: { $regex } } });
    expect.soft([status, body.error, body.reason]).toEqual([400, 'bad_arg', expect.stringContaining(why)]);
  }
  const changes = (selector: object) => admin('POST', '/greedy/_changes?filter=_selector', { selector });
  const rows = (await changes({ title: { $regex: '1$' } })).body.results as { id: string }[];
  expect(rows.map(({ id }) => id).sort()).toEqual(['t1', 't11', 't21']);
  expect((await changes({ title: { $regex: '(a+)+$' } })).body.results).toEqual([]);
  expect((await changes({ title: { $regex: '(' } })).body.error).toBe('bad_request');
  const index = { index: { fields: ['n'], partial_filter_selector: { title: { $regex: 'x' } } }, name: 'n' };
  expect(await admin('POST', '/greedy/_index', index)).toMatchObject({
    status: 400,
    body: { error: 'not_supported', reason: 'Unsupported operator: $regex' },
  });
});

test('a query with a pattern can be sorted by an index of the field that it looks in', async () => {
  await admin('PUT', '/sorted');
  await admin('POST', '/sorted/_index', { index: { fields: ['title'] }, name: 'title' });
  const docs = ['b1', 'a2', 'c1', 'a1'].map((title) => ({ _id: title, title }));
  await admin('POST', '/sorted/_bulk_docs', { docs });
  const selector = { title: { $regex: '1$' } };
  const { body } = await admin('POST', '/sorted/_find', { selector, sort: [{ title: 'desc' }] });
  expect(body.docs.map(({ title }: { title: string }) => title)).toEqual(['c1', 'b1', 'a1']);
});

test('an account whose password is kept in a way that would let anybody in, or hold a thread for an hour, lets nobody in', async () => {
  const made = {
    ...{ type: 'user', roles: [], password_scheme: 'pbkdf2', pbkdf2_prf: 'sha256' },
    ...{ salt: 'ab', iterations: 10, derived_key: 'ab'.repeat(32) },
  };
  const cases = [
    ['empty-key', { derived_key: '' }, 401, 'unauthorized'],
    ['no-hex', { derived_key: 'zz'.repeat(32) }, 401, 'unauthorized'],
    ['empty-salt', { salt: '' }, 401, 'unauthorized'],
    ['no-number', { iterations: 'many' }, 401, 'unauthorized'],
    ['none', { iterations: 0 }, 403, 'Iteration count is too low for this server'],
    ['endless', { iterations: 2_000_000_000 }, 403, 'Iteration count is too high for this server'],
    ['hash', { pbkdf2_prf: 'md5' }, 403, 'PRF is invalid'],
  ] as const;
  for (const [name, wrong, status, words] of cases) {
    const doc = { ...made, name, ...wrong };
    expect((await admin('PUT', `/_users/org.couchdb.user:${name}`, doc)).status).toBe(201);
    const answer = await anonymous('POST', '/_session', { name, password: '' });
    expect
      .soft([name, answer.status, JSON.stringify(answer.body)])
      .toEqual([name, status, expect.stringContaining(words)]);
  }
});

test('passwords that a CouchDB 3.3 hashed (SHA-1, no name of the hash) are right here as well', async () => {
  const name = 'older';
  const derived_key = pbkdf2Sync('secret', 'some-salt', 10, 20, 'sha1').toString('hex');
  const doc = {
    type: 'user',
    name,
    roles: [],
    password_scheme: 'pbkdf2',
    salt: 'some-salt',
    iterations: 10,
    derived_key,
  };
  await admin('PUT', `/_users/org.couchdb.user:${name}`, doc);
  expect((await anonymous('POST', '/_session', { name, password: 'secret' })).status).toBe(200);
  expect((await anonymous('POST', '/_session', { name, password: 'other' })).status).toBe(401);
});

test('sign-ins beyond what can be checked are told so, and somebody known gets in all the same', async () => {
  const anna = await addUser(server, 'anna', []);
  expect((await anna('GET', '/_session')).body.userCtx.name).toBe('anna');
  const guess = (at: number) => anonymous('POST', '/_session', { name: `nobody${at}`, password: 'x' });
  const guesses = Array.from({ length: 120 }, (_, at) => guess(at));
  expect((await anna('GET', '/_session')).body.userCtx.name).toBe('anna');
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect([...new Set(statuses)].sort()).toEqual([401, 503]);
});

test('only true and false say whether a document is gone', async () => {
  await admin('PUT', '/desk/kept', { title: 'here' });
  const { _rev } = (await admin('GET', '/desk/kept')).body;
  for (const _deleted of [1, 'true', {}, []]) {
    const { status, body } = await admin('POST', '/desk/_bulk_docs', {
      docs: [{ _id: 'kept', _rev, _deleted }],
    });
    expect.soft([status, body.error]).toEqual([400, 'doc_validation']);
  }
  expect((await admin('GET', '/desk/kept')).status).toBe(200);
});

test('revisions and documents asked for in great numbers are looked up in turns, and only lists of revisions', async () => {
  const many = Array.from({ length: 1_200 }, (_, index) => `none-${index}`);
  const { _rev } = (await admin('GET', '/desk/kept')).body;
  const asked = Object.fromEntries([...many.map((id) => [id, ['1-a']]), ['kept', [_rev]]]);
  const { body } = await admin('POST', '/desk/_revs_diff', asked);
  expect(Object.keys(body).sort()).toEqual([...many].sort());
  const docs = [...many, 'kept'].map((id) => ({ id }));
  const { results } = (await admin('POST', '/desk/_bulk_get', { docs })).body;
  expect(results.map(({ id }: { id: string }) => id)).toEqual(docs.map(({ id }) => id));
  for (const wrong of [null, 1, 'a', {}, [1], [null]])
    expect.soft((await admin('POST', '/desk/_revs_diff', { kept: wrong })).status).toBe(400);
});
