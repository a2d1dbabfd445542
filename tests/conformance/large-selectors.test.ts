import type { MangoQuery } from 'rxdb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  count,
  find,
  type Instance,
  openPair,
  plain,
  row,
  type Stored,
  schemaWithoutIndexes,
} from './harness.ts';
import { documents } from './query-cases.ts';

type Selector = NonNullable<MangoQuery<Stored>['selector']>;

/** `{ $nor: [{ $nor: [ ... ] }] }` */
const nested = (operator: '$nor' | '$and' | '$or', levels: number, inner: Selector): Selector =>
  levels === 0 ? inner : { [operator]: [nested(operator, levels - 1, inner)] };

/** Two branches at each level. */
const branching = (levels: number): Selector =>
  levels === 0
    ? { rank: { $gte: 4 } }
    : { $nor: [branching(levels - 1), { $and: [{ name: 'x' }, { free: { $exists: true } }] }] };

const deep = (levels: number): unknown => {
  let value: unknown = 'bottom';
  for (let i = 0; i < levels; i += 1) value = { a: value };
  return value;
};
const numbers = (length: number): number[] => Array.from({ length }, (_, i) => i * 3);

const CASES: readonly (readonly [string, Selector])[] = [
  ['$or of 1,000 on a column', { $or: numbers(1_000).map((rank) => ({ rank })) }],
  ['$or of 1,000 on a free field', { $or: numbers(1_000).map((free) => ({ free })) }],
  ['$and of 1,000', { $and: numbers(1_000).map((no) => ({ rank: { $ne: no + 7 } })) }],
  ['$or of 600 twice', { $and: [1, 2].map(() => ({ $or: numbers(600).map((rank) => ({ rank })) })) }],
  ['$nor of 1,000', { $nor: numbers(1_000).map((rank) => ({ rank })) }],
  ...[5, 10, 16, 20, 21, 60].map((levels): readonly [string, Selector] => [
    `${levels} levels of $nor`,
    nested('$nor', levels, { rank: { $gt: 4 } }),
  ]),
  ['200 levels of $and', nested('$and', 200, { name: 'x' })],
  ['12 levels with two branches', branching(12)],
  ['$in of 5,000 numbers on a column', { rank: { $in: numbers(5_000) } }],
  ['$in of 5,000 numbers on a free field', { free: { $in: numbers(5_000) } }],
  ['$nin of 5,000 numbers', { score: { $nin: numbers(5_000) } }],
  [
    '$in of 5,000 texts',
    {
      name: {
        $in: numbers(5_000)
          .map((no) => `name ${no}`)
          .concat('x'),
      },
    },
  ],
  [
    '200 lists of 200',
    { $or: numbers(200).map((no) => ({ rank: { $in: numbers(200).map((n) => n + no) } })) },
  ],
  [
    'a path of 1,001 parts',
    { [`free.${Array.from({ length: 1_000 }, () => 'a').join('.')}`]: { $exists: true } },
  ],
  ['a field beside one that is nested 1,001 deep', { free: { $exists: true }, 'list.a': { $gt: 0 } }],
  ['$not, $regex and $size there', { free: { $not: { $eq: 5 } }, list: { $size: 3 } }],
];

describe('wide and deep selectors give what the memory storage gives', () => {
  const pair = openPair();
  let memory: Instance;
  let sqlite: Instance;

  beforeAll(async () => {
    const all = [
      ...documents,
      { id: 'z1', name: 'x', rank: 3, open: true, at: '2026', free: deep(1_001), list: [1, 2, 3] },
      { id: 'z2', name: 'deep', rank: 9, open: true, at: '2026', free: deep(1_000) },
    ];
    [memory, sqlite] = await Promise.all([
      pair.memory.open('things', schemaWithoutIndexes),
      pair.sqlite.open(),
    ]);
    for (const instance of [memory, sqlite]) {
      await instance.bulkWrite(plain(all.map((doc, i) => row(doc, '1-a', 1000 + i))), 'fill');
    }
  });
  afterAll(pair.close);

  it.each(CASES)('%s', async (_name, selector) => {
    for (const query of [{ selector }, { selector, limit: 3, skip: 1, sort: [{ rank: 'desc' as const }] }]) {
      const found = await find(sqlite, query);
      expect(found.map(({ id }) => id)).toEqual((await find(memory, query)).map(({ id }) => id));
      expect(await count(sqlite, { selector })).toBe(await count(memory, { selector }));
    }
    expect(pair.store().damaged.list()).toEqual([]);
  });
});
