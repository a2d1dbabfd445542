/** The CMDB as a change will leave it: what is reached, what is to spare, and whose preparations are in the way. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEW_RELATION, preparationId, preparedRelationId } from '#domain/changes/preparations.ts';
import { clashesOf, rehearse } from '#domain/changes/rehearsal.ts';
import { type ImpactRelation, impactOf, type RelationLookup } from '#domain/config-items/impact.ts';
import type { Preparation } from '#domain/fields/changes.ts';
import type { Relation } from '#domain/fields/config-items.ts';
import { aRelation } from '../fixtures.ts';

/** `erp host` is a relation by which `erp` needs `host`; its id is that text. */
type Given = readonly [path: string, more?: Partial<Relation>];
const relationsOf = (given: readonly Given[]): readonly Relation[] =>
  given.map(([path, more]) => {
    const [fromId = '', toId = ''] = path.split(' ');
    return aRelation(path, { kind: 'depends_on', fromId, toId, ...more });
  });
const lookupOf = (all: readonly ImpactRelation[]): RelationLookup => ({
  dependents: (ids, limit) => all.filter((one) => ids.includes(one.toId)).slice(0, limit),
  groups: (ids) => all.filter((one) => ids.includes(one.fromId) && one.group !== null),
});
const group = (minUp: number): Partial<Relation> => ({ group: 'hosts', minUp });

const prepared = (
  collection: Preparation['collection'],
  targetId: string,
  field: string,
  from: unknown,
  to: unknown,
): Preparation => ({ id: preparationId(collection, targetId, field), collection, targetId, field, from, to });
const status = (id: string, to: string, from = 'in_operation') =>
  prepared('configItems', id, 'status', from, to);
const cut = (path: string) => prepared('relations', path, 'active', true, false);
const added = (path: string, more: Partial<Relation> = {}) => {
  const [fromId = '', toId = ''] = path.split(' ');
  const relation = { kind: 'depends_on', fromId, toId, group: null, minUp: null, ...more } as const;
  return prepared('relations', preparedRelationId(relation), NEW_RELATION, null, relation);
};

type Asked = {
  readonly given?: readonly Given[];
  readonly preparations?: readonly Preparation[];
  readonly ciIds?: readonly string[];
  readonly inactive?: readonly string[];
};
const look = ({ given = [], preparations = [], ciIds = [], inactive = [] }: Asked) => {
  const all = relationsOf(given);
  const edited = all.filter(({ id }) => preparations.some(({ targetId }) => targetId === id));
  const world = {
    lookup: lookupOf(all),
    relations: edited,
    inactive: (ids: readonly string[]) => new Set(ids.filter((id) => inactive.includes(id))),
  };
  const { reached, redundancy, ...rest } = rehearse({ ciId: null, ciIds: [...ciIds], preparations }, world);
  return {
    ...rest,
    reached: reached.map(({ id, depth, difference }) => `${id}${depth} ${difference}`),
    redundancy: redundancy.map(({ id, before, after, verdict }) => ({ id, before, after, verdict })),
  };
};

describe('what is reached', () => {
  it('differs by nothing where nothing is prepared', () => {
    const found = look({ given: [['erp host'], ['portal erp']], ciIds: ['host'] });
    expect(found).toMatchObject({ reached: ['erp1 same', 'portal2 same'], redundancy: [], down: [] });
  });

  it('tells what a relation brings, and what one takes away', () => {
    const given: Given[] = [['erp host'], ['portal erp'], ['mail relay']];
    expect(look({ given, preparations: [added('mail host')] }).reached).toEqual([
      ...['erp1 same', 'mail1 gained', 'portal2 same'],
    ]);
    expect(look({ given, preparations: [cut('erp host')] }).reached).toEqual([
      ...['erp1 lost', 'portal2 lost'],
    ]);
    // Moved: what was there goes, and what needs it goes along.
    expect(look({ given, preparations: [cut('erp host'), added('erp relay')] }).reached).toEqual([
      ...['mail1 same', 'erp1 same', 'portal2 same'],
    ]);
  });

  it('leaves loops that the change makes, and goes as deep as any impact', () => {
    const chain = Array.from({ length: 14 }, (_, at): Given => [`c${at + 1} c${at}`]);
    const found = look({ given: chain, preparations: [added('c0 c3')], ciIds: ['c0'] });
    expect(found).toMatchObject({ cut: 'depth' });
    const ids = found.reached.map((one) => one.split(/\d+ /)[0] + one);
    expect(new Set(ids).size).toBe(ids.length);
    expect(found.reached).toContain('c11 same');
  });

  it('counts a redundant group as it will be', () => {
    const given: Given[] = [['cluster h1', group(1)], ['cluster h2', group(1)], ['erp cluster']];
    expect(look({ given, ciIds: ['h1'] }).reached).toEqual([]);
    expect(look({ given, ciIds: ['h1'], preparations: [cut('cluster h2')] }).reached).toEqual([
      ...['cluster1 gained', 'erp2 gained'],
    ]);
    // One of two goes: what is left stands in for nothing.
    const alone = look({ given, preparations: [cut('cluster h2'), status('h1', 'in_repair')] });
    expect(alone.redundancy).toEqual([
      { id: 'cluster', before: { up: 2, needed: 1 }, after: { up: 1, needed: 1 }, verdict: 'lost' },
    ]);
  });
});

