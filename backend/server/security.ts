import type { Json } from './pouch.ts';

export type UserContext = { readonly name: string | null; readonly roles: readonly string[] };

type Group = { readonly names: readonly string[]; readonly roles: readonly string[] };
/** CouchDB's `_security` object. Extra fields are kept: CouchDB allows them and validation functions may read them. */
export type SecurityObject = {
  readonly admins: Group;
  readonly members: Group;
  readonly [extra: string]: unknown;
};

/** What CouchDB 3 gives a new database: only server admins come in. */
export const CLOSED_SECURITY: SecurityObject = {
  admins: { names: [], roles: ['_admin'] },
  members: { names: [], roles: ['_admin'] },
};

export const isServerAdmin = (user: UserContext): boolean => user.roles.includes('_admin');

export const isDatabaseAdmin = (user: UserContext, security: SecurityObject): boolean =>
  isServerAdmin(user) || belongs(user, security.admins);

/**
 * Who may read and write documents.
 *
 * Stricter than CouchDB in one point: an emptied members list there means a public database; here it means admins
 * only, since the embedded server knows no anonymous access.
 */
export const isDatabaseMember = (user: UserContext, security: SecurityObject): boolean =>
  isDatabaseAdmin(user, security) || belongs(user, security.members);

function belongs(user: UserContext, group: Group): boolean {
  if (user.name === null) return false;
  return group.names.includes(user.name) || group.roles.some((role) => user.roles.includes(role));
}

/** Reads a `_security` body as CouchDB does: absent lists are empty. Answers null when a list is not a list of strings. */
export function parseSecurity(body: Readonly<Record<string, unknown>>): SecurityObject | null {
  const admins = parseGroup(body.admins);
  const members = parseGroup(body.members);
  return admins && members ? { ...(body as Record<string, Json>), admins, members } : null;
}

function parseGroup(value: unknown): Group | null {
  if (value === undefined) return { names: [], roles: [] };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { names = [], roles = [] } = value as { names?: unknown; roles?: unknown };
  return isStrings(names) && isStrings(roles) ? { names, roles } : null;
}

const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
