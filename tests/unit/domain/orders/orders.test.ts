import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEffect,
  assignOrder,
  cancelOrder,
  completeOrder,
  completeTask,
  confirmDevice,
  createOrder,
  type OrderWorld,
  skipTask,
  startOrder,
  updateOrder,
} from '#domain/orders/order.commands.ts';
import { checkOrderTransition, isOpenOrder, ORDER_TRANSITIONS } from '#domain/orders/order.transitions.ts';
import type { ConfigItem } from '#domain/records/config-item.ts';
import { configItemSchema } from '#domain/records/config-item.ts';
import {
  CARRY_OVER,
  ORDER_STATES,
  ORDER_TYPES,
  type Order,
  type OrderType,
  orderSchema,
} from '#domain/records/order.ts';
import { envOf, unwrap } from '../env.ts';
import { anItem, anOrder, aRelation, aSeat } from '../fixtures.ts';

const env = envOf(['field']);
const worldOf = (more: Partial<OrderWorld> = {}): OrderWorld => ({
  cis: [
    anItem('nb-1', {
      serial: 'SER1',
      assetTag: 'TAG-1',
      userId: 'user-1',
      placeId: 'place-1',
      ips: ['10.0.0.1'],
      agreementIds: ['gold'],
      macs: ['AA:BB:CC:00:00:02'],
    }),
    anItem('nb-2', { serial: 'SER2', assetTag: 'TAG-2', status: 'stored', agreementIds: ['silver'] }),
    anItem('mon-1', { ciClass: 'monitor', userId: 'user-1', placeId: 'place-1' }),
  ],
  relations: [],
  seats: [],
  ...more,
});

/** Starts the order, scans its devices and does every step. */
const workedDown = (order: Order, world: OrderWorld): Order => {
  const ctx = { env, ...world };
  let now = unwrap(startOrder(order, {}, ctx));
  for (const device of order.devices) {
    const tag = world.cis.find((item) => item.id === device.ciId)?.assetTag ?? '';
    now = unwrap(confirmDevice(now, { code: tag, deviceId: device.id }, ctx));
  }
  for (const task of now.tasks) {
    if (task.state === 'open')
      now = unwrap(completeTask(now, { taskId: task.id, value: 'written down' }, ctx));
  }
  return now;
};
const completed = (order: Order, world: OrderWorld = worldOf()) =>
  unwrap(completeOrder(workedDown(order, world), {}, { env, ...world }));
const setOf = (order: Order, targetId: string): Readonly<Record<string, unknown>> | undefined =>
  order.effects.find((effect) => effect.targetId === targetId)?.set;

describe('order states', () => {
  it('never leave an ended state', () => {
    for (const from of ORDER_STATES.filter((state) => !isOpenOrder(state))) {
      for (const to of ORDER_STATES) expect(checkOrderTransition(from, to).ok).toBe(false);
    }
    expect(ORDER_TRANSITIONS.every(({ from }) => isOpenOrder(from))).toBe(true);
  });
});

describe('createOrder', () => {
  it.each([
    [
      'move',
      ['notify-user', 'scan-device', 'disconnect', 'transport', 'connect-port', 'function-test', 'handover'],
    ],
    ['add', ['pick-from-stock', 'scan-new', 'set-up', 'connect-port', 'function-test', 'handover']],
    ['change', ['scan-old', 'scan-new', 'carry-over', 'swap', 'function-test', 'handover', 'old-to-store']],
    ['disposal', ['verify-list', 'scan-device', 'erase-data', 'remove-licences', 'handover-vendor']],
  ] as const)('gives a %s its own steps', (type, keys) => {
    const order = anOrder(type);
    expect(orderSchema.parse(order)).toEqual(order);
    expect(order.tasks.map((task) => task.key)).toEqual(keys);
    expect(order.state).toBe('assigned');
  });

  it('repeats the steps about devices for each of them', () => {
    const devices = ['a', 'b'].map((ciId) => ({ role: 'subject' as const, ciId }));
    const order = anOrder('disposal', envOf(), { devices });
    expect(order.tasks.filter((task) => task.key === 'erase-data').map((task) => task.deviceId)).toEqual(
      order.devices.map((device) => device.id),
    );
    expect(order.tasks.filter((task) => task.key === 'verify-list')).toHaveLength(1);
  });

  it.each([
    ['move', { devices: [] }],
    ['move', { targetPlaceId: null }],
    ['change', { devices: [{ role: 'old', ciId: 'nb-1' }] }],
    [
      'change',
      {
        devices: [
          { role: 'old', ciId: 'nb-1' },
          { role: 'new', ciId: 'nb-1' },
        ],
      },
    ],
    ['move', { title: ' ' }],
    ['move', { plannedStart: '2026-11-22T09:00:00.000Z', plannedEnd: '2026-11-22T08:00:00.000Z' }],
  ] as const)('refuses a %s with %j', (type, wrong) => {
    const input = {
      type,
      number: 'MOV-7QK-0001',
      title: 'x',
      devices: [{ role: 'subject' as const, ciId: 'nb-1' }],
      targetPlaceId: 'place-2',
      ...wrong,
    };
    expect(createOrder(null, input, { env }).ok).toBe(false);
  });
});

