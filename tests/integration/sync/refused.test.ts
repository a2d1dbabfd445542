import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { cli } from '../cli/run-cli.ts';
import { type Central, type Console, newCentral, openSynced, settle } from './world.ts';

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(20);
});
afterAll(() => server.stop());

const firstTicket = async (open: Console): Promise<string> =>
  [...(await open.records('tickets')).values()].find((ticket) => ticket.active)?.id;

const refusedRows = async (open: Console) =>
  (await open.run('sync.refused')).rows as readonly { recordId: string; code: string; reason: string }[];

test('what the server forbids is set aside with its reason, and the rest goes on', async () => {
  const field = await openSynced(central, 'finn.field');
  const id = await firstTicket(field);
  const before = await field.get('tickets', id);
  await field.overwrite('tickets', id, { title: 'changed by the wrong person' });
  const made = await field.run('incidents.create', { title: 'sent after the refused one' });
  await settle(field);
  expect(await refusedRows(field)).toMatchObject([
    { recordId: id, code: 'forbidden', reason: expect.stringContaining('title') },
  ]);
  // The record's own page says so, too.
  const refusal = (recordId: string) => field.run('sync.refusal', { collection: 'tickets', recordId });
  expect(await refusal(id)).toMatchObject({ code: 'forbidden', reason: expect.stringContaining('title') });
  expect(await refusal(made.id)).toBeNull();
  // What is in it is told by the entries that the server does not have, with the names they need.
  const looked = await field.run('sync.refusedEdit', { collection: 'tickets', recordId: id });
  const added = ((looked?.document.journal ?? []) as readonly { id: string }[]).slice(before?.journal.length);
  expect(looked?.entries).toEqual(added);
  expect(added.length).toBeGreaterThan(0);
  expect(looked?.names).toHaveProperty([before?.requesterId]);
  const stored = await central.records('tickets');
  expect(stored.get(id)?.title).toBe(before?.title);
  expect(stored.get(made.id)?.title).toBe('sent after the refused one');
  expect((await field.run('sync.status')).pending).toBe(0);

  // Dropping takes the server's version.
  await field.run('sync.dropRefused', { collection: 'tickets', recordId: id });
  await settle(field);
  expect((await field.get('tickets', id))?.title).toBe(before?.title);
  expect(await refusedRows(field)).toEqual([]);
  expect(await refusal(id)).toBeNull();
  expect(await field.get('tickets', id)).toEqual((await central.records('tickets')).get(id));
  await field.close();

  // What was given up can still be read.
  const { code, stdout } = await cli(['export', 'dropped', '--as', 'json', '--profile', field.profileDir]);
  expect(code).toBe(0);
  const dropped: unknown = JSON.parse(stdout);
  expect(dropped).toMatchObject([
    {
      collection: 'tickets',
      recordId: id,
      code: 'forbidden',
      droppedBy: expect.stringContaining('person-'),
      document: { id, title: 'changed by the wrong person' },
    },
  ]);
});

test('an edit on top of a refused one merges against the version the server really had', async () => {
  const field = await openSynced(central, 'finn.field');
  const desk = await openSynced(central, 'anna.sd');
  const id = await firstTicket(field);
  const original = (await field.get('tickets', id))?.title;
  await field.overwrite('tickets', id, { title: 'refused title' });
  await settle(field);
  await field.run('sync.setPaused', { paused: true });
  // The server's version changes another field, and this side edits on.
  await desk.run('incidents.update', { id, changes: { description: 'described by the desk' } });
  await settle(desk);
  await field.run('incidents.addNote', { id, text: 'a note on top' });
  await field.run('sync.setPaused', { paused: false });
  await settle(field);
  const kept = await field.get('tickets', id);
  // Title and note are in one document, so they are refused as one; nothing is lost, and nothing looks like a clash.
  expect(await refusedRows(field)).toMatchObject([{ recordId: id }]);
  expect(kept).toMatchObject({
    title: 'refused title',
    description: 'described by the desk',
    openClashes: 0,
  });
  expect((await central.records('tickets')).get(id)).toMatchObject({ title: original });

  // Given the right, the same person sends it again.
  const path = `/_users/org.couchdb.user:${server.named('finn.field')}`;
  const account = await central.admin('GET', path);
  await central.admin('PUT', path, {
    ...account.body,
    roles: [...account.body.roles, 'service-desk'],
  });
  await field.run('sync.retryRefused', { collection: 'tickets', recordId: id });
  await settle(field, desk);
  const sent = (await central.records('tickets')).get(id);
  expect(sent).toMatchObject({
    title: 'refused title',
    description: 'described by the desk',
    openClashes: 0,
  });
  expect(sent?.journal.some((entry: { text: string }) => entry.text === 'a note on top')).toBe(true);
  expect(await field.get('tickets', id)).toEqual(sent);
  expect(await desk.get('tickets', id)).toEqual(sent);
  expect(await refusedRows(field)).toEqual([]);
  await field.close();
  await desk.close();
  await central.admin('PUT', path, {
    ...(await central.admin('GET', path)).body,
    roles: account.body.roles,
  });
});

test('an edit that waits outlasts later ones of its record, taken and refused', async () => {
  const field = await openSynced(central, 'finn.field');
  const desk = await openSynced(central, 'anna.sd');
  const id = await firstTicket(field);
  await field.overwrite('tickets', id, { title: 'the first refused title' });
  await settle(field);
  // The server's version comes over the refused one, and what follows knows nothing of it.
  await desk.run('incidents.update', { id, changes: { description: 'the desk was here' } });
  await settle(desk);
  await settle(field);
  expect((await field.get('tickets', id))?.title).not.toBe('the first refused title');
  await field.run('incidents.addNote', { id, text: 'taken' });
  await settle(field);
  expect((await central.records('tickets')).get(id)?.journal.at(-1)?.text).toBe('taken');
  expect(await refusedRows(field)).toMatchObject([{ recordId: id, code: 'forbidden' }]);
  await field.overwrite('tickets', id, { impact: 1 });
  await settle(field);
  expect(await refusedRows(field)).toMatchObject([{ recordId: id, code: 'forbidden' }]);

  // Somebody with the right signs in: all of it arrives.
  await field.run('session.signOut');
  expect(await field.signIn('ada.admin')).toMatchObject({ ok: true });
  await settle(field);
  expect(await refusedRows(field)).toEqual([]);
  const stored = (await central.records('tickets')).get(id);
  expect(stored).toMatchObject({ title: 'the first refused title', impact: 1, openClashes: 0 });
  expect(stored?.description).toBe('the desk was here');
  expect(stored?.journal.some(({ text }: { text: string | null }) => text === 'taken')).toBe(true);
  await field.close();
  await desk.close();
});

test('a document that is too large is refused with the reason, and smaller ones go', async () => {
  const desk = await openSynced(central, 'anna.sd');
  const large = await desk.run('incidents.create', { title: 'large' });
  const text = 'x'.repeat(90_000);
  await desk.overwrite('tickets', large.id, {
    extra: Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`k${n}`, text])),
  });
  const small = await desk.run('incidents.create', { title: 'small' });
  await settle(desk);
  expect(await refusedRows(desk)).toMatchObject([{ recordId: large.id, code: 'too_large' }]);
  expect((await central.records('tickets')).get(small.id)?.title).toBe('small');
  await desk.run('sync.dropRefused', { collection: 'tickets', recordId: large.id });
  await settle(desk);
  expect(await desk.get('tickets', large.id)).toEqual((await central.records('tickets')).get(large.id));
  await desk.close();
});
