import { describe, expect, it } from 'vitest';
import { identityOf, identityRoles, withoutIdentity } from '#domain/permissions/identity.ts';

describe('who an account is', () => {
  it.each([
    [
      'nobody in the directory',
      ['deskhand-member', 'field'],
      { roles: ['field'], personId: null, teamIds: [] },
    ],
    [
      'a person of two teams',
      ['deskhand-member', 'team:a', 'person:p-1', 'service-desk', 'team:b:c'],
      { roles: ['service-desk'], personId: 'p-1', teamIds: ['a', 'b:c'] },
    ],
    [
      'nobody, who claims to be two',
      ['person:p-1', 'person:p-2'],
      { roles: [], personId: null, teamIds: [] },
    ],
    ['nobody, without an id', ['person:', 'team:'], { roles: [], personId: null, teamIds: [] }],
    [
      'no role of that name',
      ['person:field', 'Field', 'xfield'],
      { roles: [], personId: 'field', teamIds: [] },
    ],
  ])('is %s', (_, names, identity) => {
    expect(identityOf(names)).toEqual(identity);
  });

  it('stands among the roles, and is taken out of them again', () => {
    const names = ['deskhand-member', 'field', ...identityRoles({ personId: 'p', teamIds: ['a', 'b'] })];
    expect(identityOf(names)).toEqual({ roles: ['field'], personId: 'p', teamIds: ['a', 'b'] });
    expect(withoutIdentity(names)).toEqual(['deskhand-member', 'field']);
    expect(identityRoles({ personId: null, teamIds: [] })).toEqual([]);
  });
});
