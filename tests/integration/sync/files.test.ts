/** The bytes of files between consoles: their own queue, through a server that is there, gone, cut off, or wrong. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PART_BYTES } from '#contracts/attachments.ts';
import type { SyncStatus } from '#contracts/sync.ts';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { attach, readFile } from '../host/support/files.ts';
import { startFileLine } from './file-line.ts';
import {
  type Central,
  type Console,
  newCentral,
  openConsole,
  openSynced,
  type Stored,
  settle,
} from './world.ts';

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(4);
});
afterAll(() => server.stop());

const NONE = { waiting: 0, failed: 0 };
const sizes = [17, 2 * PART_BYTES + 5] as const;

const newTicket = async (desk: Console): Promise<string> =>
  (await desk.run('incidents.create', { title: 'A file for this' })).id;
const add = (desk: Console, ownerId: string, bytes: Uint8Array): Promise<string> =>
  attach(desk.tryRun, { ownerCollection: 'tickets', ownerId, fileName: 'dump.bin', bytes });
const rowsOf = async (desk: Console, ownerId: string): Promise<readonly Stored[]> =>
  (await desk.run('attachments.of', { ownerCollection: 'tickets', ownerId })).rows;
const isSame = (given: Uint8Array, read: Buffer | string): boolean =>
  typeof read !== 'string' && Buffer.compare(given, read) === 0;
const there = async (id: string): Promise<Stored> =>
  (await central.admin('GET', `/${central.nameOf('attachments')}/${id}`)).body;
const md5Of = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('base64');
const isSent = ({ files }: SyncStatus): boolean => files.waiting === 0 && files.failed === 0;

test('a file goes to the server behind its record, and is fetched by another console when it is wanted', async () => {
  const [anna, lea] = [await openSynced(central, 'anna.sd'), await openSynced(central, 'lea.lead')];
  const ticket = await newTicket(anna);
  const given = sizes.map((size) => randomBytes(size));
  const ids: string[] = [];
  for (const bytes of given) ids.push(await add(anna, ticket, bytes));
  await settle(anna, lea);
  expect(await anna.status()).toMatchObject({ files: NONE, phase: 'online' });
  for (const [at, id] of ids.entries()) {
    const bytes = given[at] ?? Buffer.alloc(0);
    expect((await there(id))._attachments).toEqual({
      file: expect.objectContaining({ digest: `md5-${md5Of(bytes)}`, length: bytes.length, stub: true }),
    });
    // The record came, its bytes did not.
    expect(await lea.get('attachments', id)).toEqual(await anna.get('attachments', id));
    expect(await readFile(lea.tryRun, id)).toBe('attachment.not_here');
    await lea.run('attachments.fetch', { id });
    expect(isSame(bytes, await readFile(lea.tryRun, id))).toBe(true);
  }
  expect(await rowsOf(lea, ticket)).toMatchObject([{ state: 'here' }, { state: 'here' }]);
  expect(await rowsOf(anna, ticket)).toMatchObject([{ state: 'here' }, { state: 'here' }]);

  // Whatever is written to the record afterwards keeps the file; taking it back lets go of it everywhere.
  const [small = '', large = ''] = ids;
  await lea.overwrite('attachments', small, {});
  await settle(lea, anna);
  expect((await there(small))._attachments).toHaveProperty('file');
  await lea.run('attachments.withdraw', { id: large });
  await settle(lea, anna);
  expect((await there(large))._attachments).toBe(undefined);
  for (const desk of [anna, lea]) {
    expect((await rowsOf(desk, ticket)).map(({ id }) => id)).toEqual([small]);
    expect(await readFile(desk.tryRun, large)).toBe('attachment.not_here');
  }
  await anna.close();
  await lea.close();
});

test('a file that two windows ask for at once is fetched once, for both', async () => {
  const [anna, lea] = [await openSynced(central, 'anna.sd'), await openSynced(central, 'lea.lead')];
  const bytes = randomBytes(5 * PART_BYTES + 3);
  const id = await add(anna, await newTicket(anna), bytes);
  await settle(anna, lea);
  const replies = await Promise.all([1, 2, 3].map(() => lea.tryRun('attachments.fetch', { id })));
  expect(replies).toEqual(replies.map(() => ({ ok: true, data: null })));
  expect(isSame(bytes, await readFile(lea.tryRun, id))).toBe(true);
  await anna.close();
  await lea.close();
});

test('files that are cut off or never answered hold no record up, and go when the line is back, through restarts', async () => {
  const line = await startFileLine(server.url);
  const options = { url: line.url };
  const desk = await openSynced(central, 'anna.sd', options);
  line.set('hold');
  const ticket = await newTicket(desk);
  const bytes = randomBytes(sizes[1]);
  const id = await add(desk, ticket, bytes);
  await desk.untilTrue(async () => line.sent() > 0 && (await desk.status()).pending === 0);
  // The file hangs; what is written meanwhile gets through.
  const later = await newTicket(desk);
  await desk.until(({ pending }) => pending === 0);
  expect((await central.records('tickets')).has(later)).toBe(true);
  expect(await desk.status()).toMatchObject({ files: { waiting: 1, failed: 0 } });
  expect(await rowsOf(desk, ticket)).toMatchObject([{ id, state: 'waiting' }]);
  await desk.kill();

  line.set('cut');
  const again = await openConsole(central, { ...options, profileDir: desk.profileDir });
  const before = line.sent();
  expect(await again.signIn('anna.sd')).toMatchObject({ ok: true });
  await again.untilTrue(async () => line.sent() > before);
  expect((await again.status()).files).toEqual({ waiting: 1, failed: 0 });
  // A line that breaks at large files only is one all the same.
  await newTicket(again);
  await settle(again);
  expect(await again.status()).toMatchObject({
    files: { waiting: 1, failed: 0 },
    phase: 'online',
    pending: 0,
  });
  line.set('pass');
  await again.until(isSent);
  expect((await there(id))._attachments).toHaveProperty('file');
  expect(isSame(bytes, await readFile(again.tryRun, id))).toBe(true);
  await again.close();
  line.close();
});

test('a file that is too large on the way waits with the reason, until somebody sends it again or takes it back', async () => {
  const line = await startFileLine(server.url);
  const desk = await openSynced(central, 'anna.sd', { url: line.url });
  line.set('too_large');
  const ticket = await newTicket(desk);
  const [one, other] = [await add(desk, ticket, randomBytes(99)), await add(desk, ticket, randomBytes(98))];
  await desk.until(({ files }) => files.failed === 2);
  const { total, rows } = await desk.run('attachments.queue', { offset: 0, limit: 10 });
  expect([total, rows[0]]).toMatchObject([
    2,
    {
      id: one,
      state: 'failed',
      reason: 'attachment.server_too_large',
      ownerId: ticket,
      fileName: 'dump.bin',
    },
  ]);
  // It is no reason for anything else to wait.
  await settle(desk);
  expect(await desk.status()).toMatchObject({ phase: 'online', pending: 0, refused: 0 });
  line.set('pass');
  await desk.run('attachments.sendAgain', { id: one });
  await desk.run('attachments.withdraw', { id: other });
  await desk.until(isSent);
  await settle(desk);
  expect((await there(one))._attachments).toHaveProperty('file');
  expect(await there(other)).toMatchObject({ active: false });
  await desk.close();
  line.close();
});

test('other bytes than were added are told and not kept', async () => {
  const [anna, lea] = [await openSynced(central, 'anna.sd'), await openSynced(central, 'lea.lead')];
  const ticket = await newTicket(anna);
  const bytes = randomBytes(1_000);
  const id = await add(anna, ticket, bytes);
  const unsent = await newTicket(anna);
  await settle(anna, lea);
  const path = `/${central.nameOf('attachments')}/${id}`;
  const put = async (file: Uint8Array): Promise<void> => {
    const { _rev } = await there(id);
    const headers = { 'content-type': 'application/octet-stream' };
    expect((await central.admin('PUT', `${path}/file?rev=${_rev}`, file, headers)).status).toBe(201);
  };
  // As a server that was tampered with would give out: of the same length, and longer.
  for (const wrong of [randomBytes(1_000), randomBytes(5_000)]) {
    await put(wrong);
    expect(await lea.tryRun('attachments.fetch', { id })).toMatchObject({
      error: { reason: 'attachment.wrong_bytes' },
    });
    expect(await readFile(lea.tryRun, id)).toBe('attachment.not_here');
  }
  await put(bytes);
  await lea.run('attachments.fetch', { id });
  expect(isSame(bytes, await readFile(lea.tryRun, id))).toBe(true);

  // A record whose bytes nobody has sent yet.
  await settle(anna, lea);
  const record = { ...(await lea.get('attachments', id)), id: 'not-sent-yet', ownerId: unsent };
  const created = await central.admin('PUT', `/${central.nameOf('attachments')}/${record.id}`, record);
  expect(created.status).toBe(201);
  await settle(lea);
  expect(await rowsOf(lea, unsent)).toMatchObject([{ id: 'not-sent-yet', state: 'away' }]);
  expect(await lea.tryRun('attachments.fetch', { id: 'not-sent-yet' })).toMatchObject({
    error: { reason: 'attachment.not_there' },
  });
  await anna.close();
  await lea.close();
});

test('a database that was made anew gets the files again, too', async () => {
  const own = await newCentral(server);
  await own.seed(2);
  const desk = await openSynced(own, 'anna.sd');
  const ticket = await newTicket(desk);
  const id = await add(desk, ticket, randomBytes(300));
  await settle(desk);
  await desk.run('sync.setPaused', { paused: true });
  await own.admin('DELETE', `/${own.nameOf('attachments')}`);
  await own.provision();
  await desk.run('sync.setPaused', { paused: false });
  await settle(desk);
  await desk.until(isSent);
  const { body } = await own.admin('GET', `/${own.nameOf('attachments')}/${id}`);
  expect(body._attachments).toHaveProperty('file');
  await desk.close();
});
