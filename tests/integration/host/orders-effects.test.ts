import { describe, expect, it } from 'vitest';
import type { Order } from '#domain/fields/orders.ts';
import { completeOrder } from '#domain/orders/order.commands.ts';
import { finishOpenEffects, pendingWork } from '#main/host/features/effects/effects.ts';
import { aMove, device, host, item, reopen, workDown } from './support/orders-host.ts';

const pending = pendingWork('effects.pending');

describe('effects that were interrupted', () => {
  /** The completed order as the domain makes it, not yet written. */
  const completed = async (order: Order): Promise<Order> => {
    const { context } = host;
    const cis = await context.records.getMany(
      'configItems',
      order.devices.map((row) => row.ciId),
    );
    const result = completeOrder(order, {}, { env: context.env(), cis, relations: [], seats: [] });
    if (!result.ok) throw new Error(result.error.reason);
    return result.value.order;
  };

  it('are finished at the next start', async () => {
    const { id: ciId } = await device({ placeId: 'place-1' });
    const order = await completed(await workDown(await aMove(ciId)));
    pending.note(host.context, `orders:${order.id}`);
    await host.context.records.change('orders', order.id, () => ({ ok: true, value: order }));
    expect((await item(ciId)).placeId).toBe('place-1');
    await reopen();
    expect((await item(ciId)).placeId).toBe('place-9');
    const before = (await item(ciId)).journal;
    await reopen();
    expect((await item(ciId)).journal).toEqual(before);
  });

  it('are forgotten when the order was not completed after all', async () => {
    const { id: ciId } = await device({ placeId: 'place-1' });
    const order = await workDown(await aMove(ciId));
    pending.note(host.context, `orders:${order.id}`);
    await reopen();
    expect((await item(ciId)).placeId).toBe('place-1');
    expect(host.context.values.get('effects.pending')).toBe('[]');
  });

  it('are applied after the start when another device completed the order', async () => {
    const { id: ciId } = await device({ placeId: 'place-1' });
    const order = await completed(await workDown(await aMove(ciId)));
    // As the sync writes it, without a word in this device's list of pending effects.
    await host.context.database.collections.orders.bulkUpsert([order as never]);
    await reopen();
    await finishOpenEffects(host.context);
    expect((await item(ciId)).placeId).toBe('place-9');
    expect((await item(ciId)).journal.at(-1)?.by).toBe(order.completedBy);
  });

  it('are not done for a record that may not have them, whatever came by the sync', async () => {
    const { id: ciId } = await device({ placeId: 'place-1' });
    const order = await workDown(await aMove(ciId));
    const { effects } = await completed(order);
    // Written by a console that lies: devices move before the work is done.
    await host.context.database.collections.orders.bulkUpsert([{ ...order, effects } as never]);
    await finishOpenEffects(host.context);
    expect((await item(ciId)).placeId).toBe('place-1');
  });

  it('wait for a target that is not on this device yet', async () => {
    const target = await device({ placeId: 'place-1' });
    const order = await completed(await workDown(await aMove(target.id)));
    await (await host.context.database.collections.configItems.findOne(target.id).exec())?.remove();
    await host.context.database.collections.orders.bulkUpsert([order as never]);
    await finishOpenEffects(host.context);
    expect(await host.context.records.get('configItems', target.id)).toBeNull();
    await host.context.records.putAll('configItems', [target]);
    await finishOpenEffects(host.context);
    expect((await item(target.id)).placeId).toBe('place-9');
  });
});
