import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SearchStore, searchStore, ticket } from './search-store.ts';

describe('misspelt words', () => {
  let at: SearchStore;
  beforeEach(async () => {
    at = searchStore();
    await at.open();
    await at.insert([
      ticket(1, 'Docking station does not charge'),
      ticket(2, 'Printer jams', 'second floor'),
      ticket(3, 'Calendar invitation missing'),
      ticket(4, 'VPN drops'),
      ticket(5, 'Принтер не печатает'),
    ]);
    await at.db().collections.assets.bulkInsert([
      { id: 'c1', serial: 'ELN4471', owner: 'Maja Eriksson', mail: 'm.eriksson@example.org', phone: '' },
      { id: 'c2', serial: 'ELN5582', owner: 'Jörg Weißmüller', mail: 'j.w@example.org', phone: '' },
    ]);
  });
  afterEach(() => at.remove());

  it.each([
    ['dokcing', 't000001', 'letters in the wrong order'],
    ['dokcin', 't000001', 'unfinished'],
    ['docing', 't000001', 'a letter left out'],
    ['doccking', 't000001', 'a letter twice'],
    ['dockimg', 't000001', 'another letter'],
    ['rocking', 't000001', 'another first letter'],
    ['odcking', 't000001', 'the first two in the wrong order'],
    ['dokcing staton', 't000001', 'two words'],
    ['docking staton', 't000001', 'one of two words'],
    ['dokcing station', 't000001', 'one of two words, the first'],
    ['invtaton', 't000003', 'two letters left out of a long word'],
    ['calender', 't000003', 'a long word'],
    ['eriksn', 'c1', 'a name'],
    ['eriksn maja', 'c1', 'a name that goes on'],
    ['weismuler', 'c2', 'a name with accents'],
    ['принтре', 't000005', 'another alphabet'],
  ])('%s finds %s (%s)', (typed, id) => {
    const [hit] = at.hits(typed);
    expect([hit?.id, hit?.by]).toEqual([id, 'forgiven']);
  });

  it('says which words it corrected to what', () => {
    expect(at.hits('dokcing staton')[0]?.corrected).toEqual([
      { typed: 'dokcing', found: 'docking' },
      { typed: 'staton', found: 'station' },
    ]);
    expect(at.hits('docking staton')[0]?.corrected).toEqual([{ typed: 'staton', found: 'station' }]);
    expect(at.hits('docking station')[0]?.corrected).toEqual([]);
  });

  it('forgives two edits only from eight letters on, and none in short words', () => {
    expect(at.found('prnitr')).toEqual([]);
    expect(at.found('invtatoin')).toEqual(['t000003']);
    expect(at.found('vnp')).toEqual([]);
    expect(at.found('vppn')).toEqual(['t000004']);
  });

  it('takes numbers and codes as they are', () => {
    expect(at.found('ELN4417')).toEqual([]);
    expect(at.found('INC-7QK-0010')).toEqual([]);
    expect(at.found('print3r')).toEqual([]);
  });

  it('does not look for other words when there is enough, or when asked not to', async () => {
    await at.insert(Array.from({ length: 5 }, (_, i) => ticket(10 + i, 'dokcing')));
    expect(at.hits('dokcing').map(({ by }) => by)).toEqual(['words', 'words', 'words', 'words', 'words']);
    expect(at.found('eriksn', { exact: true })).toEqual([]);
  });

  it('puts what is spelt as typed first, and a word that is no more common beside it not at all', async () => {
    await at.insert([
      ticket(20, 'Peterson'),
      ticket(21, 'Petersson'),
      ticket(22, 'dokcing again'),
      ...Array.from({ length: 20 }, (_, i) => ticket(100 + i, 'docking')),
    ]);
    expect(at.found('peterson')).toEqual(['t000020']);
    const hits = at.hits('dokcing');
    expect(hits).toHaveLength(22);
    expect([hits[0]?.id, hits[0]?.by, hits[1]?.by]).toEqual(['t000022', 'words', 'forgiven']);
  });

  it('prefers the more common of two words that are as near', async () => {
    await at.insert([
      ticket(30, 'scanned'),
      ...Array.from({ length: 5 }, (_, i) => ticket(40 + i, 'scanner')),
    ]);
    expect(at.hits('scanneg')[0]?.corrected).toEqual([{ typed: 'scanneg', found: 'scanner' }]);
  });

  it('gives what has some of the words when none has all', () => {
    expect(at.found('dokcing invitation')).toEqual(['t000003', 't000001']);
    expect(at.hits('dokcing zzzzzz').map(({ id, by }) => [id, by])).toEqual([['t000001', 'forgiven']]);
  });

  it('knows words from the moment they are written, and after the next start', async () => {
    expect(at.found('kevboard')).toEqual([]);
    await at.insert([ticket(50, 'keyboard')]);
    expect(at.found('kevboard')).toEqual(['t000050']);
    const document = await at.db().collections.tickets.findOne('t000050').exec();
    await document.incrementalPatch({ title: 'headphones' });
    expect(at.found('kevboard')).toEqual([]);
    expect(at.found('headfones')).toEqual(['t000050']);
    await at.close();
    await at.open();
    expect(at.found('headfones')).toEqual(['t000050']);
  });

  it('forgets the words of a write that failed', async () => {
    expect(at.found('kevboard')).toEqual([]);
    const { store, db, insert } = at;
    store().connection.exec(
      `CREATE TEMP TRIGGER fails BEFORE INSERT ON main.dh_words WHEN new.word = 'stapler' BEGIN SELECT RAISE(ABORT, 'no'); END`,
    );
    await expect(db().collections.tickets.insert(ticket(60, 'keyboard stapler'))).rejects.toThrow();
    store().connection.exec('DROP TRIGGER fails');
    await insert([ticket(61, 'keyboard')]);
    expect(at.found('kevboard')).toEqual(['t000061']);
  });
});
