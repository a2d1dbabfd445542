/**
 * What a change will do to items and relations, prepared on the change itself: each element of `preparations` is one field as it will be, and what it
 * was when that was prepared. Applied and reverted they are effects (domain/effects), one for each target, whose `was` and `set` are each other's inverse;
 * which of them a change may have, the server and every console ask here. No packages: CouchDB bundles this.
 */
import type { Effect } from '#domain/fields/base.ts';
import type { Preparation, PreparedCollection } from '#domain/fields/changes.ts';
import { checkSomeFields } from '#domain/fields/check.ts';
import {
  CONFIG_ITEM_FIELDS,
  type ConfigItem,
  isRetired,
  RELATION_FIELDS,
  type Relation,
} from '#domain/fields/config-items.ts';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { derivedId } from '#domain/merge/paths.ts';
import type { Id } from '#domain/records/common.ts';
import { isObject, sameValue } from '#domain/records/json.ts';

/** Fields that can be prepared. By what a device is recognised (serial, addresses of its cards) is no plan, and what machines report is no one's edit. */
export const PREPARABLE = {
  configItems: [
    'status',
    'name',
    'ciClass',
    'criticality',
    'userId',
    'teamId',
    'placeId',
    'agreementIds',
    'manufacturer',
    'model',
    'ips',
    'tags',
  ] as const satisfies readonly (keyof ConfigItem)[],
  relations: ['active', 'group', 'minUp'] as const satisfies readonly (keyof Relation)[],
};

/** Stands for the field where a whole relation is prepared that is not there yet. */
export const NEW_RELATION = 'relation';
/** A relation as it will be. */
export type PreparedRelation = Pick<Relation, 'kind' | 'fromId' | 'toId' | 'group' | 'minUp'>;
const RELATION_PARTS = [
  'kind',
  'fromId',
  'toId',
  'group',
  'minUp',
] as const satisfies readonly (keyof PreparedRelation)[];

/** In these states what was approved is carried out, or was. */
export const APPLIED_STATES: readonly string[] = ['implement', 'review', 'closed'];
/** In these what was applied is taken back: while it is carried out, and while it is reviewed. */
export const REVERTED_STATES: readonly string[] = ['implement', 'review'];
/** In these it is prepared. */
export const PREPARED_STATES: readonly string[] = ['new', 'assess', 'authorize', 'scheduled'];

export const preparedTable = (collection: PreparedCollection): FieldTable =>
  collection === 'configItems' ? CONFIG_ITEM_FIELDS : RELATION_FIELDS;
const preparedSpec = (collection: PreparedCollection, field: string): FieldSpec | undefined => {
  const table = preparedTable(collection);
  return Object.keys(table).includes(field) ? table[field] : undefined;
};

export const preparationId = (collection: PreparedCollection, targetId: Id, field: string): Id =>
  derivedId('prep', collection, targetId, field);

/** The relation between two items as every console calls it that prepares it. */
export const preparedRelationId = ({ kind, fromId, toId }: PreparedRelation): Id =>
  derivedId('rel', kind, fromId, toId);

/** The relation that a preparation adds; null where it is none, or none that can be read. */
export const relationIn = ({ field, to }: Pick<Preparation, 'field' | 'to'>): PreparedRelation | null => {
  if (field !== NEW_RELATION || !isObject(to)) return null;
  return RELATION_PARTS.every((part) => to[part] !== undefined) ? (to as PreparedRelation) : null;
};

/** Whether it is one that a console prepares: of such a field, with such values, and under the id that follows from it. */
export const isPreparation = ({ id, collection, targetId, field, from, to }: Preparation): boolean => {
  if (id !== preparationId(collection, targetId, field)) return false;
  if (field === NEW_RELATION) {
    const relation = collection === 'relations' ? relationIn({ field, to }) : null;
    return (
      relation !== null &&
      Object.keys(relation).length === RELATION_PARTS.length &&
      checkSomeFields(RELATION_FIELDS, { ...relation }) === null &&
      targetId === preparedRelationId(relation)
    );
  }
  const table = preparedTable(collection);
  const all: readonly string[] = PREPARABLE[collection];
  return (
    all.includes(field) &&
    checkSomeFields(table, { [field]: to }) === null &&
    (from === null || checkSomeFields(table, { [field]: from }) === null)
  );
};

