import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ImpactRelation, impactOf, type RelationLookup } from '#domain/config-items/impact.ts';

type Given = readonly [fromId: string, toId: string, more?: Partial<ImpactRelation>];

const relation = ([fromId, toId, more]: Given): ImpactRelation => ({
  ...{ fromId, toId, kind: 'depends_on', group: null, minUp: null, active: true },
  ...more,
});

const lookupOf = (given: readonly Given[]): RelationLookup => {
  const all = given.map(relation);
  return {
    dependents: (ids, limit) => all.filter((one) => ids.includes(one.toId)).slice(0, limit),
    groups: (ids) => all.filter((one) => ids.includes(one.fromId) && one.group !== null),
  };
};

const group = (minUp: number, name = 'hosts'): Partial<ImpactRelation> => ({ group: name, minUp });
const reach = (
  given: readonly Given[],
  broken: readonly string[],
  bounds?: Parameters<typeof impactOf>[2],
) => {
  const { reached, groups, cut } = impactOf(broken, lookupOf(given), bounds);
  return { ids: reached.map(({ id, depth }) => `${id}${depth}`), groups, cut };
};

describe('what a failure reaches', () => {
  it('is nothing where nothing needs it, or nothing is given', () => {
    expect(reach([['erp', 'host']], ['erp'])).toEqual({ ids: [], groups: [], cut: null });
    expect(reach([['erp', 'host']], [])).toEqual({ ids: [], groups: [], cut: null });
  });

  it('goes along what carries failure, each once and nearest first', () => {
    const given: Given[] = [
      ['erp', 'host', { kind: 'runs_on' }],
      ['portal', 'erp', { kind: 'uses' }],
      ['portal', 'host'],
      ['desk', 'host', { kind: 'connected_to' }],
      ['old', 'host', { active: false }],
    ];
    expect(reach(given, ['host']).ids).toEqual(['erp1', 'portal1']);
  });

  it('leaves loops', () => {
    const given: Given[] = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['a', 'a'],
    ];
    expect(reach(given, ['a'])).toEqual({ ids: ['c1', 'b2'], groups: [], cut: null });
  });

  it('goes from several items at once, of which none is reached', () => {
    const given: Given[] = [
      ['erp', 'host'],
      ['portal', 'erp'],
    ];
    expect(reach(given, ['host', 'erp']).ids).toEqual(['portal1']);
  });

  it('says at which bound it stopped, and only where there is more', () => {
    const chain = Array.from({ length: 5 }, (_, index): Given => [`i${index + 1}-`, `i${index}-`]);
    expect(reach(chain, ['i0-'], { depth: 3, items: 9 })).toMatchObject({
      ids: ['i1-1', 'i2-2', 'i3-3'],
      cut: 'depth',
    });
    expect(reach(chain, ['i0-'], { depth: 5, items: 9 })).toMatchObject({ cut: null });
    const star = Array.from({ length: 5 }, (_, index): Given => [`s${index}-`, 'hub']);
    expect(reach(star, ['hub'], { depth: 3, items: 4 })).toMatchObject({
      ids: ['s0-1', 's1-1', 's2-1', 's3-1'],
      cut: 'items',
    });
    expect(reach(star, ['hub'], { depth: 3, items: 5 })).toMatchObject({ cut: null });
  });

  it('does not take all relations of what everything needs', () => {
    const star = Array.from({ length: 100 }, (_, index): Given => [`s${index % 2}-`, 'hub']);
    expect(reach(star, ['hub'], { depth: 3, items: 4 })).toMatchObject({
      ids: ['s0-1', 's1-1'],
      cut: 'items',
    });
  });
});

describe('redundancy', () => {
  const cluster = (minUp: number): Given[] => [
    ['cluster', 'host1', group(minUp)],
    ['cluster', 'host2', group(minUp)],
    ['cluster', 'host3', group(minUp)],
    ['erp', 'cluster'],
  ];

  it('holds while enough are up, and says where no spare is left', () => {
    expect(reach(cluster(1), ['host1'])).toEqual({ ids: [], groups: [], cut: null });
    expect(reach(cluster(1), ['host1', 'host2'])).toEqual({
      ids: [],
      groups: [{ id: 'cluster', group: 'hosts', up: 1, needed: 1 }],
      cut: null,
    });
    expect(reach(cluster(2), ['host1']).groups).toEqual([
      { id: 'cluster', group: 'hosts', up: 2, needed: 2 },
    ]);
  });

  it('is over when too few are up', () => {
    expect(reach(cluster(2), ['host1', 'host2'])).toEqual({
      ids: ['cluster1', 'erp2'],
      groups: [{ id: 'cluster', group: 'hosts', up: 1, needed: 2 }],
      cut: null,
    });
  });

  it('is none where all are needed', () => {
    expect(reach(cluster(3), ['host1'])).toMatchObject({ ids: ['cluster1', 'erp2'], groups: [] });
    expect(reach(cluster(9), ['host1'])).toMatchObject({ ids: ['cluster1', 'erp2'], groups: [] });
  });

  it('is lost by way of what its members share, later than elsewhere too', () => {
    const given: Given[] = [
      ...cluster(1),
      ['host1', 'power'],
      ['host2', 'power'],
      ['rack', 'power'],
      ['host3', 'rack'],
    ];
    expect(reach(given, ['power']).ids).toEqual(['host11', 'host21', 'rack1', 'host32', 'cluster3', 'erp4']);
  });

  it('is lost with what is down anyway', () => {
    const given: Given[] = [
      ['cluster', 'host1', group(1)],
      ['cluster', 'host2', group(1)],
      ['cluster', 'power'],
      ['host1', 'rack'],
    ];
    expect(reach(given, ['rack', 'power']).groups).toEqual([
      { id: 'cluster', group: 'hosts', up: 1, needed: 1 },
    ]);
  });

  it('of one item in several groups counts each', () => {
    const given: Given[] = [
      ['erp', 'host1', group(1)],
      ['erp', 'host2', group(1)],
      ['erp', 'disk1', group(1, 'disks')],
      ['erp', 'disk2', group(1, 'disks')],
    ];
    expect(reach(given, ['host1', 'disk1']).groups.map((one) => one.group)).toEqual(['hosts', 'disks']);
  });
});

it('more that breaks never reaches less, nor leaves more redundancy', () => {
  const item = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  const given = fc.array(
    fc.tuple(
      item,
      item,
      fc.oneof(
        fc.constant({}),
        fc.record({ group: fc.constantFrom('x', 'y'), minUp: fc.constant(1) }),
        fc.record({ group: fc.constant('z'), minUp: fc.constant(2) }),
      ),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(
      given,
      fc.uniqueArray(item),
      fc.uniqueArray(item),
      fc.integer({ min: 1, max: 4 }),
      (all, few, more, depth) => {
        const lookup = lookupOf(all);
        const bounds = { depth, items: 100 };
        const less = impactOf(few, lookup, bounds);
        const greater = impactOf([...few, ...more], lookup, bounds);
        const down = new Set([...few, ...more, ...greater.reached.map(({ id }) => id)]);
        expect(less.reached.filter(({ id }) => !down.has(id))).toEqual([]);
        const lost = new Set(greater.groups.map(({ id, group: name }) => `${id} ${name}`));
        expect(less.groups.filter(({ id, group: name }) => !lost.has(`${id} ${name}`))).toEqual([]);
      },
    ),
  );
});
