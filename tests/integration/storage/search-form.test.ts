import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineFullText } from '#main/host/storage/search-fields.ts';
import { type SearchStore, searchStore, TICKET_TEXT, type Ticket, ticket } from './search-store.ts';

const COUNT = 1_000;

/** As the tests' own, but the body is not found and the title read backwards is. */
const OTHER_FORM = defineFullText<Ticket>({
  collection: 'tickets',
  form: 'title and title read backwards, number',
  fields: ({ title, number }) => ({ title, body: [...title].reverse().join(''), keys: [number] }),
});

describe('an index of another form', () => {
  let at: SearchStore;
  const searchTables = (): readonly string[] =>
    at
      .store()
      .connection.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'dh_*'`)
      .all([])
      .map((row) => String(row[0]));

  beforeEach(async () => {
    at = searchStore();
    await at.open();
    await at.insert(Array.from({ length: COUNT }, (_, i) => ticket(i, `printer number${i}`, 'second floor')));
    await at.store().backlog.drain();
  });
  afterEach(() => at.remove());

  it('is made anew in the background, newest first, while it is searched and written to', async () => {
    await at.close();
    await at.open(OTHER_FORM);
    const { backlog } = at.store();
    expect(backlog.size()).toBe(COUNT);
    expect(at.found('printer')).toEqual([]);
    await at.insert([ticket(COUNT, 'printer written meanwhile')]);
    expect(at.found('printer')).toEqual([ticket(COUNT, '').id]);

    const drained = backlog.drain();
    await new Promise((resolve) => setImmediate(resolve));
    expect(backlog.size()).toBeGreaterThan(0);
    expect(backlog.size()).toBeLessThan(COUNT);
    expect(at.found('printer', { limit: 2 })).toEqual([ticket(COUNT, '').id, ticket(COUNT - 1, '').id]);
    await drained;

    expect(backlog.size()).toBe(0);
    expect(at.found('retnirp', { limit: 2 * COUNT })).toHaveLength(COUNT + 1);
    expect(at.found('floor', { exact: true })).toEqual([]);
    expect(at.found('number7', { exact: true, limit: 2 * COUNT })).toContain(ticket(7, '').id);
    expect(at.found('INC-7QK-0042')[0]).toBe(ticket(42, '').id);
  });

  it('is told of once, when all of it can be found', async () => {
    await at.close();
    await at.open(OTHER_FORM);
    const { backlog } = at.store();
    const told: number[] = [];
    const stop = backlog.onIndexed(() => told.push(at.found('retnirp', { limit: 2 * COUNT }).length));
    await backlog.drain();
    await backlog.drain();
    expect(told).toEqual([COUNT]);
    stop();
    await at.insert([ticket(COUNT, 'printer written later')]);
    await backlog.drain();
    expect(told).toHaveLength(1);
  });

  it('goes on after a restart where it was cut short, and leaves nothing of the old one', async () => {
    await at.close();
    await at.open(OTHER_FORM);
    void at.store().backlog.drain();
    await new Promise((resolve) => setImmediate(resolve));
    const left = at.store().backlog.size();
    expect(left).toBeGreaterThan(0);
    await at.close();

    await at.open(OTHER_FORM);
    expect(at.store().backlog.size()).toBeLessThanOrEqual(left);
    await at.store().backlog.drain();
    expect(at.found('retnirp', { limit: 2 * COUNT })).toHaveLength(COUNT);
    expect(searchTables().filter((name) => name.startsWith('dh_gone'))).toEqual([]);
    expect(searchTables().filter((name) => /^dh_keys_/.test(name))).toHaveLength(2);
  });

  it('stays as it is when the form is the same', async () => {
    await at.close();
    await at.open(defineFullText<Ticket>(TICKET_TEXT));
    expect(at.store().backlog.size()).toBe(0);
    expect(at.found('printer', { limit: 2 * COUNT })).toHaveLength(COUNT);
  });

  it('is made from the one table that stores of version 1 had', async () => {
    const { connection } = at.store();
    for (const { text, keys } of at.indexes()) connection.exec(`DROP TABLE ${text}; DROP TABLE ${keys};`);
    connection.exec(`
      DELETE FROM dh_words;
      PRAGMA user_version = 1;
      CREATE VIRTUAL TABLE dh_search USING fts5 (
        title, keys, body, content = '', contentless_delete = 1, detail = column, prefix = '2 3', tokenize = 'ascii');
      CREATE TABLE dh_search_keys (key TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (key, doc)) WITHOUT ROWID;
      INSERT INTO dh_search_keys VALUES ('inc7qk0001', 2199023255553), ('inc7qk0002', 2199023255554);
    `);
    const put = connection.prepare('INSERT INTO dh_search (rowid, title) VALUES (CAST(? AS INTEGER), ?)');
    connection.transaction(() => {
      for (let n = 1; n <= 3_000; n += 1) put.run([2 ** 41 + n, `printer number${n} x${n % 97} y${n % 89}`]);
    });
    await at.close();

    await at.open();
    expect(at.store().backlog.size()).toBe(COUNT);
    await at.store().backlog.drain();
    expect(at.found('printer', { limit: 2 * COUNT })).toHaveLength(COUNT);
    expect(at.found('pritner number7', { limit: 2 * COUNT })).toContain(ticket(7, '').id);
    expect(searchTables().filter((name) => /^dh_(gone|search)/.test(name))).toEqual(['dh_search_backlog']);
  });
});
