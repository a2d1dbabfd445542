import { describe, expect, it } from 'vitest';
import { type BegunChange, likelyCauses } from '#domain/changes/likely-causes.ts';

const change = (id: string, startsAt: string, more: Partial<BegunChange> = {}): BegunChange => ({
  ...{ id, startsAt, ciIds: [], serviceId: null },
  ...more,
});
const broken = { ciIds: ['relay'], serviceId: 'mail', related: new Set(['relay', 'disk']) };

describe('likely causes of an incident', () => {
  it.each([
    ['same_item', { ciIds: ['relay'] }],
    ['related_item', { ciIds: ['disk'] }],
    ['same_service', { serviceId: 'mail' }],
    ['recent', { ciIds: ['printer'], serviceId: 'print' }],
    // The nearest sign counts.
    ['same_item', { ciIds: ['disk', 'relay'], serviceId: 'mail' }],
  ] as const)('%s', (sign, more) => {
    expect(likelyCauses(broken, [change('c', '2026-11-01', more)])).toEqual([{ id: 'c', sign }]);
  });

  it('are the nearest first, and of those the one that was begun last', () => {
    const all = [
      change('far', '2026-11-09'),
      change('old', '2026-11-01', { ciIds: ['relay'] }),
      change('near', '2026-11-02', { ciIds: ['disk'] }),
      change('new', '2026-11-03', { ciIds: ['relay'] }),
    ];
    const ids = ['new', 'old', 'near', 'far'];
    expect(likelyCauses(broken, all).map(({ id }) => id)).toEqual(ids);
    expect(likelyCauses(broken, [...all].reverse()).map(({ id }) => id)).toEqual(ids);
  });

  it('know no service where the incident has none', () => {
    expect(likelyCauses({ ...broken, serviceId: null }, [change('c', '2026-11-01')])).toMatchObject([
      { sign: 'recent' },
    ]);
  });
});
