/** Whom a document names beside its history, and what an entry may claim without changing anything. */
import { describe, expect, it } from 'vitest';
import type { Clash, JournalEntry } from '#domain/fields/base.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { append, entry } from '#domain/journal/journal.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { assignTicket } from '#domain/processes/ticket-acts.ts';
import type { Role } from '#domain/records/common.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { anIncident, contextOf } from '../fixtures.ts';
import { problem } from '../problems/world.ts';
import { json, SERVER_NOW, write } from './writes.ts';

const ticket = anIncident();
const solution = { closureCode: 'assistance', closureNotes: 'Explained it' };
const resolved = unwrap(takeStep(INCIDENT, ticket, { to: 'resolved', ...solution }, contextOf())) as Incident;
const as = (before: object | null, after: object, role: Role = 'service-desk') =>
  write('tickets', before === null ? null : json(before), json(after), [role]);
const noted = <R extends Incident | Problem>(record: R, over: Partial<JournalEntry>): R =>
  append(record, { ...entry(envOf(), 'work_note', { text: 'Seen' }), ...over });

const BOSS = { ok: false, code: 'forbidden', reason: 'history.author', details: { by: 'person-boss' } };
const clash: Clash = {
  ...{ id: 'clash-1', field: 'title', base: 'a', mine: 'b', theirs: 'c' },
  ...{ mineBy: 'person-1', mineAt: ticket.updatedAt, theirsBy: 'person-1', theirsAt: ticket.updatedAt },
  ...{ resolvedAt: null, resolvedBy: null, resolution: null },
};
const clashing = (over: Partial<Clash>, record = noted(ticket, {})) => {
  const clashes = [{ ...clash, ...over }];
  return { ...record, clashes, openClashes: clashes.filter((one) => one.resolvedAt === null).length };
};

describe('who did something', () => {
  it('has written in the record', () => {
    expect(as(ticket, resolved)).toEqual({ ok: true });
    expect(as(ticket, { ...resolved, resolvedBy: 'person-boss' })).toEqual(BOSS);
    expect(as(null, { ...ticket, resolvedBy: 'person-boss' })).toEqual(BOSS);
  });
});

describe('a new clash', () => {
  it('is of values of people who wrote in the record', () => {
    expect(as(ticket, clashing({}), 'field')).toEqual({ ok: true });
    expect(as(ticket, clashing({ mineBy: 'person-boss' }), 'field')).toEqual(BOSS);
    expect(as(ticket, clashing({ theirsBy: 'person-boss' }), 'field')).toEqual(BOSS);
    expect(as(ticket, clashing({}, ticket), 'field')).toMatchObject({ reason: 'history.untold' });
  });

  it('that comes decided was decided by somebody who said so', () => {
    const decided = { resolvedAt: ticket.updatedAt, resolution: 'mine', resolvedBy: 'person-1' } as const;
    expect(as(ticket, clashing(decided))).toMatchObject({ reason: 'history.untold' });
    expect(as(ticket, clashing(decided, noted(ticket, { kind: 'clash_resolved' })))).toEqual({ ok: true });
  });
});

describe('effects', () => {
  it('that a ticket has stay as they are', () => {
    const effect = {
      ...{ id: 'e-1', at: resolved.updatedAt, by: 'person-1', collection: 'tickets', targetId: 'below' },
      ...{ act: 'step', set: { to: 'resolved', ...solution }, text: null, reason: 'INC-1' },
    };
    const causing = { ...resolved, effects: [effect] } as Incident;
    expect(as(ticket, causing)).toEqual({ ok: true });
    const lost = { ok: false, code: 'invalid', reason: 'history.lost' };
    expect(as(causing, { ...noted(causing, {}), effects: [] })).toEqual(lost);
    expect(as(causing, { ...noted(causing, {}), effects: [{ ...effect, targetId: 'other' }] })).toEqual(lost);
  });
});

