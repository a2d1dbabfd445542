import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentence } from '#cli/words.ts';
import { setByEffect } from '#domain/effects/effect.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import { CARRY_OVER, ORDER_TYPES, type Order, type OrderType } from '#domain/fields/orders.ts';
import { completeOrder, startOrder } from '#domain/orders/order.commands.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { envOf, unwrap } from '../env.ts';
import { anItem, anOrder, aRelation, aSeat } from '../fixtures.ts';
import { completed, env, setOf, workedDown, worldOf } from './world.ts';

describe('completeOrder', () => {
  it('refuses with a list of what is missing', () => {
    const ctx = { env, ...worldOf() };
    const started = unwrap(startOrder(anOrder('move'), {}, ctx));
    const result = completeOrder(started, {}, ctx);
    expect(result).toMatchObject({ ok: false, error: { code: 'incomplete' } });
    if (result.ok) return;
    expect(sentence(result.error)).toContain('NB-1');
    expect(sentence(result.error)).toContain('“Disconnect and pack the device” is open');
  });

  it('moves the device, and what is attached only where asked', () => {
    const relations = [aRelation('r', { kind: 'attached_to', fromId: 'mon-1', toId: 'nb-1' })];
    const targetUserId = 'user-2';
    const { order } = completed(anOrder('move', envOf(), { targetUserId }), worldOf({ relations }));
    expect(order).toMatchObject({ state: 'closed_complete', active: false, completedBy: 'person-1' });
    expect(order.effects).toMatchObject([{ targetId: 'nb-1', reason: order.number }]);
    // Only the code that was scanned is anybody's words.
    const texts = order.journal.filter(({ kind }) => kind !== 'scan').map(({ text }) => text);
    expect(new Set(texts)).toEqual(new Set([null]));
    expect(setOf(order, 'nb-1')).toEqual({ placeId: 'place-2', userId: 'user-2' });
    const along = completed(
      anOrder('move', envOf(), { moveAttached: true, targetUserId }),
      worldOf({ relations }),
    );
    expect(setOf(along.order, 'mon-1')).toEqual({ placeId: 'place-2', userId: 'user-2' });
  });

  it('leaves the user of moved and attached devices alone when no new one was chosen', () => {
    const relations = [aRelation('r', { kind: 'attached_to', fromId: 'mon-1', toId: 'nb-1' })];
    for (const targetUserId of [undefined, null]) {
      const more = { moveAttached: true, requesterId: 'boss', targetUserId };
      const { order } = completed(anOrder('move', envOf(), more), worldOf({ relations }));
      expect(setOf(order, 'nb-1')).toEqual({ placeId: 'place-2' });
      expect(setOf(order, 'mon-1')).toEqual({ placeId: 'place-2' });
    }
  });

  it('gives an added device to the person it is for, never to who only asked for it', () => {
    const requesterId = 'boss';
    for (const targetUserId of [undefined, null]) {
      const forSomebody = completed(anOrder('add', envOf(), { requesterId, targetUserId })).order;
      expect(setOf(forSomebody, 'nb-2')).toMatchObject({ userId: 'user-2' });
      const forNobody = completed(
        anOrder('add', envOf(), { requesterId, personId: undefined, targetUserId }),
      ).order;
      expect(setOf(forNobody, 'nb-2')).not.toHaveProperty('userId');
    }
    const chosen = completed(anOrder('add', envOf(), { targetUserId: 'user-3' })).order;
    expect(setOf(chosen, 'nb-2')).toMatchObject({ userId: 'user-3' });
  });

  it('takes the old device of a swap out of the room of its user, to the store that was named before or at last', () => {
    const unnamed = anOrder('swap', envOf(), { targetPlaceId: null });
    const old = completed(unnamed).order;
    // Nobody said where it went.
    expect(setOf(old, 'nb-1')).toMatchObject({ status: 'stored', userId: null, placeId: null });
    const brought = unwrap(
      completeOrder(workedDown(unnamed, worldOf()), { oldPlaceId: 'shelf' }, { env, ...worldOf() }),
    ).order;
    expect(setOf(brought, 'nb-1')).toMatchObject({ placeId: 'shelf' });
    expect(brought.targetPlaceId).toBeNull();
    const named = anOrder('swap', envOf(), { targetPlaceId: 'store' });
    const kept = unwrap(
      completeOrder(workedDown(named, worldOf()), { oldPlaceId: 'shelf' }, { env, ...worldOf() }),
    ).order;
    expect(setOf(kept, 'nb-1')).toMatchObject({ placeId: 'store' });
    const stored = completed(anOrder('swap', envOf(), { targetPlaceId: 'store' })).order;
    expect(setOf(stored, 'nb-1')).toMatchObject({ placeId: 'store' });
  });

  it('puts an added device into operation', () => {
    expect(setOf(completed(anOrder('add')).order, 'nb-2')).toMatchObject({
      status: 'in_operation',
      userId: 'user-2',
      placeId: 'place-2',
      installedAt: env.now,
    });
  });

  it('carries over what was chosen in a swap', () => {
    const world = worldOf({
      relations: [
        aRelation('needs', { fromId: 'nb-1', toId: 'server' }),
        aRelation('had', { fromId: 'nb-1', toId: 'printer', kind: 'uses' }),
        aRelation('has', { fromId: 'nb-2', toId: 'printer', kind: 'uses' }),
      ],
      seats: [aSeat('seat-1', 'nb-1')],
    });
    const all = completed(
      anOrder('swap', envOf(), { carryOver: [...CARRY_OVER], targetPlaceId: 'store' }),
      world,
    ).order;
    expect(setOf(all, 'nb-2')).toMatchObject({
      userId: 'user-1',
      placeId: 'place-1',
      ips: ['10.0.0.1'],
      agreementIds: ['silver', 'gold'],
      status: 'in_operation',
    });
    expect(setOf(all, 'nb-1')).toMatchObject({ status: 'stored', userId: null, placeId: 'store', ips: [] });
    expect(setOf(all, 'needs')).toEqual({ fromId: 'nb-2', toId: 'server' });
    expect(setOf(all, 'had')).toEqual({ active: false });
    expect(setOf(all, 'seat-1')).toEqual({ ciId: 'nb-2' });
    const none = completed(anOrder('swap', envOf(), { carryOver: [] }), world).order;
    expect(none.effects.map((effect) => effect.targetId)).toEqual(['nb-2', 'nb-1']);
    expect(setOf(none, 'nb-2')).not.toHaveProperty('ips');
  });

  it('retires a scrapped device and frees its seats', () => {
    const world = worldOf({
      seats: [aSeat('seat-1', 'nb-1')],
      relations: [aRelation('r', { fromId: 'nb-1' })],
    });
    for (const order of [
      completed(anOrder('disposal'), world).order,
      completed(anOrder('swap', envOf(), { carryOver: [], oldDeviceStatus: 'scrapped' }), world).order,
    ]) {
      expect(setOf(order, 'nb-1')).toMatchObject({
        status: 'scrapped',
        active: false,
        retiredAt: env.now,
        userId: null,
      });
      expect(setOf(order, 'seat-1')).toEqual({ state: 'free', ciId: null, userId: null });
      expect(setOf(order, 'r')).toEqual({ active: false });
    }
  });

  it('answers a second completion with the same effects, and two notebooks with the same ids', () => {
    const world = worldOf();
    const worked = workedDown(anOrder('move'), world);
    const here = unwrap(completeOrder(worked, {}, { env, ...world }));
    const there = unwrap(completeOrder(worked, {}, { env: envOf(['field']), ...world }));
    expect(unwrap(completeOrder(here.order, {}, { env, ...world })).effects).toBe(here.order.effects);
    expect(there.effects.map(({ id }) => id)).toEqual(here.effects.map(({ id }) => id));
    expect(RECORD_SCHEMAS.orders.parse(here.order)).toEqual(here.order);
  });

  it('refuses while a device is not in the local data', () => {
    const world = worldOf();
    const worked = workedDown(anOrder('move'), world);
    expect(completeOrder(worked, {}, { env, ...world, cis: [] })).toMatchObject({
      error: { code: 'not_found' },
    });
  });
});

