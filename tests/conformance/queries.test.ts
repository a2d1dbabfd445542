import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { count, find, type Instance, openPair, plain, row, schemaWithoutIndexes } from './harness.ts';
import { documents, queryCases, refusedCases } from './query-cases.ts';

describe('Mango queries give what the memory storage gives', () => {
  const pair = openPair();
  let memory: Instance;
  let sqlite: Instance;

  beforeAll(async () => {
    const rows = documents.map((doc, i) => row(doc, '1-a', 1000 + i));
    const deleted = row({ id: 'gone', name: 'x', rank: 1, open: true, at: '2026' }, '1-a', 1100, true);
    [memory, sqlite] = await Promise.all([
      pair.memory.open('things', schemaWithoutIndexes),
      pair.sqlite.open(),
    ]);
    for (const instance of [memory, sqlite]) await instance.bulkWrite(plain([...rows, deleted]), 'fill');
  });
  afterAll(pair.close);

  it.each(queryCases)('%s', async (_name, query) => {
    expect(await find(sqlite, query)).toEqual(await find(memory, query));
    if (query.limit === undefined && query.skip === undefined) {
      expect(await count(sqlite, query)).toBe(await count(memory, query));
    }
  });

  it.each(refusedCases)('refuses %s', async (_name, query) => {
    await expect((async () => find(memory, query))()).rejects.toThrow();
    await expect((async () => find(sqlite, query))()).rejects.toThrow();
  });

  it('counts with skip and limit what a query with them returns', async () => {
    const query = { selector: { rank: { $gt: 0 } }, sort: [{ rank: 'asc' as const }], skip: 4, limit: 7 };
    expect(await count(sqlite, query)).toBe((await find(sqlite, query)).length);
  });
});
