/** A prepared edit between three versions of its field: when it was prepared, or before it was applied; as the change has it; as it is now. */
import type { Effect, JournalEntry } from '#domain/fields/base.ts';
import { fieldOfPath } from '#domain/fields/causes.ts';
import type { Preparation, PreparedCollection } from '#domain/fields/changes.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import { byTime } from '#domain/journal/journal.ts';
import type { Id } from '#domain/records/common.ts';
import { type JsonObject, sameValue } from '#domain/records/json.ts';
import { inverseOf, isMergedSet, NEW_RELATION, preparationId, relationIn, setApart } from './preparations.ts';
import { editedFields } from './prepared-edit.ts';

export type PreparedTarget = ConfigItem | Relation;

/** `stale`: another value than when it was prepared; `done`: as prepared already; `missing`: the record is not on this device. */
export type PreparedStatus = 'ready' | 'done' | 'stale' | 'missing';
export type Standing = Preparation & {
  readonly status: PreparedStatus;
  readonly now: unknown;
  /** Who changed it last, where it is stale. */
  readonly by: Id | null;
};

const valueIn = (target: PreparedTarget, field: string): unknown => {
  const values: JsonObject = { ...target };
  return Object.keys(values).includes(field) ? (values[field] ?? null) : null;
};

/** Who changed the field last, as the history tells. */
const lastBy = (journal: readonly JournalEntry[], field: string): Id | null =>
  [...journal]
    .sort(byTime)
    .reverse()
    .find(({ changes }) => changes.some((change) => fieldOfPath(change.field) === field))?.by ?? null;

const isLike = (target: PreparedTarget, values: object): boolean =>
  Object.entries(values).every(([field, value]) => sameValue(valueIn(target, field), value));

const statusOf = (preparation: Preparation, target: PreparedTarget | undefined): PreparedStatus => {
  const { collection, field, from, to } = preparation;
  const relation = relationIn(preparation);
  if (relation !== null) {
    if (target === undefined || isLike(target, { ...relation, active: false })) return 'ready';
    return isLike(target, { ...relation, active: true }) ? 'done' : 'stale';
  }
  if (target === undefined) return 'missing';
  const now = valueIn(target, field);
  if (isMergedSet(collection, field)) {
    const after = editedFields(collection, target, { set: { [field]: to }, was: { [field]: from } });
    return sameValue(after?.[field], now) ? 'done' : 'ready';
  }
  if (sameValue(now, to)) return 'done';
  return sameValue(now, from) ? 'ready' : 'stale';
};

/** How a prepared edit stands against the record as it is. */
export const standingOf = (preparation: Preparation, target: PreparedTarget | undefined): Standing => {
  const status = statusOf(preparation, target);
  const { field } = preparation;
  const isWhole = field === NEW_RELATION;
  const now = target === undefined ? null : isWhole ? { ...target, journal: [] } : valueIn(target, field);
  return {
    ...preparation,
    status,
    now,
    by:
      status === 'stale' && target !== undefined ? lastBy(target.journal, isWhole ? 'active' : field) : null,
  };
};

/**
 * `back`: it goes back; `changed`: somebody has changed it otherwise since; `done`: it is as before already; `undone`: no console has applied it here yet, and none
 * will; `missing`: the record is not on this device, and whichever has it takes it back where nobody changed it since.
 */
export type BackStatus = 'back' | 'changed' | 'done' | 'undone' | 'missing';
export type Back = {
  /** That of the preparation. */
  readonly id: Id;
  readonly collection: PreparedCollection;
  readonly targetId: Id;
  readonly field: string;
  readonly before: unknown;
  readonly applied: unknown;
  readonly now: unknown;
  readonly status: BackStatus;
  readonly by: Id | null;
  /** What taking it back sets, with what goes along, and what stands there by now. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly was: Readonly<Record<string, unknown>>;
};

const backStatus = (
  field: string,
  { set, was }: Pick<Back, 'set' | 'was'>,
  collection: PreparedCollection,
  target: PreparedTarget,
): BackStatus => {
  const now = valueIn(target, field);
  if (isMergedSet(collection, field)) {
    const after = editedFields(collection, target, {
      set: { [field]: set[field] },
      was: { [field]: was[field] },
    });
    return sameValue(after?.[field], now) ? 'done' : 'back';
  }
  if (sameValue(now, set[field])) return 'done';
  return sameValue(now, was[field]) ? 'back' : 'changed';
};

/** What was applied to one target, field by field. */
export const backOf = (effect: Effect, target: PreparedTarget | undefined): readonly Back[] => {
  const collection = effect.collection as PreparedCollection;
  const { targetId } = effect;
  const isWhole = Object.keys(effect.was ?? {}).length === 0;
  const inverse = inverseOf(effect);
  const { own, along } = setApart(collection, inverse);
  const isApplied = target?.journal.some(({ effectId }) => effectId === effect.id) ?? false;
  return own.map((field): Back => {
    const [before, applied] = [inverse.set[field], inverse.was[field]];
    const now = target === undefined ? null : valueIn(target, field);
    const status =
      target === undefined
        ? 'missing'
        : isApplied
          ? backStatus(field, inverse, collection, target)
          : 'undone';
    // What somebody set otherwise is what taking it back has to find there.
    const found = status === 'changed' ? now : applied;
    const more = along(field);
    const name = isWhole ? NEW_RELATION : field;
    return {
      ...{ id: preparationId(collection, targetId, name), collection, targetId, field: name },
      ...{ before: isWhole ? null : before, applied: isWhole ? effect.set : applied, now, status },
      by: status === 'changed' && target !== undefined ? lastBy(target.journal, field) : null,
      set: { ...more.set, [field]: before },
      was: { ...more.was, [field]: found },
    };
  });
};
