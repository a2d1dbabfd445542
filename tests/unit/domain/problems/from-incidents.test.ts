import { describe, expect, it } from 'vitest';
import { problemFromIncidents } from '#domain/problems/from-incidents.ts';
import { incident } from './world.ts';

describe('a problem from incidents', () => {
  it('takes the words of a single one', () => {
    const only = incident({ symptom: 'No link light', description: 'Since Monday.', category: 'Network' });
    expect(problemFromIncidents([only])).toMatchObject({
      title: 'Dock loses the network',
      symptom: 'No link light\n\nSince Monday.',
      category: 'Network',
    });
  });

  it('takes what all have in common and leaves the words of several to a person', () => {
    const same = { category: 'Network', subcategory: 'LAN', serviceId: 'service-1', ciId: 'switch-1' };
    const draft = problemFromIncidents([
      incident({ ...same, placeId: 'room-1', impact: 3, urgency: 3 }),
      incident({ ...same, placeId: 'room-2', impact: 2, urgency: 3 }),
      incident({ ...same, ciIds: ['nb-1'], impact: 3, urgency: 1 }),
    ]);
    expect(draft).toEqual({
      ...{ title: '', symptom: '', placeId: null, knowledgeIds: [], impact: 2, urgency: 1 },
      ...{
        category: 'Network',
        subcategory: 'LAN',
        serviceId: 'service-1',
        ciId: 'switch-1',
        ciIds: ['nb-1'],
      },
    });
  });

  it('lists the items where they differ, each once', () => {
    const draft = problemFromIncidents([
      incident({ ciId: 'dock-1', ciIds: ['nb-1'] }),
      incident({ ciId: 'dock-2', ciIds: ['nb-1'] }),
      incident({}),
    ]);
    expect(draft.ciId).toBeNull();
    expect(draft.ciIds).toEqual(['dock-1', 'nb-1', 'dock-2']);
  });

  it.each([
    [['service-1', null, null], null],
    [['service-1', 'service-1', null], 'service-1'],
    [['service-1', 'service-1', 'service-2'], null],
    [[null, null], null],
  ])('of the services %j takes %s', (services, common) => {
    expect(problemFromIncidents(services.map((serviceId) => incident({ serviceId }))).serviceId).toBe(common);
  });

  it('has no subcategory without its category', () => {
    const draft = problemFromIncidents([
      incident({ category: 'Network', subcategory: 'LAN' }),
      incident({ category: 'Hardware', subcategory: 'Docking station' }),
    ]);
    expect(draft).toMatchObject({ category: null, subcategory: null });
  });
});
