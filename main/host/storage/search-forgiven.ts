import type { Reader } from './reader.ts';
import { countWith, type Found, rowsWith, type Searched, type Term, termOf } from './search-match.ts';
import type { Run } from './search-text.ts';
import { type Near, rankOf } from './search-typos.ts';
import { isForgivable, type WordList } from './search-words.ts';
import { isStopWord } from './stop-words.ts';

/** A typed word and the one that was looked for in its place. */
export type Correction = { readonly typed: string; readonly found: string };

/** A search that finds fewer records than this has found too little: its words may be misspelt. */
export const TOO_LITTLE = 5;
/** A word that some records have is misspelt only if another is this many times as common. */
const TIMES_AS_COMMON = 10;
const COUNTED = TOO_LITTLE * TIMES_AS_COMMON * 2;

/** What may have been meant by a typed word. */
type Meant = {
  readonly typed: string;
  readonly term: Term;
  readonly edits: number;
  /** Null: what was typed. */
  readonly word: string | null;
};

/** How many readings of a text are tried by how many of its words may be misspelt. */
const READINGS = [60, 6, 4] as const;

/** A typed word and the term it is looked for as. */
export type Typed = { readonly run: Run; readonly term: Term; readonly open: boolean };

export type Forgiven = Found & { readonly corrected: readonly Correction[] };

/** What has been found without forgiving anything. */
export type FoundSoFar = { readonly size: number; readonly has: (row: Found) => boolean };

/**
 * Rows found by a text in which rare words stand for more common ones few letters away, the nearest first, without those `found` already: `limit` of both, where
 * there are so many. Every word must occur; what is less than near is tried only while too little is found. `likely`: what a search that takes some of the words looks for.
 */
export function forgive(
  reader: Reader,
  words: WordList,
  searched: readonly Searched[],
  typed: readonly Typed[],
  limit: number,
  found: FoundSoFar,
): { readonly rows: readonly Forgiven[]; readonly likely: Reading } {
  const choices = meanings(reader, words, searched, typed);
  const rows: Forgiven[] = [];
  const known = new Map<Searched, Set<number>>(searched.map((one) => [one, new Set()]));
  for (const reading of readings(choices)) {
    const sum = found.size + rows.length;
    if (sum >= limit) break;
    if (sum >= TOO_LITTLE && reading.some(({ edits }) => edits > 1)) continue;
    const { terms, corrected } = read(reading);
    for (const row of rowsWith(reader, searched, terms, 'AND', limit)) {
      const seen = known.get(row.in);
      if (seen === undefined || seen.has(row.n) || found.has(row)) continue;
      seen.add(row.n);
      rows.push({ ...row, corrected });
    }
  }
  const telling = choices
    .flatMap((meant) => meant.slice(0, 1))
    .filter(({ typed: word }) => !isStopWord(word));
  return { rows, likely: read(telling) };
}

export type Reading = { readonly terms: readonly Term[]; readonly corrected: readonly Correction[] };

const read = (meant: readonly Meant[]): Reading => ({
  terms: meant.map(({ term }) => term),
  corrected: meant.flatMap(({ typed, word }) => (word === null ? [] : [{ typed, found: word }])),
});

/** For each word what may be meant by it, likeliest first; nothing, when no record has it or one near to it. */
function meanings(
  reader: Reader,
  words: WordList,
  searched: readonly Searched[],
  typed: readonly Typed[],
): readonly (readonly Meant[])[] {
  const counted = typed.map((one) => {
    const mayErr = !one.run.unspaced && isForgivable(one.run.text);
    return { ...one, count: mayErr ? countAll(reader, searched, one.term, TOO_LITTLE) : TOO_LITTLE };
  });
  const rare = counted.filter(({ count }) => count < TOO_LITTLE);
  const most = READINGS[rare.length - 1] ?? 1;
  return counted.map(({ run, term, open, count }) => {
    const itself: Meant = { typed: run.text, term, edits: 0, word: null };
    if (count >= TOO_LITTLE) return [itself];
    const near = commonEnough(reader, searched, run.text, words.near(reader, run.text, open), count);
    return [...(count === 0 ? [] : [itself]), ...near.slice(0, most)];
  });
}

/** Words near to a typed one that records have, the more common first among those as near. */
function commonEnough(
  reader: Reader,
  searched: readonly Searched[],
  typed: string,
  near: readonly Near[],
  typedCount: number,
): readonly Meant[] {
  const least = Math.max(1, typedCount * TIMES_AS_COMMON);
  return near
    .map((one) => ({ near: one, term: termOf({ text: one.word, unspaced: false }, false) }))
    .map((one) => ({ ...one, count: countAll(reader, searched, one.term, COUNTED) }))
    .filter(({ count }) => count >= least)
    .sort((a, b) => rankOf(a.near) - rankOf(b.near) || b.count - a.count)
    .map(({ near: { word, edits }, term }) => ({ typed, term, edits, word }));
}

function countAll(reader: Reader, searched: readonly Searched[], term: Term, most: number): number {
  let count = 0;
  for (const one of searched) {
    if (count >= most) break;
    count += countWith(reader, one, term, most - count);
  }
  return count;
}

/** All ways to choose one meaning a word, the likeliest together first, without the one that changes nothing. */
function readings(choices: readonly (readonly Meant[])[]): readonly (readonly Meant[])[] {
  const all = choices.reduce<readonly { readonly chosen: readonly Meant[]; readonly cost: number }[]>(
    (ways, meant) =>
      ways.flatMap(({ chosen, cost }) =>
        meant.map((one, i) => ({ chosen: [...chosen, one], cost: cost + one.edits * meant.length + i })),
      ),
    [{ chosen: [], cost: 0 }],
  );
  return all
    .filter(({ chosen }) => chosen.some(({ word }) => word !== null))
    .sort((a, b) => a.cost - b.cost)
    .map(({ chosen }) => chosen);
}
