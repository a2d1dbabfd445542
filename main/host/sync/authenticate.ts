import { databaseNameOf } from '#domain/records/collections.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { type CouchClient, CouchError } from './couch-client.ts';
import { documentPath } from './couch-documents.ts';
import type { AuthOutcome } from './sync-control.ts';

type UserDocument = { readonly personId?: string | null };
type PersonDocument = { readonly name?: string; readonly teamIds?: readonly string[] };

/** Deskhand's roles among those the server names. */
export const rolesOf = (names: readonly string[]): readonly Role[] =>
  ROLES.filter((role) => names.includes(role));

const orNothing = <T extends object>(error: unknown): Partial<T> => {
  if (error instanceof CouchError && (error.kind === 'missing' || error.kind === 'rejected')) return {};
  throw error;
};

/** Asks the server who this is: roles from the session, the person from the account and the directory. */
export const authenticateWith = async (
  client: CouchClient,
  login: string,
  prefix: string,
): Promise<AuthOutcome> => {
  try {
    const roles = rolesOf(await client.signIn());
    // A server administrator of CouchDB's own configuration has no user document.
    const user = await client
      .request<UserDocument>(documentPath('_users', `org.couchdb.user:${login}`))
      .catch(orNothing<UserDocument>);
    const personId = user.personId ?? `user-${login}`;
    const person = await client
      .request<PersonDocument>(documentPath(databaseNameOf(prefix, 'directory'), personId))
      // An account without a person in the directory still gets in; its name is its login.
      .catch(orNothing<PersonDocument>);
    return { kind: 'accepted', roles, personId, name: person.name ?? login, teamIds: person.teamIds ?? [] };
  } catch (error) {
    if (!(error instanceof CouchError)) throw error;
    return { kind: error.kind === 'refused' ? 'refused' : 'unreachable', reason: error.message };
  }
};
