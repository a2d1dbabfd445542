import type { Within } from '../storage/search-match.ts';
import { isUnspaced, runsOf } from '../storage/search-text.ts';
import { isStopWord } from '../storage/stop-words.ts';
import { type FoundIds, IS_PERSON, type TextSearch } from './search.ts';
import { allOf, anyOf, idIn, type Reads, rowIn, type Sql, sql, textOf } from './sql.ts';

/** A text of more words is a sentence, and its words stand in the record itself. */
const MOST_WORDS = 5;
/** Shorter words begin too many names. */
const SHORTEST_WORD = 3;

type Words = readonly string[];

const wordsOf = (text: string): Words => runsOf(text).map((run) => run.text);
const begins = (words: Words, typed: string): boolean => words.some((word) => word.startsWith(typed));

/** Tickets of those whom the same words of a text name, as a condition. */
type Named = { readonly words: ReadonlySet<string>; readonly theirs: Sql };
type NamedKind = {
  readonly collection: 'directory' | 'configItems';
  /** What people call them. */
  readonly names: string;
  readonly within?: Within;
  readonly column: string;
};
const KINDS: readonly NamedKind[] = [
  { collection: 'directory', names: 'f_name', within: IS_PERSON, column: 'f_requesterId' },
  { collection: 'configItems', names: `f_name || ' ' || ifnull(f_assetTag, '')`, column: 'f_ciId' },
];

/** People or devices that any of the words begins a name of, put together by the words that do. */
const namedBy = (
  reads: Reads,
  search: TextSearch,
  typed: Words,
  { collection, names, within, column }: NamedKind,
): { readonly named: readonly Named[]; readonly more: boolean } => {
  const asked = typed.filter((word) => word.length >= SHORTEST_WORD && !isStopWord(word));
  const found = asked.map((word) => search(collection, word, { exact: true, within }));
  const rows = reads.all(
    sql(
      `SELECT id, ${names} FROM ${reads.table(collection)}
       WHERE n IN (SELECT value FROM json_each(?)) AND deleted = 0`,
      JSON.stringify([...new Set(found.flatMap((one) => one.rows))]),
    ),
  );
  const byWords = new Map<string, string[]>();
  for (const [id, name] of rows) {
    const own = wordsOf(textOf(name));
    const words = typed.filter((word) => begins(own, word));
    if (!words.some((word) => asked.includes(word))) continue;
    const key = JSON.stringify(words);
    byWords.set(key, [...(byWords.get(key) ?? []), String(id)]);
  }
  const named = [...byWords].map(([key, ids]) => ({
    words: new Set<string>(JSON.parse(key)),
    theirs: idIn(column, ids),
  }));
  return { named, more: found.some((one) => one.more) };
};

/** Both a caller and a device that are named, where together they have more of the words than either. */
const together = (one: Named, other: Named): readonly Named[] => {
  const words = new Set([...one.words, ...other.words]);
  return words.size > Math.max(one.words.size, other.words.size)
    ? [{ words, theirs: allOf([one.theirs, other.theirs]) }]
    : [];
};

/**
 * Ids of tickets that have each of several words, in their own text or in the name of their caller or device, at least one of them in the name: the index
 * knows a record by its own words. For texts that find no ticket otherwise. Open ones first, then the newest, `most` at most, of those that meet `condition`.
 */
export const ticketsBeside = (
  reads: Reads,
  search: TextSearch,
  text: string,
  most: number,
  condition: Sql = sql('deleted = 0'),
): FoundIds => {
  const typed = wordsOf(text);
  if (typed.length < 2 || typed.length > MOST_WORDS || isUnspaced(text)) return { ids: [], more: false };
  const [people, devices] = KINDS.map((kind) => namedBy(reads, search, typed, kind));
  if (people === undefined || devices === undefined) return { ids: [], more: false };
  const named = [
    ...people.named,
    ...devices.named,
    ...people.named.flatMap((one) => devices.named.flatMap((other) => together(one, other))),
  ];
  const parts = named.map(({ words, theirs }) => {
    const rest = typed.filter((word) => !words.has(word));
    const within = allOf([condition, theirs]);
    if (rest.length === 0) return { theirs: within, more: false };
    const found = search('tickets', rest.join(' '), { exact: true, within: { ...within, few: true } });
    return { theirs: rowIn(found.rows), more: found.more };
  });
  if (parts.length === 0) return { ids: [], more: false };
  const where = allOf([sql('deleted = 0'), anyOf(parts.map((part) => part.theirs))]);
  const ids = reads
    .all({
      text: `SELECT id FROM ${reads.table('tickets')} WHERE ${where.text} ORDER BY f_active DESC, n DESC LIMIT ?`,
      params: [...where.params, most + 1],
    })
    .map((row) => String(row[0]));
  const more = people.more || devices.more || parts.some((part) => part.more) || ids.length > most;
  return { ids: ids.slice(0, most), more: ids.length > 0 && more };
};
