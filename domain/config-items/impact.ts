import type { Relation, RelationKind } from '#domain/fields/config-items.ts';
import type { Id } from '#domain/records/common.ts';

/** Kinds along which a failure travels from `toId` to `fromId`. */
export const CARRIES_FAILURE: readonly RelationKind[] = ['depends_on', 'runs_on', 'uses'];

/** Depth as in iTop (field guide 1.5): deeper than this nobody reads it. So many items weigh as much as any number (domain/changes/risk.ts), and a host answers in time. */
export const IMPACT_BOUNDS = { depth: 10, items: 500 } as const;
type Bounds = { readonly depth: number; readonly items: number };

export type ImpactRelation = Pick<Relation, 'fromId' | 'toId' | 'kind' | 'group' | 'minUp' | 'active'> & {
  /** By which a rehearsal (domain/changes/rehearsal.ts) finds the one that it has another version of. */
  readonly id?: Id;
};

export type RelationLookup = {
  /** At most `limit` of the relations whose `toId` is one of `ids`: who needs them. */
  readonly dependents: (ids: readonly Id[], limit: number) => readonly ImpactRelation[];
  /** Relations of a redundant group whose `fromId` is one of `ids`: what stands in for one another there. */
  readonly groups: (ids: readonly Id[]) => readonly ImpactRelation[];
};

export type Reached = { readonly id: Id; readonly depth: number; readonly viaId: Id };

/** A redundant group that had more than it needed and has that no more. */
export type WeakenedGroup = {
  /** The item that needs it. */
  readonly id: Id;
  readonly group: string;
  /** How many of it are still up, and how many have to be. */
  readonly up: number;
  readonly needed: number;
};

export type Impact = {
  /** Nearest first; none of the broken ones. */
  readonly reached: readonly Reached[];
  readonly groups: readonly WeakenedGroup[];
  /** The bound at which it stopped, with more beyond it; null: it is all there is. */
  readonly cut: keyof Bounds | null;
};

/** Relations looked at for one step: an item that everything needs must not bring the whole CMDB. */
const RELATIONS_PER_ITEM = 5;

export const groupKey = ({ fromId, group }: Pick<ImpactRelation, 'fromId' | 'group'>): string =>
  `${fromId}\n${group}`;

type Group = { readonly members: readonly ImpactRelation[]; readonly minUp: number };

/** Whether others stand in for it. */
export const isOfGroup = ({ group, minUp }: ImpactRelation): boolean => group !== null && minUp !== null;
/** Whether a failure travels along it. */
export const carries = ({ active, kind }: ImpactRelation): boolean =>
  active && CARRIES_FAILURE.includes(kind);

/** The groups that were met so far; those of one step are looked up at once. */
const createGroups = (lookup: RelationLookup) => {
  const known = new Map<string, Group>();
  return {
    meet: (relations: readonly ImpactRelation[]): void => {
      const fresh = relations.filter((one) => isOfGroup(one) && !known.has(groupKey(one)));
      if (fresh.length === 0) return;
      const members = new Map<string, ImpactRelation[]>();
      for (const one of lookup.groups([...new Set(fresh.map(({ fromId }) => fromId))]).filter(carries)) {
        members.set(groupKey(one), [...(members.get(groupKey(one)) ?? []), one]);
      }
      for (const one of fresh) {
        known.set(groupKey(one), { members: members.get(groupKey(one)) ?? [one], minUp: one.minUp ?? 0 });
      }
    },
    of: (relation: ImpactRelation): Group | undefined => known.get(groupKey(relation)),
    all: (): readonly Group[] => [...known.values()],
  };
};

const upIn = ({ members }: Group, down: ReadonlySet<Id>): number =>
  members.filter(({ toId }) => !down.has(toId)).length;

/** Whether `relation.fromId` has lost what it needs through this relation, or through the redundant group it belongs to. */
const isLost = (relation: ImpactRelation, group: Group | undefined, down: ReadonlySet<Id>): boolean =>
  !isOfGroup(relation) ||
  group === undefined ||
  upIn(group, down) < Math.min(group.minUp, group.members.length);

const weakened = ({ members, minUp }: Group, down: ReadonlySet<Id>): readonly WeakenedGroup[] => {
  const [first] = members;
  const up = upIn({ members, minUp }, down);
  return first === undefined || first.group === null || members.length <= minUp || up > minUp
    ? []
    : [{ id: first.fromId, group: first.group, up, needed: minUp }];
};

/**
 * What a failure of all `brokenIds` together reaches; each CI once, so loops are safe. Where a CI needs several of a group and `minUp` of them are
 * enough, it is reached only when more than N - minUp of its N sources are down (iTop's redundancy rule, field guide 1.5).
 */
export const impactOf = (
  brokenIds: readonly Id[],
  lookup: RelationLookup,
  bounds: Bounds = IMPACT_BOUNDS,
): Impact => {
  const down = new Set<Id>(brokenIds);
  const reached: Reached[] = [];
  const groups = createGroups(lookup);
  const most = bounds.items * RELATIONS_PER_ITEM;
  let frontier: readonly Id[] = [...down];
  let cut: Impact['cut'] = null;
  for (let depth = 1; frontier.length > 0 && cut === null; depth += 1) {
    const relations = lookup.dependents(frontier, most);
    const carrying = relations.filter(carries);
    // Also of what is down already: its redundancy is lost as well.
    groups.meet(carrying);
    if (relations.length >= most) cut = 'items';
    const next: Id[] = [];
    for (const relation of carrying) {
      if (down.has(relation.fromId) || !isLost(relation, groups.of(relation), down)) continue;
      // One look beyond the bound tells whether there is more.
      if (depth > bounds.depth) cut = 'depth';
      else if (reached.length >= bounds.items) cut = 'items';
      if (depth > bounds.depth || reached.length >= bounds.items) break;
      down.add(relation.fromId);
      next.push(relation.fromId);
      reached.push({ id: relation.fromId, depth, viaId: relation.toId });
    }
    frontier = next;
  }
  return { reached, groups: groups.all().flatMap((group) => weakened(group, down)), cut };
};
