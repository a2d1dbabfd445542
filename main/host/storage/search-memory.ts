import type { SqlParams, SqlValue } from './driver.ts';
import type { Reader } from './reader.ts';

type Memory = { version: SqlValue | undefined; readonly answers: Map<string, unknown> };

/** As many as some dozen searches ask for. */
const REMEMBERED = 2_000;
/** Longer answers are those of lists, which are not asked for letter by letter. */
const LONGEST = 200;

const memories = new WeakMap<Reader, Memory>();

/**
 * A reader whose answers are remembered until the store is written to. A search asks some things again on its way from all words to some of them, and the one of
 * the next letter typed asks for most of the words again: `meet` and `meeti` begin the same ones. What was remembered is as the index stood when the search began.
 */
export function rememberingReader(reader: Reader): Reader {
  const memory = memories.get(reader) ?? { version: undefined, answers: new Map<string, unknown>() };
  memories.set(reader, memory);
  const version = reader.get('PRAGMA data_version')?.[0];
  if (version !== memory.version || memory.answers.size >= REMEMBERED) memory.answers.clear();
  memory.version = version;

  const own = new Map<string, unknown>();
  const once = <T>(kind: string, sql: string, params: SqlParams | undefined, ask: () => T): T => {
    const key = JSON.stringify([kind, sql, params]);
    for (const known of [own, memory.answers]) if (known.has(key)) return known.get(key) as T;
    const answer = ask();
    const isLong = Array.isArray(answer) && answer.length > LONGEST;
    (isLong ? own : memory.answers).set(key, answer);
    return answer;
  };
  return {
    ...reader,
    all: (sql, params) => once('all', sql, params, () => reader.all(sql, params)),
    get: (sql, params) => once('get', sql, params, () => reader.get(sql, params)),
    tokens: (table, beginning, most) =>
      once('tokens', table, [beginning, most], () => reader.tokens(table, beginning, most)),
  };
}
