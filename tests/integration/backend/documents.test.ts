import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, type Client, clientOf, type ServerProcess, startProcess } from './server-process.ts';

let server: ServerProcess;
let admin: Client;
let member: Client;

beforeAll(async () => {
  server = await startProcess();
  admin = clientOf(server.url, server.admin);
  member = await addUser(server, 'member', ['member']);
});
afterAll(() => server.stop());

let count = 0;
async function newDatabase(): Promise<string> {
  count += 1;
  const path = `/${server.named(`docs-${count}`)}`;
  expect((await admin('PUT', path)).status).toBe(201);
  await admin('PUT', `${path}/_security`, { members: { names: [], roles: ['member'] } });
  return path;
}

test('a document is written, read, changed and deleted by revision', async () => {
  const db = await newDatabase();
  const first = await member('PUT', `${db}/a`, { n: 1 });
  expect(first).toMatchObject({
    status: 201,
    body: { ok: true, id: 'a', rev: expect.stringMatching(/^1-/) },
  });
  expect((await member('PUT', `${db}/a`, { n: 2 })).status).toBe(409);
  const second = await member('PUT', `${db}/a?rev=${first.body.rev}`, { n: 2 });
  expect(second.body.rev).toMatch(/^2-/);
  const read = await member('GET', `${db}/a?revs=true`);
  expect(read.body).toMatchObject({ n: 2, _rev: second.body.rev, _revisions: { start: 2 } });
  const etag = String(read.headers.get('etag'));
  expect((await member('GET', `${db}/a`, undefined, { 'if-none-match': etag })).status).toBe(304);
  expect((await member('GET', `${db}/a?rev=${first.body.rev}`)).body.n).toBe(1);
  expect((await member('DELETE', `${db}/a`)).status).toBe(409);
  expect((await member('DELETE', `${db}/a`, undefined, { 'if-match': etag })).status).toBe(200);
  expect((await member('GET', `${db}/a`)).body).toEqual({ error: 'not_found', reason: 'deleted' });
  expect((await member('PUT', `${db}/_bad`, {})).status).toBe(400);
  expect((await member('POST', db, { n: 3 })).status).toBe(201);
});

test('ids with slashes, spaces and other scripts', async () => {
  const db = await newDatabase();
  for (const id of ['a/b', 'a b', 'Störung', '東京', 'per%cent', 'plus+and&']) {
    expect
      .soft((await member('PUT', `${db}/${encodeURIComponent(id)}`, { id })).body)
      .toMatchObject({ ok: true, id });
    expect.soft((await member('GET', `${db}/${encodeURIComponent(id)}`)).body.id).toBe(id);
  }
});

test('a write that would conflict is told so, whatever the rules say of a new document', async () => {
  const db = await newDatabase();
  const onlyEdits = `function (n, o) { if (!o) throw({ forbidden: 'not yours to create' }); }`;
  const first = await admin('PUT', `${db}/a`, { n: 1 });
  await admin('PUT', `${db}/a?rev=${first.body.rev}`, { n: 2 });
  await admin('PUT', `${db}/_design/rules`, { validate_doc_update: onlyEdits });
  const docs = [{ _id: 'a', n: 3 }, { _id: 'a', _rev: first.body.rev, n: 3 }, { _id: 'b' }];
  expect((await member('POST', `${db}/_bulk_docs`, { docs })).body).toMatchObject([
    { id: 'a', error: 'conflict' },
    { id: 'a', error: 'conflict' },
    { id: 'b', error: 'forbidden', reason: 'not yours to create' },
  ]);
});

test('bulk writing answers row by row: taken, conflict, forbidden', async () => {
  const db = await newDatabase();
  const validate = `function (newDoc, oldDoc, userCtx) {
    if (newDoc.state === 'closed' && userCtx.roles.indexOf('closer') === -1) throw({ forbidden: 'not yours to close' });
    if (oldDoc && oldDoc.locked) throw({ unauthorized: 'locked in ' + userCtx.db });
  }`;
  await admin('PUT', `${db}/_design/rules`, { validate_doc_update: validate });
  const [locked] = (
    await member('POST', `${db}/_bulk_docs`, { docs: [{ _id: 'locked', locked: true }, { _id: 'there' }] })
  ).body;
  const docs = [
    { _id: 'new' },
    { _id: 'closed', state: 'closed' },
    { _id: 'there' },
    { _id: 'locked', _rev: locked.rev, locked: false },
    { _id: 'last' },
  ];
  const { status, body } = await member('POST', `${db}/_bulk_docs`, { docs });
  expect(status).toBe(201);
  expect(body).toEqual([
    { ok: true, id: 'new', rev: expect.stringMatching(/^1-/) },
    { id: 'closed', error: 'forbidden', reason: 'not yours to close' },
    { id: 'there', error: 'conflict', reason: expect.any(String) },
    { id: 'locked', error: 'unauthorized', reason: `locked in ${db.slice(1)}` },
    { ok: true, id: 'last', rev: expect.stringMatching(/^1-/) },
  ]);
  expect((await member('PUT', `${db}/closed`, { state: 'closed' })).status).toBe(403);
  expect((await member('GET', `${db}/closed`)).status).toBe(404);
});

