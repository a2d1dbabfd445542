import type { Connection, Row, SqlParams } from './driver.ts';
import { StoreFailure } from './errors.ts';
import { createNearList, type NearList } from './search-near.ts';
import type { Near } from './search-typos.ts';

/** What of a reader is needed here; reader.ts itself needs the words of its tables. */
type Reader = {
  readonly get: (sql: string, params?: SqlParams) => Row | undefined;
  readonly isOpen: () => boolean;
};

/**
 * All words of letters that the index holds or has held, to find the ones near to what was typed. The table is written with the index; the list in memory is read from
 * it in small steps from the first search on, and kept in step afterwards.
 */
export type WordList = {
  /** Notes a document's words. Runs inside the write's transaction. */
  readonly note: (words: readonly string[]) => void;
  /** Forgets what was noted in a transaction that was rolled back. */
  readonly forget: () => void;
  /** Empties the list, for an index that is built anew. Runs inside a transaction. */
  readonly clear: () => void;
  /** Begins to read the list, when it is not there yet. */
  readonly prepare: (reader: Reader) => void;
  /**
   * Words few edits away from a typed one, nearest first. `open`: the typed word may be unfinished, so that words with a
   * beginning near to it are meant as well.
   */
  readonly near: (reader: Reader, typed: string, open: boolean) => readonly Near[];
};

/** Anything longer was not written by a person. */
const MAX_LENGTH = 32;
const MIN_LENGTH = 3;
const LETTERS = /^[\p{L}\p{M}]+$/u;

const isListed = (word: string): boolean =>
  word.length >= MIN_LENGTH && word.length <= MAX_LENGTH && LETTERS.test(word);

/** Shorter words are all near to each other. */
const MIN_FORGIVEN = 4;

/** Whether a typed word can be forgiven: numbers and codes mean what they say. */
export const isForgivable = (word: string): boolean => word.length >= MIN_FORGIVEN && isListed(word);

const SEEN_WORDS = 50_000;
/** Read at once: a few milliseconds. */
const READ_WORDS = 10_000;

export function createWordList(connection: Connection): WordList {
  /** Words known to be in the table, so that it is not asked again and again for the same few thousand. */
  const seen = new Set<string>();
  /** `last`: how far it has been read; null: to the end. */
  let memory: { readonly list: NearList; last: string | null } | null = null;

  const started = (): NonNullable<typeof memory> => {
    memory ??= { list: createNearList(), last: '' };
    return memory;
  };
  const readMore = (reader: Reader, into: NonNullable<typeof memory>): void => {
    const row = reader.get(
      `SELECT group_concat(word, ' '), max(word) FROM (SELECT word FROM dh_words WHERE word > ? ORDER BY word LIMIT ${READ_WORDS})`,
      [into.last],
    );
    if (typeof row?.[0] === 'string') into.list.add(row[0].split(' '));
    into.last = typeof row?.[1] === 'string' ? row[1] : null;
  };
  const forget = (): void => {
    seen.clear();
    memory = null;
  };

  return {
    note: (words) => {
      for (const word of words) {
        if (seen.has(word) || !isListed(word)) continue;
        if (seen.size >= SEEN_WORDS) seen.clear();
        seen.add(word);
        const { changes } = connection
          .prepare('INSERT OR IGNORE INTO dh_words (word) VALUES (?)')
          .run([word]);
        // What has not been read yet will be.
        if (changes > 0 && memory !== null && (memory.last === null || word <= memory.last)) {
          memory.list.add([word]);
        }
      }
    },
    forget,
    clear: () => {
      forget();
      connection.exec('DELETE FROM dh_words');
    },
    prepare: (reader) => {
      if (memory !== null) return;
      const mine = started();
      const more = (): void => {
        if (memory !== mine || mine.last === null || !reader.isOpen()) return;
        try {
          readMore(reader, mine);
          setImmediate(more);
        } catch (error) {
          // Nobody waits for it: whoever needs the list is told.
          if (!(error instanceof StoreFailure)) throw error;
        }
      };
      setImmediate(more);
    },
    near: (reader, typed, open) => {
      const mine = started();
      while (mine.last !== null) readMore(reader, mine);
      return mine.list.near(typed, open);
    },
  };
}
