import { describe, expect, it } from 'vitest';
import { applyEffect, effectOf } from '#domain/effects/effect.ts';
import { isGranted, isWithinReach } from '#domain/effects/granted.ts';
import type { Effect } from '#domain/fields/base.ts';
import type { Order } from '#domain/fields/orders.ts';
import { startOrder } from '#domain/orders/order.commands.ts';
import { updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { takeStep } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { envOf, unwrap } from '../env.ts';
import { anIncident, anItem, anOrder, contextOf } from '../fixtures.ts';
import { completed, worldOf } from '../orders/world.ts';
import { as, solution, write } from '../permissions/writes.ts';
import { problem, resolved } from '../problems/world.ts';

const ctx = contextOf();
const effect = (draft: Partial<Effect>): Effect => ({
  ...effectOf(
    'cause',
    'now',
    { collection: 'tickets', targetId: 'target', act: 'set', set: {}, text: null, reason: 'x' },
    ctx.env,
  ),
  ...draft,
});
const ticketSet = effect({ set: { priority: 1, state: 'closed' } });
const articleSet = effect({ collection: 'knowledge', set: { body: 'evil' } });
const lockedSet = effect({ collection: 'configItems', set: { lockedFields: [] } });
const inner = effect({ collection: 'configItems', set: { 'commercial.costCentre': '4711' } });
const byName = effect({ collection: 'configItems', set: JSON.parse('{"__proto__": {"polluted": true}}') });
const strangeLink = effect({ act: 'link', set: { title: 'Mine', assigneeId: 'me' } });
const said = effect({ act: 'comment', targetId: 'inc-2', text: 'Said the lead.' });
const placed = effect({ collection: 'configItems', set: { placeId: 'place-9' } });

describe('an effect writes what effects of its act write', () => {
  it.each([ticketSet, strangeLink])('and nothing else on a ticket: %#', (wide) => {
    const ticket = anIncident();
    expect(applyEffect(ticket, wide, ctx)).toBe(ticket);
  });

  it.each([lockedSet, inner, byName])('and nothing else on an item: %#', (wide) => {
    const item = anItem('nb-1');
    expect(applyEffect(item, wide, ctx)).toBe(item);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});

it('says what stood there of a prepared edit alone: a console asks the rights to items for one', () => {
  const solving = effect({ act: 'step', targetId: 'inc-2', set: { to: 'resolved', ...solution } });
  const cause = {
    id: 'inc-1',
    type: 'incident',
    state: 'resolved',
    journal: [{ by: 'person-1', changes: [{ field: 'state', from: 'new', to: 'resolved' }] }],
  };
  expect(isGranted('tickets', cause, solving)).toBe(true);
  expect(isGranted('tickets', cause, { ...solving, was: {} })).toBe(false);
});

describe('the server refuses effects that a record may not have', () => {
  const working = unwrap(startOrder(anOrder('move'), {}, { env: envOf(['field']) }));
  const { order: done } = completed(anOrder('move'), worldOf());
  const withEffects = (order: Order, ...effects: readonly Effect[]): Order => ({
    ...order,
    effects: [...order.effects, ...effects],
  });
  const refused = { ok: false, code: 'invalid', reason: 'effect.not_granted' };

  it.each([ticketSet, articleSet, lockedSet, inner, strangeLink])('an order that does: %#', (wide) => {
    expect(write('orders', working, withEffects(working, wide), ['field'])).toMatchObject(refused);
    expect(write('orders', done, withEffects(done, wide), ['field'])).toMatchObject(refused);
  });

  it('an order that closes an incident by the rights of whoever does its effects', () => {
    const step = effect({ act: 'step', set: { to: 'cancelled' } });
    expect(write('orders', done, withEffects(done, step), ['field'])).toMatchObject(refused);
  });

  it('an order that moves devices before it is completed', () => {
    expect(write('orders', working, withEffects(working, placed), ['field'])).toMatchObject(refused);
    expect(write('orders', done, withEffects(done, placed), ['field'])).toEqual({ ok: true });
  });

  it('a ticket that sets anything', () => {
    const ticket = anIncident();
    for (const wide of [placed, ticketSet, strangeLink]) {
      const after = { ...ticket, effects: [wide] };
      expect(write('tickets', ticket, after, ['service-desk'])).toMatchObject(refused);
    }
  });
});

describe('what a record lends to others', () => {
  const roles = ['field', 'knowledge-manager', 'change-manager', 'service-desk', 'problem-manager'];
  const gone = effect({
    ...{ collection: 'knowledge', targetId: 'ke-1', act: 'step', by: 'person-admin-1' },
    ...{ set: { to: 'retired' }, text: 'gone' },
  });
  const stepTo = (set: Effect['set']) => effect({ act: 'step', targetId: 'inc-2', set });
  const noted = effect({ act: 'note', targetId: 'inc-2', text: 'Noted the lead.' });
  const linked = effect({ act: 'link', targetId: 'inc-2', set: { problemId: 'prb-9' } });
  const closure = { to: 'resolved', ...solution };

  it.each(roles)('is nothing on a new incident by %s', (role) => {
    const fresh = anIncident(envOf([role as Role]));
    for (const one of [gone, stepTo({ to: 'cancelled' }), stepTo(closure), said, noted, linked]) {
      expect(write('tickets', null, { ...fresh, effects: [one] }, [role])).toMatchObject({
        ok: false,
        reason: 'effect.not_granted',
      });
    }
  });

  it('is for a resolved incident that incidents are resolved, by whoever resolves', () => {
    // A problem's manager answers for no incident, so somebody has it.
    const before = anIncident(envOf(), { teamId: 'team-1', assigneeId: 'person-2' });
    const parent = unwrap(takeStep(INCIDENT, before, closure, as('problem-manager')));
    const with_ = (one: Effect) => ({ ...parent, effects: [one] });
    for (const role of ['service-desk', 'problem-manager', 'field']) {
      expect(write('tickets', before, with_(stepTo(closure)), [role])).toEqual({ ok: true });
    }
    for (const role of ['knowledge-manager', 'change-manager']) {
      expect(write('tickets', parent, with_(stepTo(closure)), [role])).toMatchObject({ code: 'forbidden' });
    }
    for (const wide of [gone, said, noted, linked, stepTo({ to: 'cancelled' })]) {
      expect(write('tickets', before, with_(wide), ['service-desk'])).toMatchObject({ code: 'invalid' });
    }
  });

  it.each([
    { closureNotes: { a: 1 } },
    { closureCode: 7 },
    { closureNotes: '' },
    { closureNotes: 'x'.repeat(1_000_001) },
    { assigneeId: 'me' },
  ])('is no value that the target does not take: %#', (wrong) => {
    const parent = unwrap(takeStep(INCIDENT, anIncident(), closure, as('service-desk')));
    const one = stepTo({ ...closure, ...wrong });
    expect(isGranted('tickets', parent, one)).toBe(false);
    expect(applyEffect(anIncident(), one, ctx)).toMatchObject({ state: 'new' });
  });

  it('is for a problem its own id, and for those who decide such a thing', () => {
    const own = problem();
    const links = (problemId: unknown) => effect({ act: 'link', targetId: 'inc-2', set: { problemId } });
    const put = (one: Effect, ...by: Role[]) => write('tickets', own, { ...own, effects: [one] }, by);
    expect(put(links(own.id), 'service-desk')).toEqual({ ok: true });
    for (const other of ['prb-9', { a: 1 }, null]) {
      expect(put(links(other), 'team-lead')).toMatchObject({ code: 'invalid' });
    }
    expect(put(said, 'team-lead')).toEqual({ ok: true });
    expect(put(said, 'change-manager')).toMatchObject({ code: 'forbidden' });
    expect(put(links(own.id), 'change-manager')).toMatchObject({ code: 'forbidden' });
    const known = { to: 'resolved', rootCause: 'Firmware', solution: 'Firmware 1.3' };
    const ended = effect({ collection: 'knowledge', targetId: 'ke-1', act: 'step', set: known });
    expect(put(ended, 'team-lead')).toMatchObject({ code: 'invalid' });
    const solved = resolved(own);
    const along = { ...solved, effects: [ended] };
    expect(write('tickets', solved, along, ['team-lead'])).toEqual({ ok: true });
    expect(write('tickets', solved, along, ['change-manager'])).toMatchObject({ code: 'forbidden' });
  });

  it('stays as it is where an earlier version stored more', () => {
    const old = { ...anIncident(), effects: [gone, { ...said, id: 'another' }] };
    const edited = unwrap(updateRecord(INCIDENT, old, { title: 'Other words' }, as('service-desk')));
    expect(write('tickets', old, edited, ['service-desk'])).toEqual({ ok: true });
    expect(isGranted('tickets', old, gone)).toBe(false);
  });
});

describe('effects on a record of a kind that has none', () => {
  it.each([[null], [{}], 'x', [{ ...said, act: 'step' }]].map((effects) => ({ effects })))(
    'are refused with a reason: %j',
    ({ effects }) => {
      const item = anItem('nb-1');
      expect(write('configItems', item, { ...item, effects }, ['administrator'])).toMatchObject({
        ok: false,
        reason: 'field.wrong_kind',
        details: { field: 'effects' },
      });
      const ticket = anIncident();
      expect(write('tickets', ticket, { ...ticket, effects: [null] }, ['administrator']).ok).toBe(false);
    },
  );
});

describe('an effect reaches', () => {
  const step = effect({ act: 'step', set: { to: 'resolved', ...solution } });
  const tree: Record<string, { parentId: string | null }> = {
    middle: { parentId: 'top' },
    loop: { parentId: 'loop' },
  };
  const find = (id: string) => tree[id];
  const below = (parentId: string | null) => ({ ...anIncident(), parentId });

  it('what hangs below the incident', () => {
    const top = { id: 'top', type: 'incident' };
    expect(isWithinReach(top, step, below('top'), find)).toBe(true);
    expect(isWithinReach(top, step, below('middle'), find)).toBe(true);
    for (const other of [null, 'loop', 'elsewhere']) {
      expect(isWithinReach(top, step, below(other), find)).toBe(false);
    }
  });

  it('what is the problem’s', () => {
    const cause = problem();
    const incident = anIncident();
    expect(isWithinReach(cause, step, incident, find)).toBe(false);
    expect(isWithinReach(cause, step, { ...incident, problemId: cause.id }, find)).toBe(true);
    expect(isWithinReach(cause, step, { ...cause, problemId: cause.id }, find)).toBe(false);
    const link = effect({ act: 'link', set: { problemId: cause.id } });
    expect(isWithinReach(cause, link, incident, find)).toBe(true);
  });
});
