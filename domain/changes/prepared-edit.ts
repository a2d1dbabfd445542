/** Prepared edits as they are done to a record, on whichever console: field by field, and only where it still holds what was seen when that was decided. */
import type { Effect } from '#domain/fields/base.ts';
import type { PreparedCollection } from '#domain/fields/changes.ts';
import type { Relation } from '#domain/fields/config-items.ts';
import { blankBase, diff, entry } from '#domain/journal/journal.ts';
import type { Env } from '#domain/records/common.ts';
import { type JsonObject, sameValue } from '#domain/records/json.ts';
import { ontoStored } from '#domain/records/list-edit.ts';
import { isMergedSet, preparedTable } from './preparations.ts';

type Edit = Pick<Effect, 'set' | 'was'>;

/** What follows from the status is nobody's word of its own. */
const FOLLOWS: readonly string[] = ['active', 'retiredAt'];

/** The fields that somebody has changed otherwise since. */
const overtakenFields = (
  collection: PreparedCollection,
  target: object,
  { set, was }: Edit,
): readonly string[] => {
  const now: JsonObject = { ...target };
  // A relation that is to be made and is there: only one that is out of use is in nobody's way.
  const isNew = makesRelation({ collection, set, was });
  const before: JsonObject = isNew ? { ...set, active: false } : (was ?? {});
  const follows = (field: string): boolean => collection === 'configItems' && FOLLOWS.includes(field);
  return Object.keys(set).filter(
    (field) =>
      !isMergedSet(collection, field) &&
      !follows(field) &&
      !sameValue(now[field] ?? null, set[field] ?? null) &&
      !sameValue(now[field] ?? null, before[field] ?? null),
  );
};

/** The fields as the edit leaves them; lists keep what others added. Null where one of them is overtaken: then none is set. */
export const editedFields = (
  collection: PreparedCollection,
  target: object,
  edit: Edit,
): Readonly<Record<string, unknown>> | null =>
  overtakenFields(collection, target, edit).length > 0
    ? null
    : ontoStored(preparedTable(collection), target, edit.set, edit.was ?? {});

/** Whether the effect makes the relation that it sets, where it is not there. */
export const makesRelation = ({
  collection,
  set,
  was,
}: Pick<Effect, 'collection' | 'set' | 'was'>): boolean =>
  collection === 'relations' && was != null && Object.keys(was).length === 0 && set.kind !== undefined;

/** The relation that an effect makes. The same on every console, so that two that make it apart have made one. */
export const relationBy = (effect: Effect, env: Env): Relation => {
  const base = blankBase(effect.targetId, effect.at, env.actor.personId);
  const relation = {
    ...{ ...base, label: null, source: 'manual' },
    ...effect.set,
  } as Relation;
  const changes = diff<Relation>(null, relation, Object.keys(effect.set) as (keyof Relation)[]);
  const made = entry({ ...env, now: effect.at }, 'created', {
    changes,
    text: effect.reason,
    effectId: effect.id,
    origin: 'effect',
  });
  return { ...relation, journal: [{ ...made, id: effect.id }] };
};
