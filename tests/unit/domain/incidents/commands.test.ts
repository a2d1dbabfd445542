import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/fields/tickets.ts';
import { envOf, unwrap } from '../env.ts';
import { anIncident, contextOf } from '../fixtures.ts';
import {
  addComment,
  addWorkNote,
  applyToChild,
  assignIncident,
  bookTime,
  childEffect,
  createIncident,
  incidentSchema,
  linkConfigItem,
  linkKnowledge,
  recomputeIncident,
  setParent,
  stepIncident,
  updateIncident,
} from '../incidents.ts';

const ctx = contextOf();
const solution = { closureCode: 'assistance', closureNotes: 'Explained it' };

describe('createRecord', () => {
  it('makes a valid new incident with defaults and a first entry', () => {
    const ticket = anIncident(envOf(), {
      impact: 1,
      urgency: 2,
      category: 'Hardware',
      subcategory: 'Notebook',
    });
    expect(incidentSchema.parse(ticket)).toEqual(ticket);
    expect(ticket).toMatchObject({ state: 'new', active: true, priority: 2, affectedPersonId: 'caller-1' });
    expect(ticket.dueAt).toBe('2026-11-21T09:00:00.000Z');
    expect(ticket.journal[0]?.changes).toContainEqual({ field: 'state', from: null, to: 'new' });
  });

  it('answers a repeated command with the ticket that is there', () => {
    const ticket = anIncident();
    expect(unwrap(createIncident(ticket, { number: 'INC-7QK-0002', title: 'Again' }, ctx))).toBe(ticket);
  });

  it.each([
    [{ title: '  ' }, 'missing_fields'],
    [{ title: 'x'.repeat(401) }, 'invalid'],
    [{ title: 'x', category: 'Gardening' }, 'unknown_value'],
    [{ title: 'x', category: 'Hardware', subcategory: 'Roses' }, 'unknown_value'],
    [{ title: 'x', subcategory: 'Notebook' }, 'unknown_value'],
  ])('refuses %j', (input, code) => {
    expect(createIncident(null, { number: 'INC-7QK-0001', ...input }, ctx)).toMatchObject({
      error: { code },
    });
  });
});

describe('updateRecord', () => {
  it('records the derived priority with the change that caused it', () => {
    const after = unwrap(updateIncident(anIncident(), { impact: 1, urgency: 1 }, ctx));
    expect(after.priority).toBe(1);
    expect(after.journal.at(-1)?.changes).toContainEqual({ field: 'priority', from: 4, to: 1 });
  });

  it('drops the subcategory of another category', () => {
    const ticket = anIncident(envOf(), { category: 'Hardware', subcategory: 'Notebook' });
    expect(unwrap(updateIncident(ticket, { category: 'Network' }, ctx))).toMatchObject({
      category: 'Network',
      subcategory: null,
    });
  });

  it('changes nothing when nothing differs', () => {
    const ticket = anIncident();
    expect(unwrap(updateIncident(ticket, { title: ticket.title }, ctx))).toBe(ticket);
  });

  it('refuses what is not edited by hand', () => {
    const sneaky = { priority: 1 };
    expect(updateIncident(anIncident(), sneaky, ctx)).toMatchObject({
      error: { code: 'not_editable' },
    });
    const state = { state: 'closed' };
    expect(updateIncident(anIncident(), state, ctx)).toMatchObject({ error: { code: 'not_editable' } });
    expect(updateIncident(anIncident(), { closureCode: 'other' }, ctx).ok).toBe(false);
    const cancelled = unwrap(stepIncident(anIncident(), { to: 'cancelled', note: 'twice' }, ctx));
    expect(updateIncident(cancelled, { title: 'New' }, ctx).ok).toBe(false);
    expect(addWorkNote(cancelled, { text: 'still possible' }, ctx).ok).toBe(true);
  });
});

describe('assignTicket', () => {
  it('counts after the first assignment only', () => {
    const first = unwrap(assignIncident(anIncident(), { teamId: 'team-1' }, ctx));
    const person = unwrap(assignIncident(first, { assigneeId: 'person-1' }, ctx));
    expect(person.reassignmentCount).toBe(0);
    const other = unwrap(assignIncident(person, { teamId: 'team-2' }, ctx));
    expect(other).toMatchObject({ teamId: 'team-2', assigneeId: null, reassignmentCount: 1 });
    expect(unwrap(assignIncident(other, { teamId: 'team-2' }, ctx))).toBe(other);
    expect(assignIncident(other, {}, ctx).ok).toBe(false);
  });
});

