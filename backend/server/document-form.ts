/**
 * What a document has to be like before anybody looks at what it says: its id, the members that CouchDB keeps for itself, its attachments. PouchDB
 * would take more than CouchDB, among it the whole tree of revisions, and dies of an attachment without data.
 */
import { badRequest, HttpError } from './http-error.ts';
import type { Doc } from './pouch.ts';

/** What a client may send of the members that begin with an underscore. */
const SPECIAL_MEMBERS: readonly string[] = [
  ...['_id', '_rev', '_deleted', '_revisions', '_attachments'],
  ...['_revs_info', '_local_seq', '_conflicts', '_deleted_conflicts'],
];

const badMember = (name: string): HttpError =>
  new HttpError(400, 'doc_validation', `Bad special document member: ${name}`);
const illegalId = (reason: string): HttpError => new HttpError(400, 'illegal_docid', reason);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * @param newEdits false: the document brings the revision it has
 * @throws HttpError 400 for a document that CouchDB would not take from anybody
 */
export function checkForm(doc: Doc, newEdits: boolean): void {
  checkId(doc._id);
  const unknown = Object.keys(doc).find((name) => name.startsWith('_') && !SPECIAL_MEMBERS.includes(name));
  if (unknown !== undefined) throw badMember(unknown);
  // A document under test: what it has is what has to be found out.
  const { _rev, _revisions, _deleted, _attachments }: Readonly<Record<string, unknown>> = doc;
  // PouchDB deletes for anything that is true in JavaScript, where the rules, as CouchDB, ask for `true`.
  if (_deleted !== undefined && typeof _deleted !== 'boolean') throw badMember('_deleted');
  if (_rev !== undefined && !isRevision(_rev)) throw badRequest('Invalid rev format');
  if (_revisions !== undefined && !isPath(_revisions)) throw badMember('_revisions');
  if (_attachments !== undefined) checkAttachments(_attachments);
  if (!newEdits && _rev === undefined && _revisions === undefined)
    throw badRequest('When `new_edits: false`, the document needs `_rev` or `_revisions` specified');
}

/** @throws HttpError 400 for what is no document's id; without one the server makes it */
export function checkId(id: unknown): void {
  if (id === undefined) return;
  if (typeof id !== 'string') throw illegalId('Document id must be a string');
  if (id === '') throw illegalId('Document id must not be empty');
  if (id === '_design/' || id === '_local/') throw illegalId(`Illegal document id \`${id}\``);
  if (isReserved(id)) throw illegalId('Only reserved document ids may start with underscore.');
}

/** Whether an id is none that a document can have: it begins as the server's own do, and is neither a design document's nor a local one's. */
export const isReserved = (id: string): boolean => id.startsWith('_') && !/^_(design|local)\/./s.test(id);

/** As `3-abc`. */
export const isRevision = (value: unknown): value is string =>
  typeof value === 'string' && /^\d+-/.test(value);

/** Whether it is a path of revisions, the newest first. */
function isPath(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { start, ids } = value;
  return (
    typeof start === 'number' &&
    Number.isSafeInteger(start) &&
    Array.isArray(ids) &&
    ids.length > 0 &&
    ids.length <= start &&
    ids.every((id) => typeof id === 'string' && /^[0-9a-zA-Z]+$/.test(id))
  );
}

function checkAttachments(attachments: unknown): void {
  if (!isObject(attachments)) throw badMember('_attachments');
  for (const [name, attachment] of Object.entries(attachments)) {
    if (name.startsWith('_'))
      throw badRequest(`Attachment name '${name}' starts with prohibited character '_'`);
    if (!isObject(attachment)) throw badRequest(`Invalid attachment data for ${name}`);
    const { stub, data, content_type: type } = attachment;
    if (type !== undefined && typeof type !== 'string')
      throw badRequest(`Invalid content type of attachment ${name}`);
    if (stub !== true && !isBase64(data)) throw badRequest(`Invalid attachment data for ${name}`);
  }
}

function isBase64(data: unknown): boolean {
  if (typeof data !== 'string') return false;
  const bare = data.replace(/\s/g, '');
  return bare.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bare);
}
