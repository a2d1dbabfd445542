import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { PageLoad } from '#main/host/storage/page-load.ts';
import { PageLost } from '#main/host/storage/page-thread.ts';
import { openReader } from '#main/host/storage/reader.ts';
import type { SqliteInternals } from '#main/host/storage/rx-storage.ts';
import { searchText } from '#main/host/storage/search-query.ts';
import { type OpenStore, openStoreFile } from '#main/host/storage/store-file.ts';
import { FULL_TEXT } from '#main/host/store/full-text.ts';
import { type DeskhandDatabase, openDatabase } from '#main/host/store/open-database.ts';
import { readChangesPage } from '#main/host/sync/changes-page.ts';

const TICKETS = 1_200;
const MARK = 'how far the load is';

let tickets: readonly Ticket[] = [];
const script = inject('scripts').loadThread;
beforeAll(() => {
  const now = '2026-05-01T08:00:00.000Z';
  const company = [...generateSampleCompany({ seed: 'pages', tickets: TICKETS, cis: 60, now })];
  tickets = company.flatMap(({ collection, docs }) => (collection === 'tickets' ? docs : [])) as never;
});

let folder = '';
let store: OpenStore;
let database: DeskhandDatabase;
const told: string[] = [];

const open = async (file: string | null): Promise<void> => {
  const opened = openStoreFile(join(folder, 'store.db'), 'a key', {
    fullText: FULL_TEXT,
    pages: { read: readChangesPage, script: file, log: (message) => void told.push(message) },
  });
  if (!opened.ok) throw new Error(opened.error.reason);
  store = opened.value;
  store.connection.exec('CREATE TABLE IF NOT EXISTS marks (text TEXT)');
  const made = await openDatabase(store, () => ({
    isEqual: () => false,
    resolve: () => {
      throw new Error('nothing to merge here');
    },
  }));
  if (!made.ok) throw new Error(made.error.reason);
  database = made.value;
};
const close = async (): Promise<void> => {
  await database.close();
  await store.close();
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskhand-pages-'));
  told.length = 0;
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

const pageOf = (some: readonly Ticket[]): PageLoad['bytes'] => {
  const rows = some.map((ticket) =>
    JSON.stringify({ seq: 1, id: ticket.id, changes: [], doc: { _id: ticket.id, _rev: '1-a', ...ticket } }),
  );
  return new TextEncoder().encode(`{"results":[\n${rows.join(',\n')}\n],\n"last_seq":1,"pending":0}\n`);
};

const load = (some: readonly Ticket[]) => {
  const { loadPage } = database.collections.tickets.storageInstance.internals as SqliteInternals;
  if (loadPage === null) throw new Error('no pages');
  const then = [{ sql: 'INSERT INTO marks VALUES (?)', params: [MARK] }];
  const meta = { lwt: 1_000, o: { _rev: 1, hash: 'h' } };
  return loadPage({ collection: 'tickets', bytes: pageOf(some), rev: '1-h', meta, then }, 'test');
};
const marks = (): number => Number(store.connection.prepare('SELECT count(*) FROM marks').get([])?.[0]);
const found = async (): Promise<readonly unknown[]> => {
  const all = await database.collections.tickets.find({ sort: [{ id: 'asc' }] }).exec();
  return all.map((document) => document.toJSON());
};
const byId = (some: readonly Ticket[]): readonly Ticket[] => [...some].sort((a, b) => (a.id < b.id ? -1 : 1));

describe.each(['in a thread', 'in the host'])('pages loaded %s', (where) => {
  beforeEach(() => open(where === 'in a thread' ? script : null));

  it('hold the documents as they came, for queries, the search and later writes', async () => {
    const before = await database.collections.tickets.find().exec();
    expect(before).toEqual([]);
    const loaded = await load(tickets);
    expect(loaded).toMatchObject({ inserted: tickets.length, isNoted: true, present: [], setAside: [] });
    expect(told).toEqual([]);
    expect(marks()).toBe(1);
    expect(await found()).toEqual(byId(tickets));
    const nulls = await database.collections.tickets.find({ selector: { resolvedAt: null } as never }).exec();
    expect(nulls).toHaveLength(tickets.filter(({ resolvedAt }) => resolvedAt === null).length);

    await store.backlog.drain();
    const reader = openReader(store);
    const { id, number } = tickets[700] as Ticket;
    expect(searchText(store, reader, number, { kinds: ['tickets'], limit: 5 }).map((hit) => hit.id)).toEqual([
      id,
    ]);
    const edited = await database.collections.tickets.findOne(id).exec();
    await edited?.incrementalPatch({ title: 'edited' });
    expect((await database.collections.tickets.findOne(id).exec())?.title).toBe('edited');
    const again = await database.collections.tickets.bulkInsert([tickets[3] as never]);
    expect(again.error.map(({ status }) => status)).toEqual([409]);
  });

  it('leave what is there alone, say what it is, and do not note the page then', async () => {
    const [first, ...rest] = tickets;
    await database.collections.tickets.insert({ ...(first as Ticket), title: 'mine' } as never);
    const loaded = await load(tickets);
    expect(loaded).toMatchObject({ inserted: rest.length, isNoted: false });
    expect(loaded.present).toEqual([expect.objectContaining({ ...first, _id: first?.id, _deleted: false })]);
    expect(marks()).toBe(0);
    expect((await database.collections.tickets.findOne(first?.id).exec())?.title).toBe('mine');
  });

  it('are not noted where something was set aside: whoever asked has to tell of that first', async () => {
    const [first, ...rest] = tickets;
    const loaded = await load([{ ...(first as Ticket), title: 7 as never }, ...rest]);
    expect(loaded).toMatchObject({ inserted: rest.length, isNoted: false, setAside: [{ id: first?.id }] });
    expect(marks()).toBe(0);
  });

  it('fail when what their columns meet can not be noted, and it is noted the next time', async () => {
    store.connection.exec(
      `CREATE TRIGGER no_room BEFORE UPDATE OF traits ON dh_tables BEGIN SELECT RAISE(ABORT, 'no room'); END`,
    );
    await expect(load(tickets)).rejects.toThrow('no room');
    store.connection.exec('DROP TRIGGER no_room');
    expect(await load(tickets)).toMatchObject({ inserted: tickets.length });
    await close();
    await open(null);
    const nulls = await database.collections.tickets.find({ selector: { resolvedAt: null } as never }).exec();
    expect(nulls).toHaveLength(tickets.filter(({ resolvedAt }) => resolvedAt === null).length);
  });

  it('go on beside writes of the host, and are there after a restart', async () => {
    const loading = [load(tickets.slice(0, 600)), load(tickets.slice(600, 1_100))];
    for (const ticket of tickets.slice(1_100)) await database.collections.tickets.insert(ticket as never);
    await Promise.all(loading);
    expect(marks()).toBe(2);
    await close();
    await open(null);
    expect(await found()).toEqual(byId(tickets));
  });
});

it('a thread that can not be started is done without', async () => {
  await open(join(folder, 'nothing-here.cjs'));
  await expect(load(tickets)).rejects.toThrow(PageLost);
  expect(told).toHaveLength(1);
  expect(await load(tickets)).toMatchObject({ inserted: tickets.length });
  expect(await found()).toEqual(byId(tickets));
});
