import { describe, expect, it } from 'vitest';
import type { ImpactRelation } from '#domain/config-items/impact.ts';
import { type AudienceItem, audienceOf } from '#domain/events/audience.ts';

type Edge = readonly [from: string, to: string, group?: string, minUp?: number];

const relationsOf = (edges: readonly Edge[]): readonly ImpactRelation[] =>
  edges.map(([fromId, toId, group, minUp]) => ({
    ...{ fromId, toId, kind: 'depends_on' as const, active: true },
    ...{ group: group ?? null, minUp: minUp ?? null },
  }));

const item = (id: string, more: Partial<AudienceItem> = {}): AudienceItem => ({
  ...{ id, ciClass: 'desktop', userId: `user-of-${id}`, placeId: `place-of-${id}`, active: true },
  ...more,
});

const audience = (ciIds: readonly string[], edges: readonly Edge[], items: readonly AudienceItem[]) => {
  const relations = relationsOf(edges);
  return audienceOf(ciIds, {
    items: (ids) => items.filter(({ id }) => ids.includes(id)),
    relations: {
      dependents: (ids) => relations.filter(({ toId }) => ids.includes(toId)),
      groups: (ids) => relations.filter(({ fromId, group }) => group !== null && ids.includes(fromId)),
    },
  });
};

const server = item('server', { ciClass: 'server', userId: null });
const mail = item('mail', { ciClass: 'service', userId: null, placeId: null });
const pc = item('pc');

describe('whom an announcement concerns', () => {
  it('are those who use what goes down with the items, and the places where they do', () => {
    const found = audience(
      ['server'],
      [
        ['mail', 'server'],
        ['pc', 'mail'],
      ],
      [server, mail, pc],
    );
    expect(found).toEqual({
      ...{ reachedIds: ['mail', 'pc'], serviceItemIds: ['mail'], cut: null },
      // Nobody works where the server stands.
      ...{ placeIds: ['place-of-pc'], userIds: ['user-of-pc'] },
    });
  });

  it('is nobody where redundancy keeps it up, and everybody once nothing is left of it', () => {
    const edges: readonly Edge[] = [
      ['mail', 'server', 'nodes', 1],
      ['mail', 'twin', 'nodes', 1],
      ['pc', 'mail'],
    ];
    const items = [server, item('twin', { ciClass: 'server', userId: null }), mail, pc];
    expect(audience(['server'], edges, items)).toMatchObject({ reachedIds: [], userIds: [], placeIds: [] });
    expect(audience(['server', 'twin'], edges, items)).toMatchObject({ reachedIds: ['mail', 'pc'] });
  });

  it('are also those of the named items themselves, each once', () => {
    const printer = item('printer', { ciClass: 'printer', userId: null, placeId: 'hall' });
    const other = item('other', { userId: 'user-of-pc', placeId: 'hall' });
    expect(audience(['printer', 'pc', 'other'], [], [printer, pc, other])).toEqual({
      ...{ reachedIds: [], serviceItemIds: [], cut: null },
      ...{ placeIds: ['hall', 'place-of-pc'], userIds: ['user-of-pc'] },
    });
  });

  it('uses nothing that is out of operation or not here', () => {
    const old = item('old', { active: false });
    const edges: readonly Edge[] = [
      ['old', 'server'],
      ['gone', 'server'],
    ];
    expect(audience(['server'], edges, [server, old])).toMatchObject({ reachedIds: [], userIds: [] });
  });
});