describe('before the work', () => {
  it('assigns, takes back, and lays the steps out anew for other devices', () => {
    const order = anOrder('move', envOf(), { teamId: null });
    expect(order.state).toBe('qualified');
    const assigned = unwrap(assignOrder(order, { assigneeId: 'person-1' }, { env }));
    expect(assigned.state).toBe('assigned');
    expect(unwrap(updateOrder(assigned, { state: 'accepted' }, { env })).state).toBe('accepted');
    expect(unwrap(assignOrder(assigned, { assigneeId: null }, { env })).state).toBe('qualified');
    const devices = [{ role: 'subject' as const, ciId: 'nb-9' }];
    const other = unwrap(updateOrder(order, { devices }, { env }));
    expect(other.devices[0]?.ciId).toBe('nb-9');
    expect(
      other.tasks.every((task) => task.deviceId === null || task.deviceId === other.devices[0]?.id),
    ).toBe(true);
    expect(updateOrder(unwrap(startOrder(order, {}, { env })), { devices }, { env }).ok).toBe(false);
    const sneaky: object = { effects: [] };
    expect(updateOrder(order, sneaky, { env }).ok).toBe(false);
  });

  it('is cancelled before the start, incomplete afterwards', () => {
    expect(unwrap(cancelOrder(anOrder('move'), { reason: 'not needed' }, { env })).state).toBe('cancelled');
    const started = unwrap(startOrder(anOrder('move'), {}, { env }));
    expect(started).toMatchObject({ assigneeId: 'person-1', startedAt: env.now });
    const stopped = unwrap(cancelOrder(started, { reason: 'door locked' }, { env }));
    expect(stopped).toMatchObject({ state: 'closed_incomplete', active: false, effects: [] });
    expect(cancelOrder(started, { reason: ' ' }, { env }).ok).toBe(false);
    expect(cancelOrder(stopped, { reason: 'again' }, { env }).ok).toBe(false);
  });
});

describe('confirmDevice', () => {
  const ctx = { env, ...worldOf() };
  const started = unwrap(startOrder(anOrder('move'), {}, ctx));

  it.each([
    'TAG-1',
    ' tag-1\r\n',
    '*TAG-1*',
    ']C1TAG-1',
    '\u001dTAG-1',
    'ser1',
    'NB-1',
    'aabb.cc00.0002',
    'aa-bb-cc-00-00-02',
  ])('takes %j', (code) => {
    const after = unwrap(confirmDevice(started, { code }, ctx));
    expect(after.devices[0]).toMatchObject({ confirmedAt: env.now, confirmedBy: 'person-1' });
    expect(after.tasks.find((task) => task.kind === 'scan')?.state).toBe('done');
    expect(unwrap(confirmDevice(after, { code }, ctx))).toBe(after);
  });

  it('names what was scanned and what was expected', () => {
    const result = confirmDevice(started, { code: 'TAG-2' }, ctx);
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'wrong_device', details: { scannedId: 'nb-2' } },
    });
    if (!result.ok) {
      expect(result.error.message).toContain('NB-2 (tag TAG-2, serial SER2)');
      expect(result.error.message).toContain('NB-1 (tag TAG-1, serial SER1)');
    }
    expect(confirmDevice(started, { code: 'nonsense' }, ctx)).toMatchObject({
      error: { code: 'wrong_device' },
    });
    expect(confirmDevice(started, { code: ' \r\n' }, ctx)).toMatchObject({
      error: { code: 'missing_fields' },
    });
    expect(confirmDevice(anOrder('move'), { code: 'TAG-1' }, ctx)).toMatchObject({
      error: { code: 'not_started' },
    });
  });

  it('does not take the new device for the old one', () => {
    const swap = unwrap(startOrder(anOrder('change'), {}, ctx));
    const deviceId = swap.devices.find((device) => device.role === 'old')?.id;
    expect(confirmDevice(swap, { code: 'TAG-2', deviceId }, ctx)).toMatchObject({
      error: { code: 'wrong_device' },
    });
  });
});

