import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inHead } from '#main/host/storage/search-text.ts';
import { type SearchStore, searchStore, ticket } from './search-store.ts';

describe('the tokens of an index', () => {
  let at: SearchStore;
  const tokens = (beginning: string, most = 10): readonly string[] | null =>
    at.reader().tokens(at.indexes()[0]?.text ?? '', beginning, most);

  beforeAll(async () => {
    at = searchStore();
    await at.open();
    await at.insert([
      ticket(1, 'Printer prints', 'printing Druckerkabel'),
      ticket(2, 'Print', 'printer printé'),
      ticket(3, 'Other', 'printer 打印机'),
    ]);
  });
  afterAll(() => at.remove());

  it('are listed by their beginning, each once, those of titles apart', () => {
    expect(tokens('print')).toEqual(['print', 'printe', 'printer', 'printing', 'prints']);
    expect(tokens('druckerk')).toEqual(['druckerkabel']);
    expect(tokens('打印')).toEqual(['打印机']);
    expect(tokens(inHead('print'))).toEqual(['print', 'printer', 'prints'].map(inHead));
    expect(tokens('nothing')).toEqual([]);
  });

  it('are none at all where there are more than asked for', () => {
    expect(tokens('print', 5)).toHaveLength(5);
    expect(tokens('print', 4)).toBeNull();
  });

  it('are there as soon as a ticket is written, and nothing can be written by the reader of them', async () => {
    await at.insert([ticket(4, 'Printserver')]);
    expect(tokens('prints')).toEqual(['prints', 'printserver']);
    expect(() => at.reader().all('DELETE FROM dh_words')).toThrow();
  });

  it('are asked for anew as soon as something is written, letter by letter', async () => {
    expect(at.found('zebra stri')).toEqual([]);
    await at.insert([ticket(5, 'Zebra', 'striped')]);
    expect(at.found('zebra stri')).toEqual(['t000005']);
    await at.insert([ticket(6, 'Zebra stripes')]);
    expect(at.found('zebra strip')).toEqual(['t000006', 't000005']);
    await at.db().collections.tickets.findOne('t000005').remove();
    expect(at.found('zebra strip')).toEqual(['t000006']);
    expect(at.found('zebra zeb')).toEqual(['t000006']);
  });
});
