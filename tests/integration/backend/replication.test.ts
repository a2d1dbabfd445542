import httpAdapter from 'pouchdb-adapter-http';
import memoryAdapter from 'pouchdb-adapter-memory';
import PouchDBCore from 'pouchdb-core';
import replication from 'pouchdb-replication';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, clientOf, type ServerProcess, startProcess } from './server-process.ts';

/** A stock CouchDB client: what it can do here, other standard clients can. */
type Replica = {
  bulkDocs(docs: readonly object[]): Promise<unknown>;
  put(doc: object): Promise<{ readonly rev: string }>;
  get(id: string, options?: object): Promise<{ readonly _rev: string; readonly [field: string]: unknown }>;
  putAttachment(id: string, name: string, rev: string, data: Buffer, type: string): Promise<unknown>;
  getAttachment(id: string, name: string): Promise<Buffer>;
  allDocs(): Promise<{ readonly rows: readonly { readonly id: string }[] }>;
  sync(other: Replica): Promise<{ readonly push: Summary; readonly pull: Summary }>;
};
type Summary = { readonly docs_written: number; readonly doc_write_failures: number };
type PouchConstructor = {
  new (name: string, options?: object): Replica;
  plugin(plugin: unknown): PouchConstructor;
};
const PouchDB = (PouchDBCore as unknown as PouchConstructor)
  .plugin(httpAdapter)
  .plugin(memoryAdapter)
  .plugin(replication);

let server: ServerProcess;

beforeAll(async () => {
  server = await startProcess();
});
afterAll(() => server.stop());

const local = (name: string): Replica => new PouchDB(name, { adapter: 'memory' });
const idsOf = async (replica: Replica): Promise<readonly string[]> =>
  (await replica.allDocs()).rows.map((row) => row.id);

test('two stock clients replicate through the server: documents, conflicts, attachments, refusals', async () => {
  const admin = clientOf(server.url, server.admin);
  const shared = `/${server.named('shared')}`;
  await admin('PUT', shared);
  await admin('PUT', `${shared}/_security`, { members: { names: [], roles: ['member'] } });
  await admin('PUT', `${shared}/_design/v`, {
    validate_doc_update: `function (n) { if (n.secret) throw({ forbidden: 'no secrets' }); }`,
  });
  await addUser(server, 'nina', ['member']);
  const remote = new PouchDB(`${server.url}${shared}`, {
    auth: { username: server.named('nina'), password: 'nina-password' },
  });
  const [one, two] = [local('one'), local('two')];

  await one.bulkDocs(Array.from({ length: 250 }, (_, n) => ({ _id: `doc-${n}`, n })));
  await one.put({ _id: 'hidden', secret: true });
  const { rev } = await one.put({ _id: 'photo' });
  await one.putAttachment('photo', 'rack.png', rev, Buffer.from('not really a picture'), 'image/png');
  const first = await one.sync(remote);
  expect(first.push).toMatchObject({ docs_written: 251, doc_write_failures: 1 });

  await two.sync(remote);
  expect((await two.getAttachment('photo', 'rack.png')).toString()).toBe('not really a picture');
  await one.put({ ...(await one.get('doc-7')), by: 'one' });
  await two.put({ ...(await two.get('doc-7')), by: 'two' });
  await one.sync(remote);
  await two.sync(remote);
  await one.sync(remote);
  const [mine, theirs] = [
    await one.get('doc-7', { conflicts: true }),
    await two.get('doc-7', { conflicts: true }),
  ];
  expect(mine).toEqual(theirs);
  expect(mine._conflicts).toHaveLength(1);
  expect(await idsOf(two)).toEqual((await idsOf(one)).filter((id) => id !== 'hidden'));
});
