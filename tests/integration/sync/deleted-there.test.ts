import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { type Central, type Console, newCentral, openConsole, openSynced, settle } from './world.ts';

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(40);
});
afterAll(() => server.stop());

const openTicket = async (desk: Console): Promise<string> =>
  [...(await desk.records('tickets')).values()].find((one) => one.active && one.type === 'incident')?.id;
const deleteOnServer = async (id: string): Promise<void> => {
  const path = `/${central.nameOf('tickets')}/${id}`;
  const { body } = await central.admin('GET', path);
  expect((await central.admin('DELETE', `${path}?rev=${body._rev}`)).status).toBe(200);
};
const refusedRows = async (desk: Console) => (await desk.run('sync.refused')).rows;
const onServer = async (id: string) => (await central.records('tickets')).get(id);

/** A console whose edit met a deletion: the record is gone here as there, and waits. */
const met = async (title: string): Promise<{ readonly desk: Console; readonly id: string }> => {
  const desk = await openSynced(central, 'anna.sd');
  const id = await openTicket(desk);
  await desk.run('sync.setPaused', { paused: true });
  await desk.run('incidents.update', { id, changes: { title } });
  await deleteOnServer(id);
  await desk.run('sync.setPaused', { paused: false });
  await settle(desk);
  expect(await onServer(id)).toBeUndefined();
  expect(await desk.get('tickets', id)).toBeNull();
  expect(await refusedRows(desk)).toMatchObject([
    { recordId: id, code: 'deleted_there', document: { id, title } },
  ]);
  expect(await desk.status()).toMatchObject({ pending: 0, refused: 1 });
  return { desk, id };
};

test('a record that was edited here and deleted there is brought back by who decides so, without a line, and arrives', async () => {
  const { desk: first, id } = await met('edited meanwhile');
  // Nobody decides it by starting again.
  const { profileDir } = first;
  await first.close();
  const desk = await openConsole(central, { profileDir });
  await desk.signIn('anna.sd');
  await settle(desk);
  expect(await refusedRows(desk)).toHaveLength(1);
  expect(await onServer(id)).toBeUndefined();

  await desk.run('sync.setPaused', { paused: true });
  await desk.run('sync.retryRefused', { collection: 'tickets', recordId: id });
  expect(await refusedRows(desk)).toEqual([]);
  expect(await desk.get('tickets', id)).toMatchObject({ title: 'edited meanwhile' });
  expect((await desk.status()).pending).toBe(1);
  await desk.run('incidents.addNote', { id, text: 'is needed after all' });
  await desk.run('sync.setPaused', { paused: false });
  const other = await openSynced(central, 'lea.lead');
  await settle(desk, other);
  expect(await onServer(id)).toMatchObject({ title: 'edited meanwhile', openClashes: 0 });
  expect((await onServer(id))?.journal.at(-1)?.text).toBe('is needed after all');
  for (const one of [desk, other]) {
    expect(await one.get('tickets', id)).toEqual(await onServer(id));
    expect(await one.status()).toMatchObject({ pending: 0, refused: 0 });
    await one.close();
  }
});

test('or it is let go, without a line, and what was edited can still be read', async () => {
  const { desk, id } = await met('edited in vain');
  await desk.run('sync.setPaused', { paused: true });
  await desk.run('sync.dropRefused', { collection: 'tickets', recordId: id });
  expect(await refusedRows(desk)).toEqual([]);
  await desk.run('sync.setPaused', { paused: false });
  await settle(desk);
  expect(await desk.get('tickets', id)).toBeNull();
  expect(await onServer(id)).toBeUndefined();
  expect(await desk.status()).toMatchObject({ pending: 0, refused: 0 });
  await desk.close();
});

test('brought back by two: the edits of both are in it', async () => {
  const [one, two] = [await openSynced(central, 'anna.sd'), await openSynced(central, 'lea.lead')];
  const id = await openTicket(one);
  for (const desk of [one, two]) await desk.run('sync.setPaused', { paused: true });
  await one.run('incidents.update', { id, changes: { title: 'by one' } });
  await two.run('incidents.update', { id, changes: { description: 'by two' } });
  await deleteOnServer(id);
  for (const desk of [one, two]) await desk.run('sync.setPaused', { paused: false });
  await settle(one, two);
  await one.run('sync.retryRefused', { collection: 'tickets', recordId: id });
  await settle(one, two);
  expect(await two.get('tickets', id)).toMatchObject({ title: 'by one' });
  await two.run('sync.retryRefused', { collection: 'tickets', recordId: id });
  await settle(two, one);
  expect(await onServer(id)).toMatchObject({ title: 'by one', description: 'by two', openClashes: 0 });
  for (const desk of [one, two]) {
    expect(await desk.get('tickets', id)).toEqual(await onServer(id));
    await desk.close();
  }
});

test('a deletion that meets no edit is taken over', async () => {
  const desk = await openSynced(central, 'anna.sd');
  const id = await openTicket(desk);
  await deleteOnServer(id);
  await settle(desk);
  expect(await desk.get('tickets', id)).toBeNull();
  expect(await refusedRows(desk)).toEqual([]);
  await desk.close();
});
