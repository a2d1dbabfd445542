import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import {
  type Central,
  type Console,
  newCentral,
  openConsole,
  openSynced,
  passwordOf,
  type Stored,
  settle,
} from './world.ts';

/** Incidents that ended so long ago that a console may leave them on the server. */
const ENDED_ON = { recent: -1, older: -9, oldest: -40 };
/** More than a page of the oldest. */
const COUNTS = { recent: 40, older: 40, oldest: 1_100 };

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(30);
  await seedEnded();
});
afterAll(() => server.stop());

const monthsFromNow = (months: number): string => DateTime.utc().plus({ months }).toISO();

/** On a cluster the node that is asked may hear of what was written a moment later. */
const findEnded = (): Promise<Stored> =>
  vi.waitFor(
    async () => {
      const found = [...(await central.records('tickets')).values()].find((one) => !one.active);
      if (found === undefined) throw new Error('the sample company has no ended ticket');
      return found;
    },
    { timeout: 60_000 },
  );

const seedEnded = async (): Promise<void> => {
  const template = await findEnded();
  for (const age of ['recent', 'older', 'oldest'] as const) {
    const at = monthsFromNow(ENDED_ON[age]);
    const docs = Array.from({ length: COUNTS[age] }, (_, index) => ({
      ...template,
      ...{ _id: `${age}-${index}`, id: `${age}-${index}`, number: `INC-OLD-${age}-${index}` },
      ...{ state: 'closed', updatedAt: at },
    }));
    const answer = await central.admin('POST', `/${central.nameOf('tickets')}/_bulk_docs`, { docs });
    expect((answer.body as readonly Stored[]).filter((row) => row.error)).toEqual([]);
  }
};

const agesAt = async (desk: Console): Promise<Readonly<Record<string, number>>> => {
  const ids = [...(await desk.records('tickets')).keys()];
  return Object.fromEntries(
    Object.keys(ENDED_ON).map((age) => [age, ids.filter((id) => id.startsWith(`${age}-`)).length]),
  );
};

test('a console loads open work and what ended within its scope, and says how far back', async () => {
  const desk = await openSynced(central, 'anna.sd', { endedMonths: 3 });
  expect(await agesAt(desk)).toEqual({ ...COUNTS, older: 0, oldest: 0 });
  const open = [...(await central.records('tickets')).values()].filter((one) => one.active);
  const here = await desk.records('tickets');
  expect(open.filter(({ id }) => !here.has(id))).toEqual([]);
  expect((await desk.status()).scope).toEqual({ endedMonths: 3 });
  // Everything but tickets and orders comes whole.
  expect(await desk.records('configItems')).toEqual(await central.records('configItems'));
  await desk.close();
});

test('what is changed anywhere comes, however long ago it ended, and can be edited like anything else', async () => {
  const desk = await openSynced(central, 'anna.sd', { endedMonths: 3 });
  const other = await openSynced(central, 'lea.lead');
  await other.run('incidents.addNote', { id: 'older-7', text: 'It came back.' });
  await settle(other, desk);
  expect((await desk.get('tickets', 'older-7'))?.journal.at(-1)?.text).toBe('It came back.');
  await desk.run('incidents.addNote', { id: 'older-7', text: 'Seen.' });
  await settle(desk, other);
  const stored = (await central.records('tickets')).get('older-7');
  expect(stored?.journal.slice(-2).map((entry: Stored) => entry.text)).toEqual(['It came back.', 'Seen.']);
  expect(await desk.status()).toMatchObject({ pending: 0, refused: 0, conflicts: 0 });
  await desk.close();
  await other.close();
});

test('a wider scope loads what is missing and sends nothing back; a narrower one takes nothing away', async () => {
  const desk = await openSynced(central, 'anna.sd', { endedMonths: 3 });
  const [id = ''] = [...(await desk.records('tickets')).values()]
    .filter((one) => one.active)
    .map((one) => one.id);
  await desk.run('sync.setPaused', { paused: true });
  await desk.run('incidents.addNote', { id, text: 'written before the scope changed' });
  await desk.run('sync.setScope', { endedMonths: 12 });
  expect((await desk.status()).phase).toBe('paused');
  const { body: before } = await central.admin('GET', `/${central.nameOf('tickets')}`);
  await desk.run('sync.setPaused', { paused: false });
  await settle(desk);
  expect(await agesAt(desk)).toEqual({ ...COUNTS, oldest: 0 });
  const { body: after } = await central.admin('GET', `/${central.nameOf('tickets')}`);
  expect(Number.parseInt(after.update_seq, 10) - Number.parseInt(before.update_seq, 10)).toBe(1);

  await desk.run('sync.setScope', { endedMonths: 1 });
  await settle(desk);
  expect(await agesAt(desk)).toEqual({ ...COUNTS, oldest: 0 });
  await desk.run('sync.setScope', { endedMonths: null });
  await settle(desk);
  expect(await desk.records('tickets')).toEqual(await central.records('tickets'));
  expect(await desk.status()).toMatchObject({ pending: 0, refused: 0, conflicts: 0, initial: null });
  await desk.close();
});

