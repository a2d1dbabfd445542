import type { CollectionName } from '#domain/records/collections.ts';
import { isObject } from '#domain/records/json.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import type { Reasoned } from '#domain/records/result.ts';
import { type UnreadDocument, unreadOf } from '../local/unreadable.ts';
import { type CouchDocument, fromCouch, type Replicated } from './couch-documents.ts';

export type ReadDocument =
  | { readonly record: Replicated; readonly unread: null }
  | { readonly record: null; readonly unread: UnreadDocument };

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
    return { record: null, unread: unreadOf(id, { value: document }, NO_OBJECT) };
  }
  const record = fromCouch(document);
  const why = whyUnreadable(collection, record);
  if (why === null) return { record, unread: null };
  if (record._deleted) return { record: { id: record.id, _deleted: true }, unread: null };
  return { record: null, unread: unreadOf(id, document, why) };
};
