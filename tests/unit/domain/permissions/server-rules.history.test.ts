/** What the server asks of a history: who wrote it, when, and that it tells what was changed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectOf } from '#domain/effects/effect.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { withBringer } from '#domain/journal/brought.ts';
import { append, applyChanges, entry } from '#domain/journal/journal.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { addNote, takeStep } from '#domain/processes/steps.ts';
import { bookTime } from '#domain/processes/ticket-acts.ts';
import type { Role } from '#domain/records/common.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { anIncident, anItem, contextOf } from '../fixtures.ts';
import { json, SERVER_NOW, write } from './writes.ts';

const ticket = anIncident();
const lea = { ...envOf(['team-lead']), actor: actorWith(['team-lead'], 'person-lea') };
const noted = (env = envOf()): Incident =>
  unwrap(addNote(INCIDENT, ticket, { text: 'Seen' }, contextOf(env)));
const changed = (over: Partial<JournalEntry>): Incident => {
  const { journal, ...rest } = noted();
  const at = over.at ?? rest.updatedAt;
  const by = over.by ?? rest.updatedBy;
  const last = journal.length - 1;
  const edited = journal.map((one, i) => (i === last ? { ...one, ...over } : one));
  return { ...rest, updatedAt: at, updatedBy: by, journal: edited };
};
const as = (after: object, roles: readonly (Role | '_admin')[] = ['service-desk']) =>
  write('tickets', json(ticket), json(after), roles);

describe('an entry of the history', () => {
  it('is its writer’s: nobody speaks for somebody else', () => {
    expect(as(noted())).toEqual({ ok: true });
    const forged = { ok: false, code: 'forbidden', reason: 'history.author', details: { by: 'person-lea' } };
    expect(as(noted(lea))).toEqual(forged);
    expect(as(noted(lea), ['administrator'])).toEqual(forged);
    expect(as(noted(lea), ['team-lead'])).toEqual(forged);
    for (const role of ['worker', '_admin'] as const) expect(as(noted(lea), [role])).toEqual({ ok: true });
  });

  it('of somebody else comes with one of the writer that names it', () => {
    const brought = withBringer(noted(lea), ticket, envOf().actor);
    expect(as(brought)).toEqual({ ok: true });
    expect(brought.journal.at(-1)).toMatchObject({ by: 'person-1', kind: 'merged' });
    // Named by the very person in whose name it stands is named by nobody.
    const byLea = withBringer(noted(), ticket, lea.actor);
    expect(as(byLea)).toMatchObject({ reason: 'history.author' });
    const lie = brought.journal.map((one) => (one.kind === 'merged' ? { ...one, kind: 'changed' } : one));
    expect(as({ ...brought, journal: lie })).toMatchObject({ reason: 'history.author' });
  });

  it('is brought once: handing the record over again adds nothing', () => {
    const theirs = noted(lea);
    const once = withBringer(theirs, ticket, envOf().actor);
    expect(withBringer(once, ticket, envOf().actor)).toBe(once);
    expect(withBringer(theirs, ticket, envOf().actor)).toEqual(once);
    expect(withBringer(noted(), ticket, envOf().actor).journal).toHaveLength(2);
    expect(withBringer(theirs, theirs, envOf().actor)).toBe(theirs);
  });

  it('of another system is brought by who may import', () => {
    const imported = changed({ by: 'person-lea', origin: 'import', at: '2019-01-01T00:00:00.000Z' });
    expect(as(imported, ['team-lead'])).toEqual({ ok: true });
    expect(as(imported)).toMatchObject({ reason: 'history.author' });
    expect(as(changed({ origin: 'import' }))).toMatchObject({ reason: 'history.origin' });
    expect(as(changed({ origin: 'worker' }), ['administrator'])).toMatchObject({ reason: 'history.origin' });
  });

  it.each([
    ['2019-01-01T00:00:00.000Z', 'history.too_early'],
    ['2099-01-01T00:00:00.000Z', 'history.future'],
    ['2026-12-15T00:16:00.000Z', 'history.future'],
  ])('is not of %s', (at, reason) => {
    expect(as(changed({ at }))).toMatchObject({ ok: false, code: 'invalid', reason, details: { at } });
  });

  it('may come from a clock that is some minutes ahead', () => {
    expect(as(changed({ at: '2026-12-15T00:14:00.000Z' }))).toEqual({ ok: true });
  });

  it('never stands before what it answers, whatever the clock of its device says', () => {
    const behind = contextOf({ ...envOf(), now: '2025-11-20T09:00:00.000Z' });
    const after = unwrap(addNote(INCIDENT, ticket, { text: 'A year behind' }, behind));
    expect(after.journal.at(-1)?.at).toBe('2026-11-20T09:00:00.001Z');
    expect(as(after)).toEqual({ ok: true });
  });
});

describe('what is changed', () => {
  it.each<[keyof Incident, unknown]>([
    ['title', 'Other'],
    ['impact', 1],
    ['teamId', 'team-2'],
    ['tags', ['x']],
    ['openedAt', '2020-01-01T00:00:00.000Z'],
    ['extra', { x: 1 }],
  ])('is told: %s', (field, value) => {
    const untold = { ok: false, code: 'invalid', reason: 'history.untold', details: { field } };
    expect(as({ ...ticket, [field]: value })).toMatchObject(untold);
    expect(as({ ...noted(), [field]: value })).toMatchObject(untold);
    const from = (ticket as unknown as Record<string, unknown>)[field];
    const tell = (told: object) =>
      as({ ...append(ticket, entry(envOf(), 'changed', { changes: [told as never] })), [field]: value });
    expect(tell({ field, from, to: 'another' })).toMatchObject(untold);
    expect(tell({ field, from: 'another', to: value })).toMatchObject(untold);
  });

  it.each<[keyof Incident, unknown]>([
    ['priority', 1],
    ['dueAt', '2026-11-20T10:00:00.000Z'],
    ['sla', { ...ticket.sla, responseMinutes: 1 }],
    ['reassignmentCount', 7],
    ['reopenCount', 7],
    ['timeSpentMinutes', 480],
  ])('and derived has a cause: %s', (field, value) => {
    const refused = { ok: false, code: 'invalid', reason: 'history.no_cause', details: { field } };
    expect(as({ ...ticket, [field]: value })).toMatchObject(refused);
    expect(as({ ...noted(), [field]: value })).toMatchObject(refused);
    // Telling it is no cause: nobody sets it by hand.
    const from = (ticket as unknown as Record<string, unknown>)[field];
    const told = entry(envOf(), 'changed', { changes: [{ field, from, to: value }] });
    expect(as({ ...append(ticket, told), [field]: value })).toMatchObject(refused);
  });

  it('may be several things that follow each other', () => {
    const again = applyChanges(applyChanges(ticket, { title: 'b' }, envOf()), { title: 'c' }, envOf());
    expect(as(again)).toEqual({ ok: true });
    const context = contextOf(envOf());
    const booked = unwrap(bookTime(INCIDENT, again, { minutes: 5 }, context));
    expect(as(unwrap(takeStep(INCIDENT, booked, { to: 'in_progress' }, context)))).toEqual({ ok: true });
    expect(as({ ...booked, timeSpentMinutes: 6 })).toMatchObject({ reason: 'history.no_cause' });
  });

  it('was saved last by who wrote last', () => {
    expect(as({ ...noted(), updatedBy: 'person-lea' })).toMatchObject({ reason: 'history.untold' });
    expect(as({ ...noted(), updatedAt: SERVER_NOW })).toMatchObject({ reason: 'history.untold' });
  });
});

describe('a new record', () => {
  const made = (over: object) => write('tickets', null, json({ ...ticket, ...over }), ['service-desk']);

  it('says who made it', () => {
    expect(made({})).toEqual({ ok: true });
    expect(made({ createdBy: 'person-lea' })).toMatchObject({ reason: 'history.author' });
    const late = { createdAt: '2031-01-01T00:00:00.000Z', updatedAt: '2031-01-01T00:00:00.000Z' };
    expect(made(late).ok).toBe(false);
  });

  it('has a history at all', () => {
    const item = anItem('nb-1');
    expect(write('configItems', null, json(item), ['service-desk'])).toEqual({ ok: true });
    expect(write('configItems', null, json({ ...item, journal: [] }), ['service-desk'])).toMatchObject({
      reason: 'history.empty',
    });
  });

  it('has effects only of people who have written in it', () => {
    const { id, number } = ticket;
    const solved = contextOf(envOf());
    const parent = unwrap(
      takeStep(INCIDENT, ticket, { to: 'resolved', closureCode: 'other', closureNotes: 'Done' }, solved),
    );
    const set = { to: 'resolved', closureCode: 'other', closureNotes: 'Done' };
    const draft = { collection: 'tickets', targetId: 'child', act: 'step', set, text: null } as const;
    const effect = effectOf(id, 'x', { ...draft, reason: number }, envOf());
    expect(as({ ...parent, effects: [effect] })).toEqual({ ok: true });
    expect(as({ ...parent, effects: [{ ...effect, by: 'person-lea' }] })).toMatchObject({
      reason: 'history.author',
    });
  });
});

describe('any chain of edits by one person', () => {
  const edit = fc.record({
    title: fc.constantFrom('a', 'b', 'c'),
    tags: fc.uniqueArray(fc.constantFrom('x', 'y')),
  });
  it('is told, and without any one of its entries it is not', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const after = edits.reduce((record, patch) => applyChanges(record, patch, envOf()), ticket);
        if (after === ticket) return;
        expect(as(after)).toEqual({ ok: true });
        const before = new Set(ticket.journal.map(({ id }) => id));
        const changedAtAll = after.title !== ticket.title || after.tags.length !== ticket.tags.length;
        const silent = { ...after, journal: after.journal.filter(({ id }) => before.has(id)) };
        if (changedAtAll) expect(as(silent).ok).toBe(false);
      }),
    );
  });
});
