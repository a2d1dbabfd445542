/**
 * The CMDB as a change will leave it, without anything being written: what its preparations do to impact and redundancy, and whose preparations are in their way. Pure:
 * relations and items are looked up through functions, so the same is asked of the store and of a table in a test.
 */
import {
  carries,
  groupKey,
  type Impact,
  type ImpactRelation,
  impactOf,
  isOfGroup,
  type RelationLookup,
} from '#domain/config-items/impact.ts';
import type { Change, Preparation } from '#domain/fields/changes.ts';
import { isRetired, type Relation } from '#domain/fields/config-items.ts';
import type { Id } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import { isMergedSet, relationIn } from './preparations.ts';

type Rehearsed = Pick<Change, 'ciId' | 'ciIds'> & { readonly preparations: readonly Preparation[] };

export type RehearsalWorld = {
  readonly lookup: RelationLookup;
  /** Stored relations that the preparations edit, those that are here. */
  readonly relations: readonly Relation[];
  /** Those of the items that are out of use. */
  readonly inactive: (ids: readonly Id[]) => ReadonlySet<Id>;
};

const ofItems = ({ preparations }: Rehearsed): readonly Preparation[] =>
  preparations.filter(({ collection }) => collection === 'configItems');
const ofRelations = ({ preparations }: Rehearsed): readonly Preparation[] =>
  preparations.filter(({ collection }) => collection === 'relations');

/** The relations that preparations are about, as they will be. */
const preparedRelations = (change: Rehearsed, { relations }: RehearsalWorld): readonly ImpactRelation[] => {
  const edits = ofRelations(change);
  const added = edits.flatMap((one): ImpactRelation[] => {
    const relation = relationIn(one);
    return relation === null ? [] : [{ ...relation, id: one.targetId, active: true }];
  });
  const fresh = new Set(added.map(({ id }) => id));
  const edited = relations
    .filter(({ id }) => !fresh.has(id))
    .map((relation): ImpactRelation => {
      const mine = edits.filter(({ targetId }) => targetId === relation.id);
      return { ...relation, ...Object.fromEntries(mine.map(({ field, to }) => [field, to])) };
    });
  return [...edited, ...added];
};

/** The lookup as it will answer: what it finds of the prepared relations is replaced by what they will be. */
const overlaid = (lookup: RelationLookup, prepared: readonly ImpactRelation[]): RelationLookup => {
  const ids = new Set(prepared.map(({ id }) => id));
  const others = (found: readonly ImpactRelation[]): readonly ImpactRelation[] =>
    found.filter(({ id }) => id === undefined || !ids.has(id));
  return {
    dependents: (toIds, limit) => [
      ...others(lookup.dependents(toIds, limit)),
      ...prepared.filter(({ toId }) => toIds.includes(toId)),
    ],
    groups: (fromIds) => [
      ...others(lookup.groups(fromIds)),
      ...prepared.filter(({ fromId, group }) => group !== null && fromIds.includes(fromId)),
    ],
  };
};

/** Items of which a preparation changes whether they are in use. */
const retiredAndRevived = (
  change: Rehearsed,
): { readonly retired: readonly Id[]; readonly revived: readonly Id[] } => {
  const edits = ofItems(change).filter(
    ({ field, from, to }) => field === 'status' && isRetired(from) !== isRetired(to),
  );
  const ids = (toRetired: boolean): readonly Id[] =>
    edits.filter(({ to }) => isRetired(to) === toRetired).map(({ targetId }) => targetId);
  return { retired: ids(true), revived: ids(false) };
};

/**
 * What fails, in two looks: what is worked on, all of it at once as when its risk is weighed, and apart from that what is needed along relations that come, go or change. Together
 * they would hide what one of them alone brings: a group is down either way when all its members are.
 */
const failing = (change: Rehearsed, prepared: readonly ImpactRelation[]): readonly (readonly Id[])[] => {
  const own = new Set([
    ...(change.ciId === null ? [] : [change.ciId]),
    ...change.ciIds,
    ...ofItems(change).map(({ targetId }) => targetId),
  ]);
  const ends = new Set(prepared.filter(carries).map(({ toId }) => toId));
  return [[...own], [...ends].filter((id) => !own.has(id))];
};

