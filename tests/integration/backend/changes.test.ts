import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, clientOf, type ServerProcess, startProcess } from './server-process.ts';

let server: ServerProcess;
let admin: Client;

beforeAll(async () => {
  server = await startProcess();
  admin = clientOf(server.url, server.admin);
});
afterAll(() => server.stop());

let count = 0;
async function databaseWith(docs: readonly object[]): Promise<string> {
  count += 1;
  const db = `/${server.named(`feed-${count}`)}`;
  // One shard where there are shards: only within one the changes have an order.
  await admin('PUT', `${db}?q=1`);
  await admin('POST', `${db}/_bulk_docs`, { docs });
  return db;
}
const numbered = (from: number, to: number): readonly object[] =>
  Array.from({ length: to - from }, (_, n) => ({
    _id: `d${String(from + n).padStart(5, '0')}`,
    n: from + n,
    even: n % 2 === 0,
  }));
type Row = {
  readonly id: string;
  readonly seq: string;
  readonly deleted?: boolean;
  readonly doc?: { readonly n: number };
};
const ids = (rows: readonly Row[]): readonly string[] => rows.map((row) => row.id);

test('pages give every document once, in order, with what is left', async () => {
  const db = await databaseWith(numbered(0, 2500));
  const seen: Row[] = [];
  let since = '0';
  const pending: number[] = [];
  for (;;) {
    const { body } = await admin('GET', `${db}/_changes?include_docs=true&limit=700&since=${since}`);
    seen.push(...body.results);
    pending.push(body.pending);
    since = body.last_seq;
    if (body.results.length === 0) break;
  }
  expect(seen.map((row) => row.doc?.n)).toEqual(Array.from({ length: 2500 }, (_, n) => n));
  expect(pending).toEqual([1800, 1100, 400, 0, 0]);
  const whole = (await admin('GET', `${db}/_changes`)).body;
  expect(whole.results).toHaveLength(2500);
  expect(whole.last_seq).toBe(since);
  expect((await admin('GET', `${db}/_changes?limit=0&since=${since}`)).body.results).toEqual([]);
  expect((await admin('GET', `${db}/_changes?since=now`)).body).toEqual({
    results: [],
    last_seq: since,
    pending: 0,
  });
  expect(ids((await admin('GET', `${db}/_changes?descending=true&limit=2`)).body.results)).toEqual([
    'd02499',
    'd02498',
  ]);
});

test('only the newest change of a document is listed; deletions are marked; leaves on request', async () => {
  const db = await databaseWith([{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }]);
  const { rev } = (await admin('GET', `${db}/_all_docs?key="a"`)).body.rows[0].value;
  await admin('DELETE', `${db}/a?rev=${rev}`);
  await admin('POST', `${db}/_bulk_docs`, {
    new_edits: false,
    docs: [{ _id: 'b', _rev: '1-ff', _revisions: { start: 1, ids: ['ff'] } }],
  });
  const rows = (await admin('GET', `${db}/_changes?style=all_docs`)).body.results;
  expect(ids(rows)).toEqual(['c', 'a', 'b']);
  expect(rows[1].deleted).toBe(true);
  expect(rows[2].changes).toHaveLength(2);
});

test('the direct reading of the feed gives what PouchDB gives', async () => {
  const tricky = [
    { _id: 'plain', text: 'x' },
    { _id: 'tail', nested: { _id: 'inner', _rev: '9-inner' } },
    { _id: 'text', text: ',"_id":"fake","_rev":"1-fake"}' },
    { _id: 'quo"te\\back', list: [{ _id: 'z', _rev: '1-z' }] },
    { _id: 'Störung 東京 🚲' },
    { _id: 'photo', _attachments: { 'a.txt': { content_type: 'text/plain', data: 'aGk=' } } },
    { _id: 'mention', text: '"_attachments"' },
    { _id: 'branch', n: 1 },
    { _id: 'gone' },
  ];
  const db = await databaseWith(tricky);
  const { rev } = (await admin('GET', `${db}/_all_docs?key="gone"`)).body.rows[0].value;
  await admin('DELETE', `${db}/gone?rev=${rev}`);
  const branch = (await admin('GET', `${db}/branch`)).body;
  await admin('PUT', `${db}/branch`, { ...branch, n: 2 });
  await admin('POST', `${db}/_bulk_docs`, {
    new_edits: false,
    docs: [
      { _id: 'branch', n: 0, _rev: '1-00', _revisions: { start: 1, ids: ['00'] } },
      { _id: 'branch', n: 3, _rev: '2-03', _revisions: { start: 2, ids: ['03', '00'] } },
      { _id: 'branch', n: 4, _rev: '1-04' },
      { _id: 'branch', _rev: '1-05', _deleted: true },
    ],
  });
  for (const docs of ['true', 'false']) {
    for (const conflicts of ['', '&conflicts=true']) {
      const query = `include_docs=${docs}${conflicts}`;
      const direct = (await admin('GET', `${db}/_changes?${query}`)).body;
      // A selector goes through PouchDB.
      const selector = { _id: { $gt: null } };
      const pouch = (await admin('POST', `${db}/_changes?filter=_selector&${query}`, { selector })).body;
      for (const row of pouch.results) row.doc?._conflicts?.sort().reverse();
      expect(direct).toEqual(pouch);
      expect(direct.results).toHaveLength(tricky.length);
    }
  }
});