/** What applying does, and what reverting does; one of each for a target, whoever decides it. */
export type PreparedAct = 'apply' | 'revert';
export const preparedActId = (changeId: Id, act: PreparedAct, targetId: Id): Id =>
  derivedId('fx', changeId, act, targetId, 'set');

/** A change as far as its effects follow from it. */
export type PreparedCause = {
  readonly id: Id;
  readonly preparations?: readonly Preparation[] | null | undefined;
  readonly effects?: readonly Effect[] | undefined;
};

const isByAct = ({ id }: PreparedCause, act: PreparedAct, { id: effectId, targetId }: Effect): boolean =>
  effectId === preparedActId(id, act, targetId);
const effectsBy = (cause: PreparedCause, act: PreparedAct): readonly Effect[] =>
  (cause.effects ?? []).filter((effect) => isByAct(cause, act, effect));
export const appliedOf = (cause: PreparedCause): readonly Effect[] => effectsBy(cause, 'apply');
export const revertedOf = (cause: PreparedCause): readonly Effect[] => effectsBy(cause, 'revert');
/** Preparations whose target was not applied yet. */
export const unapplied = (cause: PreparedCause): readonly Preparation[] => {
  const applied = appliedOf(cause);
  return (cause.preparations ?? []).filter(
    ({ collection, targetId }) =>
      !applied.some((effect) => effect.collection === collection && effect.targetId === targetId),
  );
};
export const isApplying = (cause: PreparedCause, effect: Effect): boolean => isByAct(cause, 'apply', effect);

/** Lists without order are added to and taken from, so nothing that somebody else did to them is in the way. */
export const isMergedSet = (collection: PreparedCollection, field: string): boolean =>
  preparedSpec(collection, field)?.merge === 'set';

const COMPANIONS: readonly string[] = ['active', 'retiredAt', 'lockedFields'];

/** What goes along with an edit of an item, as when a person edits it: whether it is in use follows from its status, and imports leave alone what was edited. */
export const withCompanions = (
  item: Pick<ConfigItem, 'active' | 'retiredAt' | 'lockedFields'>,
  set: Readonly<Record<string, unknown>>,
  now: string,
): { readonly set: Record<string, unknown>; readonly was: Record<string, unknown> } => {
  const active = !isRetired(set.status);
  const life = set.status === undefined ? {} : { active, retiredAt: active ? null : (item.retiredAt ?? now) };
  const lockedFields = [...new Set([...item.lockedFields, ...Object.keys(set)])].sort();
  const { active: wasActive, retiredAt } = item;
  return {
    set: { ...life, lockedFields },
    was: {
      ...(set.status === undefined ? {} : { active: wasActive, retiredAt }),
      lockedFields: [...item.lockedFields],
    },
  };
};

