import type { Reader } from './reader.ts';
import { checkedDocument, soundJson } from './row-sum.ts';
import { type Correction, forgive, type Reading, TOO_LITTLE, type Typed } from './search-forgiven.ts';
import {
  allOrBest,
  amongThose,
  type Found,
  rowsWith,
  type Searched,
  type Term,
  termOf,
  tokensHave,
  type Within,
} from './search-match.ts';
import { rememberingReader } from './search-memory.ts';
import { normalizeKey, runsOf, tailKey } from './search-text.ts';
import { isStopWord } from './stop-words.ts';
import type { OpenStore } from './store-file.ts';
import { rowsViewOf } from './table-parts.ts';

export type SearchOptions = {
  /** Collections to look in; all that have full text when left out. */
  readonly kinds?: readonly string[];
  /** Hits at most; default 30. */
  readonly limit?: number;
  /** Only what was typed; default false: what finds too little is looked for among words few letters away, too. */
  readonly exact?: boolean;
  /** Looks only among rows that meet it; for one collection. */
  readonly within?: Within | undefined;
};

export type RowsOptions = Pick<SearchOptions, 'exact' | 'within'> & {
  /** Rows at most. */
  readonly limit: number;
  /** Default false: where nothing has all of several words, what has some of them will do. */
  readonly some?: boolean;
};

/** `more`: more match than were asked for, and these are the best. */
export type FoundRows = { readonly rows: readonly number[]; readonly more: boolean };

export type SearchHit = {
  /** The collection. */
  readonly kind: string;
  readonly id: string;
  /** `key`: the whole text is one of its keys; `keyPart`: begins or ends one; `words`: by full text; `forgiven`: with words corrected. */
  readonly by: 'key' | 'keyPart' | 'words' | 'forgiven';
  /** Typed words that it has not, where nothing has all of them; those that every text has are not told. */
  readonly lacks: readonly string[];
  /** What was taken for misspelt, of a forgiven hit. */
  readonly corrected: readonly Correction[];
  /** The stored document. */
  readonly document: Readonly<Record<string, unknown>>;
};

type Ranked = Found &
  Pick<SearchHit, 'by' | 'corrected'> & {
    /** The words, some of which it may lack. */
    readonly some?: readonly Typed[];
  };

/** Keys that are looked at, of one record's search. */
const KEYS = { whole: 200, part: 50 };
const MAX_WORDS = 12;
/** Shorter texts begin too many keys to mean one. */
const MIN_KEY_LENGTH = 3;

/**
 * Finds documents by what a person types. Every word must occur, the last one may be unfinished; when that finds too little, rare words stand for
 * more common ones few letters away; when nothing has all of several words, those with most of the words that tell something. A text that is a key (or begins or ends one)
 * brings that record first. Punctuation has no meaning, so no text is an error.
 */
export function searchText(
  store: OpenStore,
  reader: Reader,
  text: string,
  options: SearchOptions = {},
): SearchHit[] {
  const limit = options.limit ?? 30;
  if (options.exact !== true) store.words.prepare(reader);
  const hits: SearchHit[] = [];
  for (const ranked of rankedRows(store, reader, text, { ...options, limit })) {
    if (hits.length >= limit) break;
    const hit = hitOf(reader, ranked);
    if (hit !== undefined) hits.push(hit);
  }
  return hits;
}

/**
 * As searchText, but only the row numbers (`n`) in one collection's table, without reading any document; deleted ones may be
 * among them until the index has caught up. For lists that narrow their rows down by a text: none has less than all words, unless `some` will do.
 */
export function searchRows(
  store: OpenStore,
  reader: Reader,
  text: string,
  kind: string,
  { some = false, limit, ...options }: RowsOptions,
): FoundRows {
  // One more tells whether there are more.
  const found = rankedRows(store, reader, text, {
    ...options,
    limit: limit + 1,
    kinds: [kind],
    list: { some },
  });
  return { rows: found.slice(0, limit).map(({ n }) => n), more: found.length > limit };
}

type RankedOptions = SearchOptions & {
  readonly limit: number;
  /** What is asked for is all that match, of one collection. */
  readonly list?: { readonly some: boolean };
};

/** Rows of the searched tables, best first, each once. */
function rankedRows(
  store: OpenStore,
  asked: Reader,
  text: string,
  options: RankedOptions,
): readonly Ranked[] {
  const { limit, list } = options;
  const reader = rememberingReader(asked);
  const searched = searchedTables(store, options);
  const ranked = new Map<string, Ranked>();
  const idOf = (row: Found): string => `${row.in.table.no} ${row.n}`;
  const add = (row: Ranked): void => {
    if (!ranked.has(idOf(row))) ranked.set(idOf(row), row);
  };
  const addAll = (
    rows: readonly Found[],
    corrected: readonly Correction[],
    some: readonly Typed[] = [],
  ): void => {
    const by = corrected.length === 0 ? 'words' : 'forgiven';
    for (const row of rows) add({ ...row, by, corrected, some });
  };
  for (const row of keyMatches(
    reader,
    text,
    searched,
    list === undefined ? KEYS : { whole: limit, part: limit },
  )) {
    add(row);
  }
  const typed = typedIn(text);
  if (ranked.size >= limit || typed.length === 0) return [...ranked.values()];

  const telling = typed.filter(({ run }) => !isStopWord(run.text));
  let likely: Reading = { terms: telling.map(({ term }) => term), corrected: [] };
  const all = typed.map(({ term }) => term);
  addAll(
    list === undefined
      ? rowsWith(reader, searched, all, 'AND', limit)
      : searched.flatMap((one) => allOrBest(reader, one, all, limit)),
    [],
  );
  if (options.exact !== true && ranked.size < TOO_LITTLE && !isKey(reader, text, searched)) {
    const found = { size: ranked.size, has: (row: Found) => ranked.has(idOf(row)) };
    const forgiven = forgive(reader, store.words, searched, typed, limit, found);
    for (const row of forgiven.rows) addAll([row], row.corrected);
    likely = forgiven.likely;
  }
  // A single run of characters, like a number with dashes, means all of it.
  if (list?.some !== false && ranked.size === 0 && likely.terms.length > 0 && /\S\s+\S/.test(text)) {
    addAll(rowsWithSome(reader, searched, likely.terms, limit), likely.corrected, telling);
  }
  return [...ranked.values()];
}