test('a validation function that fails lets nothing in and says so', async () => {
  const db = await newDatabase();
  await admin('PUT', `${db}/_design/rules`, { validate_doc_update: 'function (n) { return n.a.b.c; }' });
  const { body } = await member('POST', `${db}/_bulk_docs`, { docs: [{ _id: 'x' }] });
  // CouchDB calls it by the engine's own name.
  expect(body).toEqual([{ id: 'x', error: expect.any(String), reason: expect.any(String) }]);
  expect(['forbidden', 'unauthorized', 'conflict']).not.toContain(body[0].error);
  await admin('PUT', `${db}/_design/more`, { validate_doc_update: 'function (n) { ) }' });
  expect((await member('PUT', `${db}/x`, {})).status).toBe(500);
  expect((await member('GET', `${db}/x`)).status).toBe(404);
});

test('a validation function sees nothing of Node and can be replaced', async () => {
  const db = await newDatabase();
  const probe = `function (n) { throw({ forbidden: [typeof process, typeof console, typeof isArray].join() }); }`;
  const design = await admin('PUT', `${db}/_design/rules`, { validate_doc_update: probe });
  expect((await member('PUT', `${db}/x`, {})).body.reason).toBe('undefined,undefined,function');
  await admin('PUT', `${db}/_design/rules?rev=${design.body.rev}`, { validate_doc_update: 'function () {}' });
  expect((await member('PUT', `${db}/x`, {})).status).toBe(201);
});

test('replicated revisions are validated against the version they replace and may branch', async () => {
  const db = await newDatabase();
  const validate = `function (n, o) { if (o && o.n >= n.n) throw({ forbidden: 'n must grow, was ' + o.n }); }`;
  await admin('PUT', `${db}/_design/rules`, { validate_doc_update: validate });
  const put = (n: number, start: number, ids: readonly string[]): ReturnType<Client> =>
    member('POST', `${db}/_bulk_docs`, {
      new_edits: false,
      docs: [{ _id: 'a', n, _rev: `${start}-${ids[0]}`, _revisions: { start, ids } }],
    });
  expect((await put(5, 1, ['aa'])).body).toEqual([]);
  expect((await put(3, 2, ['bb', 'aa'])).body).toMatchObject([
    { id: 'a', error: 'forbidden', reason: 'n must grow, was 5' },
  ]);
  expect((await put(6, 2, ['cc', 'aa'])).body).toEqual([]);
  expect((await put(9, 2, ['dd', 'aa'])).body).toEqual([]);
  // The version that others replaced meanwhile is what an extension of it is compared with.
  expect((await put(4, 2, ['0d', 'aa'])).body).toMatchObject([{ id: 'a', reason: 'n must grow, was 5' }]);
  expect((await put(4, 3, ['0f', 'nowhere', 'aa'])).body).toMatchObject([{ reason: 'n must grow, was 5' }]);
  expect((await put(7, 3, ['ee', 'cc'])).body).toEqual([]);
  expect((await put(6, 4, ['ff', 'ee'])).body[0]).toMatchObject({
    error: 'forbidden',
    reason: 'n must grow, was 7',
  });
  const { body } = await member('GET', `${db}/a?conflicts=true`);
  expect(body).toMatchObject({ _rev: '3-ee', _conflicts: ['2-dd'] });
  const diff = (await member('POST', `${db}/_revs_diff`, { a: ['3-ee', '4-zz'], b: ['1-xx'] })).body;
  expect(diff).toMatchObject({ a: { missing: ['4-zz'] }, b: { missing: ['1-xx'] } });
  const open = (await member('GET', `${db}/a?open_revs=all`)).body as { ok: { _rev: string } }[];
  expect(open.map((leaf) => leaf.ok._rev).sort()).toEqual(['2-dd', '3-ee']);
});

