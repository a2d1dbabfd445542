/** Files of records over HTTP, with the rules as `provision` sets them up: what an ordinary account may put, and what a hostile one tries. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provision } from '#backend/provision/provision.ts';
import { newAttachment, withdrawAttachment } from '#domain/attachments/attachment.ts';
import { databaseNameOf } from '#domain/records/collections.ts';
import { envOf, unwrap } from '../../unit/domain/env.ts';
import { md5Of, RELATED, withFile } from './related.ts';
import { type Client, clientOf, type ServerProcess, startProcess } from './server-process.ts';

let server: ServerProcess;
let finn: Client;
let anna: Client;
let db = '';

const account = (login: string, roles: readonly ('field' | 'service-desk')[]) => ({
  ...{ login: server.named(login), password: `${login}-pw`, roles, personId: `person-${login}`, teamIds: [] },
});
const clientFor = (login: string): Client =>
  clientOf(server.url, { user: server.named(login), password: `${login}-pw` });

beforeAll(async () => {
  server = await startProcess();
  const prefix = server.named('files');
  const accounts = [account('finn', ['field']), account('anna', ['service-desk'])];
  unwrap(await provision({ serverUrl: server.adminUrl, prefix, accounts }));
  [finn, anna] = [clientFor('finn'), clientFor('anna')];
  db = `/${databaseNameOf(prefix, 'attachments')}`;
});
afterAll(() => server.stop());

const BYTES = Buffer.from('GIF89a not really');
const TYPE = 'application/octet-stream';
const now = () => new Date().toISOString();
const envFor = (personId: string) => ({
  ...envOf(['field'], now()),
  actor: { ...envOf(['field']).actor, personId },
});

let count = 0;
/** A record of a file by Finn, at the server without its bytes. */
const aRecord = async () => {
  count += 1;
  const facts = {
    ...{ fileName: 'dock.gif', mediaType: 'image/gif', sizeBytes: BYTES.length },
    ...{ sha256: createHash('sha256').update(BYTES).digest('hex'), md5: md5Of(BYTES) },
  };
  const owner = { ownerCollection: 'tickets', ownerId: 'inc-1' };
  const record = newAttachment(envFor('person-finn'), `att-${count}`, owner, facts);
  const created = await finn('PUT', `${db}/${record.id}`, record);
  expect(created).toMatchObject({ status: 201 });
  const rev = created.body.rev as string;
  return { record, path: `${db}/${record.id}`, rev, document: { ...record, _rev: rev } };
};
type Putting = { readonly bytes?: Buffer; readonly name?: string; readonly told?: object };
/** The document with a file behind it. */
const put = (client: Client, path: string, document: object, { bytes = BYTES, ...how }: Putting = {}) =>
  client('PUT', path, withFile(document, bytes, how), { 'content-type': RELATED });

test('the file that a record names is put by any member, read, and kept by edits', async () => {
  const { record, path, document: bare } = await aRecord();
  const stored = await put(anna, path, bare);
  expect(stored).toMatchObject({ status: 201 });
  const { body: document } = await finn('GET', path);
  expect(document._attachments).toEqual({
    file: { content_type: TYPE, revpos: 2, digest: `md5-${record.md5}`, length: BYTES.length, stub: true },
  });
  const read = await finn('GET', `${path}/file`);
  expect([read.status, read.body]).toEqual([200, BYTES.toString()]);
  const etag = String(read.headers.get('etag'));
  expect(etag).toBe(`"${record.md5}"`);
  expect((await finn('GET', `${path}/file`, undefined, { 'if-none-match': etag })).status).toBe(304);
  // A page of changes tells of it, and has no bytes.
  const { body: changes } = await finn('GET', `${db}/_changes?include_docs=true`);
  const row = changes.results.find((one: { id: string }) => one.id === record.id);
  expect(row.doc._attachments.file).toMatchObject({ stub: true });
  expect(row.doc._attachments.file.data).toBe(undefined);
  // Nobody edits such a record so far, but consoles merge histories: as bulk documents, with the stub that they were shown.
  const merged = { ...document, journal: [...document.journal] };
  expect((await finn('POST', `${db}/_bulk_docs`, { docs: [merged] })).body).toMatchObject([{ ok: true }]);
  expect((await finn('GET', `${path}/file`)).body).toBe(BYTES.toString());
});