/** Rows with all of the terms, or else with two of them, or else with one: the first of these that finds any. */
function rowsWithSome(
  reader: Reader,
  searched: readonly Searched[],
  terms: readonly Term[],
  limit: number,
): readonly Found[] {
  const all = rowsWith(reader, searched, terms, 'AND', limit);
  if (all.length > 0 || terms.length < 2) return all;
  const two = terms.length > 2 ? rowsWith(reader, searched, terms, 'PAIRS', limit) : [];
  return two.length > 0 ? two : rowsWith(reader, searched, terms, 'OR', limit);
}

/** The words to look for. One letter begins half of all words, so it is not looked for behind others. */
function typedIn(text: string): readonly Typed[] {
  const runs = runsOf(text).slice(0, MAX_WORDS);
  return runs.flatMap((run, i) => {
    const open = i === runs.length - 1;
    const isLetter = open && !run.unspaced && [...run.text].length === 1;
    return isLetter && runs.length > 1 ? [] : [{ run, open, term: termOf(run, open) }];
  });
}

function searchedTables(store: OpenStore, { kinds, within }: SearchOptions): Searched[] {
  return [...store.tables.values()].flatMap((table) =>
    table.search === undefined || (kinds !== undefined && !kinds.includes(table.key.collection))
      ? []
      : [{ table, names: table.search.tables, within }],
  );
}

/** Whole keys first, then those the text begins or ends, newest first within each. */
function keyMatches(
  reader: Reader,
  text: string,
  searched: readonly Searched[],
  most: typeof KEYS,
): readonly Ranked[] {
  const key = normalizeKey(text);
  if (key.length < MIN_KEY_LENGTH) return [];
  const rows = (
    by: 'key' | 'keyPart',
    condition: string,
    params: readonly string[],
    order: string,
  ): readonly Ranked[] =>
    searched.flatMap((one) => {
      const { keys } = one.names;
      const among = amongThose(one, `${keys}.n`);
      return reader
        .all(`SELECT n FROM ${keys} WHERE ${condition} ${among.text} ${order}`, [...params, ...among.params])
        .map((row): Ranked => ({ in: one, n: Number(row[0]), by, corrected: [] }));
    });
  const parts = (from: string): readonly Ranked[] =>
    rows('keyPart', 'key > ? AND key < ?', [from, `${from}\u{10ffff}`], `ORDER BY key LIMIT ${most.part}`);
  // Phone numbers are typed with and without the leading zero of the area code.
  const tail = tailKey(/^\d+$/.test(key) ? key.replace(/^0+(?=\d{3})/, '') : key);
  return [
    ...rows('key', 'key = ?', [key], `ORDER BY n DESC LIMIT ${most.whole}`),
    ...parts(key),
    ...(/\d/.test(key) ? parts(tail) : []),
  ];
}

/** Whether a text is a whole key of any record: then it is not misspelt. */
function isKey(reader: Reader, text: string, searched: readonly Searched[]): boolean {
  const key = normalizeKey(text);
  return (
    key.length >= MIN_KEY_LENGTH &&
    searched.some(
      ({ names }) => reader.get(`SELECT 1 FROM ${names.keys} WHERE key = ? LIMIT 1`, [key]) !== undefined,
    )
  );
}

/** Which of the words a document has neither as typed nor as what they were taken for. */
function lackedBy(
  { in: one, corrected, some = [] }: Ranked,
  document: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (some.length === 0) return [];
  const tokens = one.table.search?.tokens(document) ?? new Set<string>();
  return some.flatMap(({ run, term }) => {
    const meant = corrected.filter(({ typed }) => typed === run.text);
    const terms = [term, ...meant.map(({ found }) => termOf({ text: found, unspaced: false }, false))];
    return terms.some((sought) => tokensHave(tokens, sought)) ? [] : [run.text];
  });
}

function hitOf(reader: Reader, ranked: Ranked): SearchHit | undefined {
  const { in: one, n, by, corrected } = ranked;
  const { table } = one;
  const row = reader.get(
    `SELECT ${checkedDocument()} FROM ${rowsViewOf(table.name)} WHERE n = ? AND deleted = 0`,
    [n],
  );
  if (row === undefined) return undefined;
  const json = soundJson(row[0], row[1]);
  if (json === null) {
    table.setAside([n]);
    return undefined;
  }
  const document = JSON.parse(json) as Record<string, unknown>;
  return {
    kind: table.key.collection,
    id: String(document[table.columns.primaryPath]),
    by,
    lacks: lackedBy(ranked, document),
    corrected,
    document,
  };
}
