import type { Connection } from './driver.ts';
import { checkedDocument, soundJson } from './row-sum.ts';
import { sureNumber } from './safe-text.ts';
import type { Backlog } from './search-backlog.ts';
import type { FullTextDefinition, SearchFields } from './search-fields.ts';
import {
  hasSearchTables,
  renewSearchTables,
  retireAll,
  type SearchTables,
  searchTablesOf,
} from './search-tables.ts';
import { indexedText, keyRows, tokensIn } from './search-text.ts';
import type { WordList } from './search-words.ts';
import { rowsViewOf } from './table-parts.ts';

/** Writes up to this size are indexed in their own transaction; larger ones through the backlog. */
const DIRECT_LIMIT = 100;

/** Keeps the search index of a table in step with it. All calls run inside the write's transaction. */
export type SearchWriter = {
  readonly tables: SearchTables;
  /** What the index has of a document, as it cuts its text. */
  readonly tokens: (document: SearchDocument) => ReadonlySet<string>;
  readonly inserted: (firstN: number, documents: readonly SearchDocument[]) => void;
  readonly updated: (n: number, document: SearchDocument, previous: SearchDocument | undefined) => void;
  /** Without the document, which is damaged, all keys are looked through. */
  readonly purged: (n: number, document: SearchDocument | undefined) => void;
  readonly dropped: () => void;
  /** Indexes the whole table anew, through the backlog. */
  readonly rebuild: () => void;
  /** Forgets what was learnt in a transaction that was rolled back. */
  readonly forget: () => void;
};

type SearchDocument = Readonly<Record<string, unknown>>;

/** What a writer needs of the store. */
export type SearchHome = {
  readonly connection: Connection;
  readonly backlog: Backlog;
  readonly words: WordList;
};

/** Opens the index of a table; what it lacks is noted in the backlog. */
export function createSearchWriter(
  { connection, backlog, words }: SearchHome,
  no: number,
  tableName: string,
  definition: FullTextDefinition,
): SearchWriter {
  const tables = searchTablesOf(no, definition.form);
  // Numbers reach SQLite as REAL, but FTS5 takes only INTEGER as a rowid: hence the casts.
  const putText = `INSERT OR REPLACE INTO ${tables.text} (rowid, text) VALUES (CAST(? AS INTEGER), ?)`;
  const removeText = `DELETE FROM ${tables.text} WHERE rowid = CAST(? AS INTEGER)`;
  const putKey = `INSERT OR IGNORE INTO ${tables.keys} (key, n) VALUES (?, ?)`;
  const removeKey = `DELETE FROM ${tables.keys} WHERE key = ? AND n = ?`;

  const fieldsOf = (document: SearchDocument): SearchFields | null =>
    document._deleted === true ? null : definition.fields(document);
  const textOf = ({ title, keys, body }: SearchFields) => indexedText([title, ...keys].join('\n'), body);
  const put = (n: number, fields: SearchFields): void => {
    const indexed = textOf(fields);
    connection.prepare(putText).run([n, indexed.text]);
    for (const key of keyRows(fields.keys)) connection.prepare(putKey).run([key, n]);
    words.note(indexed.words);
  };
  const removeKeys = (n: number, fields: SearchFields | null): void => {
    if (fields === null) return;
    for (const key of keyRows(fields.keys)) connection.prepare(removeKey).run([key, n]);
  };
  const rebuild = (): void => {
    renewSearchTables(connection, no, tables);
    const last = Number(connection.prepare(`SELECT max(n) FROM "${tableName}"`).get([])?.[0] ?? 0);
    backlog.clear(no);
    if (last > 0) backlog.defer(no, 1, last);
  };

  if (!hasSearchTables(connection, tables)) connection.transaction(rebuild);
  backlog.register(no, (first, last) => {
    connection
      .prepare(
        `SELECT ${sureNumber('n')}, ${checkedDocument()} FROM ${rowsViewOf(tableName)} WHERE n BETWEEN ? AND ?`,
      )
      .each([first, last], (row) => {
        // Whoever reads a damaged row sets it aside; here it is only not indexed.
        const json = soundJson(row[1], row[2]);
        const fields = json === null ? null : fieldsOf(JSON.parse(json));
        if (fields !== null) put(Number(row[0]), fields);
      });
  });

  return {
    tables,
    tokens: (document) => {
      const fields = fieldsOf(document);
      return fields === null ? new Set() : tokensIn(textOf(fields).text);
    },
    inserted: (firstN, documents) => {
      if (documents.length > DIRECT_LIMIT) {
        backlog.defer(no, firstN, firstN + documents.length - 1);
        return;
      }
      documents.forEach((document, i) => {
        const fields = fieldsOf(document);
        if (fields !== null) put(firstN + i, fields);
      });
    },
    updated: (n, document, previous) => {
      const before = previous === undefined ? null : fieldsOf(previous);
      const after = fieldsOf(document);
      if (sameFields(before, after)) return;
      removeKeys(n, before);
      if (after === null) connection.prepare(removeText).run([n]);
      else put(n, after);
    },
    purged: (n, document) => {
      if (document !== undefined) removeKeys(n, fieldsOf(document));
      else connection.prepare(`DELETE FROM ${tables.keys} WHERE n = ?`).run([n]);
      connection.prepare(removeText).run([n]);
    },
    dropped: () => {
      backlog.unregister(no);
      retireAll(connection, no);
    },
    rebuild,
    forget: words.forget,
  };
}

function sameFields(a: SearchFields | null, b: SearchFields | null): boolean {
  if (a === null || b === null) return a === b;
  return a.title === b.title && a.body === b.body && a.keys.join('\u0000') === b.keys.join('\u0000');
}
