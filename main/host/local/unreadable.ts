import type { UnreadableDocument } from '#contracts/sync.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { cutText } from '#domain/records/cut-text.ts';
import type { Details, Reason, Reasoned } from '#domain/records/result.ts';
import { wellFormedText } from '#domain/records/well-formed.ts';
import type { Connection } from '../storage/driver.ts';

/** A document as it came that is no record for this version, and what can be told of it. */
export type UnreadDocument = Required<Reasoned> & {
  /** The document's id. */
  readonly id: string;
  readonly label: string;
  readonly raw: string;
  readonly size: number;
  readonly updatedBy: string | null;
  readonly updatedAt: string | null;
};

/** Enough to see what it is and who could mend it; the whole stays on the server. */
const MAX_RAW = 20_000;
const MAX_TOLD = 120;

const told = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? cutText(value, MAX_TOLD) : null;

/** JSON nested thousands deep can be parsed and not be printed. */
const printed = (document: object): string => {
  try {
    return JSON.stringify(document);
  } catch (error) {
    return String(error);
  }
};

/** What is told of a document with this id. */
export const unreadOf = (
  id: string,
  document: Readonly<Record<string, unknown>>,
  { reason, details = {} }: Reasoned,
): UnreadDocument => {
  const text = printed(document);
  return {
    ...{ id: wellFormedText(id), reason, details },
    label: told(document.number) ?? told(document.title) ?? told(document.name) ?? cutText(id, MAX_TOLD),
    raw: cutText(text, MAX_RAW),
    size: text.length,
    updatedBy: told(document.updatedBy),
    updatedAt: told(document.updatedAt),
  };
};

/** What came and is no record for this version (domain/records/readable.ts), until a readable version comes or it goes. */
export type UnreadableStore = {
  /** What this version can read, in a name. */
  readonly reader: () => string;
  /** A window of the list, the latest first. */
  readonly page: (offset: number, limit: number) => readonly UnreadableDocument[];
  readonly list: () => readonly UnreadableDocument[];
  readonly count: (collection?: CollectionName) => number;
  /** Records of a collection that another version of Deskhand could not read. */
  readonly ofOtherReaders: (collection: CollectionName) => readonly string[];
  /** Notes that it is to be asked for again, as if another version could not read it. Answers whether it is in the list. */
  readonly askAgain: (collection: CollectionName, recordId: string) => boolean;
  readonly save: (documents: readonly Omit<UnreadableDocument, 'id'>[]) => void;
  /** They came in a form that can be read, or are gone. Answers how many were in the list. */
  readonly remove: (collection: CollectionName, recordIds: readonly string[]) => number;
  /** All is about to be loaded anew. */
  readonly clear: (collection: CollectionName) => void;
};

const COLUMNS =
  'collection, record, label, reason, details, raw, size, updated_by, updated_at, found_at, reader, kept';
/** Ties are broken, so that windows never overlap. */
const LATEST_FIRST = 'ORDER BY found_at DESC, collection, record';

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value));

const fromRow = (row: readonly unknown[]): UnreadableDocument => ({
  id: `${String(row[0])}:${String(row[1])}`,
  // Only this module writes the table, and only what its `save` was given.
  collection: String(row[0]) as CollectionName,
  recordId: String(row[1]),
  label: String(row[2]),
  reason: String(row[3]) as Reason,
  details: JSON.parse(String(row[4])) as Details,
  raw: String(row[5]),
  size: Number(row[6]),
  updatedBy: textOrNull(row[7]),
  updatedAt: textOrNull(row[8]),
  foundAt: String(row[9]),
  isKept: Number(row[11]) === 1,
});

/** `reader` names what this version can read; see readerOf. */
export const createUnreadableStore = (connection: Connection, reader: () => string): UnreadableStore => {
  const select = `SELECT ${COLUMNS} FROM local_unreadable`;
  /** How many there are is asked with every page that is pulled. */
  let counts: Map<string, number> | null = null;
  const counted = (): Map<string, number> => {
    counts ??= new Map(
      connection
        .prepare('SELECT collection, count(*) FROM local_unreadable GROUP BY collection')
        .all([])
        .map((row) => [String(row[0]), Number(row[1])] as const),
    );
    return counts;
  };
  return {
    reader,
    page: (offset, limit) =>
      connection.prepare(`${select} ${LATEST_FIRST} LIMIT ? OFFSET ?`).all([limit, offset]).map(fromRow),
    list: () => connection.prepare(`${select} ${LATEST_FIRST}`).all([]).map(fromRow),
    count: (collection) =>
      collection === undefined
        ? [...counted().values()].reduce((sum, one) => sum + one, 0)
        : (counted().get(collection) ?? 0),
    ofOtherReaders: (collection) =>
      (counted().get(collection) ?? 0) === 0
        ? []
        : connection
            .prepare('SELECT record FROM local_unreadable WHERE collection = ? AND reader <> ?')
            .all([collection, reader()])
            .map((row) => String(row[0])),
    askAgain: (collection, recordId) =>
      connection
        .prepare("UPDATE local_unreadable SET reader = '' WHERE collection = ? AND record = ?")
        .run([collection, recordId]).changes > 0,
    save: (documents) => {
      if (documents.length === 0) return;
      counts = null;
      connection.transaction(() => {
        const insert = connection.prepare(
          `INSERT OR REPLACE INTO local_unreadable (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        );
        for (const one of documents) {
          insert.run([
            ...[one.collection, one.recordId, one.label, one.reason, JSON.stringify(one.details)],
            ...[one.raw, one.size, one.updatedBy, one.updatedAt, one.foundAt],
            ...[reader(), one.isKept ? 1 : 0],
          ]);
        }
      });
    },
    remove: (collection, recordIds) => {
      if (recordIds.length === 0 || (counted().get(collection) ?? 0) === 0) return 0;
      const { changes } = connection
        .prepare(
          'DELETE FROM local_unreadable WHERE collection = ? AND record IN (SELECT value FROM json_each(?))',
        )
        .run([collection, JSON.stringify(recordIds)]);
      if (changes > 0) counts = null;
      return changes;
    },
    clear: (collection) => {
      connection.prepare('DELETE FROM local_unreadable WHERE collection = ?').run([collection]);
      counts = null;
    },
  };
};