describe('notes, comments, time', () => {
  it('sums the time of all entries', () => {
    const noted = unwrap(addWorkNote(anIncident(), { text: ' Checked cable ', minutes: 10 }, ctx));
    const booked = unwrap(bookTime(noted, { minutes: 5 }, ctx));
    expect(booked.timeSpentMinutes).toBe(15);
    expect(noted.journal.at(-1)?.text).toBe('Checked cable');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %d minutes', (minutes) => {
    expect(bookTime(anIncident(), { minutes }, ctx).ok).toBe(false);
  });

  it.each([
    ['the requester', 'caller-1', false, 'in_progress'],
    ['a technician who passes it on', 'person-1', true, 'in_progress'],
    ['a technician', 'person-1', false, 'on_hold'],
  ])('a comment by %s', (_who, personId, byRequester, state) => {
    const hold = { to: 'on_hold', holdReason: 'awaiting_caller', comment: 'Which room?' } as const;
    const held = unwrap(stepIncident(anIncident(), hold, ctx));
    const env = envOf();
    const author = contextOf({ ...env, actor: { ...env.actor, personId } });
    const after = unwrap(addComment(held, { text: 'Room 2.14', byRequester }, author));
    expect(after.state).toBe(state);
    expect(after.holdReason).toBe(state === 'on_hold' ? 'awaiting_caller' : null);
  });

  it('does not resume what waits for a vendor', () => {
    const held = unwrap(stepIncident(anIncident(), { to: 'on_hold', holdReason: 'awaiting_vendor' }, ctx));
    expect(unwrap(addComment(held, { text: 'Hello?', byRequester: true }, ctx)).state).toBe('on_hold');
  });
});

describe('links', () => {
  it('keeps a replaced main item among the further ones', () => {
    const one = unwrap(linkConfigItem(anIncident(), { ciId: 'a', as: 'main' }, ctx));
    const two = unwrap(linkConfigItem(one, { ciId: 'b', as: 'main' }, ctx));
    expect(two).toMatchObject({ ciId: 'b', ciIds: ['a'] });
    expect(unwrap(linkConfigItem(two, { ciId: 'b', as: 'main', remove: true }, ctx))).toMatchObject({
      ciId: null,
      ciIds: ['a'],
    });
  });

  it('is no change where it is linked already', () => {
    const linked: Incident = { ...anIncident(), ciIds: ['a', 'b'] };
    expect(unwrap(linkConfigItem(linked, { ciId: 'a', as: 'further' }, ctx))).toBe(linked);
    expect(unwrap(linkConfigItem(linked, { ciId: 'c', as: 'further' }, ctx)).ciIds).toEqual(['a', 'b', 'c']);
  });

  it('is edited with the further ones in one entry, and taken back by it', () => {
    const first: Incident = { ...anIncident(), ciId: 'a' };
    const second = unwrap(updateIncident(first, { ciId: 'b' }, ctx));
    expect(second).toMatchObject({ ciId: 'b', ciIds: ['a'] });
    const changes = second.journal.at(-1)?.changes ?? [];
    expect(changes.map(({ field }) => field).sort()).toEqual(['ciId', 'ciIds']);
    const undone = Object.fromEntries(changes.map(({ field, from }) => [field, from]));
    expect(unwrap(updateIncident(second, undone, ctx))).toMatchObject({ ciId: 'a', ciIds: [] });
    expect(unwrap(updateIncident(second, { ciId: null }, ctx))).toMatchObject({ ciId: null, ciIds: ['a'] });
    expect(unwrap(updateIncident(second, { ciIds: ['b', 'c'] }, ctx))).toMatchObject({ ciIds: ['c'] });
  });

  it('links knowledge once', () => {
    const linked = unwrap(linkKnowledge(anIncident(), { knowledgeId: 'k' }, ctx));
    expect(unwrap(linkKnowledge(linked, { knowledgeId: 'k' }, ctx))).toBe(linked);
    expect(unwrap(linkKnowledge(linked, { knowledgeId: 'k', remove: true }, ctx)).knowledgeIds).toEqual([]);
  });

  it('refuses a parent that is below', () => {
    const top = anIncident(envOf(), { id: 'top' });
    const middle: Incident = { ...anIncident(envOf(), { id: 'middle' }), parentId: 'top' };
    const low: Incident = { ...anIncident(envOf(), { id: 'low' }), parentId: 'middle' };
    const known = [top, middle, low];
    const lookup = (id: string) => known.find((ticket) => ticket.id === id);
    const result = setParent(top, { parentId: 'low' }, { ...ctx, lookup });
    expect(result).toMatchObject({ error: { code: 'cycle' } });
    expect(setParent(top, { parentId: 'top' }, { ...ctx, lookup })).toMatchObject({
      error: { code: 'cycle' },
    });
    expect(setParent(top, { parentId: 'x' }, { ...ctx, lookup })).toMatchObject({
      error: { code: 'not_found' },
    });
    expect(unwrap(setParent(low, { parentId: 'top' }, { ...ctx, lookup })).parentId).toBe('top');
  });

  it('ends when the ancestors already form a loop', () => {
    const a: Incident = { ...anIncident(envOf(), { id: 'a' }), parentId: 'b' };
    const b: Incident = { ...anIncident(envOf(), { id: 'b' }), parentId: 'a' };
    const lookup = (id: string) => [a, b].find((ticket) => ticket.id === id);
    expect(setParent(anIncident(), { parentId: 'a' }, { ...ctx, lookup }).ok).toBe(true);
  });
});

