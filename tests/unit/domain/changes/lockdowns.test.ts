import { describe, expect, it } from 'vitest';
import { exceptionFrom } from '#domain/changes/exceptions.ts';
import { lockdownsOn } from '#domain/changes/lockdowns.ts';
import type { Lockdown } from '#domain/fields/events.ts';
import { aBlackout, aLockdown } from '../events/planning-events.ts';

const ms = (time: string): number => Date.parse(`2026-03-02T${time}:00.000Z`);
const evening = { from: ms('20:00'), to: ms('22:00') };
const change = { ciIds: ['switch'], serviceIds: ['erp'], placeIds: ['room', 'building'] };
const on = (fields: Partial<Lockdown>): readonly string[] =>
  lockdownsOn(change, [aLockdown('stop', fields)], evening).map(({ id }) => id);

describe('a lockdown stops a change', () => {
  it.each<[string, Partial<Lockdown>]>([
    ['that it names nothing of, as it names nothing', {}],
    ['of an item that it names', { ciIds: ['switch', 'other'] }],
    ['of a service that it names', { serviceIds: ['erp'] }],
    ['in a place below one that it names', { placeIds: ['building'] }],
    ['that ends as it begins, within a minute', { startsAt: '2026-03-02T21:59:00.000Z' }],
    ['until further notice', { startsAt: '2020-01-01T00:00:00.000Z', endsAt: null }],
  ])('%s', (_what, fields) => {
    expect(on(fields)).toEqual(['stop']);
  });

  it.each<[string, Partial<Lockdown>]>([
    ['of another item', { ciIds: ['other'] }],
    ['of another service and place', { serviceIds: ['mail'], placeIds: ['harbour'] }],
    ['that is over when it begins', { startsAt: '2026-03-02T22:00:00.000Z' }],
    ['that begins when it is over', { endsAt: '2026-03-02T20:00:00.000Z' }],
    ['once it was withdrawn', { active: false }],
  ])('but none %s', (_what, fields) => {
    expect(on(fields)).toEqual([]);
  });

  it('and a blackout stops none: it is planned around', () => {
    expect(lockdownsOn(change, [aBlackout('blackout')], evening)).toEqual([]);
  });

  it('unless those who may lock down except it: the first of them decides', () => {
    expect(exceptionFrom({ id: 'stop', title: 'Year end' })).toEqual({
      ...{ id: 'lockdown-stop', name: 'Year end', rule: 'first', share: 1 },
      ...{ personIds: [], roles: ['team-lead', 'administrator'] },
    });
  });
});