/** Whether effects of changes set the field at all. */
export const isPreparedField = (collection: Effect['collection'], field: string): boolean => {
  if (collection !== 'configItems' && collection !== 'relations') return false;
  const all: readonly string[] = PREPARABLE[collection];
  return (
    all.includes(field) ||
    (collection === 'configItems' ? COMPANIONS : RELATION_PARTS).some((one) => one === field)
  );
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

type Given = { readonly set: Effect['set']; readonly was: Readonly<Record<string, unknown>> };

const isCompanion = (field: string, { set, was }: Given, fields: readonly string[]): boolean => {
  switch (field) {
    case 'active':
      return fields.includes('status') && set.active === !isRetired(set.status);
    case 'retiredAt':
      return fields.includes('status') && (set.retiredAt === null) === (set.active === true);
    default: {
      const [before, after] = [listOf(was.lockedFields), listOf(set.lockedFields)];
      return (
        before.every((one) => after.includes(one)) &&
        after.every((one) => before.includes(one) || fields.some((name) => name === one))
      );
    }
  }
};

const relationSet = (relation: PreparedRelation): Effect['set'] => ({
  ...Object.fromEntries(RELATION_PARTS.map((part) => [part, relation[part]])),
  active: true,
});

/** The whole of a new relation, or of one that is there as another what it holds otherwise. */
const isOfRelation = (whole: Effect['set'], { set, was }: Given): boolean =>
  Object.keys(was).length === 0
    ? sameValue(set, whole)
    : sameValue(Object.keys(set).sort(), Object.keys(was).sort()) &&
      Object.keys(set).every((field) => field in whole && sameValue(set[field], whole[field]));

/** Whether the effect writes what the change prepared for its target, and no more. */
const isPrepared = (cause: PreparedCause, { collection, targetId, ...given }: Effect): boolean => {
  const mine = (cause.preparations ?? []).filter(
    (one) => one.collection === collection && one.targetId === targetId,
  );
  const was = given.was ?? {};
  const whole = mine.map(relationIn).find((one) => one !== null);
  if (whole != null) return isOfRelation(relationSet(whole), { set: given.set, was });
  const isOf = (field: string): boolean =>
    mine.some(
      ({ collection: where, field: name, from, to }) =>
        name === field &&
        sameValue(to, given.set[field]) &&
        (!isMergedSet(where, field) || sameValue(from, was[field])),
    );
  const own = Object.keys(given.set).filter(
    (field) => collection !== 'configItems' || !COMPANIONS.includes(field),
  );
  return (
    own.length > 0 &&
    own.every(isOf) &&
    // The way back sets what was there: of nothing that the way there left alone.
    Object.keys(was).every((field) => Object.keys(given.set).includes(field)) &&
    Object.keys(given.set).every((field) => own.includes(field) || isCompanion(field, { ...given, was }, own))
  );
};

/** What reverting sets, field by field of what was applied: what stood there before. A relation that was not there is out of use. */
export const inverseOf = ({ set, was }: Pick<Effect, 'set' | 'was'>): Given => {
  const before = was ?? {};
  return Object.keys(before).length === 0
    ? { set: { active: false }, was: { active: true } }
    : { set: { ...before }, was: { ...set } };
};

type Parts = {
  /** Fields that were prepared. */
  readonly own: readonly string[];
  /** What goes along with one of them. */
  readonly along: (field: string) => Given;
};

/** What was prepared and what only goes along with it, apart: of what goes back in part, the life of an item goes with its status. */
export const setApart = (collection: PreparedCollection, { set, was }: Given): Parts => {
  const goesAlong = (field: string): boolean => collection === 'configItems' && COMPANIONS.includes(field);
  const own = Object.keys(set).filter((field) => !goesAlong(field));
  return {
    own,
    along: (field) => {
      const names = Object.keys(set).filter(
        (name) => goesAlong(name) && (name === 'lockedFields' || field === 'status'),
      );
      const of = (values: Readonly<Record<string, unknown>>) =>
        Object.fromEntries(names.map((name) => [name, values[name]]));
      return { set: of(set), was: of(was) };
    },
  };
};

/** Whether the effect takes back what the change applied to its target, or a part of that. */
const isInverse = (cause: PreparedCause, { collection, targetId, set, was }: Effect): boolean => {
  // The id last: it is summed, and there are hundreds.
  const applied = (cause.effects ?? []).find(
    (one) => one.targetId === targetId && one.collection === collection && isByAct(cause, 'apply', one),
  );
  if (applied === undefined || Object.keys(set).length === 0) return false;
  const inverse = inverseOf(applied);
  return Object.keys(set).every(
    (field) =>
      Object.keys(inverse.set).includes(field) &&
      sameValue(set[field], inverse.set[field]) &&
      (!isMergedSet(applied.collection as PreparedCollection, field) ||
        sameValue(was?.[field], inverse.was[field])),
  );
};

/** Whether an effect of the change is one of these: what it prepared, or the way back from what it applied. */
export const isOfPreparations = (cause: PreparedCause, effect: Effect): boolean => {
  if (effect.act !== 'set' || effect.was == null) return false;
  if (isByAct(cause, 'apply', effect)) return isPrepared(cause, effect);
  return isByAct(cause, 'revert', effect) && isInverse(cause, effect);
};

/**
 * Whether it is to be done to the target: what was reverted before somebody got to apply it is not applied any more, and where nothing was applied there is
 * nothing to take back.
 */
export const isDue = (
  cause: PreparedCause,
  effect: Effect,
  target: { readonly journal: readonly { readonly effectId: Id | null }[] },
): boolean => {
  const isDone = (act: PreparedAct): boolean =>
    target.journal.some(({ effectId }) => effectId === preparedActId(cause.id, act, effect.targetId));
  return isApplying(cause, effect)
    ? !(cause.effects ?? []).some((one) => one.targetId === effect.targetId && isByAct(cause, 'revert', one))
    : isDone('apply');
};
