import type { CollectionName } from '#domain/records/collections.ts';
import { sameValue } from '#domain/records/json.ts';
import type { BaseStore } from '../local/bases.ts';
import type { RefusedStore } from '../local/refused.ts';

export type KnownBases = { readonly bases: BaseStore; readonly refused: RefusedStore };

/** A document without what RxDB and the replication add to it. */
export const plainRecord = (document: object): Readonly<Record<string, unknown>> => {
  const { _deleted, _attachments, _meta, _rev, ...record } = document as Record<string, unknown>;
  return record;
};

/**
 * The server's version that a local edit started from; null: there was none; undefined: nobody knows. RxDB's own note (`assumed`) is
 * right except where a base was kept: it takes a refused document for sent, and forgets all when a database is recreated. As soon as
 * its note is something newer than that (a merge, a pull), the kept base is out of date.
 */
export const trueBase = (
  { bases, refused }: KnownBases,
  collection: CollectionName,
  id: string,
  assumed: object | undefined,
): object | null | undefined => {
  const kept = bases.find(collection, id);
  if (kept === undefined || assumed === undefined) return assumed ?? kept;
  const notSent = refused.find(collection, id);
  const isNotSent = notSent !== null && sameValue(plainRecord(assumed), notSent.document);
  return isNotSent ? kept : assumed;
};
