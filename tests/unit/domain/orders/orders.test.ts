import { describe, expect, it } from 'vitest';
import { sentence } from '#cli/words.ts';
import { ORDER_STATES, type OrderState } from '#domain/fields/orders.ts';
import {
  assignOrder,
  cancelOrder,
  completeTask,
  confirmDevice,
  createOrder,
  skipTask,
  startOrder,
  stepOrder,
  updateOrder,
} from '#domain/orders/order.commands.ts';
import { checkOrderStep, isOpenOrder } from '#domain/orders/order.steps.ts';
import { ORDER } from '#domain/processes/order.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { envOf, unwrap } from '../env.ts';
import { anOrder } from '../fixtures.ts';
import { env, worldOf } from './world.ts';

describe('order states', () => {
  it('never leave an ended state', () => {
    for (const from of ORDER_STATES.filter((state) => !isOpenOrder(state))) {
      for (const to of ORDER_STATES) expect(checkOrderStep(from, to).ok).toBe(false);
    }
    expect(ORDER.steps.every(({ from }) => isOpenOrder(from as OrderState))).toBe(true);
  });
});

describe('createOrder', () => {
  it.each([
    [
      'move',
      ['notify-user', 'scan-device', 'disconnect', 'transport', 'connect-port', 'function-test', 'handover'],
    ],
    ['add', ['pick-from-stock', 'scan-new', 'set-up', 'connect-port', 'function-test', 'handover']],
    ['swap', ['scan-old', 'scan-new', 'carry-over', 'swap', 'function-test', 'handover', 'old-to-store']],
    ['disposal', ['verify-list', 'scan-device', 'erase-data', 'remove-licences', 'handover-vendor']],
  ] as const)('gives a %s its own steps', (type, keys) => {
    const order = anOrder(type);
    expect(RECORD_SCHEMAS.orders.parse(order)).toEqual(order);
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
    ['swap', { devices: [{ role: 'old', ciId: 'nb-1' }] }],
    [
      'swap',
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
    expect(unwrap(stepOrder(assigned, { to: 'accepted' }, { env: envOf(['field']) })).state).toBe('accepted');
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
      expect(sentence(result.error)).toContain('NB-2 (tag TAG-2, serial SER2)');
      expect(sentence(result.error)).toContain('NB-1 (tag TAG-1, serial SER1)');
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
    const swap = unwrap(startOrder(anOrder('swap'), {}, ctx));
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
