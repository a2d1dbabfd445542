import type { FieldTable, ReferenceKind } from '#domain/fields/field.ts';
import { referencesIn } from '#domain/fields/references.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Actor, Id } from '#domain/records/common.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { HostContext } from '../context.ts';

/** A record that an input names in one of its fields. */
export type Reference = {
  readonly field: string;
  /** Nothing is looked up where the input names nothing. */
  readonly id: Id | null | undefined;
  readonly kind: ReferenceKind;
  /** Work is not given to who has left, nor planned on what is retired. */
  readonly mustBeActive?: boolean;
};

const COLLECTION_OF = {
  person: 'directory',
  team: 'directory',
  place: 'directory',
  service: 'catalogue',
  agreement: 'catalogue',
  calendar: 'catalogue',
  ci: 'configItems',
  ticket: 'tickets',
  order: 'orders',
  knowledge: 'knowledge',
} as const satisfies Readonly<Record<ReferenceKind, CollectionName>>;

type Found = RecordOf[(typeof COLLECTION_OF)[ReferenceKind]];

/** Kinds that share a collection are told apart by the record's type. */
const TYPED: readonly ReferenceKind[] = ['person', 'team', 'place', 'service', 'agreement', 'calendar'];

const isKind = (record: Found, kind: ReferenceKind): boolean =>
  !TYPED.includes(kind) || ('type' in record && record.type === kind);

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
      return fail('not_found', 'reference.missing', { field, kind, id });
    }
    if (mustBeActive === true && 'active' in record && !record.active) {
      return fail('invalid', 'reference.retired', { field, kind, id, name: nameOf(record) });
    }
  }
  return ok(null);
};

/**
 * What `input` names in fields of the table. Whoever is signed in may be named, also before their own record has arrived.
 */
export const tableReferences = (
  table: FieldTable,
  input: Readonly<Record<string, unknown>>,
  { personId }: Pick<Actor, 'personId'>,
): readonly Reference[] =>
  referencesIn(table, input).filter(({ kind, id }) => kind !== 'person' || id !== personId);

const holds = (value: unknown, id: string): boolean => {
  if (value === id) return true;
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((inner) => holds(inner, id))
  );
};

/** Without what the record has already: an old reference that went stale must not keep anybody from editing other fields. */
export const changedReferences = (
  references: readonly Reference[],
  current: object,
): readonly Reference[] => {
  const fields: Readonly<Record<string, unknown>> = { ...current };
  return references.filter(({ field, id }) => id == null || !holds(fields[field], id));
};

/** The team and person that work is given to. */
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
