import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rebuildSearch } from '#main/host/storage/check.ts';
import { type SearchStore, searchStore, ticket } from './search-store.ts';

describe('full-text search', () => {
  let at: SearchStore;
  const found: SearchStore['found'] = (text, options) => at.found(text, options);
  const insert: SearchStore['insert'] = (tickets) => at.insert(tickets);

  beforeEach(async () => {
    at = searchStore();
    await at.open();
  });
  afterEach(() => at.remove());

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
    expect([...found('monitor keyboard stapler')].sort()).toEqual(['t000001', 't000002']);
  });

  it('asks for some of the words that tell something, the more of them the better', async () => {
    await insert([
      ticket(1, 'The keyboard at the till'),
      ticket(2, 'Screen at the entrance'),
      ticket(3, 'Dock and screen'),
    ]);
    // Nothing flickers; two have a screen, but only one of them a dock as well. Everything stands at the something.
    expect(found('Screen flickers at the dock')).toEqual(['t000003']);
    expect(found('Screen flickers at the window')).toEqual(['t000003', 't000002']);
    expect(found('The mouse at the window')).toEqual([]);
  });

  it('finds numbers with dashes, however they are typed, before anything else', async () => {
    await insert([ticket(42, 'a'), ticket(420, 'b'), ticket(7, 'see INC-7QK-0042', 'INC-7QK-0042')]);
    for (const typed of ['INC-7QK-0042', 'inc 7qk 0042', 'inc7qk0042'])
      expect(found(typed)[0]).toBe('t000042');
    expect(at.hits('INC-7QK-0042')[0]?.by).toBe('key');
    expect(found('INC-7QK-0042')).toContain('t000007');
    expect(found('INC-7QK-04')).toEqual(['t000420']);
    expect(found('0042')[0]).toBe('t000042');
  });

  it('finds serials by beginning and end, people by mail and phone', async () => {
    await at.db().collections.assets.bulkInsert([
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
    const document = await at.db().collections.tickets.findOne('t000001').exec();
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
    expect(at.store().backlog.size()).toBe(700);
    await at.close();
    await at.open();
    expect(at.store().backlog.size()).toBe(700);
    await at.store().backlog.drain();
    expect(at.store().backlog.size()).toBe(0);
    expect(found('number123')).toEqual(['t000123']);
    expect(found('bulk', { limit: 1000 })).toHaveLength(700);
  });

  it('keeps what was edited while the backlog was waiting', async () => {
    await insert(Array.from({ length: 200 }, (_, i) => ticket(i, `old title ${i}`)));
    const [edited, removed] = await at
      .db()
      .collections.tickets.findByIds(['t000005', 't000006'])
      .exec()
      .then((byId) => [...byId.values()]);
    await edited.incrementalPatch({ title: 'fresh title' });
    await removed.remove();
    await at.store().backlog.drain();
    expect(found('fresh')).toEqual(['t000005']);
    expect(found('INC-7QK-0006')).not.toContain('t000006');
    expect(found('old title', { limit: 500 })).toHaveLength(198);
  });

  it('can be built anew', async () => {
    await insert([ticket(1, 'alpha'), ticket(2, 'beta')]);
    for (const { text, keys } of at.indexes()) {
      at.store().connection.exec(`DELETE FROM ${keys}; INSERT INTO ${text} (${text}) VALUES ('delete-all')`);
    }
    expect(found('alpha')).toEqual([]);
    await rebuildSearch(at.store());
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
