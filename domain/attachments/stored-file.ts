/**
 * The bytes of a record in `attachments` at the server: one CouchDB attachment of the record's own document. Its name and type are the same for
 * all, whatever the file is: the name needs no escaping, and a server that is asked for it by a browser answers bytes to save and never a page.
 * CouchDB also zips types that it takes for text, and tells the digest of what it zipped then. No packages: CouchDB bundles this file.
 */
import { isObject } from '#domain/records/json.ts';

export const STORED_NAME = 'file';
export const STORED_TYPE = 'application/octet-stream';

/** The record's file as CouchDB names its digest. */
export const digestOf = (md5: string): string => `md5-${md5}`;

type Named = Readonly<Record<string, unknown>>;

/**
 * Whether `files`, a document's `_attachments`, are exactly the file that the record names. A CouchDB asks its rules before it reads any bytes, so they
 * see what is said of them: only of a file that follows its document in the same body (`multipart/related`) are digest and length said, and compared with
 * the bytes before they are kept. Of one inside the document it tells no digest, of one put by itself neither, so such are nobody's.
 */
export const isNamedFile = (
  { md5, sizeBytes, active }: Named,
  files: Readonly<Record<string, unknown>>,
): boolean => {
  const names = Object.keys(files);
  const file = files[STORED_NAME];
  if (names.length !== 1 || !isObject(file) || typeof md5 !== 'string' || active !== true) return false;
  return file.digest === digestOf(md5) && file.content_type === STORED_TYPE && file.length === sizeBytes;
};

/** Whether a document of the server has the file that it names. */
export const hasFile = (document: Named): boolean => {
  const { _attachments: files } = document;
  return isObject(files) && isNamedFile(document, files);
};