test('a validation function is told the revision that a document names, and the one that is replaced', async () => {
  const db = await newDatabase();
  const first = (await member('PUT', `${db}/a`, { n: 1 })).body.rev as string;
  const tell = `function (n, o) { throw({ forbidden: JSON.stringify([n._rev, n._revisions, o && o._rev]) }); }`;
  await admin('PUT', `${db}/_design/rules`, { validate_doc_update: tell });
  const told = async (body: object, docs: object): Promise<unknown> =>
    JSON.parse((await member('POST', `${db}/_bulk_docs`, { ...body, docs: [docs] })).body[0].reason);
  const path = { start: 1, ids: [first.slice(2)] };
  expect(await told({}, { _id: 'a', _rev: first })).toEqual([first, path, first]);
  expect(await told({}, { _id: 'new' })).toEqual([null, null, null]);
  const replicated = { new_edits: false };
  expect(await told(replicated, { _id: 'a', _rev: '9-ff' })).toEqual([
    '9-ff',
    { start: 9, ids: ['ff'] },
    null,
  ]);
  const longer = { start: 2, ids: ['ff', first.slice(2)] };
  expect(await told(replicated, { _id: 'a', _revisions: longer })).toEqual(['2-ff', longer, first]);
});

test('many documents by key, by range and by revision', async () => {
  const db = await newDatabase();
  const docs = ['a', 'b', 'c', 'd'].map((_id) => ({ _id, upper: _id.toUpperCase() }));
  const rows = (await member('POST', `${db}/_bulk_docs`, { docs })).body;
  const keyed = (await member('POST', `${db}/_all_docs?include_docs=true`, { keys: ['c', 'none', 'a'] })).body
    .rows;
  expect(keyed[0].doc.upper).toBe('C');
  expect(keyed[1]).toEqual({ key: 'none', error: 'not_found' });
  expect(keyed[2].id).toBe('a');
  const range = (await member('GET', `${db}/_all_docs?startkey="b"&endkey="d"&inclusive_end=false`)).body;
  expect(range.rows.map((row: { id: string }) => row.id)).toEqual(['b', 'c']);
  expect((await member('GET', `${db}/_all_docs?limit=1&skip=1&descending=true`)).body.rows[0].id).toBe('c');
  expect((await member('GET', `${db}/_all_docs?startkey=b`)).status).toBe(400);
  const got = (
    await member('POST', `${db}/_bulk_get?revs=true`, { docs: [{ id: 'a', rev: rows[0].rev }, { id: 'zz' }] })
  ).body;
  expect(got.results[0].docs[0].ok).toMatchObject({ _id: 'a', upper: 'A', _revisions: { start: 1 } });
  expect(got.results[1].docs[0].error).toMatchObject({ id: 'zz', error: 'not_found' });
});

test('Mango finds with and without an index', async () => {
  const db = await newDatabase();
  await member('POST', `${db}/_bulk_docs`, {
    docs: [1, 2, 3, 4].map((n) => ({ _id: `t${n}`, n, open: n % 2 === 0 })),
  });
  const selector = { n: { $gt: 1 }, open: true };
  expect(
    (await member('POST', `${db}/_find`, { selector })).body.docs.map((d: { n: number }) => d.n),
  ).toEqual([2, 4]);
  // CouchDB answers 500 where the nodes of the database were asked and all said no.
  expect([403, 500]).toContain((await member('POST', `${db}/_index`, { index: { fields: ['n'] } })).status);
  const index = { index: { fields: ['n'] }, ddoc: 'by-n', name: 'by-n', type: 'json' };
  expect((await admin('POST', `${db}/_index`, index)).body.result).toBe('created');
  expect((await admin('POST', `${db}/_index`, index)).body.result).toBe('exists');
  const found = (
    await member('POST', `${db}/_find`, { selector: { n: { $gte: 2 } }, sort: [{ n: 'desc' }], limit: 2 })
  ).body;
  expect(found.docs.map((d: { n: number }) => d.n)).toEqual([4, 3]);
  expect((await admin('DELETE', `${db}/_index/by-n/json/by-n`)).status).toBe(200);
});

