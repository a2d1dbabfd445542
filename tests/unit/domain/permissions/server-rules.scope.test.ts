/** Rights that reach some records only do so at the server, too; and what no table names is nobody's to write. */
import { describe, expect, it } from 'vitest';
import type { Problem } from '#domain/fields/tickets.ts';
import { startOrder } from '#domain/orders/order.commands.ts';
import { updateRecord } from '#domain/processes/engine.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { addNote, takeStep } from '#domain/processes/steps.ts';
import { assignTicket } from '#domain/processes/ticket-acts.ts';
import type { Role } from '#domain/records/common.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { anIncident, anOrder, contextOf } from '../fixtures.ts';
import { problem } from '../problems/world.ts';
import { json, site, write } from './writes.ts';

const at = (time: string, role: Role = 'team-lead', personId = 'person-lea') =>
  contextOf({ ...envOf([role], `2026-11-20T${time}:00.000Z`), actor: actorWith([role], personId) });
const mine = (time: string) => at(time, 'service-desk', 'person-1');

const ours = unwrap(assignTicket(PROBLEM, problem(), { teamId: 'team-1' }, at('10:00'))) as Problem;
const theirs = unwrap(assignTicket(PROBLEM, ours, { teamId: 'team-2' }, at('11:00'))) as Problem;
const desk = (before: Problem, after: Problem) =>
  write('tickets', json(before), json(after), ['service-desk']);
const OUT_OF_REACH = { ok: false, code: 'forbidden' };

describe('a right within one’s team', () => {
  it('reaches what the team has', () => {
    const edited = unwrap(updateRecord<Problem>(PROBLEM, ours, { rootCause: 'Firmware' }, mine('10:30')));
    expect(desk(ours, edited)).toEqual({ ok: true });
    const step = unwrap(takeStep(PROBLEM, ours, { to: 'assess' }, mine('10:30')));
    expect(desk(ours, step)).toEqual({ ok: true });
  });

  it('reaches nothing of another team, but for notes', () => {
    const edited = unwrap(updateRecord<Problem>(PROBLEM, theirs, { rootCause: 'Firmware' }, mine('12:00')));
    expect(desk(theirs, edited)).toMatchObject({ ...OUT_OF_REACH, reason: 'role.fields' });
    const step = unwrap(takeStep(PROBLEM, theirs, { to: 'assess' }, mine('12:00')));
    expect(desk(theirs, step)).toMatchObject(OUT_OF_REACH);
    const noted = unwrap(addNote(PROBLEM, theirs, { text: 'Seen here, too' }, mine('12:00')));
    expect(desk(theirs, noted)).toEqual({ ok: true });
  });

  it('is not had by giving oneself the record', () => {
    const taken = unwrap(
      assignTicket(PROBLEM, theirs, { teamId: 'team-1', assigneeId: 'person-1' }, mine('12:00')),
    );
    const edited = unwrap(
      updateRecord<Problem>(PROBLEM, taken as Problem, { rootCause: 'x' }, mine('12:01')),
    );
    expect(desk(theirs, edited)).toMatchObject(OUT_OF_REACH);
  });

  it('is had by giving oneself a record that nobody has', () => {
    const free = problem();
    const taken = unwrap(assignTicket(PROBLEM, free, { teamId: 'team-1' }, mine('10:00'))) as Problem;
    const step = unwrap(takeStep(PROBLEM, taken, { to: 'assess' }, mine('10:01')));
    expect(desk(free, step)).toEqual({ ok: true });
  });

  it('reaches what the team had when the work was done, though a colleague gave it away meanwhile', () => {
    const edited = unwrap(updateRecord<Problem>(PROBLEM, ours, { rootCause: 'Firmware' }, mine('10:30')));
    const added = edited.journal.slice(ours.journal.length);
    const merged = { ...theirs, rootCause: 'Firmware', journal: [...theirs.journal, ...added] };
    expect(desk(theirs, merged)).toEqual({ ok: true });
  });

  it('lets a field technician work on the orders of the team only', () => {
    for (const [teamId, ok] of [
      ['team-1', true],
      ['team-2', false],
    ] as const) {
      const order = anOrder('move', envOf(), { teamId });
      const started = unwrap(startOrder(order, {}, site('field')));
      expect(write('orders', json(order), json(started), ['field']).ok, teamId).toBe(ok);
    }
  });
});

describe('attachments of CouchDB’s own', () => {
  const ticket = anIncident();
  const noted = unwrap(addNote(PROBLEM, ours, { text: 'x' }, mine('12:00')));
  const file = { a: { content_type: 'text/plain', digest: 'md5-1', length: 1 } };

  it('are put, changed and taken by the server’s administrators only', () => {
    const withFile = { ...(json(ticket) as object), _attachments: file };
    expect(write('tickets', null, withFile, ['administrator'])).toMatchObject({
      code: 'forbidden',
      details: { fields: ['_attachments'] },
    });
    expect(write('tickets', null, withFile, ['_admin'])).toEqual({ ok: true });
    const [had, has] = [
      { ...ours, _attachments: file },
      { ...noted, _attachments: file },
    ];
    expect(write('tickets', json(had), json(has), ['service-desk'])).toEqual({ ok: true });
    for (const other of [{}, { a: { ...file.a, digest: 'md5-2' } }, { ...file, b: file.a }]) {
      const after = { ...noted, _attachments: other };
      expect(write('tickets', json(had), json(after), ['service-desk'])).toMatchObject({ code: 'forbidden' });
    }
  });
});
