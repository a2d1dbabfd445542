/**
 * The bytes of a record in `attachments` at the server: one CouchDB attachment of the record's own document. Its name and type are the same for
 * all, whatever the file is: the name needs no escaping, and a server that is asked for it by a browser answers bytes to save and never a page.
 * CouchDB also zips types that it takes for text, and tells the digest of what it zipped then. No packages: CouchDB bundles this file.
 */
import { isObject } from '#domain/records/json.ts';

export const STORED_NAME = 'file';
export const STORED_TYPE = 'application/octet-stream';

/** The record's file as CouchDB names its digest. */
const digestOf = (md5: string): string => `md5-${md5}`;

type Named = Readonly<Record<string, unknown>>;

/**
 * Whether `files`, a document's `_attachments`, are exactly the file that the record names. What a CouchDB hands to its rules of a file that is
 * being put is the digest that the request says (`Content-MD5`), which it compares with the bytes before it stores them; their number it does not know yet. Of a
 * file that comes inside a document it says the number and no digest, so such a one is nobody's.
 */
export const isNamedFile = (
  { md5, sizeBytes, active }: Named,
  files: Readonly<Record<string, unknown>>,
): boolean => {
  const names = Object.keys(files);
  const file = files[STORED_NAME];
  if (names.length !== 1 || !isObject(file) || typeof md5 !== 'string' || active !== true) return false;
  const isLength = typeof file.length !== 'number' || file.length === sizeBytes;
  return file.digest === digestOf(md5) && file.content_type === STORED_TYPE && isLength;
};

/** Whether a document of the server has the file that it names. */
export const hasFile = (document: Named): boolean => {
  const { _attachments: files } = document;
  return isObject(files) && isNamedFile(document, files);
};
