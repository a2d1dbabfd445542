import type { SqlParams } from './driver.ts';
import type { Reader } from './reader.ts';
import type { SearchTables } from './search-tables.ts';
import { inHead, type Run, type Sought, soughtOf } from './search-text.ts';
import { rowsViewOf } from './table-parts.ts';
import type { CollectionTable } from './table-types.ts';

/** A condition over the columns of a collection (reader.ts): only rows that meet it are looked for, so that a bounded number of matches is taken of those. */
export type Within = {
  readonly text: string;
  readonly params: SqlParams;
  /** An index gives the rows that meet it, and they are few of all. */
  readonly few: boolean;
};

/** A table with its index, and what is looked for in it. */
export type Searched = {
  readonly table: CollectionTable;
  readonly names: SearchTables;
  readonly within?: Within | undefined;
};
/** A row of one of them. */
export type Found = { readonly in: Searched; readonly n: number };

/** What one word is looked for as: one of these, each of which is all of some tokens. */
export type Term = readonly (readonly Sought[])[];

export const termOf = (run: Run, open: boolean): Term => [soughtOf(run, open)];

/** FTS5 has indexes of beginnings up to this length. */
const INDEXED_BEGINNING = 3;
/** So many words can stand for a beginning; of more FTS5 gathers all rows, which costs less than looking each of them up. */
const MOST_COMPLETIONS = 48;

/** The tokens that are meant in a table's index; null: `token` as a beginning. */
function meantBy(reader: Reader, { names }: Searched, { token, open }: Sought): readonly string[] | null {
  if (!open) return [token];
  if ([...token].length <= INDEXED_BEGINNING) return null;
  const tokens = reader.tokens(names.text, token, MOST_COMPLETIONS);
  // Nothing begins so: then the word is no token either.
  return tokens?.length === 0 ? [token] : tokens;
}

/**
 * Terms as FTS5 reads them. Tokens hold letters, marks and digits only, so that nothing in them can be syntax. A longer beginning is written as the words that
 * begin so: for the beginning itself FTS5 would gather all their rows before it hands out the first one.
 */
function expression(
  reader: Reader,
  one: Searched,
  terms: readonly Term[],
  joined: Joined,
  written: (token: string) => string,
): string {
  const word = (sought: Sought): string => {
    const tokens = meantBy(reader, one, sought);
    if (tokens === null) return `"${written(sought.token)}" *`;
    return `(${tokens.map((token) => `"${written(token)}"`).join(' OR ')})`;
  };
  const needed = joined === 'AND' ? withoutImplied(terms) : terms;
  const all = needed.map(
    (term) => `(${term.map((parts) => `(${parts.map(word).join(' AND ')})`).join(' OR ')})`,
  );
  if (joined !== 'PAIRS') return all.join(` ${joined} `);
  // Each term with one of those before it.
  return all
    .map((term, i) => `(${term} AND (${all.slice(0, i).join(' OR ')}))`)
    .slice(1)
    .join(' OR ');
}

/** Where a whole word is needed, its beginning is no further condition: `printer does not prin`. */
const withoutImplied = (terms: readonly Term[]): readonly Term[] => {
  const whole = terms.flatMap(([all]) => (all?.length === 1 && all[0]?.open === false ? [all[0].token] : []));
  const isImplied = ([all, ...others]: Term): boolean =>
    others.length === 0 &&
    all?.length === 1 &&
    all.every(({ token, open }) => open && whole.some((one) => one.startsWith(token)));
  return terms.filter((term) => !isImplied(term));
};

/**
 * The condition on rows of the index; `n` is their number there. The few are gathered once. Otherwise each match is looked up, in half a microsecond, until there are
 * enough: to gather many costs more, and for a condition without an index all rows are read. The plus keeps FTS5 from looking each of the few up by itself.
 */
export function amongThose({ table, within }: Searched, n: string): Pick<Within, 'text' | 'params'> {
  if (within === undefined) return { text: '', params: [] };
  const { text, params, few } = within;
  const rows = rowsViewOf(table.name);
  return few
    ? { text: `AND +${n} IN (SELECT n FROM ${rows} WHERE ${text})`, params }
    : { text: `AND EXISTS (SELECT 1 FROM ${rows} AS met WHERE met.n = ${n} AND (${text}))`, params };
}

/** Rows with all of the terms, with any two of them, or with any one. */
export type Joined = 'AND' | 'PAIRS' | 'OR';

/**
 * Rows with the terms in title or keys first, then those with them anywhere, newest first in each, the collections taking
 * turns. Not bm25: it counts every match in the store for each word, and at a service desk a recent record with the word in
 * its title is the better answer anyway.
 */
export function rowsWith(
  reader: Reader,
  searched: readonly Searched[],
  terms: readonly Term[],
  joined: Joined,
  limit: number,
): readonly Found[] {
  // What stands in a title stands somewhere: where no row has the terms, none has them there.
  const lists = searched.map((one) => ({ one, anywhere: newest(reader, one, terms, joined, String, limit) }));
  const head = takingTurns(
    lists.map(({ one, anywhere }) =>
      anywhere.length === 0 ? [] : newest(reader, one, terms, joined, inHead, limit),
    ),
  );
  if (head.length >= limit) return head;
  const known = new Map<Searched, Set<number>>(searched.map((one) => [one, new Set()]));
  for (const found of head) known.get(found.in)?.add(found.n);
  const anywhere = takingTurns(lists.map((list) => list.anywhere));
  return [...head, ...anywhere.filter((found) => known.get(found.in)?.has(found.n) !== true)];
}

/** As rowsWith, of one collection, in any order where that is all of them. */
export function allOrBest(
  reader: Reader,
  one: Searched,
  terms: readonly Term[],
  limit: number,
): readonly Found[] {
  const anywhere = newest(reader, one, terms, 'AND', String, limit);
  return anywhere.length < limit ? anywhere : rowsWith(reader, [one], terms, 'AND', limit);
}

function newest(
  reader: Reader,
  one: Searched,
  terms: readonly Term[],
  joined: Joined,
  written: (token: string) => string,
  limit: number,
): readonly Found[] {
  const { text } = one.names;
  const among = amongThose(one, `${text}.rowid`);
  return reader
    .all(`SELECT rowid FROM ${text} WHERE ${text} MATCH ? ${among.text} ORDER BY rowid DESC LIMIT ?`, [
      expression(reader, one, terms, joined, written),
      ...among.params,
      limit,
    ])
    .map((row) => ({ in: one, n: Number(row[0]) }));
}

function takingTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

/** How many rows have a term, counted up to `most`, whatever is looked for among them: how common a word is does not change with it. */
export function countWith(reader: Reader, one: Searched, term: Term, most: number): number {
  const { text } = one.names;
  const row = reader.get(`SELECT count(*) FROM (SELECT 1 FROM ${text} WHERE ${text} MATCH ? LIMIT ?)`, [
    expression(reader, one, [term], 'AND', String),
    most,
  ]);
  return Number(row?.[0] ?? 0);
}

/** Whether a document whose tokens these are has a term. The index is not asked: for each unfinished word it would gather all rows that have it. */
export function tokensHave(tokens: ReadonlySet<string>, term: Term): boolean {
  const has = ({ token, open }: Sought): boolean =>
    tokens.has(token) || (open && [...tokens].some((one) => one.startsWith(token)));
  return term.some((all) => all.every(has));
}
