import type { CollectionName } from '#domain/records/collections.ts';
import type { Actor, Id } from '#domain/records/common.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { HostContext } from '../kernel/context.ts';

type Kind = 'person' | 'team' | 'place' | 'ci' | 'service' | 'ticket' | 'knowledge';

/** A record that an input names in one of its fields. */
export type Reference = {
  readonly field: string;
  /** Nothing is looked up where the input names nothing. */
  readonly id: Id | null | undefined;
  readonly kind: Kind;
  /** Work is not given to who has left, nor planned on what is retired. */
  readonly mustBeActive?: boolean;
};

const COLLECTION_OF = {
  person: 'directory',
  team: 'directory',
  place: 'directory',
  ci: 'configItems',
  service: 'catalogue',
  ticket: 'tickets',
  knowledge: 'knowledge',
} as const satisfies Readonly<Record<Kind, CollectionName>>;

type Found = RecordOf[(typeof COLLECTION_OF)[Kind]];

const isKind = (record: Found, kind: Kind): boolean => {
  switch (kind) {
    case 'person':
    case 'team':
    case 'place':
    case 'service':
      return 'type' in record && record.type === kind;
    case 'ci':
    case 'ticket':
    case 'knowledge':
      return true;
  }
};

const nameOf = (record: Found): string => ('name' in record ? record.name : record.number);

/**
 * Whether everything an input names is on this device. Asked by commands only: imports and the sync may bring a record before what it
 * names. Errors: `not_found`, `invalid` (not active where it must be); both say the field in `details`.
 */
export const checkReferences = async (
  { records }: Pick<HostContext, 'records'>,
  references: readonly Reference[],
): Promise<Result<null, 'not_found' | 'invalid'>> => {
  const named = references.flatMap(({ id, ...rest }) => (id == null ? [] : [{ id, ...rest }]));
  const found = new Map<string, Found>();
  for (const collection of new Set(named.map(({ kind }) => COLLECTION_OF[kind]))) {
    const ids = named.filter(({ kind }) => COLLECTION_OF[kind] === collection).map(({ id }) => id);
    for (const record of await records.getMany(collection, ids))
      found.set(`${collection}:${record.id}`, record);
  }
  for (const { id, field, kind, mustBeActive } of named) {
    const record = found.get(`${COLLECTION_OF[kind]}:${id}`);
    if (record === undefined || !isKind(record, kind)) {
      return fail('not_found', 'reference.missing', { kind, field, id });
    }
    if (mustBeActive === true && 'active' in record && !record.active) {
      return fail('invalid', 'reference.retired', { kind, name: nameOf(record), field, id });
    }
  }
  return ok(null);
};

/** Without what the record has already: an old reference that went stale must not keep anybody from editing other fields. */
export const changedReferences = (
  references: readonly Reference[],
  current: object,
): readonly Reference[] => {
  const fields: Readonly<Record<string, unknown>> = { ...current };
  return references.filter(({ field, id }) => fields[field] !== id);
};

/** The team and person that work is given to. Whoever is signed in may take it, also before their own record has arrived. */
export const assignmentReferences = (
  {
    teamId,
    assigneeId,
  }: { readonly teamId?: Id | null | undefined; readonly assigneeId?: Id | null | undefined },
  actor: Pick<Actor, 'personId'>,
): readonly Reference[] => [
  { field: 'teamId', id: teamId, kind: 'team', mustBeActive: true },
  {
    field: 'assigneeId',
    id: assigneeId === actor.personId ? null : assigneeId,
    kind: 'person',
    mustBeActive: true,
  },
];
