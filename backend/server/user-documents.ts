import { userDocId } from './accounts.ts';
import { hashPassword } from './passwords.ts';
import type { Doc } from './pouch.ts';
import { isDatabaseAdmin, type SecurityObject, type UserContext } from './security.ts';
import type { Refusal } from './validators.ts';

/**
 * The rules of CouchDB's own `_design/_auth` for documents in `_users`: admins do all, others may change their own
 * document but not their roles.
 */
export function checkUserDocument(
  newDoc: Doc,
  oldDoc: Doc | null,
  user: UserContext,
  security: SecurityObject,
): Refusal | null {
  const admin = isDatabaseAdmin(user, security);
  if (newDoc._deleted) {
    return admin || (oldDoc !== null && oldDoc.name === user.name)
      ? null
      : forbidden('Only admins may delete other user docs.');
  }
  return (
    checkShape(newDoc) ??
    (oldDoc && oldDoc.name !== newDoc.name ? forbidden('Usernames can not be changed.') : null) ??
    (admin ? null : checkOwnChange(newDoc, oldDoc, user))
  );
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

function checkOwnChange(newDoc: Doc, oldDoc: Doc | null, user: UserContext): Refusal | null {
  if (!oldDoc) return forbidden('Only _admin may add users');
  if (user.name !== newDoc.name) return forbidden('You may only update your own user document.');
  const sorted = (doc: Doc): string => JSON.stringify([...(doc.roles as string[])].sort());
  return sorted(newDoc) === sorted(oldDoc) ? null : forbidden('Only _admin may edit roles');
}

/** Replaces `password` by its derived key, as CouchDB does on every write to `_users`. */
export async function withHashedPassword(doc: Doc): Promise<Doc> {
  const { password, ...rest } = doc;
  if (password === undefined || password === null) return doc;
  return { ...(rest as Doc), ...(await hashPassword(String(password))) };
}

const forbidden = (reason: string): Refusal => ({ error: 'forbidden', reason });