describe('resolving children with their parent', () => {
  const later = contextOf({ ...envOf(), now: '2026-11-22T08:00:00.000Z' });
  const parent = unwrap(stepIncident(anIncident(envOf(), { id: 'p' }), { to: 'resolved', ...solution }, ctx));
  const effect = childEffect(parent, 'c', ctx);
  const child: Incident = { ...anIncident(envOf(), { id: 'c' }), parentId: 'p' };

  it("resolves an open child once, with the parent's code and notes", () => {
    const done = applyToChild(child, effect, ctx);
    expect(done).toMatchObject({ state: 'resolved', ...solution, active: false });
    expect(done.journal.at(-1)).toMatchObject({ id: effect.id, effectId: effect.id, kind: 'state' });
    expect(applyToChild(done, effect, ctx)).toBe(done);
  });

  it('leaves what was solved or cancelled by itself', () => {
    const own = unwrap(stepIncident(child, { to: 'cancelled', note: 'twice' }, ctx));
    expect(applyToChild(own, effect, ctx)).toBe(own);
  });

  it('does not resolve again what was taken up again', () => {
    const solved = unwrap(stepIncident(child, { to: 'resolved', ...solution }, ctx));
    const reopened = unwrap(stepIncident(solved, { to: 'in_progress', note: 'Again.' }, later));
    expect(applyToChild(reopened, effect, later)).toBe(reopened);
  });
});

describe('recompute', () => {
  const step = fc.constantFrom<(ticket: Incident) => { ok: boolean; value?: Incident }>(
    (ticket) => assignIncident(ticket, { teamId: ticket.teamId === 'team-1' ? 'team-2' : 'team-1' }, ctx),
    (ticket) => assignIncident(ticket, { assigneeId: 'person-2' }, ctx),
    (ticket) => bookTime(ticket, { minutes: 7 }, ctx),
    (ticket) => stepIncident(ticket, { to: 'resolved', ...solution }, ctx),
    (ticket) => stepIncident(ticket, { to: 'in_progress' }, ctx),
    (ticket) => stepIncident(ticket, { to: 'on_hold', holdReason: 'awaiting_vendor' }, ctx),
    (ticket) => updateIncident(ticket, { impact: 1 }, ctx),
  );
  const walk = (
    start: Incident,
    steps: readonly ((ticket: Incident) => { ok: boolean; value?: Incident })[],
  ): Incident => steps.reduce((ticket, next) => next(ticket).value ?? ticket, start);

  it('is idempotent and mends whatever derived fields held', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
        const ticket = walk(anIncident(), steps);
        expect(recomputeIncident(ticket, ctx)).toEqual(ticket);
        const spoilt: Incident = {
          ...ticket,
          priority: 5,
          active: !ticket.active,
          reassignmentCount: 99,
          reopenCount: 99,
          timeSpentMinutes: 99,
          dueAt: '2000-01-01T00:00:00.000Z',
        };
        expect(recomputeIncident(spoilt, ctx)).toEqual(ticket);
      }),
    );
  });

  it('gives two replicas that unite their journals the same counts, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), fc.array(step, { maxLength: 6 }), (left, right) => {
        const base = anIncident();
        const mine = walk(base, left);
        const theirs = walk(base, right);
        const fresh = (ticket: Incident) => ticket.journal.slice(base.journal.length);
        const unite = (first: Incident, second: Incident): Incident =>
          recomputeIncident(
            { ...theirs, journal: [...base.journal, ...fresh(first), ...fresh(second)] },
            ctx,
          );
        const { journal: one, ...here } = unite(mine, theirs);
        const { journal: two, ...there } = unite(theirs, mine);
        expect(here).toEqual(there);
        expect(one).toHaveLength(two.length);
      }),
    );
  });
});