test('a console killed while it loads the rest goes on after a restart', async () => {
  const desk = await openSynced(central, 'anna.sd', { endedMonths: 3 });
  const { profileDir } = desk;
  await desk.run('sync.setScope', { endedMonths: null });
  const all = (await central.records('tickets')).size;
  // On a busy machine all of it may be there before the first look, and it is never seen loading.
  await desk.untilTrue(async () => {
    const { initial } = await desk.status();
    return (initial !== null && initial.done > 0) || (await desk.records('tickets')).size === all;
  });
  await desk.kill();
  const again = await openConsole(central, { profileDir });
  await again.signIn('anna.sd');
  await settle(again);
  expect(await again.records('tickets')).toEqual(await central.records('tickets'));
  await again.close();
});

test('a scope narrowed while the first load runs counts from there, and the rest comes when it is widened', async () => {
  const desk = await openConsole(central);
  await desk.signIn('anna.sd');
  await desk.run('sync.setScope', { endedMonths: 3 });
  await settle(desk);
  expect((await agesAt(desk)).recent).toBe(COUNTS.recent);
  await desk.run('sync.setScope', { endedMonths: null });
  await settle(desk);
  expect(await desk.records('tickets')).toEqual(await central.records('tickets'));
  await desk.close();
});

test('reports say from which day on this device can count everything', async () => {
  const desk = await openSynced(central, 'lea.lead', { endedMonths: 3 });
  const range = { from: '2026-01-01', to: '2026-02-01', zone: 'UTC' };
  const completeFrom = async () => (await desk.run('reports.dashboard', range)).completeFrom;
  expect(await completeFrom()).toBe(monthsFromNow(-3).slice(0, 10));
  await desk.run('sync.setScope', { endedMonths: 12 });
  await settle(desk);
  expect(await completeFrom()).toBe(monthsFromNow(-12).slice(0, 10));
  // What is here stays, so nothing is missing now that was not missing before.
  await desk.run('sync.setScope', { endedMonths: 1 });
  await settle(desk);
  expect(await completeFrom()).toBe(monthsFromNow(-12).slice(0, 10));
  await desk.run('sync.setScope', { endedMonths: null });
  await settle(desk);
  expect(await completeFrom()).toBeNull();
  await desk.close();
});

test('a console without a running sync goes on saying from which day on it can count', async () => {
  const desk = await openSynced(central, 'lea.lead', { endedMonths: 3 });
  await desk.run('session.signOut');
  const none = { url: null, prefix: central.prefix };
  await desk.run('session.setServer', { ...none, password: passwordOf('lea.lead') });
  await desk.signIn('lea.lead');
  const range = { from: '2026-01-01', to: '2026-02-01', zone: 'UTC' };
  const { completeFrom } = await desk.run('reports.dashboard', range);
  expect(completeFrom).toBe(monthsFromNow(-3).slice(0, 10));
  await desk.close();
});

test('a recreated database is known no further back than the scope it was asked for', async () => {
  const own = await newCentral(server);
  await own.seed(5);
  const desk = await openSynced(own, 'lea.lead');
  await desk.run('sync.setScope', { endedMonths: 3 });
  await settle(desk);
  const records = [...(await own.records('tickets')).values()];
  // Away while it happens, or it could load the new database before anything is in it.
  await desk.run('sync.setPaused', { paused: true });
  await own.admin('DELETE', `/${own.nameOf('tickets')}`);
  await own.provision();
  const [one] = records;
  const old = {
    ...one,
    id: 'of the backup',
    number: 'INC-OLD-1',
    state: 'closed',
    active: false,
    updatedAt: monthsFromNow(-40),
  };
  const docs = [...records, old].map((record) => ({ ...record, _id: record.id }));
  await own.admin('POST', `/${own.nameOf('tickets')}/_bulk_docs`, { docs });
  await desk.run('sync.setPaused', { paused: false });
  await settle(desk);
  expect(await desk.get('tickets', 'of the backup')).toBeNull();
  await desk.run('sync.setScope', { endedMonths: null });
  await settle(desk);
  expect(await desk.get('tickets', 'of the backup')).not.toBeNull();
  await desk.close();
});

test('a scope that is none is refused', async () => {
  const desk = await openSynced(central, 'anna.sd');
  for (const endedMonths of [0, -1, 1.5, 121, 'all']) {
    const reply = await desk.tryRun('sync.setScope', { endedMonths });
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  }
  await desk.close();
});
