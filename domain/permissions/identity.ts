import { type Id, ROLES, type Role } from '#domain/records/common.ts';

/**
 * Who an account is. CouchDB keeps one list that only its administrators can write and that every session and every validation function is
 * given: the account's `roles`. So person and teams stand there beside the roles of the work, as `person:<id>` and `team:<id>`. Nothing
 * else in an account's document is believed: its owner may be allowed to edit it. Runs inside CouchDB's JavaScript engines.
 */
export type Identity = {
  readonly roles: readonly Role[];
  /** Null for an account that belongs to nobody in the directory, and for one that claims to be several people. */
  readonly personId: Id | null;
  readonly teamIds: readonly Id[];
};

/** CouchDB's user context. `name` is the account's, null for nobody. */
export type ServerActor = { readonly name: string | null; readonly roles: readonly string[] };

const PERSON = 'person:';
const TEAM = 'team:';

const after = (prefix: string, names: readonly string[]): readonly Id[] =>
  names
    .filter((name) => name.indexOf(prefix) === 0 && name.length > prefix.length)
    .map((name) => name.slice(prefix.length));

/** Who an account is in histories: its person, or itself where it has none. */
export const personOf = (login: string, { personId }: Pick<Identity, 'personId'>): Id =>
  personId ?? `user-${login}`;

/** Who somebody is in histories, by the context that the server gives its rules. */
export const writerOf = ({ name, roles }: ServerActor): Id => personOf(name ?? '', identityOf(roles));

/** Reads the `roles` that a session or a user context names. */
export const identityOf = (names: readonly string[]): Identity => {
  const people = after(PERSON, names);
  return {
    roles: ROLES.filter((role) => names.includes(role)),
    personId: people.length === 1 ? (people[0] ?? null) : null,
    teamIds: after(TEAM, names),
  };
};

/** What an account carries for its person and teams, beside the roles of its work. */
export const identityRoles = ({
  personId,
  teamIds,
}: Pick<Identity, 'personId' | 'teamIds'>): readonly string[] => [
  ...(personId === null ? [] : [PERSON + personId]),
  ...teamIds.map((id) => TEAM + id),
];

/** `names` without what they say about person and teams. */
export const withoutIdentity = (names: readonly string[]): readonly string[] =>
  names.filter((name) => name.indexOf(PERSON) !== 0 && name.indexOf(TEAM) !== 0);
