import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { UnreadableDocument } from '#contracts/sync.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { cli } from '../cli/run-cli.ts';
import { type Central, type Console, newCentral, openSynced, type Stored, settle } from './world.ts';

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
});
afterAll(() => server.stop());
beforeEach(async () => {
  central = await newCentral(server);
  await central.seed(12);
});

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

/** What somebody who may write anything stores in a ticket's place. */
const GARBAGE: Readonly<Record<string, (good: Stored) => unknown>> = {
  'an object for a title': (good) => ({ ...good, title: { a: 1 } }),
  'a journal 900 deep, which is all that the embedded server takes': (good) => ({
    ...good,
    journal: [{ ...good.journal[0], changes: [{ field: 'title', from: nested(900), to: 'x' }] }],
  }),
  'no tags': ({ tags: _, ...others }) => others,
  'numbers for texts': (good) => ({ ...good, number: 7, description: 8, state: 9 }),
  'null for all': (good) => Object.fromEntries(Object.keys(good).map((name) => [name, null])),
  'lists for all': (good) => Object.fromEntries(Object.keys(good).map((name) => [name, []])),
  'objects for all': (good) => Object.fromEntries(Object.keys(good).map((name) => [name, { a: [] }])),
  'a huge title': (good) => ({ ...good, title: 'long '.repeat(300_000) }),
  'a day that is none': (good) => ({ ...good, createdAt: '2026-13-45T99:99:99.999Z', updatedAt: 'soon' }),
  'a type to come': (good) => ({ ...good, type: 'walkabout' }),
  'a journal of texts': (good) => ({ ...good, journal: ['one', null, 3] }),
  'effects that are none': (good) => ({ ...good, effects: [null, 'x', { act: 'set', targetId: 5 }] }),
  'nothing of a record': () => ({ hello: 'world' }),
};

/** The central administrator turns the rules off, as one may who has the database. */
const withoutRules = async (collection: CollectionName, work: () => Promise<void>): Promise<void> => {
  const path = `/${central.nameOf(collection)}/_design/deskhand`;
  const { body } = await central.admin('GET', path);
  await central.admin('PUT', path, { ...body, validate_doc_update: 'function () {}' });
  await work();
  const { body: now } = await central.admin('GET', path);
  await central.admin('PUT', path, { ...body, _rev: now._rev });
};

const put = async (collection: CollectionName, id: string, document: unknown): Promise<void> => {
  const path = `/${central.nameOf(collection)}/${encodeURIComponent(id)}`;
  const { body } = await central.admin('GET', path);
  const written = await central.admin('PUT', path, { ...(document as object), _id: id, _rev: body._rev });
  expect(written.status, JSON.stringify(written.body)).toBe(201);
};

const unreadable = async (open: Console): Promise<readonly UnreadableDocument[]> =>
  (await open.run('sync.unreadable', { offset: 0, limit: 50 })).rows as readonly UnreadableDocument[];
const unreadableIds = async (open: Console): Promise<readonly string[]> =>
  (await unreadable(open)).map(({ recordId }) => recordId).sort();

/** Garbage in the place of one ticket for each kind; answers the tickets as they were, by the kind. */
const spoil = async (): Promise<ReadonlyMap<string, Stored>> => {
  const tickets = [...(await central.records('tickets')).values()];
  const spoiled = new Map(
    Object.keys(GARBAGE).map((kind, at) => [kind, tickets[at % tickets.length] as Stored]),
  );
  const named = new Map([...spoiled].map(([kind, good], at) => [kind, { ...good, id: `spoiled-${at}` }]));
  await withoutRules('tickets', async () => {
    for (const [kind, good] of named) await put('tickets', good.id, GARBAGE[kind]?.(good));
  });
  return named;
};

const repair = (spoiled: ReadonlyMap<string, Stored>): Promise<void> =>
  withoutRules('tickets', async () => {
    for (const good of spoiled.values()) await put('tickets', good.id, good);
  });

/** Commands, lists and sync work. */
const isAlive = async (open: Console): Promise<void> => {
  const made = await open.run('incidents.create', { title: 'still at work' });
  await open.run('tickets.page', QUEUE);
  await settle(open);
  expect((await central.records('tickets')).get(made.id)?.title).toBe('still at work');
  expect(await open.status()).toMatchObject({ phase: 'online', pending: 0 });
};
const QUEUE = {
  ...{ filter: { activeOnly: true }, sort: { field: 'dueAt', direction: 'asc' }, offset: 0, limit: 50 },
};

test('a first load takes in the rest, lists what it could not read, and reads it once it is repaired', async () => {
  const spoiled = await spoil();
  const ids = [...spoiled.values()].map(({ id }) => String(id)).sort();
  const console = await openSynced(central, 'anna.sd');
  expect(await unreadableIds(console)).toEqual(ids);
  expect(await console.status()).toMatchObject({ unreadable: ids.length, phase: 'online' });
  expect((await console.records('tickets')).size).toBe(12);
  const rows = await unreadable(console);
  expect(rows.find(({ recordId }) => recordId === spoiled.get('an object for a title')?.id)).toMatchObject({
    ...{ collection: 'tickets', reason: 'field.wrong_kind', details: { field: 'title' }, isKept: false },
    raw: expect.stringContaining('"title":{"a":1}'),
    updatedBy: spoiled.get('an object for a title')?.updatedBy,
  });
  expect(rows.every(({ raw }) => raw.length <= 20_000)).toBe(true);
  await isAlive(console);

  // A start with the list finds it again, and everything works.
  await console.close();
  const again = await openSynced(central, 'anna.sd', { profileDir: console.profileDir });
  expect(await unreadableIds(again)).toEqual(ids);
  await repair(spoiled);
  await settle(again);
  expect(await unreadableIds(again)).toEqual([]);
  for (const good of spoiled.values())
    expect(await again.get('tickets', good.id)).toMatchObject({ title: good.title });
  await again.close();
});

