import { userDocId } from './accounts.ts';
import { HttpError } from './http-error.ts';
import { hashPassword } from './passwords.ts';
import type { Doc } from './pouch.ts';
import type { Refusal } from './validators.ts';

/** The rules of CouchDB's own `_design/_auth` for documents in `_users`. Only admins reach it: its `_security` can't be opened, as by default. */
export function checkUserDocument(newDoc: Doc, oldDoc: Doc | null): Refusal | null {
  if (newDoc._deleted) return null;
  const renamed = oldDoc !== null && oldDoc.name !== newDoc.name;
  return checkShape(newDoc) ?? (renamed ? forbidden('Usernames can not be changed.') : null);
}

function checkShape(doc: Doc): Refusal | null {
  const { type, name, roles } = doc as { type?: unknown; name?: unknown; roles?: unknown };
  if (type !== 'user') return forbidden('doc.type must be user');
  if (typeof name !== 'string' || name === '') return forbidden('doc.name is required');
  if (!Array.isArray(roles)) return forbidden('doc.roles must be an array');
  if (!roles.every((role) => typeof role === 'string'))
    return forbidden('doc.roles can only contain strings');
  if (doc._id !== userDocId(name)) return forbidden('Doc ID must be of the form org.couchdb.user:name');
  if (roles.some((role) => role.startsWith('_'))) {
    return forbidden('No system roles (starting with underscore) in users db.');
  }
  if (name.startsWith('_')) return forbidden('Username may not start with underscore.');
  return name.includes(':') ? forbidden('Character `:` is not allowed in usernames.') : null;
}

/** Replaces `password` by its derived key, as CouchDB does on every write to `_users`. @throws HttpError 403 for what is no password */
export async function withHashedPassword(doc: Doc): Promise<Doc> {
  const { password, ...rest } = doc;
  if (password === undefined || password === null) return doc;
  if (typeof password !== 'string') throw new HttpError(403, 'forbidden', 'Password value is invalid.');
  return { ...(rest as Doc), ...(await hashPassword(password)) };
}

const forbidden = (reason: string): Refusal => ({ error: 'forbidden', reason });