test('local documents stay out of the changes', async () => {
  const db = await newDatabase();
  const put = await member('PUT', `${db}/_local/checkpoint`, { seq: 'x' });
  expect(put.status).toBe(201);
  expect((await member('GET', `${db}/_local/checkpoint`)).body.seq).toBe('x');
  // Whoever writes one is alone with it: the revision is not asked for.
  expect((await member('PUT', `${db}/_local/checkpoint`, { seq: 'x2' })).status).toBe(201);
  expect((await member('PUT', `${db}/_local/checkpoint`, { seq: 'y', _rev: put.body.rev })).status).toBe(201);
  expect((await member('GET', `${db}/_local/checkpoint`)).body.seq).toBe('y');
  expect((await member('DELETE', `${db}/_local/checkpoint`)).status).toBe(200);
  expect((await member('GET', `${db}/_local/checkpoint`)).status).toBe(404);
  expect((await member('GET', `${db}/_local/_security`)).status).toBe(404);
  expect((await member('GET', `${db}/_changes`)).body.results).toEqual([]);
});

test('attachments travel as bytes, and writing one is validated', async () => {
  const db = await newDatabase();
  const bytes = Buffer.from([0, 255, 1, 254, 137, 80]);
  const rev = (await member('PUT', `${db}/doc`, { title: 'with a photo' })).body.rev;
  const path = `${db}/doc/photos/rack%201.png`;
  expect((await member('PUT', path, bytes, { 'content-type': 'image/png' })).status).toBe(409);
  const put = await member('PUT', `${path}?rev=${rev}`, bytes, { 'content-type': 'image/png' });
  expect(put).toMatchObject({ status: 201, body: { ok: true, id: 'doc' } });
  expect((await member('GET', `${db}/doc`)).body).toMatchObject({
    title: 'with a photo',
    _attachments: { 'photos/rack 1.png': { content_type: 'image/png', length: 6, stub: true } },
  });
  const response = await fetch(`${server.url}${path}`, {
    headers: {
      authorization: `Basic ${Buffer.from(`${server.named('member')}:member-password`).toString('base64')}`,
    },
  });
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  await admin('PUT', `${db}/_design/no`, {
    validate_doc_update: `function (n) { throw({ forbidden: 'no' }); }`,
  });
  expect(
    (await member('PUT', `${path}?rev=${put.body.rev}`, bytes, { 'content-type': 'image/png' })).status,
  ).toBe(403);
  expect((await member('DELETE', `${path}?rev=${put.body.rev}`)).status).toBe(403);
});

test('a document above 8 MB is refused with 413, a large batch of small ones is not', async () => {
  const db = await newDatabase();
  const huge = { _id: 'huge', text: 'x'.repeat(8_000_001) };
  expect(await member('PUT', `${db}/huge`, huge)).toMatchObject({
    status: 413,
    body: { error: 'document_too_large' },
  });
  const bulk = await member('POST', `${db}/_bulk_docs`, { docs: [{ _id: 'small' }, huge] });
  expect(bulk).toMatchObject({ status: 413, body: { error: 'document_too_large', reason: 'huge' } });
  const many = Array.from({ length: 12 }, (_, n) => ({ _id: `m${n}`, text: 'x'.repeat(1_000_000) }));
  expect((await member('POST', `${db}/_bulk_docs`, { docs: many })).body).toHaveLength(12);
});

test('bad input is 400, zipped input is read', async () => {
  const db = await newDatabase();
  const bad: readonly (readonly [string, string, Uint8Array | object])[] = [
    ['POST', '/_bulk_docs', Buffer.from('{"docs": [')],
    ['POST', '/_bulk_docs', []],
    ['POST', '/_bulk_docs', {}],
    ['POST', '/_bulk_docs', { docs: [1] }],
    ['POST', '/_bulk_docs', { docs: [{ _id: 'a', _nonsense: 1 }] }],
    ['POST', '/_all_docs', { keys: 'a' }],
    ['POST', '/_bulk_get', {}],
    ['POST', '/_changes?filter=_selector', {}],
    // CouchDB: 404, and 500 for the whole of its nodes.
    ['POST', '/_changes?filter=mine/own', {}],
    ['PUT', '/_security', { members: { names: 'x' } }],
  ];
  for (const [method, path, body] of bad) {
    const { status } = await admin(method, `${db}${path}`, body);
    expect.soft([path, body, [400, 404, 500].includes(status) || status]).toEqual([path, body, true]);
  }
  expect((await admin('GET', `${db}/_changes?since=abc`)).status).toBe(400);
  expect((await admin('PUT', '/Upper')).body.error).toBe('illegal_database_name');
  expect((await admin('PUT', '/..%2Fup')).body.error).toBe('illegal_database_name');
  const zipped = gzipSync(JSON.stringify({ docs: [{ _id: 'zipped' }] }));
  const answer = await member('POST', `${db}/_bulk_docs`, zipped, { 'content-encoding': 'gzip' });
  expect(answer.body[0]).toMatchObject({ ok: true, id: 'zipped' });
});
