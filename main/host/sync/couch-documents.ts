import { STORED_NAME } from '#domain/attachments/stored-file.ts';
import { isTooDeep } from '#domain/fields/check.ts';
import { upgraded } from '#domain/records/upgrade.ts';
import { wellFormed } from '#domain/records/well-formed.ts';

/** A document as CouchDB stores it; `id` is kept beside `_id`, so that a record reads the same on both sides. */
export type CouchDocument = {
  readonly _id: string;
  readonly _rev?: string;
  readonly _deleted?: boolean;
} & Readonly<Record<string, unknown>>;

/** A record as RxDB's replication hands it over. */
export type Replicated = { readonly id: string; readonly _deleted: boolean } & Readonly<
  Record<string, unknown>
>;

/** CouchDB's own fields start with an underscore; none of them is part of a record. */
const withoutOwnFields = (document: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !name.startsWith('_')));

export const fromCouch = (document: CouchDocument): Replicated => ({
  ...withGoodTexts(upgraded(withoutOwnFields(document))),
  id: document._id,
  _deleted: document._deleted === true,
});

/** CouchDB keeps no half of a surrogate pair, others do. What is nested too deep to be walked is no record anyway. */
const withGoodTexts = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  isTooDeep(record) ? record : wellFormed(record);

/** The record of a file whose bytes are to go. */
const isWithdrawn = ({ md5, active }: Replicated): boolean => typeof md5 === 'string' && active === false;

/**
 * `replaced` is the server's version that this one takes the place of; attachments named there would go if left out, as that of a withdrawn file is
 * meant to.
 */
export const toCouch = (record: Replicated, replaced: CouchDocument | undefined): CouchDocument => ({
  ...withoutOwnFields(record),
  _id: record.id,
  ...(replaced?._rev === undefined ? {} : { _rev: replaced._rev }),
  ...(replaced?._attachments === undefined || isWithdrawn(record)
    ? {}
    : { _attachments: replaced._attachments }),
  ...(record._deleted ? { _deleted: true } : {}),
});

/** Path of one document. */
export const documentPath = (database: string, id: string): string =>
  `/${database}/${encodeURIComponent(id)}`;

/** Path of the file that a record in `attachments` has. */
export const filePath = (database: string, id: string): string =>
  `${documentPath(database, id)}/${STORED_NAME}`;

/** A record that lost revisions stand beside, as a page of changes tells it. */
export type Conflicted = { readonly id: string; readonly revs: readonly string[] };

/** The losing revisions that a document names. */
export const conflictsOf = (document: CouchDocument): readonly string[] => {
  const { _conflicts: revs } = document;
  return Array.isArray(revs) ? revs.filter((rev): rev is string => typeof rev === 'string') : [];
};
