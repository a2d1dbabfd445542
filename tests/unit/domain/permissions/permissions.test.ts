import { describe, expect, it } from 'vitest';
import { COMMAND_NAMES, may, PERMISSIONS, scopeOf } from '#domain/permissions/permissions.ts';
import { ROLES } from '#domain/records/common.ts';
import { actorWith } from '../env.ts';

describe('permissions', () => {
  it('say something for every command and role', () => {
    expect(Object.keys(PERMISSIONS).sort()).toEqual([...COMMAND_NAMES].sort());
    for (const row of Object.values(PERMISSIONS)) expect(Object.keys(row).sort()).toEqual([...ROLES].sort());
  });

  it('give an administrator everything', () => {
    for (const command of COMMAND_NAMES) expect(scopeOf(['administrator'], command)).toBe('all');
  });

  it.each([
    ['field', 'incidents.create', true],
    ['field', 'incidents.addNote', true],
    ['field', 'incidents.step', true],
    ['field', 'incidents.import', false],
    ['field', 'settings.update', false],
    ['service-desk', 'orders.create', true],
    ['service-desk', 'settings.update', false],
    ['team-lead', 'tickets.bulk', true],
    ['change-manager', 'incidents.step', false],
  ] as const)('%s, %s: %s', (role, command, allowed) => {
    expect(may(actorWith([role]), command).ok).toBe(allowed);
  });

  it.each([
    [{ teamId: 'team-1', assigneeId: null }, true],
    [{ teamId: 'team-2', assigneeId: 'person-1' }, true],
    [{ teamId: 'team-2', assigneeId: 'person-2' }, false],
    [{ teamId: null, assigneeId: null }, false],
  ])('a field technician works what is of %j: %s', (target, allowed) => {
    for (const command of ['orders.start', 'incidents.step', 'incidents.update', 'incidents.assign'] as const)
      expect(may(actorWith(['field']), command, target).ok, command).toBe(allowed);
  });

  it.each([
    [{ teamId: null, assigneeId: null }, true],
    [{ teamId: 'team-1', assigneeId: null }, true],
    [{ teamId: 'team-2', assigneeId: null }, false],
  ])('the service desk bulk assigns %j: %s, a team lead always', (target, allowed) => {
    expect(may(actorWith(['service-desk']), 'tickets.bulk', target).ok).toBe(allowed);
    expect(may(actorWith(['team-lead']), 'tickets.bulk', target).ok).toBe(true);
  });

  it('adds roles up and ignores unknown ones', () => {
    expect(scopeOf(['field', 'team-lead'], 'orders.start')).toBe('all');
    expect(scopeOf(['toString', 'constructor', '_reader'], 'incidents.create')).toBe('none');
    expect(may(actorWith([]), 'incidents.create')).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });
});
