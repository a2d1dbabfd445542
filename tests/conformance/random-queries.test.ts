import fc from 'fast-check';
import type { MangoQuery } from 'rxdb';
import { afterAll, describe, expect, it } from 'vitest';
import { count, type Doc, find, openPair, plain, row, type Stored, schemaWithoutIndexes } from './harness.ts';

/** Few, colliding values: random ones would hardly ever meet each other in a query. */
const strings = [
  '',
  'a',
  'ab',
  'b',
  'B',
  '10',
  '9',
  'é',
  '😀',
  'ｗ',
  '\ud83d',
  'x\u0000y',
  '2026-01-01',
  '\u0001',
];
const numbers = [0, 1, -1, 2, 5, 10, 0.1, 1.5, -2.5, 1e21, 9007199254740991];
const scalar = fc.oneof(
  fc.constantFrom(...strings),
  fc.constantFrom(...numbers),
  fc.boolean(),
  fc.constant(null),
);
const smallObject = fc.record(
  { a: scalar, b: fc.record({ c: scalar }, { requiredKeys: [] }) },
  { requiredKeys: [] },
);
const anything = fc.oneof(
  { arbitrary: scalar, weight: 4 },
  smallObject,
  fc.array(fc.oneof(scalar, smallObject, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }),
);

/** Mostly what the schema says, null at times; now and then a value of another type, as a foreign replica might send. */
const oftenOf = (arbitrary: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { arbitrary, weight: 80 },
    { arbitrary: fc.constant(null), weight: 8 },
    { arbitrary: anything, weight: 1 },
  );
const document = fc.record(
  {
    name: oftenOf(fc.constantFrom(...strings)),
    rank: oftenOf(fc.constantFrom(0, 1, 2, 5, 10, -1)),
    score: oftenOf(fc.constantFrom(...numbers)),
    open: oftenOf(fc.boolean()),
    at: oftenOf(fc.constantFrom('2026-01-01', '2026-02-01', '2025-12-31')),
    place: oftenOf(
      fc.record({ city: fc.constantFrom(...strings), room: fc.constantFrom(1, 2, 3) }, { requiredKeys: [] }),
    ),
    free: anything,
    list: fc.array(anything, { maxLength: 3 }),
  },
  { requiredKeys: ['name', 'open'] },
);

const path = fc.constantFrom(
  'id',
  'name',
  'rank',
  'score',
  'open',
  'at',
  'place.city',
  'place.room',
  'place',
  'free',
  'free.a',
  'free.b.c',
  'list',
  'list.a',
  'list.0',
  'list.b.c',
);

const operand = fc.oneof({ arbitrary: scalar, weight: 6 }, smallObject, fc.array(scalar, { maxLength: 2 }));
const operator: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc
    .tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), operand)
    .map(([name, value]) => ({ [name]: value })),
  fc
    .tuple(fc.constantFrom('$in', '$nin'), fc.array(operand, { maxLength: 4 }))
    .map(([name, value]) => ({ [name]: value })),
  fc.boolean().map((value) => ({ $exists: value })),
  fc
    .constantFrom('string', 'number', 'boolean', 'array', 'object', 'null')
    .map((value) => ({ $type: value })),
  fc.tuple(fc.constantFrom(1, 2, 5), fc.constantFrom(0, 1)).map((value) => ({ $mod: value })),
  fc.constantFrom('^a', 'b$', '.', '^ab?', '^a|b', '😀', '^1').map((value) => ({ $regex: value })),
  fc.constantFrom('B', 'É').map((value) => ({ $regex: value, $options: 'i' })),
  fc.nat(3).map((value) => ({ $size: value })),
  fc.tuple(fc.constantFrom('$gt', '$eq'), scalar).map(([name, value]) => ({ $elemMatch: { [name]: value } })),
  scalar.map((value) => ({ $elemMatch: { a: { $eq: value } } })),
);
const expression = fc.oneof(
  { arbitrary: operator, weight: 6 },
  fc.tuple(operator, operator).map(([a, b]) => ({ ...a, ...b })),
  operator.map((inner) => ({ $not: inner })),
  scalar,
);

const { selector } = fc.letrec<{ selector: Record<string, unknown> }>((tie) => ({
  selector: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.dictionary(path, expression, { minKeys: 1, maxKeys: 3 }),
    fc
      .tuple(
        fc.constantFrom('$and', '$or', '$nor'),
        fc.array(tie('selector'), { minLength: 1, maxLength: 3 }),
      )
      .map(([name, branches]) => ({ [name]: branches })),
  ),
}));

const sort = fc.uniqueArray(
  fc.tuple(path, fc.constantFrom('asc', 'desc')).map(([field, direction]) => ({ [field]: direction })),
  { maxLength: 3, selector: (part) => Object.keys(part)[0] },
);

const query = fc.record(
  { selector, sort, skip: fc.nat(4), limit: fc.nat(8) },
  { requiredKeys: ['selector', 'sort'] },
);

describe('random documents, random queries', () => {
  const pair = openPair();
  let round = 0;
  afterAll(pair.close);

  it('gives the same documents in the same order as the memory storage, and the same counts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 25 }),
        fc.array(query, { minLength: 4, maxLength: 10 }),
        async (docs, queries) => {
          round += 1;
          const memory = await pair.memory.open(`random${round}`, schemaWithoutIndexes);
          const sqlite = await pair.sqlite.open(`random${round}`);
          const rows = docs.map((doc: Doc, i) =>
            row(plain({ ...doc, id: `k${String(i).padStart(2, '0')}` }), '1-a', 1000 + i, i % 9 === 8),
          );
          for (const instance of [memory, sqlite]) await instance.bulkWrite(rows, 'fill');
          for (const asked of queries as MangoQuery<Stored>[]) {
            expect(await find(sqlite, structuredClone(asked))).toEqual(
              await find(memory, structuredClone(asked)),
            );
            const { skip: _skip, limit: _limit, ...whole } = asked;
            expect(await count(sqlite, structuredClone(whole))).toBe(
              await count(memory, structuredClone(whole)),
            );
          }
          await Promise.all([memory.remove(), sqlite.remove()]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