describe('an entry', () => {
  it('of a merge stands right after what it merged, and in no other time to come', () => {
    const just = new Date(Date.parse(SERVER_NOW) + 15 * 60_000 + 2).toISOString();
    for (const kind of ['merged', 'clash'] as const) {
      expect(as(ticket, noted(ticket, { kind, at: just }))).toEqual({ ok: true });
      for (const at of ['2099-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])
        expect(as(ticket, noted(ticket, { kind, at }))).toMatchObject({ reason: 'history.future' });
    }
  });

  it('takes a record from nobody who never had it', () => {
    const lead = contextOf({
      ...envOf(['team-lead'], '2026-11-20T11:00:00.000Z'),
      actor: actorWith(['team-lead'], 'person-lea'),
    });
    const theirs = unwrap(assignTicket(PROBLEM, problem(), { teamId: 'team-2' }, lead)) as Problem;
    const said = (from: string | null, kind: JournalEntry['kind'] = 'work_note') =>
      noted(theirs, {
        at: '2026-11-20T11:30:00.000Z',
        kind,
        changes: [{ field: 'teamId', from, to: 'team-2' }],
      });
    for (const kind of ['work_note', 'merged', 'effect'] as const)
      expect(as(theirs, said('team-1', kind))).toMatchObject({ code: 'forbidden', reason: 'role.fields' });
    // What the history knows may be told again: somebody else was faster.
    expect(as(theirs, said(null))).toEqual({ ok: true });
    // A clash tells of what was not taken, and nothing follows from it.
    const claimed = said('team-1', 'clash');
    expect(as(theirs, claimed)).toEqual({ ok: true });
    const at = '2026-11-20T11:20:00.000Z';
    const edited = {
      ...noted(claimed, { at, kind: 'changed', changes: [{ field: 'rootCause', from: '', to: 'Mine' }] }),
      rootCause: 'Mine',
    };
    expect(as(claimed, edited)).toMatchObject({ code: 'forbidden', reason: 'role.fields' });
  });
});

describe('a history as long as a document takes', () => {
  const told = (count: number, over: (at: number) => Partial<JournalEntry>) =>
    Array.from({ length: count }, (_, at) => ({
      ...entry(envOf(), 'assigned'),
      id: `long-${String(at).padStart(6, '0')}`,
      ...over(at),
    }));
  const saved = { updatedAt: envOf().now, updatedBy: 'person-1' };

  it('is compared with new claims in the time of the test', () => {
    const moves = told(15_000, (at) => ({
      changes: [{ field: 'teamId', from: `t${at}`, to: `t${at + 1}` }],
    }));
    const given = { ...ticket, ...saved, journal: moves, reassignmentCount: moves.length };
    const claims = told(15_000, (at) => ({
      id: `claim-${at}`,
      changes: [{ field: 'teamId', from: 't14999', to: `t${at}` }],
    }));
    const claimed = { ...given, journal: [...moves, ...claims] };
    expect(write('tickets', json(given), json(claimed), ['field'])).toMatchObject({
      reason: 'history.no_cause',
    });
  });

  it('is asked what each of its states needed in the time of the test', () => {
    const waiting = { ...ticket, state: 'on_hold', holdReason: 'caller', active: true };
    const steps = told(20_001, (at) => {
      const [from, to] = at % 2 ? ['in_progress', 'on_hold'] : ['on_hold', 'in_progress'];
      return { kind: 'state', text: 'Again', changes: [{ field: 'state', from, to }] };
    });
    const working = { ...waiting, ...saved, state: 'in_progress', holdReason: null };
    expect(as(waiting, { ...working, journal: [...waiting.journal, ...steps] })).toEqual({ ok: true });
  });

  it('does not look for what stands where it stood', () => {
    const places = Array.from({ length: 40_000 }, (_, at) => ({
      field: `tags.k${at}`,
      from: null,
      to: null,
    }));
    const tagged = noted(ticket, { kind: 'changed', changes: places });
    expect(as(ticket, { ...tagged, tags: ['vip'] })).toMatchObject({ reason: 'history.untold' });
  });

  it('is looked through in the time of the test', () => {
    const paths = Array.from({ length: 20_000 }, (_, at) => ({
      field: `title.k${at}`,
      from: null,
      to: null,
    }));
    const title = { field: 'title', from: ticket.title, to: 'Changed' };
    const told = noted(ticket, { kind: 'changed', changes: [...paths, title] });
    expect(as(ticket, { ...told, title: 'Changed' })).toEqual({ ok: true });
    const steps = Array.from({ length: 4_000 }, (_, at) => ({
      ...entry(envOf(), 'state', { text: 'Again' }),
      id: `step-${at}`,
      changes: [
        {
          field: 'state',
          from: at % 2 ? 'resolved' : 'in_progress',
          to: at % 2 ? 'in_progress' : 'resolved',
        },
      ],
    }));
    const cleared = Object.entries(solution).map(([field, from]) => ({ field, from, to: null }));
    const working = { ...ticket, state: 'in_progress' as const, teamId: 'team-1', assigneeId: 'person-1' };
    const reopened = { ...working, reopenCount: 2_000, journal: [...working.journal, ...steps] };
    const stepped = noted(reopened, { changes: cleared });
    expect(as(working, stepped, 'team-lead')).toEqual({ ok: true });
  });
});
