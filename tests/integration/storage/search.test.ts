import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rebuildSearch } from '#main/host/storage/check.ts';
import { openReader, type Reader } from '#main/host/storage/reader.ts';
import { getRxStorageSqlite } from '#main/host/storage/rx-storage.ts';
import { defineFullText } from '#main/host/storage/search-fields.ts';
import { type SearchOptions, searchText } from '#main/host/storage/search-query.ts';
import { type OpenStore, openStoreFile } from '#main/host/storage/store-file.ts';

type Ticket = { id: string; number: string; title: string; body: string };
type Asset = { id: string; serial: string; owner: string; mail: string; phone: string };

// biome-ignore lint/suspicious/noExplicitAny: the documents' types are what the cases write.
type Collections = { tickets: RxCollection<any>; assets: RxCollection<any> };

const string = { type: 'string', maxLength: 200 } as const;
const ticketSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: string, number: string, title: string, body: string },
} as const;
const assetSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: string, serial: string, owner: string, mail: string, phone: string },
} as const;

const fullText = [
  defineFullText<Ticket>({
    collection: 'tickets',
    fields: (ticket) => ({ title: ticket.title, body: ticket.body, keys: [ticket.number] }),
  }),
  defineFullText<Asset>({
    collection: 'assets',
    fields: (asset) => ({ title: asset.owner, body: '', keys: [asset.serial, asset.mail, asset.phone] }),
  }),
];

const ticket = (n: number, title: string, body = ''): Ticket => ({
  id: `t${String(n).padStart(6, '0')}`,
  number: `INC-7QK-${String(n).padStart(4, '0')}`,
  title,
  body,
});

