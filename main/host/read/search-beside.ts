import type { Reader } from '../storage/reader.ts';
import { searchText } from '../storage/search-query.ts';
import { foldText, isUnspaced, runsOf } from '../storage/search-text.ts';
import { isStopWord } from '../storage/stop-words.ts';
import type { OpenStore } from '../storage/store-file.ts';
import { FULL_TEXT } from '../store/full-text.ts';
import { anyOf, idIn, parseJson, type Reads } from './sql.ts';

/** A text of more words is a sentence, and its words stand in the record itself. */
const MOST_WORDS = 5;
/** Shorter words begin too many names. */
const SHORTEST_WORD = 3;
/** People and devices that are looked at for each word. */
const MOST_NAMED = 20;
/** Tickets of theirs that are read: open ones first, then the newest. */
const MOST_TICKETS = 60;

type Document = Readonly<Record<string, unknown>>;
type Words = readonly string[];

const wordsOf = (text: string): Words => runsOf(text).map((run) => run.text);
const begins = (words: Words, typed: string): boolean => words.some((word) => word.startsWith(typed));

const ticketText = FULL_TEXT.find(({ collection }) => collection === 'tickets');
/** All words that the index has of a ticket. */
const wordsOfTicket = (ticket: Document): Words => {
  const text = ticketText?.fields(ticket as never) ?? null;
  return text === null ? [] : wordsOf([text.title, ...text.keys, text.body].join('\n'));
};

/** What people call somebody or a device. */
const nameOf = ({ name, assetTag }: Document): string =>
  [name, assetTag].filter((one) => typeof one === 'string').join(' ');

/** Names of the people and devices that any of the words begins, by id. */
const namedBy = (store: OpenStore, reader: Reader, typed: Words): ReadonlyMap<string, Words> => {
  const found = new Map<string, Words>();
  for (const word of typed) {
    if (word.length < SHORTEST_WORD || isStopWord(word)) continue;
    for (const kind of ['directory', 'configItems'] as const) {
      const hits = searchText(store, reader, word, { kinds: [kind], limit: MOST_NAMED, exact: true });
      for (const { id, document } of hits) {
        const words = wordsOf(nameOf(document));
        const isSomebody = kind === 'configItems' || document.type === 'person';
        if (isSomebody && begins(words, word)) found.set(id, words);
      }
    }
  }
  return found;
};

/**
 * Ids of tickets that have each of several words, in their own text or in the name of their caller or device, at least one of them in the name: the index
 * knows a record by its own words. For texts that find no ticket otherwise. The tickets of those who are named are read one by one, a bounded number.
 */
export const ticketsBeside = (
  store: OpenStore,
  reader: Reader,
  reads: Reads,
  text: string,
): readonly string[] => {
  const typed = wordsOf(text);
  if (typed.length < 2 || typed.length > MOST_WORDS || isUnspaced(text)) return [];
  const named = namedBy(store, reader, typed);
  if (named.size === 0) return [];
  const ids = [...named.keys()];
  const theirs = anyOf([idIn('f_requesterId', ids), idIn('f_ciId', ids)]);
  const rows = reads.all({
    text: `SELECT id, f_requesterId, f_ciId, ${reads.document('tickets')} FROM ${reads.table('tickets')}
           WHERE deleted = 0 AND ${theirs.text} ORDER BY f_active DESC, n DESC LIMIT ${MOST_TICKETS}`,
    params: theirs.params,
  });
  return rows.flatMap(([id, requesterId, ciId, json]) => {
    const names = [requesterId, ciId].flatMap((one) => named.get(String(one)) ?? []);
    const rest = typed.filter((word) => !begins(names, word));
    if (rest.length === typed.length) return [];
    // Most have not even the letters: taking their words apart would take ten times as long.
    const letters = foldText(String(json));
    if (!rest.every((word) => letters.includes(word))) return [];
    const own = wordsOfTicket(parseJson(json));
    return rest.every((word) => begins(own, word)) ? [String(id)] : [];
  });
};
