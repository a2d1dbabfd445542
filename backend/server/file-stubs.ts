/** What a document says of its files, as they are stored and as validation functions are told. */
import type { FollowingFiles } from './multipart.ts';
import type { Doc, PouchDatabase } from './pouch.ts';

type File = {
  readonly stub?: boolean;
  readonly data?: string;
  readonly content_type?: string;
  readonly revpos?: number;
};
type Files = Readonly<Record<string, File>>;

/**
 * A file that is kept is the one that stands in the version that is replaced, whatever is said of it: PouchDB would take another type, and the bytes of
 * another document's file by their digest.
 */
export async function withStoredStubs(pouch: PouchDatabase, doc: Doc): Promise<Doc> {
  const files = (doc._attachments ?? {}) as Files;
  if (!Object.values(files).some(({ stub }) => stub === true)) return doc;
  const replaced = await pouch.get(doc._id, { rev: doc._rev }).catch(() => null);
  const stored = (replaced?._attachments ?? {}) as Files;
  const kept = Object.entries(files).map(([name, file]): [string, unknown] => {
    const { revpos } = file;
    const there = stored[name];
    const isThere = there !== undefined && (revpos === undefined || revpos === there.revpos);
    // What is none is refused as such when it is stored.
    return [name, file.stub !== true ? file : isThere ? there : { stub: true, digest: 'md5-' }];
  });
  return { ...doc, _attachments: Object.fromEntries(kept) };
}

/**
 * Files as CouchDB hands them to validation functions, which it asks before it has read any bytes: of one that comes inside the document how long it
 * is, of one that follows it what the document says, and of one that is put by itself nothing (its length is the word `undefined`).
 */
export function withStubs(doc: Doc, following: FollowingFiles): Doc {
  if (doc._attachments === undefined) return doc;
  const files = Object.entries(doc._attachments as Files).map(([name, file]): [string, unknown] => {
    if (file.stub === true) return [name, file];
    const { content_type = 'application/octet-stream', data = '' } = file;
    const told = following[name]?.told ?? { length: Buffer.from(data, 'base64').length };
    return [name, { content_type, revpos: 0, ...told, stub: true }];
  });
  return { ...doc, _attachments: Object.fromEntries(files) };
}
