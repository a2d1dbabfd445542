import type { CollectionName } from '#domain/records/collections.ts';
import { sameValue } from '#domain/records/json.ts';
import { upgraded } from '#domain/records/upgrade.ts';
import type { BaseStore } from '../local/bases.ts';
import type { RefusedStore } from '../local/refused.ts';

export type KnownBases = { readonly bases: BaseStore; readonly refused: RefusedStore };

/** A document without what RxDB and the replication add to it, also where an older Deskhand has put it down: records are compared in today's shape. */
export const plainRecord = (document: object): Readonly<Record<string, unknown>> => {
  const { _deleted, _attachments, _meta, _rev, ...record } = document as Record<string, unknown>;
  return upgraded(record);
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
  const today = (base: object | null | undefined) => (base == null ? base : upgraded({ ...base }));
  if (kept === undefined || assumed === undefined) return today(assumed ?? kept);
  const notSent = refused.find(collection, id);
  const isNotSent =
    notSent !== null && sameValue(plainRecord(assumed), plainRecord(Object(notSent.document)));
  return today(isNotSent ? kept : assumed);
};
