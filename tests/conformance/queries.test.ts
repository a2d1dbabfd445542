import type { MangoQuery } from 'rxdb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  count,
  type Doc,
  find,
  type Instance,
  openPair,
  plain,
  row,
  type Stored,
  schemaWithoutIndexes,
} from './harness.ts';
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

describe('nulls in indexed fields', () => {
  const pair = openPair();
  afterAll(pair.close);

  /** Null, absent and a value stand apart in different ways, so each mix of them is its own collection. */
  const mixes: readonly (readonly [string, readonly Doc[]])[] = [
    [
      'values and nulls',
      [
        { name: 'b', rank: null },
        { name: null, rank: 2 },
        { name: 'a', rank: 1 },
      ],
    ],
    ['values and absent ones', [{ name: 'b' }, { rank: 2 }, { name: 'a', rank: 1 }]],
    [
      'values, nulls and absent ones',
      [{ name: null }, { rank: null }, { name: 'a', rank: 1 }, { name: 'b', rank: null }],
    ],
    [
      'nulls only',
      [
        { name: null, rank: null },
        { name: null, rank: null },
      ],
    ],
  ];
  const asked: readonly MangoQuery<Stored>[] = [
    ...(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'] as const).flatMap((operator) =>
      [null, 1, 'a'].flatMap((value) => [
        { selector: { rank: { [operator]: value } } },
        { selector: { name: { $not: { [operator]: value } } } },
      ]),
    ),
    ...[true, false].map((value) => ({ selector: { rank: { $exists: value } } })),
    { selector: { rank: { $in: [null, 1] } } },
    { selector: { rank: { $nin: [null] } } },
    { selector: {}, sort: [{ rank: 'asc' }, { name: 'desc' }] },
    { selector: {}, sort: [{ rank: 'desc' }], limit: 2 },
  ];

  it.each(mixes)('%s', async (name, docs) => {
    const memory = await pair.memory.open(name, schemaWithoutIndexes);
    const sqlite = await pair.sqlite.open(name);
    const rows = docs.map((doc, i) => row({ id: `k${i}`, ...doc }));
    for (const instance of [memory, sqlite]) await instance.bulkWrite(plain(rows), 'fill');
    for (const query of asked) {
      expect(await find(sqlite, query), JSON.stringify(query)).toEqual(await find(memory, query));
    }
  });
});
