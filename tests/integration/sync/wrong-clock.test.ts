import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import {
  type Central,
  type Console,
  newCentral,
  openConsole,
  openSynced,
  type Stored,
  settle,
} from './world.ts';

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS;

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(20);
});
afterAll(() => server.stop());

const openTicket = async (desk: Console): Promise<string> =>
  [...(await desk.records('tickets')).values()].find((one) => one.active)?.id;
const titleOnServer = async (id: string) => (await central.records('tickets')).get(id)?.title;

/** As after a start of the machine: the same profile in another process, whose clock began elsewhere. */
const restarted = async (desk: Console, clockShiftMs: number): Promise<Console> => {
  await desk.kill();
  const again = await openConsole(central, { profileDir: desk.profileDir, clockShiftMs });
  const signedIn = await again.signIn('anna.sd');
  expect(signedIn.ok).toBe(true);
  return again;
};

const edit = async (desk: Console, id: string, title: string): Promise<void> => {
  await desk.run('incidents.update', { id, changes: { title } });
};

test.each([
  ['a year behind', 0, -YEAR_MS],
  ['ten minutes fast, then set right', 10 * MINUTE_MS, 0],
  ['a year ahead, then set right', YEAR_MS, 0],
])('edits go out with a clock that is %s', async (_name, before, after) => {
  let desk = await openSynced(central, 'anna.sd', { clockShiftMs: before });
  const id = await openTicket(desk);
  await edit(desk, id, 'before');
  await settle(desk);

  // Set while it runs.
  await desk.setClock(after);
  await edit(desk, id, 'while it was set');
  await settle(desk);
  expect(await titleOnServer(id)).toBe('while it was set');

  // And with the next start of the machine.
  desk = await restarted(desk, after);
  await settle(desk);
  await edit(desk, id, 'after a start');
  const made = await desk.run('incidents.create', { title: 'made after a start' });
  await settle(desk);
  expect(await titleOnServer(id)).toBe('after a start');
  expect(await titleOnServer(made.id)).toBe('made after a start');

  // Edited without a line, killed, and started again.
  await desk.run('sync.setPaused', { paused: true });
  await edit(desk, id, 'without a line');
  desk = await restarted(desk, after - YEAR_MS);
  await settle(desk);
  expect(await titleOnServer(id)).toBe('without a line');
  expect(await desk.status()).toMatchObject({ pending: 0, refused: 0 });
  expect(await desk.get('tickets', id)).toEqual((await central.records('tickets')).get(id));
  await desk.close();
});

const DAY_MS = 24 * 60 * MINUTE_MS;

test('what is written after a clock that was a day behind was set right goes out', async () => {
  const desk = await openSynced(central, 'anna.sd', { clockShiftMs: -DAY_MS });
  const id = await openTicket(desk);
  await settle(desk);
  await desk.run('sync.setPaused', { paused: true });
  await desk.setClock(0);
  // The device still adds the day that was measured.
  await edit(desk, id, 'of tomorrow');
  await edit(desk, id, 'of tomorrow, too');
  const made = await desk.run('incidents.create', { title: 'made tomorrow' });
  const written = await desk.get('tickets', made.id);
  expect(Date.parse(written?.createdAt) - Date.now()).toBeGreaterThan(DAY_MS / 2);
  await desk.run('sync.setPaused', { paused: false });
  await settle(desk);
  expect(await desk.status()).toMatchObject({ pending: 0, refused: 0 });

  const stored = (await central.records('tickets')).get(id);
  const latest = new Date(Date.now() + MINUTE_MS).toISOString();
  const own = stored?.journal.slice(-2);
  expect(own.map(({ changes }: Stored) => changes[0].to)).toEqual(['of tomorrow', 'of tomorrow, too']);
  expect(own.map(({ at }: Stored) => at < latest)).toEqual([true, true]);
  const sent = (await central.records('tickets')).get(made.id);
  expect(sent?.createdAt < latest).toBe(true);
  // What is promised is counted from the time that is right.
  const moved = Date.parse(written?.dueAt) - Date.parse(sent?.dueAt);
  expect(moved).toBeGreaterThan(0);
  expect(await desk.get('tickets', id)).toEqual(stored);
  expect(await desk.get('tickets', made.id)).toEqual(sent);
  await desk.close();
});

test('an edit that an earlier version left behind what it had sent goes out after all', async () => {
  const desk = await openSynced(central, 'anna.sd');
  const id = await openTicket(desk);
  await edit(desk, id, 'sent');
  await settle(desk);
  await desk.run('sync.setPaused', { paused: true });
  await edit(desk, id, 'left behind');
  await desk.backdate('tickets', id);
  const again = await restarted(desk, 0);
  await settle(again);
  expect(await titleOnServer(id)).toBe('left behind');
  expect((await again.status()).pending).toBe(0);
  await again.close();
});