describe('setByEffect', () => {
  const apply = (item: ConfigItem, order: Order): ConfigItem =>
    order.effects
      .filter((effect) => effect.targetId === item.id)
      .reduce((now, effect) => setByEffect(now, effect, env), item);

  it('twice equals once, for every order type, and leaves a valid item', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<OrderType>(...ORDER_TYPES),
        fc.subarray([...CARRY_OVER]),
        fc.constantFrom('stored', 'defective', 'in_repair', 'scrapped'),
        fc.integer({ min: 1, max: 4 }),
        (type, carryOver, oldDeviceStatus, times) => {
          const world = worldOf();
          const { order } = completed(anOrder(type, envOf(), { carryOver, oldDeviceStatus }), world);
          for (const item of world.cis) {
            const once = apply(item, order);
            let again = once;
            for (let time = 0; time < times; time += 1) again = apply(again, order);
            expect(again).toBe(once);
            expect(RECORD_SCHEMAS.configItems.safeParse(once).success).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('records from and to with the effect', () => {
    const effect = {
      id: 'e-1',
      collection: 'configItems' as const,
      targetId: 'nb-1',
      set: { placeId: 'place-9', status: 'stored' },
      ...{ act: 'set' as const, at: env.now, by: 'person-1', text: null, reason: 'Test' },
    };
    const after = setByEffect(anItem('nb-1'), effect, env);
    expect(after).toMatchObject({ placeId: 'place-9', status: 'stored' });
    expect(after.journal.at(-1)).toMatchObject({ kind: 'effect', effectId: 'e-1', origin: 'order' });
    expect(after.journal.at(-1)?.changes.map((change) => change.field)).toEqual(['placeId', 'status']);
  });
});
