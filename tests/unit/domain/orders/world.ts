import type { Order } from '#domain/fields/orders.ts';
import {
  completeOrder,
  completeTask,
  confirmDevice,
  type OrderWorld,
  startOrder,
} from '#domain/orders/order.commands.ts';
import { envOf, unwrap } from '../env.ts';
import { anItem } from '../fixtures.ts';

export const env = envOf(['field']);
export const worldOf = (more: Partial<OrderWorld> = {}): OrderWorld => ({
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
export const workedDown = (order: Order, world: OrderWorld): Order => {
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
export const completed = (order: Order, world: OrderWorld = worldOf()) =>
  unwrap(completeOrder(workedDown(order, world), {}, { env, ...world }));
export const setOf = (order: Order, targetId: string): Readonly<Record<string, unknown>> | undefined =>
  order.effects.find((effect) => effect.targetId === targetId)?.set;
