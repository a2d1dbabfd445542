import type { JournalEntry } from '#domain/fields/base.ts';
import type { Person, Place, Team } from '#domain/fields/directory.ts';
import { append, diff, entry, newRecordBase } from '#domain/journal/journal.ts';
import type { Env } from '#domain/records/common.ts';

export type NewEntry = {
  readonly id: string;
  readonly name: string;
  readonly externalId: string | null;
};

/** The first entry of a record that two devices may make from the same file: with one id, so that the sync makes them one. */
const createdByImport = (id: string, env: Env, changes: JournalEntry['changes']): JournalEntry => ({
  ...entry(env, 'created', { changes, origin: 'import' }),
  id: `${id}-created`,
});

const base = ({ id, externalId }: NewEntry, env: Env) => newRecordBase(env, { id, externalId });

export const newPerson = (input: NewEntry, env: Env): Person => {
  // Who is away says so here, no import.
  const person = {
    ...base(input, env),
    type: 'person',
    name: input.name,
    login: null,
    email: null,
    phones: [],
    employeeNumber: null,
    jobTitle: null,
    department: null,
    costCentre: null,
    placeId: null,
    managerId: null,
    teamIds: [],
    vip: false,
    active: true,
    authorizations: [],
    extra: {},
  } as unknown as Person;
  return append(person, createdByImport(input.id, env, diff<Person>(null, person, ['name'])));
};

export const newTeam = (input: NewEntry, env: Env): Team => {
  const team: Team = {
    ...base(input, env),
    type: 'team',
    name: input.name,
    email: null,
    leadId: null,
    active: true,
  };
  return append(team, createdByImport(input.id, env, diff<Team>(null, team, ['name'])));
};

/** A site of its own: an import that knows only a name knows no place around it. */
export const newPlace = (input: NewEntry, env: Env): Place => {
  const place: Place = {
    ...base(input, env),
    type: 'place',
    kind: 'site',
    name: input.name,
    code: null,
    parentId: null,
    path: input.name,
    siteId: input.id,
    address: null,
    active: true,
  };
  return append(place, createdByImport(input.id, env, diff<Place>(null, place, ['name'])));
};