/** `gained`: reached as it will be and not as it is; `lost`: the other way round. */
export type Difference = 'same' | 'gained' | 'lost';
export type ReachedDifference = { readonly id: Id; readonly depth: number; readonly difference: Difference };

/** How much of a redundant group is up, and how much has to be. */
export type Spare = { readonly up: number; readonly needed: number };
export type RedundancyDifference = {
  /** The item that needs the group. */
  readonly id: Id;
  readonly group: string;
  /** Null: there is no such group then. */
  readonly before: Spare | null;
  readonly after: Spare | null;
  /** `lost`: nothing is to spare any more; `down`: not even what is needed is up; `gained`: something is to spare now. */
  readonly verdict: 'lost' | 'down' | 'gained' | 'changed';
};

type Spares = ReadonlyMap<string, Spare & { readonly id: Id; readonly group: string }>;

const sparesOf = (
  lookup: RelationLookup,
  fromIds: readonly Id[],
  isDown: (ids: readonly Id[]) => ReadonlySet<Id>,
): Spares => {
  const members = new Map<string, ImpactRelation[]>();
  const all = lookup.groups(fromIds).filter((one) => carries(one) && isOfGroup(one));
  const down = isDown(all.map(({ toId }) => toId));
  for (const one of all) members.set(groupKey(one), [...(members.get(groupKey(one)) ?? []), one]);
  return new Map(
    [...members].map(([key, group]) => {
      const [{ fromId, group: name, minUp }] = group as [ImpactRelation];
      const up = group.filter(({ toId }) => !down.has(toId)).length;
      return [key, { id: fromId, group: name ?? '', up, needed: minUp ?? 0 }];
    }),
  );
};

const hasSpare = (spare: Spare | null): boolean => spare !== null && spare.up > spare.needed;
const verdictOf = (before: Spare | null, after: Spare | null): RedundancyDifference['verdict'] => {
  if (after !== null && after.up < after.needed) return 'down';
  if (hasSpare(before) && !hasSpare(after)) return 'lost';
  return !hasSpare(before) && hasSpare(after) ? 'gained' : 'changed';
};

const spareOf = (spare: Spare | undefined): Spare | null =>
  spare === undefined ? null : { up: spare.up, needed: spare.needed };

/** Looked at for groups that an item stands in. */
const MOST_DEPENDENTS = 2_500;

const redundancyOf = (
  change: Rehearsed,
  world: RehearsalWorld,
  after: RelationLookup,
  prepared: readonly ImpactRelation[],
): readonly RedundancyDifference[] => {
  const { retired, revived } = retiredAndRevived(change);
  const around = [world.lookup, after].flatMap((lookup) =>
    lookup.dependents([...retired, ...revived], MOST_DEPENDENTS),
  );
  const fromIds = [...new Set([...prepared, ...world.relations, ...around].map(({ fromId }) => fromId))];
  const willBe = (ids: readonly Id[]): ReadonlySet<Id> =>
    new Set([
      ...[...world.inactive(ids)].filter((id) => !revived.includes(id)),
      ...ids.filter((id) => retired.includes(id)),
    ]);
  const [had, has] = [sparesOf(world.lookup, fromIds, world.inactive), sparesOf(after, fromIds, willBe)];
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((key): RedundancyDifference[] => {
    const { id, group } = (had.get(key) ?? has.get(key)) as { readonly id: Id; readonly group: string };
    const [before, now] = [spareOf(had.get(key)), spareOf(has.get(key))];
    return sameValue(before, now) ? [] : [{ id, group, before, after: now, verdict: verdictOf(before, now) }];
  });
};

type Look = Pick<Impact, 'cut'> & { readonly depths: ReadonlyMap<Id, number> };

