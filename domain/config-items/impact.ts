import type { Relation, RelationKind } from '#domain/fields/config-items.ts';
import type { Id } from '#domain/records/common.ts';

/** Kinds along which a failure travels from `toId` to `fromId`. */
const CARRIES_FAILURE: ReadonlySet<RelationKind> = new Set(['depends_on', 'runs_on', 'uses']);

/** As in iTop (field guide 1.5): deeper than this nobody reads it. */
const MAX_DEPTH = 10;

export type Reached = { readonly id: Id; readonly depth: number; readonly viaId: Id };

export type RelationLookup = {
  /** Active relations whose `toId` is one of `ids`: who needs them. */
  readonly dependents: (ids: readonly Id[]) => readonly Relation[];
  /** Active relations whose `fromId` is `id`: what it needs. */
  readonly needs: (id: Id) => readonly Relation[];
};

/** Whether `relation.fromId` has lost what it needs through this relation, or through the redundant group it belongs to. */
const isLost = (relation: Relation, down: ReadonlySet<Id>, lookup: RelationLookup): boolean => {
  if (relation.group === null || relation.minUp === null) return true;
  const group = lookup
    .needs(relation.fromId)
    .filter((other) => other.active && other.group === relation.group && CARRIES_FAILURE.has(other.kind));
  const downCount = group.filter((other) => down.has(other.toId)).length;
  return downCount > Math.max(0, group.length - relation.minUp);
};

/**
 * What a failure of `brokenId` reaches, nearest first; each CI once, so loops are safe. Where a CI needs several of a group and
 * `minUp` of them are enough, it is reached only when more than N - minUp of its N sources are down (iTop's redundancy rule, field guide 1.5).
 */
export const impactOf = (brokenId: Id, lookup: RelationLookup): readonly Reached[] => {
  const down = new Set<Id>([brokenId]);
  const reached: Reached[] = [];
  let frontier: readonly Id[] = [brokenId];
  for (let depth = 1; depth <= MAX_DEPTH && frontier.length > 0; depth += 1) {
    const next: Id[] = [];
    for (const relation of lookup.dependents(frontier)) {
      if (!relation.active || !CARRIES_FAILURE.has(relation.kind) || down.has(relation.fromId)) continue;
      if (!isLost(relation, down, lookup)) continue;
      down.add(relation.fromId);
      next.push(relation.fromId);
      reached.push({ id: relation.fromId, depth, viaId: relation.toId });
    }
    frontier = next;
  }
  return reached;
};