test('nothing else is put, by whatever way', async () => {
  const { record, path, rev, document } = await aRecord();
  const other = Buffer.from('<script>alert(1)</script>');
  const FORBIDDEN = { status: 403, body: { error: 'forbidden' } };
  expect.soft(await put(anna, path, document, { name: 'page.html' })).toMatchObject(FORBIDDEN);
  expect.soft(await put(anna, path, document, { bytes: other })).toMatchObject(FORBIDDEN);
  expect
    .soft(await put(anna, path, document, { told: { content_type: 'text/html' } }))
    .toMatchObject(FORBIDDEN);
  expect.soft(await put(anna, path, document, { told: { digest: undefined } })).toMatchObject(FORBIDDEN);
  // By itself: nobody looks whether the bytes are those that the request says.
  const headers = { 'content-type': TYPE, 'content-md5': md5Of(BYTES) };
  expect.soft(await anna('PUT', `${path}/file?rev=${rev}`, BYTES, headers)).toMatchObject(FORBIDDEN);
  // The digest and length of the file that is named, over other bytes.
  const lie = { digest: `md5-${md5Of(BYTES)}`, length: BYTES.length };
  expect.soft((await put(anna, path, document, { bytes: other, told: lie })).status).toBe(400);
  const asLong = Buffer.from(BYTES.toString().replace('really', 'reallY'));
  expect.soft([400, 500]).toContain((await put(anna, path, document, { bytes: asLong, told: lie })).status);
  const data = BYTES.toString('base64');
  const inside = { content_type: TYPE, data, digest: `md5-${record.md5}`, length: BYTES.length };
  const withInside = { ...record, _rev: rev, _attachments: { file: inside } };
  expect.soft((await anna('PUT', path, withInside)).status).toBe(403);
  const bulk = await anna('POST', `${db}/_bulk_docs`, { docs: [{ ...withInside, _id: record.id }] });
  expect.soft(bulk.body).toMatchObject([{ error: 'forbidden' }]);
  // Another record's bytes by their digest alone.
  const full = await aRecord();
  expect((await put(finn, full.path, full.document)).status).toBe(201);
  const stub = { content_type: TYPE, stub: true, digest: `md5-${record.md5}`, length: BYTES.length };
  const borrowed = await anna('PUT', path, { ...record, _rev: rev, _attachments: { file: stub } });
  expect.soft([403, 412]).toContain(borrowed.status);
  expect((await finn('GET', path)).body._attachments).toBe(undefined);
  expect((await finn('GET', `${path}/file`)).status).toBe(404);
});

test('a file that is there is not replaced, retyped, joined by another, or taken while its record stands', async () => {
  const { path, document: bare } = await aRecord();
  const stored = await put(finn, path, bare);
  const last = { ...bare, _rev: stored.body.rev as string };
  expect.soft((await put(finn, path, bare)).status).toBe(409);
  expect.soft((await put(finn, path, last)).status).toBe(403);
  expect.soft((await put(finn, path, last, { told: { content_type: 'text/html' } })).status).toBe(403);
  expect.soft((await put(finn, path, last, { name: 'second' })).status).toBe(403);
  expect.soft((await finn('DELETE', `${path}/file?rev=${last._rev}`)).status).toBe(403);
  const { body: document } = await finn('GET', path);
  const { _attachments, ...without } = document;
  expect.soft((await finn('PUT', path, without)).status).toBe(403);
  // What is said of a file that is kept changes nothing of it.
  const retyped = {
    ...document,
    _attachments: { file: { ..._attachments.file, content_type: 'text/html' } },
  };
  expect.soft((await finn('PUT', path, retyped)).status).toBe(201);
  expect((await finn('GET', path)).body._attachments.file).toMatchObject({ content_type: TYPE });
});

test('a withdrawn record lets go of its file, and takes none', async () => {
  const { record, path, document } = await aRecord();
  const last = (await put(finn, path, document)).body.rev as string;
  const withdrawn = unwrap(withdrawAttachment(record, envFor('person-finn')));
  const others = unwrap(withdrawAttachment({ ...record, createdBy: 'person-anna' }, envFor('person-anna')));
  expect((await anna('PUT', path, { ...others, createdBy: 'person-finn', _rev: last })).status).toBe(403);
  const gone = await finn('PUT', path, { ...withdrawn, _rev: last });
  expect(gone.status).toBe(201);
  expect((await finn('GET', `${path}/file`)).status).toBe(404);
  expect((await put(finn, path, { ...withdrawn, _rev: gone.body.rev })).status).toBe(403);
  expect((await finn('PUT', path, { ...record, _rev: gone.body.rev })).status).toBe(403);
});
