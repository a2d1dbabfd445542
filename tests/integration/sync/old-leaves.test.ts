import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { type Central, newCentral, newProfileDir, openSynced, settle } from './world.ts';

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(60);
});
afterAll(() => server.stop());

const ticketPath = (id: string): string => `/${central.nameOf('tickets')}/${id}`;

/** Tickets that are worked on, as far in the list as a test wants them. */
const openTickets = async (): Promise<readonly string[]> =>
  [...(await central.records('tickets')).values()].filter((one) => one.active).map((one) => one.id);

/** The ticket gets a second leaf with an edit, as a node of a cluster makes one; it loses, having the lowest name there is. */
const addLosingEdit = async (id: string, description: string): Promise<void> => {
  const before = (await central.admin('GET', ticketPath(id))).body;
  const won = await central.admin('PUT', ticketPath(id), { ...before, title: `${before.title}, seen` });
  expect(won.status).toBe(201);
  const [height, parent] = String(before._rev).split('-');
  const [start, name] = [Number(height) + 1, '0'.repeat(32)];
  const changes = [{ field: 'description', from: before.description, to: description }];
  const entry = { ...before.journal.at(-1), id: `edit-${id}`, kind: 'changed', text: null, changes };
  const leaf = {
    ...before,
    description,
    journal: [...before.journal, entry],
    _rev: `${start}-${name}`,
    _revisions: { start, ids: [name, parent] },
  };
  const path = `/${central.nameOf('tickets')}/_bulk_docs`;
  const answer = await central.admin('POST', path, { new_edits: false, docs: [leaf] });
  expect(answer.body).toEqual([]);
  const { body } = await central.admin('GET', `${ticketPath(id)}?conflicts=true`);
  expect(body._conflicts).toEqual([leaf._rev]);
};

const descriptionAt = async (id: string): Promise<string> =>
  (await central.records('tickets')).get(id)?.description;

test('what lost before a device came is found in its first load', async () => {
  const [id = ''] = await openTickets();
  await addLosingEdit(id, 'written before anybody came');
  const desk = await openSynced(central, 'lea.lead');
  expect(await descriptionAt(id)).toBe('written before anybody came');
  // The merge comes back as any change.
  await settle(desk);
  expect(await desk.get('tickets', id)).toEqual((await central.records('tickets')).get(id));
  await desk.close();
});

test('a store whose pulls did not ask for leaves yet looks through the database once', async () => {
  const profileDir = newProfileDir();
  const [, id = ''] = await openTickets();
  await addLosingEdit(id, 'written long ago');
  // Nobody who may do something about it has seen it.
  const reader = await openSynced(central, 'kim.knowledge', { profileDir });
  await reader.forgetLeaves();
  await reader.close();
  expect(await descriptionAt(id)).not.toBe('written long ago');
  const desk = await openSynced(central, 'lea.lead', { profileDir });
  expect(await descriptionAt(id)).toBe('written long ago');
  await settle(desk);
  expect(await desk.get('tickets', id)).toEqual((await central.records('tickets')).get(id));
  expect(await desk.status()).toMatchObject({ pending: 0, refused: 0 });
  await desk.close();
});
