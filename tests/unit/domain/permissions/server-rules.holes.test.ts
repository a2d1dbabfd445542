/** Writes that tell something, and yet not what they do. */
import { describe, expect, it } from 'vitest';
import type { Clash, JournalEntry } from '#domain/fields/base.ts';
import type { Article } from '#domain/fields/knowledge.ts';
import type { Order } from '#domain/fields/orders.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { BROUGHT } from '#domain/journal/brought.ts';
import { append, applyChanges, entry } from '#domain/journal/journal.ts';
import { rateEntry } from '#domain/knowledge/rate.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { createRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { takeStep } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { anIncident, anOrder, contextOf } from '../fixtures.ts';
import { completed } from '../orders/world.ts';
import { known } from '../problems/world.ts';
import { json, solution, write } from './writes.ts';

const later = envOf(['service-desk'], '2026-11-20T10:00:00.000Z');
const ticket = anIncident();
const resolved = unwrap(
  takeStep(INCIDENT, ticket, { to: 'resolved', ...solution }, contextOf(later)),
) as Incident;
const put = (before: object | null, after: object, role: Role = 'service-desk') =>
  write('tickets', before === null ? null : json(before), json(after), [role]);
const noted = <R extends Incident | Order | Problem>(record: R, over: Partial<JournalEntry> = {}): R =>
  append(record, { ...entry(later, 'work_note', { text: 'Seen' }), ...over });
const untold = (field: string) => ({
  ok: false,
  code: 'invalid',
  reason: 'history.untold',
  details: { field },
});

describe('what follows from a change', () => {
  it('follows from one that was made, not from one that is only told', () => {
    for (const change of [
      { field: 'closureNotes', from: 'a', to: 'a' },
      { field: 'closureNotes', from: 'Other', to: 'Another' },
    ])
      expect(
        put(resolved, { ...noted(resolved, { changes: [change] }), resolvedAt: ticket.createdAt }),
      ).toMatchObject(untold('resolvedAt'));
  });
  it('may be of a state that was left and entered again', () => {
    const again = unwrap(
      takeStep(
        INCIDENT,
        unwrap(takeStep(INCIDENT, resolved, { to: 'in_progress', note: 'Again.' }, contextOf(later))),
        { to: 'resolved', ...solution },
        contextOf(envOf(['service-desk'], '2026-11-20T11:00:00.000Z')),
      ),
    );
    expect(again.resolvedAt).not.toBe(resolved.resolvedAt);
    expect(put(resolved, again)).toEqual({ ok: true });
  });
});

describe('the effects of an order', () => {
  it('stay as they are', () => {
    const { order } = completed(anOrder('move'));
    const as = (after: object) => write('orders', json(order), json(after), ['field']);
    expect(order.effects.length).toBeGreaterThan(0);
    expect(as(noted(order))).toEqual({ ok: true });
    expect(as({ ...noted(order), effects: [] })).toMatchObject({ reason: 'history.lost' });
  });
});

const clash: Clash = {
  ...{ id: 'clash-1', field: 'title', base: 'a', mine: 'b', theirs: 'c' },
  ...{ mineBy: 'person-1', mineAt: ticket.updatedAt, theirsBy: 'person-1', theirsAt: ticket.updatedAt },
  ...{ resolvedAt: null, resolvedBy: null, resolution: null },
};
const clashing = (over: Partial<Clash>, record: Incident = ticket) => {
  const clashes = [{ ...clash, ...over }];
  return { ...record, clashes, openClashes: clashes.filter((one) => one.resolvedAt === null).length };
};

describe('an open clash', () => {
  it.each([{ theirs: 'words of another' }, { theirsBy: 'person-boss' }, { theirsAt: resolved.updatedAt }])(
    'keeps what stood here: %j',
    (over) => {
      expect(put(clashing({}), clashing(over, noted(ticket)))).toMatchObject({ reason: 'clash.removed' });
    },
  );

  it('is decided by who has the right to, for the records that it reaches', () => {
    const decide = (record: Incident, role: Role) => {
      const told = noted(record, { kind: 'clash_resolved', text: 'title' });
      const decided = { resolvedAt: told.updatedAt, resolvedBy: 'person-1', resolution: 'theirs' } as const;
      return put(clashing({}, record), clashing(decided, told), role);
    };
    const ours = { ...ticket, teamId: 'team-1' };
    const refused = { ok: false, code: 'forbidden', reason: 'role.scope' };
    expect(decide(ticket, 'service-desk')).toEqual({ ok: true });
    expect(decide(ours, 'field')).toEqual({ ok: true });
    expect(decide(ticket, 'field')).toMatchObject(refused);
    expect(decide({ ...ticket, teamId: 'team-2' }, 'field')).toMatchObject(refused);
  });
});

describe('who opened a ticket', () => {
  it('has written in it', () => {
    const boss = { ok: false, code: 'forbidden', reason: 'history.author', details: { by: 'person-boss' } };
    expect(put(null, { ...ticket, openedBy: 'person-boss' })).toEqual(boss);
    expect(put(ticket, applyChanges(ticket, { openedBy: 'person-boss' }, later))).toEqual(boss);
  });
});