/** Whatever one of the failures reaches, at its least depth, and nearest first. */
const lookAt = (failures: readonly (readonly Id[])[], lookup: RelationLookup): Look => {
  const impacts = failures.filter((ids) => ids.length > 0).map((ids) => impactOf(ids, lookup));
  const depths = new Map<Id, number>();
  for (const { id, depth } of impacts.flatMap(({ reached }) => reached)) {
    depths.set(id, Math.min(depth, depths.get(id) ?? depth));
  }
  return {
    cut: impacts.find(({ cut }) => cut !== null)?.cut ?? null,
    depths: new Map([...depths].sort(([, one], [, other]) => one - other)),
  };
};

const reachedBoth = (before: Look, after: Look): readonly ReachedDifference[] => [
  ...[...after.depths].map(
    ([id, depth]): ReachedDifference => ({
      id,
      depth,
      difference: before.depths.has(id) ? 'same' : 'gained',
    }),
  ),
  ...[...before.depths]
    .filter(([id]) => !after.depths.has(id))
    .map(([id, depth]): ReachedDifference => ({ id, depth, difference: 'lost' })),
];

export type Rehearsal = {
  readonly touched: readonly Id[];
  /** What a failure of all that is touched reaches, as it is and as it will be; nearest first. */
  readonly reached: readonly ReachedDifference[];
  readonly cut: Impact['cut'];
  /** What loses something that it needs for good, because that is retired: nothing stands in for it. */
  readonly down: readonly Id[];
  readonly redundancy: readonly RedundancyDifference[];
};

/** What the preparations do to what depends on what. */
export const rehearse = (change: Rehearsed, world: RehearsalWorld): Rehearsal => {
  const prepared = preparedRelations(change, world);
  const after = overlaid(world.lookup, prepared);
  // As they are, too: what a relation that goes has carried.
  const failures = failing(change, [...prepared, ...world.relations]);
  const [was, is] = [lookAt(failures, world.lookup), lookAt(failures, after)];
  return {
    touched: failures.flat(),
    reached: reachedBoth(was, is),
    cut: is.cut ?? was.cut,
    down: impactOf(retiredAndRevived(change).retired, after).reached.map(({ id }) => id),
    redundancy: redundancyOf(change, world, after, prepared),
  };
};

/** Another open change that prepares something. */
export type PreparingChange = { readonly id: Id; readonly preparations: readonly Preparation[] };
/**
 * `field`: both set the same field, to other values; `twice`: to the same; `retires`: the other retires what this one edits or relates; `retired`: this one retires what the
 * other edits or relates.
 */
export type PreparedClash = {
  readonly changeId: Id;
  readonly kind: 'field' | 'twice' | 'retires' | 'retired';
  /** The preparation that it is about, of this change or for `retires` and `retired` of whichever edits. */
  readonly preparation: Preparation;
  readonly other: Preparation;
};

const itemsIn = (one: Preparation): readonly Id[] => {
  const relation = relationIn(one);
  if (relation !== null) return [relation.fromId, relation.toId];
  return one.collection === 'configItems' ? [one.targetId] : [];
};

const isRetiring = ({ collection, field, to }: Preparation): boolean =>
  collection === 'configItems' && field === 'status' && isRetired(to);

const clashOf = (mine: Preparation, theirs: Preparation): PreparedClash['kind'] | null => {
  if (mine.id === theirs.id) {
    if (sameValue(mine.to, theirs.to)) return 'twice';
    return isMergedSet(mine.collection, mine.field) ? null : 'field';
  }
  if (isRetiring(theirs) && itemsIn(mine).includes(theirs.targetId)) return 'retires';
  return isRetiring(mine) && itemsIn(theirs).includes(mine.targetId) ? 'retired' : null;
};

/** What other changes prepare that does not go together with this one. */
export const clashesOf = (
  preparations: readonly Preparation[],
  others: readonly PreparingChange[],
): readonly PreparedClash[] =>
  others.flatMap((other) =>
    preparations.flatMap((mine) =>
      other.preparations.flatMap((theirs): PreparedClash[] => {
        const kind = clashOf(mine, theirs);
        return kind === null ? [] : [{ changeId: other.id, kind, preparation: mine, other: theirs }];
      }),
    ),
  );
