import type { CollectionName } from '#domain/records/collections.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { isObject } from '#domain/records/json.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import type { Reasoned } from '#domain/records/result.ts';
import { wellFormedText } from '#domain/records/well-formed.ts';
import { type CouchDocument, fromCouch, type Replicated } from './couch-documents.ts';

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

export type ReadDocument =
  | { readonly record: Replicated; readonly unread: null }
  | { readonly record: null; readonly unread: UnreadDocument };

/** Enough to see what it is and who could mend it; the whole stays on the server. */
const MAX_RAW = 20_000;
const MAX_TOLD = 120;
/** Ids may be longer than any of Deskhand's. */
const MAX_ID_TOLD = 400;

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

/** `text`: the document's JSON where it is at hand. */
const unreadOf = (
  document: Readonly<Record<string, unknown>>,
  { reason, details = {} }: Reasoned,
  text: string = printed(document),
): UnreadDocument => {
  const id = wellFormedText(String(document._id ?? document.id)).slice(0, MAX_ID_TOLD);
  return {
    ...{ id, reason, details },
    label: told(document.number) ?? told(document.title) ?? told(document.name) ?? id,
    raw: cutText(text, MAX_RAW),
    size: text.length,
    updatedBy: told(document.updatedBy),
    updatedAt: told(document.updatedAt),
  };
};

const NO_OBJECT: Reasoned = { reason: 'record.no_object' };

/**
 * The record in a document of the server, in today's shape; or why this version finds none in it. Of a deleted document only the id matters,
 * whatever else it has.
 */
export const readDocument = (
  collection: CollectionName,
  id: string,
  document: CouchDocument,
): ReadDocument => {
  if (!isObject(document)) {
    return { record: null, unread: unreadOf({ id }, NO_OBJECT, JSON.stringify(document)) };
  }
  const record = fromCouch(document);
  const why = whyUnreadable(collection, record);
  if (why === null) return { record, unread: null };
  if (record._deleted) return { record: { id: record.id, _deleted: true }, unread: null };
  return { record: null, unread: unreadOf(document, why) };
};
