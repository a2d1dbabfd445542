/** A ticket ended as a duplicate, at the server: by whoever may solve it, and by no other step between the same states. */
import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/fields/tickets.ts';
import { changeRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { Role } from '#domain/records/common.ts';
import { closeDuplicate, takeDuplicate } from '#domain/tickets/duplicates.ts';
import { envOf, unwrap } from '../env.ts';
import { anIncident } from '../fixtures.ts';
import { as, json, write } from './writes.ts';

const kept = anIncident(envOf(['team-lead']), {
  id: 'kept',
  number: 'INC-AAA-0001',
  teamId: 'team-1',
  requesterId: 'caller-1',
});
const double = anIncident(envOf(['team-lead']), {
  id: 'double',
  number: 'INC-AAA-0002',
  teamId: 'team-1',
  requesterId: 'caller-2',
});
const lookup = (id: string) => [kept, double].find((one) => one.id === id);
const ended = (role: Role): Incident =>
  unwrap(closeDuplicate(INCIDENT, double, { ofId: 'kept' }, { ...as(role), lookup }));
const told = (role: Role): Incident => unwrap(takeDuplicate(INCIDENT, kept, ended(role), null, as(role)));
const at = (before: Incident, after: Incident, role: Role) =>
  write('tickets', json(before), json(after), [role]);

const SOLVERS: readonly Role[] = ['service-desk', 'field', 'team-lead', 'problem-manager', 'administrator'];

describe('a duplicate at the server', () => {
  it.each(SOLVERS)('is ended, and the other one told, by %s', (role) => {
    expect(at(double, ended(role), role)).toEqual({ ok: true });
    expect(at(kept, told(role), role)).toEqual({ ok: true });
    expect(told(role)).toMatchObject({ duplicateIds: ['double'], alsoAffectedIds: ['caller-2'] });
  });

  it.each<Role>(['knowledge-manager', 'change-manager'])('is not for %s', (role) => {
    expect(closeDuplicate(INCIDENT, double, { ofId: 'kept' }, { ...as(role), lookup })).toMatchObject({
      error: { reason: 'state.role' },
    });
    expect(at(double, ended('service-desk'), role)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(at(kept, told('service-desk'), role)).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it.each<Role>(['field', 'problem-manager'])('is no way for %s to cancel', (role) => {
    const cancelled = changeRecord(INCIDENT, double, { state: 'cancelled' }, as(role), {
      kind: 'state',
      text: 'Gone',
    });
    expect(at(double, cancelled, role)).toMatchObject({ ok: false, reason: 'state.role' });
  });

  it('needs its note where it is no duplicate', () => {
    const cancelled = changeRecord(INCIDENT, double, { state: 'cancelled' }, as('service-desk'), {
      kind: 'state',
    });
    expect(at(double, cancelled, 'service-desk')).toMatchObject({ ok: false, reason: 'state.note_needed' });
  });

  // Whoever may not cancel said in the entry that it is a duplicate, and left the ticket cancelled with nothing in it.
  it.each<Role>(['field', 'problem-manager', 'service-desk'])('keeps what its step says, by %s', (role) => {
    const said = ended(role);
    const needed = { ok: false, reason: 'state.field_needed' };
    expect(at(double, { ...said, duplicateOfId: null }, role)).toMatchObject(needed);
    const taken = changeRecord(INCIDENT, said, { duplicateOfId: null }, as(role), { kind: 'link' });
    expect(at(double, taken, role)).toMatchObject(needed);
    const step = { state: 'cancelled', duplicateOfId: 'double' } as const;
    const ofItself = changeRecord(INCIDENT, double, step, as(role), { kind: 'state' });
    expect(at(double, ofItself, role)).toMatchObject({ ok: false, reason: 'duplicate.itself' });
  });

  it.each<Role>(['field', 'problem-manager', 'service-desk'])(
    'is no way for %s to open what was called off for another reason',
    (role) => {
      const how = { kind: 'state', text: 'Gone' } as const;
      const off = changeRecord(INCIDENT, double, { state: 'cancelled' }, as('team-lead'), how);
      // Called a duplicate and open again in one write, as if it had been open.
      const said = { state: 'cancelled', duplicateOfId: 'kept' } as const;
      const asIfNew: Incident = { ...off, state: 'new' };
      const called = changeRecord(INCIDENT, asIfNew, said, as(role), { kind: 'state' });
      const step = { state: 'new', duplicateOfId: null } as const;
      const open = changeRecord(INCIDENT, called, step, as(role), { kind: 'state' });
      expect(at(off, open, role)).toMatchObject({ ok: false, reason: 'state.no_step' });
      // Of one that was a duplicate since it was new, that is its way back.
      const duplicate = ended('team-lead');
      const backAgain = changeRecord(INCIDENT, duplicate, step, as(role), { kind: 'state' });
      expect(at(duplicate, backAgain, role)).toEqual({ ok: true });
    },
  );

  it('is cancelled with a note by who may, whatever else the entry says', () => {
    const step = { state: 'cancelled', duplicateOfId: 'kept' } as const;
    const how = { kind: 'state', text: 'Gone' } as const;
    const noted = changeRecord(INCIDENT, double, step, as('service-desk'), how);
    expect(at(double, { ...noted, duplicateOfId: null }, 'service-desk')).toEqual({ ok: true });
  });

  it('adds to the one that stays, and takes nothing of what colleagues said, by who may not edit it', () => {
    const before: Incident = { ...kept, duplicateIds: ['one'], alsoAffectedIds: ['caller-3'] };
    const more = { duplicateIds: ['one', 'double'], alsoAffectedIds: ['caller-3', 'caller-2'] };
    const role = 'problem-manager';
    const link = { kind: 'link' } as const;
    expect(at(before, changeRecord(INCIDENT, before, more, as(role), link), role)).toEqual({ ok: true });
    // People come with a duplicate; alone they are an edit of the ticket.
    const people = { alsoAffectedIds: ['caller-3', 'anybody'] };
    const added = changeRecord(INCIDENT, before, people, as(role), link);
    expect(at(before, added, role)).toMatchObject({ ok: false, reason: 'role.fields' });
    expect(at(before, added, 'service-desk')).toEqual({ ok: true });
    const less = { duplicateIds: ['double'], alsoAffectedIds: ['caller-2'] };
    expect(at(before, changeRecord(INCIDENT, before, less, as(role), link), role)).toMatchObject({
      reason: 'role.fields',
    });
  });

  it('is named in no other state', () => {
    const named = changeRecord(INCIDENT, double, { duplicateOfId: 'kept' }, as('service-desk'));
    expect(at(double, { ...named, duplicateOfId: 'kept' }, 'service-desk')).toMatchObject({ ok: false });
  });

  it('of before the field was there is taken as it was, and a record without it stays without', () => {
    const plain = changeRecord(INCIDENT, double, { title: 'Another' }, as('service-desk'));
    expect(Object.keys(plain)).not.toContain('duplicateOfId');
    expect(Object.keys(double)).not.toContain('duplicateIds');
    expect(at(double, plain, 'service-desk')).toEqual({ ok: true });
  });
});
