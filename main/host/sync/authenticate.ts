import { identityOf, personOf } from '#domain/permissions/identity.ts';
import { databaseNameOf } from '#domain/records/collections.ts';
import { type CouchClient, CouchError } from './couch-client.ts';
import { documentPath } from './couch-documents.ts';
import type { AuthOutcome, SignedIn } from './sync-control.ts';

const SIGN_IN_MS = 15_000;

type PersonDocument = { readonly name?: unknown };

/** Who the server says this is. An account that carries no person is a person of its own, known by its login. */
export const whoIs = (login: string, names: readonly string[]): SignedIn => {
  const identity = identityOf(names);
  return { roles: identity.roles, personId: personOf(login, identity), teamIds: identity.teamIds };
};

const orNothing = <T extends object>(error: unknown): Partial<T> => {
  if (error instanceof CouchError && (error.kind === 'missing' || error.kind === 'rejected')) return {};
  throw error;
};

/** Asks the server who this is: roles, person and teams from the session, the name from the directory. */
export const authenticateWith = async (
  client: CouchClient,
  login: string,
  prefix: string,
): Promise<AuthOutcome> => {
  try {
    // In all: a server that lets a byte through now and then is as good as none to somebody who wants to work.
    const signal = AbortSignal.timeout(SIGN_IN_MS);
    const who = whoIs(login, await client.signIn(signal));
    const person = await client
      .request<PersonDocument>(documentPath(databaseNameOf(prefix, 'directory'), who.personId), {
        ...{ signal, shape: 'document' },
      })
      // An account without a person in the directory still gets in; its name is its login.
      .catch(orNothing<PersonDocument>);
    return { kind: 'accepted', ...who, name: typeof person.name === 'string' ? person.name : login };
  } catch (error) {
    if (!(error instanceof CouchError)) throw error;
    const kind = error.kind === 'refused' || error.kind === 'locked' ? error.kind : 'unreachable';
    return { kind, reason: error.message };
  }
};