test('a running console goes on, keeps the version it has, and says so', async () => {
  const console = await openSynced(central, 'anna.sd');
  const tickets = [...(await central.records('tickets')).values()];
  const [good, other] = tickets as [Stored, Stored];
  const spoiled = await spoil();
  await withoutRules('tickets', async () => {
    await put('tickets', good.id, { ...good, title: { a: 1 } });
    await put('tickets', other.id, { ...other, title: 'came behind it' });
  });
  await console.untilTrue(async () => (await console.get('tickets', other.id))?.title === 'came behind it');
  await settle(console);
  expect(await unreadableIds(console)).toEqual(
    [good.id, ...[...spoiled.values()].map(({ id }) => id)].sort(),
  );
  expect((await unreadable(console)).find(({ recordId }) => recordId === good.id)).toMatchObject({
    isKept: true,
  });
  expect((await console.get('tickets', good.id))?.title).toBe(good.title);
  await isAlive(console);
  await repair(new Map([...spoiled, ['first', good]]));
  await settle(console);
  expect(await unreadableIds(console)).toEqual([]);
  await console.close();
});

test('an edit of a record that the server has in an unreadable form waits among the refused', async () => {
  const console = await openSynced(central, 'anna.sd');
  const [good] = [...(await central.records('tickets')).values()].filter(({ active }) => active) as [Stored];
  await console.run('sync.setPaused', { paused: true });
  await console.run('incidents.update', { id: good.id, changes: { description: 'mine' } });
  const bad = { ...good, journal: 'gone' };
  await withoutRules('tickets', () => put('tickets', good.id, bad));
  await console.run('sync.setPaused', { paused: false });
  await settle(console);
  expect(await console.get('tickets', good.id)).toMatchObject({ description: 'mine' });
  expect((await console.run('sync.refused')).rows).toMatchObject([{ recordId: good.id, code: 'unreadable' }]);
  expect(await unreadableIds(console)).toEqual([good.id]);
  expect((await central.records('tickets')).get(good.id)).toMatchObject({ journal: 'gone' });
  for (const act of ['sync.retryRefused', 'sync.dropRefused']) {
    const reply = await console.tryRun(act, { collection: 'tickets', recordId: good.id });
    expect(reply).toMatchObject({ ok: false, error: { reason: 'sync.not_readable' } });
  }
  await isAlive(console);

  await withoutRules('tickets', () => put('tickets', good.id, good));
  await settle(console);
  await console.run('sync.retryRefused', { collection: 'tickets', recordId: good.id });
  await settle(console);
  expect((await central.records('tickets')).get(good.id)).toMatchObject({ description: 'mine' });
  expect(await console.get('tickets', good.id)).toMatchObject({ description: 'mine' });
  expect(await console.status()).toMatchObject({ refused: 0, unreadable: 0 });
  await console.close();
});

test('a setting that is none takes no console along, running or new', async () => {
  const console = await openSynced(central, 'lea.lead');
  const settings = [...(await central.records('settings')).values()];
  await withoutRules('settings', async () => {
    for (const [at, setting] of settings.entries()) {
      await put('settings', setting.id, { ...setting, value: [null, 5, { key: 'categories' }][at % 3] });
    }
    await put('settings', 'weather', { ...settings[0], id: 'weather', value: { key: 'weather', sun: true } });
  });
  await settle(console);
  await isAlive(console);
  const fresh = await openSynced(central, 'anna.sd');
  expect((await unreadable(fresh)).find(({ recordId }) => recordId === 'weather')).toMatchObject({
    ...{ reason: 'record.newer_setting', details: { key: 'weather' } },
  });
  await isAlive(fresh);
  await console.close();
  await fresh.close();
});

test('what somebody wants tried again is asked for once more, and stays in the list where it is as it was', async () => {
  await spoil();
  const console = await openSynced(central, 'anna.sd');
  const before = await unreadable(console);
  const asked = before[0] as UnreadableDocument;
  const ref = { collection: asked.collection, recordId: asked.recordId };
  await console.run('sync.retryUnreadable', ref);
  await settle(console);
  const after = await unreadable(console);
  expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
  const foundAgain = after.filter(({ id, foundAt }) =>
    before.some((one) => one.id === id && one.foundAt < foundAt),
  );
  expect(foundAgain.map(({ id }) => id)).toEqual([asked.id]);
  const unknown = console.run('sync.retryUnreadable', { ...ref, recordId: 'not-in-the-list' });
  await expect(unknown).rejects.toThrow('sync.not_unreadable');
  await console.close();
});

test('the command line counts and names it, and ends well', async () => {
  const spoiled = await spoil();
  const console = await openSynced(central, 'anna.sd');
  await console.close();
  const found = await cli(['check', '--json', '--profile', console.profileDir]);
  expect(found.code).toBe(0);
  const { data } = JSON.parse(found.stdout) as { data: { unreadable: readonly Stored[] } };
  expect(data.unreadable).toHaveLength(spoiled.size);
  expect(data.unreadable.find(({ reason }) => reason === 'record.newer_type')).toMatchObject({
    ...{ collection: 'tickets', message: expect.stringContaining('Walkabout') },
  });
  const words = await cli(['check', '--profile', console.profileDir]);
  expect(words.stdout).toContain(`${spoiled.size} documents of the server could not be read`);
});
