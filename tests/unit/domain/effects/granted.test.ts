import { describe, expect, it } from 'vitest';
import { applyEffect, effectOf } from '#domain/effects/effect.ts';
import type { Effect } from '#domain/fields/base.ts';
import type { Order } from '#domain/fields/orders.ts';
import { startOrder } from '#domain/orders/order.commands.ts';
import { envOf, unwrap } from '../env.ts';
import { anIncident, anItem, anOrder, contextOf } from '../fixtures.ts';
import { completed, worldOf } from '../orders/world.ts';
import { write } from '../permissions/writes.ts';

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
