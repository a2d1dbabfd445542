import { describe, expect, it } from 'vitest';
import { type Concern, type Concerned, concernOf, hearsAll, type Scope } from '#domain/events/concern.ts';
import { ROLES } from '#domain/records/common.ts';

const nobody: Concerned = { seesAll: false, placeIds: [], ciIds: [], serviceIds: [], teamIds: [] };
const nothing: Scope = {
  ...{ ciIds: [], serviceIds: undefined, placeIds: undefined, teamIds: undefined },
  ...{ leftOutIds: undefined, reachedIds: undefined, reachedPlaceIds: undefined },
};

describe('an announcement concerns', () => {
  // biome-ignore format: a table is read by its columns
  const cases: readonly (readonly [string, Partial<Scope>, Partial<Concerned>, Concern | null])[] = [
    ['everybody, where it names nothing',       {},                                             {},                                   'everybody'],
    ['whose device is named',                   { ciIds: ['a'] },                               { ciIds: ['b', 'a'] },                'device'],
    ['whose device goes down with it',          { ciIds: ['a'], reachedIds: ['b'] },            { ciIds: ['b'] },                     'device'],
    ['nobody by a device that was left out',    { ciIds: ['a'], reachedIds: ['b'], leftOutIds: ['b'] }, { ciIds: ['b'] },             null],
    ['whoever is below a place',                { placeIds: ['site'] },                         { placeIds: ['room', 'floor', 'site'] }, 'place'],
    ['whoever is where it is used',             { ciIds: ['a'], reachedPlaceIds: ['room'] },    { placeIds: ['room'] },               'place'],
    ['nobody by a place that was left out',     { ciIds: ['a'], reachedPlaceIds: ['room'], leftOutIds: ['room'] }, { placeIds: ['room'] }, null],
    ['a place named by hand though left out',   { placeIds: ['room'], reachedPlaceIds: ['room'], leftOutIds: ['room'] }, { placeIds: ['room'] }, 'place'],
    ['whoever talks about the service',         { serviceIds: ['mail'] },                       { serviceIds: ['mail'] },             'service'],
    ['who is in a team',                        { teamIds: ['net'] },                           { teamIds: ['net'] },                 'team'],
    ['the desk, whatever it names',             { placeIds: ['elsewhere'] },                    { seesAll: true },                    'desk'],
    ['nobody else',                             { placeIds: ['elsewhere'], ciIds: ['a'] },      { placeIds: ['room'], ciIds: ['b'] }, null],
    ['by the nearest reason',                   { placeIds: ['room'], ciIds: ['a'] },           { placeIds: ['room'], ciIds: ['a'], seesAll: true }, 'device'],
  ];
  it.each(cases)('%s', (_name, scope, who, because) => {
    expect(concernOf({ ...nothing, ...scope }, { ...nobody, ...who })).toBe(because);
  });

  it('all those whom anybody may call about it', () => {
    expect(ROLES.filter((role) => hearsAll([role]))).toEqual([
      ...['service-desk', 'team-lead', 'problem-manager', 'change-manager', 'administrator'],
    ]);
    expect(hearsAll(['field', 'team-lead'])).toBe(true);
    expect(hearsAll([])).toBe(false);
  });
});
