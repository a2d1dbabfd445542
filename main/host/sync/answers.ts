import { isObject } from '#domain/records/json.ts';
import { isWellFormedText } from '#domain/records/well-formed.ts';

type Fields = Readonly<Record<string, unknown>>;

const isListOf = (value: unknown, isOne: (one: Fields) => boolean): boolean =>
  Array.isArray(value) && value.every((one) => isObject(one) && isOne(one));
/** What goes into an address again: half a surrogate pair can't. */
const isText = (value: unknown): value is string => typeof value === 'string' && isWellFormedText(value);
/** The document of a row, where it has one, is the one that the row is about. */
const isDocumentOf = (id: unknown, doc: unknown): boolean => doc == null || (isObject(doc) && doc._id === id);

/** Text, in old versions a number or a list. */
const isSequence = (value: unknown): boolean => value != null && (typeof value !== 'string' || isText(value));

/**
 * What CouchDB answers to which question, as far as something here relies on it. An answer that is none of these comes from a server that is no CouchDB, or that wants
 * to do harm; it is told as such where it came in, and nothing behind it has to expect it.
 */
const SHAPES = {
  /** `_changes`. */
  changes: (value: Fields): boolean =>
    isSequence(value.last_seq) &&
    isListOf(
      value.results,
      ({ id, changes, doc }) =>
        isText(id) && isListOf(changes, ({ rev }) => isText(rev)) && isDocumentOf(id, doc),
    ),
  /** `_all_docs` for given keys. */
  rows: (value: Fields): boolean =>
    isListOf(value.rows, ({ key, value: version, doc }) => {
      const isVersion = version == null || (isObject(version) && isText(version.rev));
      return isText(key) && isVersion && isDocumentOf(key, doc);
    }),
  document: ({ _id: id, _rev: rev }: Fields): boolean => isText(id) && (rev === undefined || isText(rev)),
  /** To a document that was written. */
  written: ({ rev }: Fields): boolean => isText(rev),
  object: (): boolean => true,
} satisfies Readonly<Record<string, (value: Fields) => boolean>>;

const isBulk = (value: unknown): boolean =>
  isListOf(
    value,
    ({ id, error, reason }) => isText(id) && [error, reason].every((one) => one == null || isText(one)),
  );

/** `bulk` is what `_bulk_docs` answers, a row a document. */
export type AnswerShape = keyof typeof SHAPES | 'bulk';

export const hasShape = (value: unknown, shape: AnswerShape): boolean =>
  shape === 'bulk' ? isBulk(value) : isObject(value) && SHAPES[shape](value);