describe('a rating', () => {
  const draft = unwrap(
    createRecord<Article>(ARTICLE, null, { number: 'KB-1', title: 'Dock', body: 'Plug in.' }, contextOf()),
  );
  const lea = { ...later, actor: actorWith(['team-lead'], 'person-lea') };
  const rate = (article: Article, env: typeof later) =>
    unwrap(rateEntry(ARTICLE, article, { helpful: true, text: 'Good' }, contextOf(env)));
  const rated = rate(draft, lea);
  const as = (after: object, role: Role = 'knowledge-manager') =>
    write('knowledge', json(rated), json(after), [role]);

  it('is its reader’s, who says so', () => {
    expect(as(rate(rated, later))).toEqual({ ok: true });
    const foreign = { ok: false, code: 'forbidden', reason: 'history.author', details: { by: 'person-lea' } };
    const turned = rated.ratings.map((one) => ({ ...one, helpful: false }));
    expect(as(applyChanges(rated, { ratings: turned }, later, { kind: 'rating' }))).toEqual(foreign);
    expect(as(applyChanges(rated, { ratings: [] }, later, { kind: 'rating' }))).toEqual(foreign);
  });
});

describe('counts of what was done', () => {
  it('are what the history tells', () => {
    const moved = unwrap(
      takeStep(INCIDENT, resolved, { to: 'in_progress', note: 'Again.' }, contextOf(later)),
    );
    expect(put(resolved, moved)).toEqual({ ok: true });
    const wrong = (field: string) => ({ reason: 'history.no_cause', details: { field } });
    expect(put(resolved, { ...moved, reopenCount: 0 })).toMatchObject(wrong('reopenCount'));
    expect(put(resolved, { ...moved, reopenCount: 7 })).toMatchObject(wrong('reopenCount'));
    expect(put(null, { ...ticket, reassignmentCount: 7 })).toMatchObject(wrong('reassignmentCount'));
  });

  it('are counted by the server as consoles do, so that nothing it takes stops the next edit', () => {
    const booked = noted(ticket, { kind: 'merged', minutes: 60 });
    const refused = { reason: 'history.no_cause', details: { field: 'timeSpentMinutes' } };
    expect(put(ticket, { ...booked, timeSpentMinutes: 60 })).toMatchObject(refused);
    expect(put(ticket, booked)).toEqual({ ok: true });
    expect(put(booked, unwrap(takeStep(INCIDENT, booked, { to: 'in_progress' }, contextOf(later))))).toEqual({
      ok: true,
    });
    const silent = noted(ticket, { kind: 'time', minutes: 60 });
    expect(put(ticket, silent)).toMatchObject(refused);
  });
});

describe('when something was done', () => {
  const future = '2099-01-01T00:00:00.000Z';
  it('is when its entry says', () => {
    for (const resolvedAt of [future, ticket.createdAt, '2026-11-20T09:30:00.000Z'])
      expect(put(ticket, { ...resolved, resolvedAt })).toMatchObject({ ok: false, code: 'invalid' });
  });
  it('is no time to come', () => {
    const ahead = { ok: false, code: 'invalid', reason: 'history.future', details: { at: future } };
    expect(put(null, { ...ticket, openedAt: future })).toEqual(ahead);
    expect(put(ticket, clashing({ mineAt: future }, noted(ticket)))).toEqual(ahead);
    const decided = { resolvedAt: future, resolvedBy: 'person-1', resolution: 'theirs' } as const;
    expect(put(clashing({}), clashing(decided, noted(ticket, { kind: 'clash_resolved' })))).toEqual(ahead);
  });
});

describe('on a device whose clock is behind', () => {
  it('work on an order is done when its history says', () => {
    const order = anOrder('move', later);
    const done = completed(order).order;
    expect(done.startedAt).toBe(done.journal[1]?.at);
    expect(done.completedAt).toBe(done.journal.at(-1)?.at);
    expect(done.tasks.every(({ doneAt }) => doneAt !== null && doneAt > order.createdAt)).toBe(true);
    expect(write('orders', json(order), json(done), ['field'])).toEqual({ ok: true });
  });
});

describe('what a state asks of its record', () => {
  it('is asked of who brings a colleague’s entries along, too', () => {
    const problem = known();
    const worked = ['assess', 'root_cause_analysis'] as const;
    const context = contextOf(envOf(['problem-manager']));
    const analysed = worked.reduce(
      (one, to) => unwrap(takeStep(PROBLEM, one, { to }, context)) as Problem,
      problem,
    );
    const solved = unwrap(
      takeStep(PROBLEM, analysed, { to: 'resolved', rootCause: 'Firmware', solution: 'Update' }, context),
    ) as Problem;
    const task = {
      id: 't1',
      title: 'Look',
      state: 'open',
      assigneeId: null,
      dueOn: null,
      note: null,
    } as const;
    const open = { ...solved, tasks: [{ ...task, doneAt: null, doneBy: null }] };
    const closed = applyChanges(open, { state: 'closed', active: false }, later, { kind: 'state' });
    const shut = { ...closed, closedAt: closed.updatedAt };
    const brought = (to: unknown) =>
      noted(shut, { kind: 'merged', changes: [{ field: BROUGHT, from: null, to }] });
    const as = (after: object) => write('tickets', json(open), json(after), ['problem-manager']);
    expect(as(shut)).toMatchObject({ reason: 'tasks.open' });
    expect(as(brought([]))).toMatchObject({ reason: 'tasks.open' });
  });
});

describe('an entry of an import', () => {
  it('is no technician’s, whatever it calls its origin', () => {
    expect(put(ticket, noted(ticket, { kind: 'imported' }))).toMatchObject({ reason: 'history.origin' });
    expect(put(ticket, noted(ticket, { kind: 'imported' }), 'team-lead')).toMatchObject({
      reason: 'history.origin',
    });
    expect(put(ticket, noted(ticket, { kind: 'imported', origin: 'import' }), 'team-lead')).toEqual({
      ok: true,
    });
  });
});