test('a selector pulls a part', async () => {
  const db = await databaseWith(numbered(0, 40));
  const path = `${db}/_changes?filter=_selector&include_docs=true`;
  const { body } = await admin('POST', `${path}&limit=5`, { selector: { even: true, n: { $gte: 10 } } });
  expect(body.results.map((row: Row) => row.doc?.n)).toEqual([10, 12, 14, 16, 18]);
  const rest = (await admin('POST', `${path}&since=${body.last_seq}`, { selector: { even: true } })).body;
  expect(rest.results.map((row: Row) => row.doc?.n)).toEqual([20, 22, 24, 26, 28, 30, 32, 34, 36, 38]);
  expect(rest.last_seq).toBe((await admin('GET', db)).body.update_seq);
  const some = (await admin('POST', `${db}/_changes?filter=_doc_ids`, { doc_ids: ['d00003', 'd00001'] }))
    .body;
  expect(ids(some.results)).toEqual(['d00001', 'd00003']);
});

test('longpoll waits for the next change, and ends empty when its time is over', async () => {
  const db = await databaseWith([{ _id: 'old' }]);
  const { update_seq: since } = (await admin('GET', db)).body;
  const over = await admin('GET', `${db}/_changes?feed=longpoll&timeout=50&since=${since}`);
  expect(over.body).toMatchObject({ results: [], pending: 0 });
  const waiting = admin('GET', `${db}/_changes?feed=longpoll&since=${since}&include_docs=true`);
  await admin('PUT', `${db}/new`, { n: 7 });
  expect((await waiting).body.results).toMatchObject([{ id: 'new', doc: { n: 7 } }]);
  expect(ids((await admin('GET', `${db}/_changes?feed=longpoll&since=0`)).body.results)).toEqual([
    'old',
    'new',
  ]);
});

test('longpoll with a selector sleeps through what does not match', async () => {
  const db = await databaseWith([]);
  const waiting = admin('POST', `${db}/_changes?feed=longpoll&filter=_selector&heartbeat=20`, {
    selector: { team: 'a' },
  });
  await admin('PUT', `${db}/other`, { team: 'b' });
  await admin('PUT', `${db}/ours`, { team: 'a' });
  expect(ids((await waiting).body.results)).toEqual(['ours']);
});

test('continuous sends a line for each change and heartbeats between', async () => {
  const db = await databaseWith([{ _id: 'first' }]);
  const auth = `${server.admin.user}:${server.admin.password}`;
  const request = get(`${server.url}${db}/_changes?feed=continuous&heartbeat=20`, { auth });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await expect.poll(() => text).toContain('"first"');
  await admin('PUT', `${db}/second`, {});
  await expect.poll(() => text).toMatch(/"second".*\n\n/);
  response.destroy();
});

test('a database made again under the same name is noticed: old sequences read from the start', async () => {
  const db = await databaseWith(numbered(0, 20));
  const { last_seq } = (await admin('GET', `${db}/_changes`)).body;
  expect((await admin('DELETE', db)).status).toBe(200);
  expect((await admin('GET', `${db}/_changes?since=${last_seq}`)).status).toBe(404);
  await admin('PUT', db);
  await admin('POST', `${db}/_bulk_docs`, { docs: numbered(0, 30) });
  expect((await admin('GET', `${db}/_changes?since=${last_seq}`)).body.results).toHaveLength(30);
});

test('deleting a database ends the feeds that wait on it', async () => {
  const db = await databaseWith([]);
  const auth = `${server.admin.user}:${server.admin.password}`;
  const request = get(`${server.url}${db}/_changes?feed=longpoll&heartbeat=10`, { auth });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const ended = new Promise((resolve) => {
    response
      .on('error', () => {})
      .on('close', resolve)
      .resume();
  });
  expect((await admin('DELETE', db)).status).toBe(200);
  await ended;
});

test('deleting a database while it is read and written does not stop the server', async () => {
  const db = await databaseWith(numbered(0, 3000));
  const busy = Promise.allSettled([
    admin('GET', `${db}/_changes?include_docs=true`),
    admin('POST', `${db}/_bulk_docs`, { docs: numbered(3000, 5000) }),
    admin('GET', `${db}/_all_docs?include_docs=true`),
  ]);
  expect((await admin('DELETE', db)).status).toBe(200);
  // CouchDB takes the database for there (412) until all of it has heard of the deletion, some milliseconds later.
  await expect.poll(async () => (await admin('PUT', db)).status, { interval: 20 }).toBe(201);
  expect((await admin('GET', db)).body.doc_count).toBe(0);
  await busy;
});
