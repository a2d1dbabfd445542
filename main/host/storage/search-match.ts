import type { Reader } from './reader.ts';
import type { SearchTables } from './search-tables.ts';
import { inHead, type Run, type Sought, soughtOf } from './search-text.ts';
import type { CollectionTable } from './table-types.ts';

/** A table with its index. */
export type Searched = { readonly table: CollectionTable; readonly names: SearchTables };
/** A row of one of them. */
export type Found = { readonly in: Searched; readonly n: number };

/** What one word is looked for as: one of these, each of which is all of some tokens. */
export type Term = readonly (readonly Sought[])[];

export const termOf = (run: Run, open: boolean): Term => [soughtOf(run, open)];

/** Terms as FTS5 reads them. Tokens hold letters, marks and digits only, so that nothing in them can be syntax. */
function expression(
  terms: readonly Term[],
  joined: 'AND' | 'OR',
  written: (token: string) => string,
): string {
  const one = ({ token, open }: Sought): string => `"${written(token)}"${open ? ' *' : ''}`;
  return terms
    .map((term) => term.map((all) => `(${all.map(one).join(' AND ')})`).join(' OR '))
    .map((term) => `(${term})`)
    .join(` ${joined} `);
}

/**
 * Rows with the terms in title or keys first, then those with them anywhere, newest first in each, the collections taking
 * turns. Not bm25: it counts every match in the store for each word, and at a service desk a recent record with the word in
 * its title is the better answer anyway.
 */
export function rowsWith(
  reader: Reader,
  searched: readonly Searched[],
  terms: readonly Term[],
  joined: 'AND' | 'OR',
  limit: number,
): readonly Found[] {
  const asked =
    joined === 'OR' ? searched : searched.filter((one) => terms.every((term) => mayHave(reader, one, term)));
  const head = newest(reader, asked, expression(terms, joined, inHead), limit);
  if (head.length >= limit) return head;
  const anywhere = newest(reader, asked, expression(terms, joined, String), limit);
  const known = new Map<Searched, Set<number>>(searched.map((one) => [one, new Set()]));
  for (const found of head) known.get(found.in)?.add(found.n);
  return [...head, ...anywhere.filter((found) => known.get(found.in)?.has(found.n) !== true)];
}

/**
 * Whether a table has rows with a whole word, which is told at once. A beginning is not asked for: FTS5 gathers all rows that have it, also where another word
 * has none.
 */
function mayHave(reader: Reader, one: Searched, term: Term): boolean {
  return term.some((all) => all.every((sought) => sought.open || countWith(reader, one, [[sought]], 1) > 0));
}

function newest(reader: Reader, searched: readonly Searched[], match: string, limit: number): Found[] {
  const lists = searched.map((one) =>
    reader
      .all(
        `SELECT rowid FROM ${one.names.text} WHERE ${one.names.text} MATCH ? ORDER BY rowid DESC LIMIT ?`,
        [match, limit],
      )
      .map((row): Found => ({ in: one, n: Number(row[0]) })),
  );
  return takingTurns(lists);
}

function takingTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

/** How many rows have a term, counted up to `most`. An unfinished word is counted as a whole one first: that is told without all rows that it begins in. */
export function countWith(
  reader: Reader,
  { names }: Pick<Searched, 'names'>,
  term: Term,
  most: number,
): number {
  const whole = term.map((all) => all.map(({ token }): Sought => ({ token, open: false })));
  if (term.some((all) => all.some(({ open }) => open))) {
    const least = countWith(reader, { names }, whole, most);
    if (least >= most) return least;
  }
  const row = reader.get(
    `SELECT count(*) FROM (SELECT 1 FROM ${names.text} WHERE ${names.text} MATCH ? LIMIT ?)`,
    [expression([term], 'AND', String), most],
  );
  return Number(row?.[0] ?? 0);
}

/** Whether a document whose tokens these are has a term. The index is not asked: for each unfinished word it would gather all rows that have it. */
export function tokensHave(tokens: ReadonlySet<string>, term: Term): boolean {
  const has = ({ token, open }: Sought): boolean =>
    tokens.has(token) || (open && [...tokens].some((one) => one.startsWith(token)));
  return term.some((all) => all.every(has));
}
