import type { Reader } from './reader.ts';
import { normalizeKey, tailKey, wordsOf } from './search-fields.ts';
import { rowOfRowid, searchRowid } from './search-index.ts';
import type { OpenStore } from './store-file.ts';
import type { CollectionTable } from './table-types.ts';

export type SearchOptions = {
  /** Collections to look in; all that have full text when left out. */
  readonly kinds?: readonly string[];
  /** Hits at most; default 30. */
  readonly limit?: number;
};

export type SearchHit = {
  /** The collection. */
  readonly kind: string;
  readonly id: string;
  /** `key`: the whole text is one of its keys; `keyPart`: begins or ends one; `words`: by full text. */
  readonly by: 'key' | 'keyPart' | 'words';
  /** The stored document. */
  readonly document: Readonly<Record<string, unknown>>;
};

const KEY_CANDIDATES = 50;
/** Common words are rare together in titles: looking through all of a million titles for them would take 100 ms. */
const TITLE_ROWS = 50_000;
const MAX_WORDS = 12;
/** Shorter texts begin too many keys to mean one. */
const MIN_KEY_LENGTH = 3;

/**
 * Finds documents by what a person types. Every word must occur, the last one may be unfinished; when
 * nothing has all of several words, those with any of them. A text that is a key (or begins or ends one) brings that record first.
 * Punctuation has no meaning, so no text is an error.
 */
export function searchText(
  store: OpenStore,
  reader: Reader,
  text: string,
  options: SearchOptions = {},
): SearchHit[] {
  const limit = options.limit ?? 30;
  const tables = searchedTables(store, options.kinds);
  const hits: SearchHit[] = [];
  for (const [rowid, by] of rankedRows(reader, tables, text, limit)) {
    if (hits.length >= limit) break;
    const hit = hitOf(reader, tables, rowid, by);
    if (hit !== undefined) hits.push(hit);
  }
  return hits;
}

/**
 * As searchText, but only the row numbers (`n`) in one collection's table, without reading any document; deleted ones may be
 * among them until the index has caught up. For lists that narrow their rows down by a text.
 */
export function searchRows(
  store: OpenStore,
  reader: Reader,
  text: string,
  kind: string,
  limit: number,
): number[] {
  const tables = searchedTables(store, [kind]);
  return [...rankedRows(reader, tables, text, limit).keys()].slice(0, limit).map(rowOfRowid);
}

/** Rowids of the search index, best first. */
function rankedRows(
  reader: Reader,
  tables: readonly CollectionTable[],
  text: string,
  limit: number,
): ReadonlyMap<number, SearchHit['by']> {
  const ranked = new Map<number, SearchHit['by']>();
  for (const [rowid, by] of keyMatches(reader, text, tables)) ranked.set(rowid, ranked.get(rowid) ?? by);
  if (ranked.size < limit) {
    const words = wordsOf(text).slice(0, MAX_WORDS);
    // A single run of characters, like a number with dashes, means all of it.
    const someWillDo = /\S\s+\S/.test(text);
    const found = wordMatches(reader, tables, words, limit, someWillDo);
    for (const rowid of found) if (!ranked.has(rowid)) ranked.set(rowid, 'words');
  }
  return ranked;
}

function searchedTables(store: OpenStore, kinds: readonly string[] | undefined): CollectionTable[] {
  return [...store.tables.values()].filter(
    (table) => table.search !== undefined && (kinds === undefined || kinds.includes(table.key.collection)),
  );
}