describe('steps', () => {
  const ctx = { env, ...worldOf() };
  const started = unwrap(startOrder(anOrder('move'), {}, ctx));
  const idOf = (key: string): string => started.tasks.find((task) => task.key === key)?.id ?? '';

  it('asks for what the step asks for', () => {
    expect(completeTask(started, { taskId: idOf('handover') }, ctx)).toMatchObject({
      error: { code: 'missing_fields' },
    });
    expect(completeTask(started, { taskId: idOf('scan-device') }, ctx)).toMatchObject({
      error: { code: 'incomplete' },
    });
    const done = unwrap(
      completeTask(started, { taskId: idOf('connect-port'), value: 'A-12', minutes: 4 }, ctx),
    );
    expect(done.tasks.find((task) => task.key === 'connect-port')).toMatchObject({
      state: 'done',
      value: 'A-12',
    });
    expect(done.timeSpentMinutes).toBe(4);
  });

  it('leaves out a required step only with a reason, a scan never', () => {
    expect(skipTask(started, { taskId: idOf('transport') }, ctx).ok).toBe(false);
    expect(skipTask(started, { taskId: idOf('transport'), note: 'same room' }, ctx).ok).toBe(true);
    expect(skipTask(started, { taskId: idOf('scan-device'), note: 'no scanner' }, ctx).ok).toBe(false);
  });
});

describe('completeOrder', () => {
  it('refuses with a list of what is missing', () => {
    const ctx = { env, ...worldOf() };
    const started = unwrap(startOrder(anOrder('move'), {}, ctx));
    const result = completeOrder(started, {}, ctx);
    expect(result).toMatchObject({ ok: false, error: { code: 'incomplete' } });
    if (!result.ok) expect(result.error.message).toContain('NB-1');
  });

  it('moves the device, and what is attached only where asked', () => {
    const relations = [aRelation('r', { kind: 'attached_to', fromId: 'mon-1', toId: 'nb-1' })];
    const targetUserId = 'user-2';
    const { order } = completed(anOrder('move', envOf(), { targetUserId }), worldOf({ relations }));
    expect(order).toMatchObject({ state: 'closed_complete', active: false, completedBy: 'person-1' });
    expect(order.effects.map((effect) => effect.targetId)).toEqual(['nb-1']);
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

  it('leaves the old device of a swap where it is unless a store was chosen', () => {
    const old = completed(anOrder('change', envOf(), { targetPlaceId: null })).order;
    expect(setOf(old, 'nb-1')).toMatchObject({ status: 'stored', userId: null });
    expect(setOf(old, 'nb-1')).not.toHaveProperty('placeId');
    const stored = completed(anOrder('change', envOf(), { targetPlaceId: 'store' })).order;
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
      anOrder('change', envOf(), { carryOver: CARRY_OVER, targetPlaceId: 'store' }),
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
    const none = completed(anOrder('change', envOf(), { carryOver: [] }), world).order;
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
      completed(anOrder('change', envOf(), { carryOver: [], oldDeviceStatus: 'scrapped' }), world).order,
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
    expect(orderSchema.parse(here.order)).toEqual(here.order);
  });

  it('refuses while a device is not in the local data', () => {
    const world = worldOf();
    const worked = workedDown(anOrder('move'), world);
    expect(completeOrder(worked, {}, { env, ...world, cis: [] })).toMatchObject({
      error: { code: 'not_found' },
    });
  });
});

describe('applyEffect', () => {
  const apply = (item: ConfigItem, order: Order): ConfigItem =>
    order.effects
      .filter((effect) => effect.targetId === item.id)
      .reduce((now, effect) => applyEffect(now, effect, env), item);

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
            expect(configItemSchema.safeParse(once).success).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('records from and to with the effect, and sets nested fields', () => {
    const item = anItem('nb-1');
    const effect = {
      id: 'e-1',
      collection: 'configItems' as const,
      targetId: 'nb-1',
      set: { 'commercial.costCentre': '4711', status: 'stored' },
      reason: 'Test',
    };
    const after = applyEffect(item, effect, env);
    expect(after.commercial).toEqual({ ...item.commercial, costCentre: '4711' });
    expect(after.journal.at(-1)).toMatchObject({ kind: 'effect', effectId: 'e-1', origin: 'order' });
    expect(after.journal.at(-1)?.changes.map((change) => change.field)).toEqual(['commercial', 'status']);
  });

  it('does not reach an object prototype', () => {
    const set: Record<string, unknown> = JSON.parse('{"__proto__.polluted": true, "constructor.name": "x"}');
    applyEffect(
      anItem('nb-1'),
      { id: 'e', collection: 'configItems', targetId: 'nb-1', set, reason: 'x' },
      env,
    );
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});
