import type { Connection } from './driver.ts';

/**
 * The tokens that a full-text table has, from FTS5's own list of them (fts5vocab): a virtual table over the index that is there, made for the connection alone, so
 * the store has nothing more to keep. A token that only deleted rows have may still be in it.
 */
export type TokenLists = {
  /** Those that begin so, each once, in the order of their bytes; null: more than `most`. */
  readonly beginning: (textTable: string, beginning: string, most: number) => readonly string[] | null;
};

/** After every token with this beginning: none has the last code point there is. */
const LAST = '\u{10ffff}';

export function createTokenLists(connection: Connection): TokenLists {
  const listed = new Set<string>();
  const listOf = (textTable: string): string => {
    const list = `dh_tokens_of_${textTable}`;
    if (!listed.has(textTable)) {
      // A reader's connection takes nothing that writes, and this is taken for it.
      connection.exec('PRAGMA query_only = OFF');
      try {
        connection.exec(
          `CREATE VIRTUAL TABLE temp.${list} USING fts5vocab('main', '${textTable}', 'instance')`,
        );
      } finally {
        connection.exec('PRAGMA query_only = ON');
      }
      listed.add(textTable);
    }
    return list;
  };

  return {
    beginning: (textTable, beginning, most) => {
      const list = listOf(textTable);
      // The list has a line for each row of each token. To go from one token to the next one costs a look into the index; to go over the lines, as long as there are rows.
      const next = (from: string): string =>
        `(SELECT term FROM temp.${list} WHERE term >= ${from} AND term < ?2 LIMIT 1)`;
      const tokens = connection
        .prepare(
          `WITH RECURSIVE found (token, i) AS (
             SELECT ${next('?1')}, 0
             UNION ALL SELECT ${next('found.token || char(1)')}, i + 1 FROM found WHERE token IS NOT NULL AND i < ?3)
           SELECT token FROM found WHERE token IS NOT NULL`,
        )
        .all([beginning, beginning + LAST, most])
        .map((row) => String(row[0]));
      return tokens.length > most ? null : tokens;
    },
  };
}