describe('full-text search', () => {
  let folder: string;
  let store: OpenStore;
  let reader: Reader;
  let db: RxDatabase<Collections>;

  const open = async () => {
    const opened = openStoreFile(join(folder, 'store.db'), 'a key', { fullText });
    if (!opened.ok) throw new Error(opened.error.reason);
    store = opened.value;
    reader = openReader(store);
    db = await createRxDatabase<Collections>({
      name: 'search',
      storage: getRxStorageSqlite({ file: store }),
      multiInstance: false,
    });
    await db.addCollections({ tickets: { schema: ticketSchema }, assets: { schema: assetSchema } });
  };
  const close = async () => {
    await db.close();
    await store.close();
  };
  const insert = (tickets: readonly Ticket[]) => db.collections.tickets.bulkInsert([...tickets]);
  const found = (text: string, options?: SearchOptions) =>
    searchText(store, reader, text, options).map((hit) => hit.id);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'deskhand-search-'));
    await open();
  });
  afterEach(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds every word, the last one unfinished, without regard to case and accents', async () => {
    await insert([
      ticket(1, 'Réunion: Drucker im Café druckt nicht', 'Straße 5'),
      ticket(2, 'Drucker ohne Papier'),
      ticket(3, 'Kaffeemaschine'),
    ]);
    expect(found('drucker CAF')).toEqual(['t000001']);
    expect(found('reunion')).toEqual(['t000001']);
    expect(found('strasse')).toEqual(['t000001']);
    expect(found('druck')).toEqual(['t000002', 't000001']);
    expect(found('nothing of the kind')).toEqual([]);
  });

  it('puts the title before the body and the newer before the older', async () => {
    await insert([ticket(1, 'vpn down'), ticket(2, 'laptop', 'vpn'), ticket(3, 'vpn slow')]);
    expect(found('vpn')).toEqual(['t000003', 't000001', 't000002']);
  });

  it('gives records with some of the words when none has all', async () => {
    await insert([ticket(1, 'monitor flickers'), ticket(2, 'keyboard')]);
    expect(found('monitor keyboard stapler').sort()).toEqual(['t000001', 't000002']);
  });

  it('finds numbers with dashes, however they are typed, before anything else', async () => {
    await insert([ticket(42, 'a'), ticket(420, 'b'), ticket(7, 'see INC-7QK-0042', 'INC-7QK-0042')]);
    for (const typed of ['INC-7QK-0042', 'inc 7qk 0042', 'inc7qk0042'])
      expect(found(typed)[0]).toBe('t000042');
    expect(searchText(store, reader, 'INC-7QK-0042')[0]?.by).toBe('key');
    expect(found('INC-7QK-0042')).toContain('t000007');
    expect(found('INC-7QK-04')).toEqual(['t000420']);
    expect(found('0042')[0]).toBe('t000042');
  });

  it('finds serials by beginning and end, people by mail and phone', async () => {
    await db.collections.assets.bulkInsert([
      { id: 'c1', serial: '5CG1234XYZ', owner: 'Ann', mail: 'ann.o@example.org', phone: '+49 (30) 1234-567' },
      { id: 'c2', serial: '5CG9999ABC', owner: 'Bob', mail: 'bob@example.org', phone: '+49 40 7654321' },
    ]);
    expect(found('5cg12')).toEqual(['c1']);
    expect(found('34XYZ')).toEqual(['c1']);
    expect(found('ann.o@example.org')).toEqual(['c1']);
    expect(found('030 1234567')).toEqual(['c1']);
    expect(found('5CG1234XYZ', { kinds: ['tickets'] })).toEqual([]);
    expect(found('bob', { kinds: ['assets'] })).toEqual(['c2']);
  });

  it('follows updates and deletions', async () => {
    await insert([ticket(1, 'first words')]);
    const document = await db.collections.tickets.findOne('t000001').exec();
    await document.incrementalPatch({ title: 'second words', number: 'INC-7QK-9999' });
    expect(found('first')).toEqual([]);
    expect(found('second')).toEqual(['t000001']);
    expect(found('INC-7QK-0001')).toEqual([]);
    expect(found('INC-7QK-9999')).toEqual(['t000001']);
    await document.getLatest().remove();
    expect(found('second')).toEqual([]);
    expect(found('INC-7QK-9999')).toEqual([]);
  });

  it('indexes a bulk write after it, also when the store was closed in between', async () => {
    await insert(Array.from({ length: 700 }, (_, i) => ticket(i, `bulk number${i}`)));
    expect(store.backlog.size()).toBe(700);
    await close();
    await open();
    expect(store.backlog.size()).toBe(700);
    await store.backlog.drain();
    expect(store.backlog.size()).toBe(0);
    expect(found('number123')).toEqual(['t000123']);
    expect(found('bulk', { limit: 1000 })).toHaveLength(700);
  });

  it('keeps what was edited while the backlog was waiting', async () => {
    await insert(Array.from({ length: 200 }, (_, i) => ticket(i, `old title ${i}`)));
    const [edited, removed] = await db.collections.tickets
      .findByIds(['t000005', 't000006'])
      .exec()
      .then((byId) => [...byId.values()]);
    await edited.incrementalPatch({ title: 'fresh title' });
    await removed.remove();
    await store.backlog.drain();
    expect(found('fresh')).toEqual(['t000005']);
    expect(found('INC-7QK-0006')).not.toContain('t000006');
    expect(found('old title', { limit: 500 })).toHaveLength(198);
  });

  it('can be built anew', async () => {
    await insert([ticket(1, 'alpha'), ticket(2, 'beta')]);
    store.connection.exec(
      "DELETE FROM dh_search_keys; INSERT INTO dh_search (dh_search) VALUES ('delete-all')",
    );
    expect(found('alpha')).toEqual([]);
    await rebuildSearch(store);
    expect(found('alpha')).toEqual(['t000001']);
    expect(found('INC-7QK-0002')).toEqual(['t000002']);
  });

  it('takes any text as plain text', async () => {
    await insert([ticket(1, 'printer "hall" AND (NEAR 5) title: x* -y')]);
    for (const typed of [
      '"',
      '*',
      '-',
      '()',
      'AND',
      'NOT',
      'NEAR(a b)',
      'title:printer',
      "o'brien",
      '^printer',
      '',
      ' ',
    ]) {
      expect(() => found(typed)).not.toThrow();
    }
    expect(found('title: "printer"')).toEqual(['t000001']);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (typed) => void found(typed)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (typed) => void found(typed)),
      { numRuns: 500 },
    );
  });
});
