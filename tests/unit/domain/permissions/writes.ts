import { checkDocumentWrite } from '#domain/permissions/server-rules.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Role } from '#domain/records/common.ts';
import { isObject } from '#domain/records/json.ts';
import { envOf } from '../env.ts';
import { anItem, aSeat, contextOf } from '../fixtures.ts';

/** The server's clock in these tests: later than all that happens in them. */
export const SERVER_NOW = '2026-12-15T00:00:00.000Z';

/** A document on the wire has its record's id as CouchDB's own. */
const wire = (record: unknown): unknown => {
  if (!isObject(record) || record.id === undefined || record._id !== undefined) return record;
  const { id: _id, ...doc } = record;
  return { ...doc, _id };
};

/** One write to the server, by the person who acts in the tests (`envOf`), with these roles. */
export const write = (
  collection: CollectionName,
  before: unknown,
  after: unknown,
  roles: readonly string[],
  personId = 'person-1',
  now = SERVER_NOW,
) =>
  checkDocumentWrite({
    ...{ collection, before: wire(before), after: wire(after), now },
    actor: { name: 'somebody', roles: [...roles, `person:${personId}`, 'team:team-1'] },
  });
/** As it arrives on the wire. */
export const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export const solution = { closureCode: 'assistance', closureNotes: 'Explained it' };
export const as = (role: Role) => contextOf(envOf([role]));

export const firstItem = anItem('nb-1', { assetTag: 'T1' });
const cis = [firstItem, anItem('nb-2', { assetTag: 'T2' })];
export const world = { cis, relations: [], seats: [aSeat('seat-1', 'nb-1')] };
export const site = (role: Role) => ({ env: envOf([role]), ...world });