/** Whole keys first, then those the text begins or ends, newest first within each. */
function keyMatches(
  reader: Reader,
  text: string,
  tables: readonly CollectionTable[],
): (readonly [number, SearchHit['by']])[] {
  const key = normalizeKey(text);
  if (key.length < MIN_KEY_LENGTH) return [];
  const inRange = (rowid: number) =>
    tables.some((table) => rowid >= searchRowid(table.no, 0) && rowid < searchRowid(table.no + 1, 0));
  const matches: (readonly [number, SearchHit['by']])[] = [];
  const collect = (by: SearchHit['by'], sql: string, params: readonly string[]): void => {
    for (const row of reader.all(sql, params)) {
      const rowid = Number(row[0]);
      if (inRange(rowid)) matches.push([rowid, by]);
    }
  };
  collect('key', 'SELECT doc FROM dh_search_keys WHERE key = ? ORDER BY doc DESC LIMIT 200', [key]);
  const part = `SELECT doc FROM dh_search_keys WHERE key > ? AND key < ? ORDER BY key LIMIT ${KEY_CANDIDATES}`;
  collect('keyPart', part, [key, `${key}\u{10ffff}`]);
  // Phone numbers are typed with and without the leading zero of the area code.
  const tail = tailKey(/^\d+$/.test(key) ? key.replace(/^0+(?=\d{3})/, '') : key);
  if (/\d/.test(key)) collect('keyPart', part, [tail, `${tail}\u{10ffff}`]);
  return matches;
}

/**
 * Rowids by full text: those with the words in title or keys first, then those with them anywhere, newest first in
 * each, the collections taking turns. Not bm25: it counts every match in the store for each word, and at a service desk a
 * recent record with the word in its title is the better answer anyway.
 */
function wordMatches(
  reader: Reader,
  tables: readonly CollectionTable[],
  words: readonly string[],
  limit: number,
  someWillDo: boolean,
): number[] {
  const terms = words.flatMap((word, i) => {
    if (i < words.length - 1) return [`"${word}"`];
    // One letter begins half of all words, and has no prefix index.
    if (word.length === 1) return words.length === 1 ? [`"${word}"`] : [];
    return [`"${word}" *`];
  });
  if (terms.length === 0) return [];
  const all = tiers(reader, tables, terms.join(' AND '), limit);
  if (all.length > 0 || terms.length === 1 || !someWillDo) return all;
  return tiers(reader, tables, terms.join(' OR '), limit);
}

function tiers(reader: Reader, tables: readonly CollectionTable[], match: string, limit: number): number[] {
  const inTitle = newest(reader, tables, `{title keys} : (${match})`, limit, TITLE_ROWS);
  if (inTitle.length >= limit) return inTitle;
  return [...new Set([...inTitle, ...newest(reader, tables, match, limit)])];
}

/** `rows`: how far back to look, in rows of each collection. */
function newest(
  reader: Reader,
  tables: readonly CollectionTable[],
  match: string,
  limit: number,
  rows: number = Number.POSITIVE_INFINITY,
): number[] {
  const lists = tables.map((table) => {
    const last = Number(reader.get(`SELECT max(n) FROM "${table.name}"`)?.[0] ?? 0);
    return reader
      .all(
        `SELECT rowid FROM dh_search WHERE dh_search MATCH ? AND rowid >= CAST(? AS INTEGER)
           AND rowid <= CAST(? AS INTEGER) ORDER BY rowid DESC LIMIT ?`,
        [match, searchRowid(table.no, Math.max(0, last - rows)), searchRowid(table.no, last), limit],
      )
      .map((row) => Number(row[0]));
  });
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

function hitOf(
  reader: Reader,
  tables: readonly CollectionTable[],
  rowid: number,
  by: SearchHit['by'],
): SearchHit | undefined {
  const n = rowOfRowid(rowid);
  const table = tables.find((candidate) => searchRowid(candidate.no, n) === rowid);
  if (table === undefined) return undefined;
  const row = reader.get(`SELECT data FROM "${table.name}" WHERE n = ? AND deleted = 0`, [n]);
  if (row === undefined) return undefined;
  const document = JSON.parse(String(row[0])) as Record<string, unknown>;
  return { kind: table.key.collection, id: String(document[table.columns.primaryPath]), by, document };
}
