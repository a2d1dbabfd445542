import { type RiskInput, riskOf } from '#domain/changes/risk.ts';
import type { PastChange } from '#domain/changes/team-success.ts';
import { type ImpactRelation, impactOf, type RelationLookup } from '#domain/config-items/impact.ts';
import type { Change, RiskLevel } from '#domain/fields/changes.ts';
import type { Lookup } from './incident-world.ts';
import { planningOf } from './planning.ts';

const lookups = new WeakMap<Lookup, RelationLookup>();

/** By both ends, as the console's store finds them. */
const relationsOf = (world: Lookup): RelationLookup => {
  const known = lookups.get(world);
  if (known !== undefined) return known;
  const by = (end: 'fromId' | 'toId'): ReadonlyMap<string, readonly ImpactRelation[]> => {
    const found = new Map<string, ImpactRelation[]>();
    for (const relation of world.relations) {
      const others = found.get(relation[end]);
      if (others === undefined) found.set(relation[end], [relation]);
      else others.push(relation);
    }
    return found;
  };
  const [from, to] = [by('fromId'), by('toId')];
  const made: RelationLookup = {
    dependents: (ids, limit) => ids.flatMap((id) => to.get(id) ?? []).slice(0, limit),
    groups: (ids) => ids.flatMap((id) => from.get(id) ?? []).filter(({ group }) => group !== null),
  };
  lookups.set(world, made);
  return made;
};

const itemsOf = (ids: readonly string[], world: Lookup): Pick<RiskInput, 'items' | 'cut' | 'groups'> => {
  const { reached, groups, cut } = impactOf(ids, relationsOf(world));
  const depths = new Map([
    ...ids.map((id) => [id, 0] as const),
    ...reached.map(({ id, depth }) => [id, depth] as const),
  ]);
  const items = world.items.flatMap(({ id, ciClass, criticality, active }) => {
    const depth = depths.get(id);
    if (depth === undefined || !(active || depth === 0)) return [];
    return [{ id, criticality, depth, isService: ciClass === 'service' }];
  });
  return { items, cut, groups };
};

/**
 * What the company's rules make of a change when its approval is asked for. Incidents that are open about its items come later, so what it is now may be
 * more. `past`: how the changes of its team went until then.
 */
export const riskAtRequest = (
  change: Change,
  past: readonly PastChange[],
  world: Lookup,
): { readonly riskLevel: RiskLevel; readonly riskScore: number } => {
  const { ciId, ciIds, plannedStartAt: startsAt, plannedEndAt: endsAt } = change;
  const own = [...new Set([...(ciId === null ? [] : [ciId]), ...ciIds])];
  const service = world.services.find(({ id }) => id === change.serviceId);
  const { level, score } = riskOf(
    {
      ...itemsOf(own, world),
      service: service === undefined ? null : { id: service.id, criticality: service.criticality },
      incidents: [],
      window: startsAt === null || endsAt === null ? null : { startsAt, endsAt },
      // The company's one blackout holds for everything.
      blackouts: planningOf(change.createdAt, world.nowMs).filter(({ type }) => type === 'blackout'),
      ...{ past, answers: change.riskAnswers ?? [] },
    },
    world.settings.risk,
  );
  return { riskLevel: level, riskScore: score };
};