describe('redundancy', () => {
  const given: Given[] = [
    ['cluster h1', group(1)],
    ['cluster h2', group(1)],
    ['erp cluster'],
    ['portal erp'],
  ];
  it.each([
    ['a member retires', [status('h1', 'scrapped')], 'lost', { up: 1, needed: 1 }, []],
    ['a member joins', [added('cluster h3', group(1))], 'changed', { up: 3, needed: 1 }, []],
    ['a relation goes', [cut('cluster h1')], 'lost', { up: 1, needed: 1 }, []],
    [
      'all retire',
      [status('h1', 'scrapped'), status('h2', 'out_of_operation')],
      'down',
      { up: 0, needed: 1 },
      ['cluster', 'erp', 'portal'],
    ],
    [
      'more are needed',
      [
        prepared('relations', 'cluster h1', 'minUp', 1, 2),
        prepared('relations', 'cluster h2', 'minUp', 1, 2),
      ],
      'lost',
      { up: 2, needed: 2 },
      [],
    ],
  ] as const)('%s', (_, preparations, verdict, after, down) => {
    const found = look({ given, preparations });
    expect(found.redundancy).toEqual([{ id: 'cluster', before: { up: 2, needed: 1 }, after, verdict }]);
    expect(found.down).toEqual(down);
  });

  it('is gained by an item that comes back, and by a second one', () => {
    const back = look({ given, inactive: ['h2'], preparations: [status('h2', 'in_operation', 'stored')] });
    // Stored is no end of an item's life.
    expect(back.redundancy).toEqual([]);
    const revived = look({
      ...{ given, inactive: ['h2'] },
      preparations: [status('h2', 'in_operation', 'out_of_operation')],
    });
    expect(revived.redundancy).toEqual([
      { id: 'cluster', before: { up: 1, needed: 1 }, after: { up: 2, needed: 1 }, verdict: 'gained' },
    ]);
    const first = look({ preparations: [added('web h1', group(1)), added('web h2', group(1))] });
    expect(first.redundancy).toEqual([
      { id: 'web', before: null, after: { up: 2, needed: 1 }, verdict: 'gained' },
    ]);
  });
});

it('says of any graph what its impact says once the edits are made', () => {
  const node = fc.integer({ min: 0, max: 6 }).map((at) => `n${at}`);
  const edge = fc.record({ from: node, to: node, minUp: fc.constantFrom(null, 1, 2), gone: fc.boolean() });
  const graph = fc.uniqueArray(edge, { selector: ({ from, to }) => `${from} ${to}`, maxLength: 14 });
  const extra = fc.uniqueArray(edge, { selector: ({ from, to }) => `${from} ${to}`, maxLength: 3 });
  fc.assert(
    fc.property(graph, extra, node, (edges, more, start) => {
      const parts = (minUp: number | null) => ({ minUp, group: minUp === null ? null : 'hosts' });
      const given = edges.map(({ from, to, minUp }): Given => [`${from} ${to}`, parts(minUp)]);
      const fresh = more.filter(({ from, to }) => !edges.some((one) => one.from === from && one.to === to));
      const preparations = [
        ...edges.filter(({ gone }) => gone).map(({ from, to }) => cut(`${from} ${to}`)),
        ...fresh.map(({ from, to, minUp }) => added(`${from} ${to}`, parts(minUp))),
      ];
      const found = look({ given, preparations, ciIds: [start] });
      const made = relationsOf([
        ...given.filter(([path]) => !preparations.some(({ targetId }) => targetId === path)),
        ...fresh.map(({ from, to, minUp }): Given => [`${from} ${to}`, parts(minUp)]),
      ]);
      const failures = [[start], found.touched.filter((id) => id !== start)];
      const will = new Set(
        failures.flatMap((ids) => impactOf(ids, lookupOf(made)).reached.map(({ id }) => id)),
      );
      const told = found.reached.filter((one) => !one.endsWith('lost')).map((one) => one.slice(0, 2));
      expect(new Set(told)).toEqual(will);
    }),
  );
});

describe('clashes with what others prepare', () => {
  const other = (...preparations: readonly Preparation[]) => [{ id: 'chg-2', preparations }];
  const place = (to: string) => prepared('configItems', 'h1', 'placeId', 'a', to);
  it.each([
    ['another value of the same field', [place('b')], [place('c')], ['field']],
    ['the same value', [place('b')], [place('b')], ['twice']],
    ['another field', [place('b')], [prepared('configItems', 'h1', 'name', 'x', 'y')], []],
    ['another item', [place('b')], [prepared('configItems', 'h2', 'placeId', 'a', 'c')], []],
    [
      'addresses that both add',
      [prepared('configItems', 'h1', 'ips', [], ['1'])],
      [prepared('configItems', 'h1', 'ips', [], ['2'])],
      [],
    ],
    ['the other retires it', [place('b')], [status('h1', 'scrapped')], ['retires']],
    ['this one retires it', [status('h1', 'scrapped')], [place('c')], ['retired']],
    ['the other retires an end of a relation', [added('erp h1')], [status('h1', 'scrapped')], ['retires']],
    ['the same relation, otherwise', [added('erp h1')], [added('erp h1', group(1))], ['field']],
    ['a relation that both take away', [cut('erp h1')], [cut('erp h1')], ['twice']],
  ] as const)('%s', (_, mine, theirs, kinds) => {
    expect(clashesOf(mine, other(...theirs)).map(({ kind }) => kind)).toEqual(kinds);
  });
});
