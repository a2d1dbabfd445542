import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNearList } from '#main/host/storage/search-near.ts';
import { editsTo, FURTHER, rankOf } from '#main/host/storage/search-typos.ts';

/** The textbook's table of distances between all beginnings, where two neighbours changing places count one. */
function table(a: string, b: string): number[][] {
  const rows: number[][] = [];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i <= a.length; i += 1) {
    const row: number[] = [];
    rows.push(row);
    for (let j = 0; j <= b.length; j += 1) {
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const least = Math.min(
        changed,
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        swapped ? at(i - 2, j - 2) + 1 : 99,
      );
      row.push(i === 0 ? j : j === 0 ? i : least);
    }
  }
  return rows;
}

/** Few letters, so that words are often near to each other. */
const word = (minLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'abc'), minLength, maxLength: 14 });
const near = word(4).chain((typed) => {
  const beginning = fc.nat({ max: typed.length }).map((end) => typed.slice(0, end));
  return fc.tuple(
    fc.constant(typed),
    fc.oneof(
      word(3),
      fc.tuple(beginning, word(0)).map((parts) => parts.join('')),
    ),
  );
});
const allowed = (letters: number): number => (letters < 8 ? 1 : 2);

function expected(typed: string, other: string, open: boolean): number | null {
  const last = table(typed, other).at(-1) ?? [];
  const whole = last.at(-1) ?? 99;
  const begun = Math.min(...last);
  const counts = [
    ...(whole <= allowed(Math.max(typed.length, other.length)) ? [whole] : []),
    ...(open && begun <= allowed(typed.length) ? [begun] : []),
  ];
  return counts.length === 0 ? null : Math.min(...counts);
}

describe('edits between a typed word and another', () => {
  it('are what the whole table says, where they are few enough', () => {
    fc.assert(
      fc.property(near, fc.boolean(), ([typed, other], open) => {
        const found = editsTo(typed, other, open);
        expect(found === FURTHER ? null : found.edits).toBe(expected(typed, other, open));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['dokcing', 'docking', false, 1],
    ['eriksn', 'eriksson', false, 2],
    ['eriksn', 'eriksson', true, 1],
    ['dokcin', 'docking', true, 1],
    ['dokcin', 'docking', false, null],
    ['prnt', 'printing', true, 1],
    ['abcd', 'abdce', true, 1],
    ['abcd', 'efgh', true, null],
  ] as const)('%s and %s, open: %s', (typed, other, open, edits) => {
    const found = editsTo(typed, other, open);
    expect(found === FURTHER ? null : found.edits).toBe(edits);
  });
});

describe('a list of words', () => {
  it('gives all that are near, nearest first, and none that are not', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word(3), { maxLength: 40 }), word(4), fc.boolean(), (words, typed, open) => {
        const list = createNearList();
        list.add(words);
        const found = list.near(typed, open);
        const inReach = words.filter((one) => (expected(typed, one, open) ?? 0) > 0);
        expect(found.map((one) => one.word).sort()).toEqual(inReach.sort());
        const ranks = found.map(rankOf);
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }),
      { numRuns: 1_000 },
    );
  });

  it('puts words with the same first letter before others, and whole words before what only begins so', () => {
    const list = createNearList();
    list.add(['winter', 'printer', 'pinterest', 'pintered']);
    expect(list.near('pinter', true).map(({ word: found }) => found)).toEqual(['printer', 'winter']);
    expect(list.near('pintre', true).map(({ word: found }) => found)).toEqual(['pintered', 'pinterest']);
  });
});
