import { applyEffect } from '#domain/orders/order.commands.ts';
import type { Actor } from '#domain/records/common.ts';
import type { Effect, Order } from '#domain/records/order.ts';
import { ok } from '#domain/records/result.ts';
import type { HostContext } from '../../kernel/context.ts';

type EffectHost = Pick<HostContext, 'records' | 'env' | 'log' | 'values' | 'read' | 'device' | 'clock'>;

const PENDING = 'effects.pending';
/** Completed orders of the last days are looked over at start, for a notebook that died after syncing its order. */
const LOOK_BACK_MS = 7 * 86_400_000;

const pendingIds = (host: EffectHost): readonly string[] =>
  JSON.parse(host.values.get(PENDING) ?? '[]') as readonly string[];

/** Noted before the order is written, so that a crash between the order and its effects is repaired at the next start. */
export const notePending = (host: EffectHost, orderId: string): void =>
  host.values.set(PENDING, JSON.stringify([...new Set([...pendingIds(host), orderId])]));

/** The order was not completed after all, or all its effects are written. */
export const forgetPending = (host: EffectHost, orderId: string): void =>
  host.values.set(PENDING, JSON.stringify(pendingIds(host).filter((id) => id !== orderId)));

const applyOne = async (host: EffectHost, effect: Effect, actor: Actor): Promise<void> => {
  const env = host.env(actor);
  const applied = await host.records.change(effect.collection, effect.targetId, (target) =>
    ok(applyEffect(target, effect, env)),
  );
  // A target that is not on this device is applied by a device that has it; the effect stays in the order.
  if (!applied.ok) host.log('warn', `effect ${effect.id} waits: ${applied.error.code}`);
};

/** Writes the effects of a completed order. Applying them again changes nothing. */
export const applyEffects = async (host: EffectHost, order: Order): Promise<void> => {
  const actor: Actor = {
    personId: order.completedBy ?? order.updatedBy,
    roles: [],
    teamIds: [],
    deviceId: host.device.id,
  };
  for (const effect of order.effects) await applyOne(host, effect, actor);
  forgetPending(host, order.id);
};

/** Finishes what a crash interrupted. Runs once when the host starts. */
export const repairEffects = async (host: EffectHost): Promise<number> => {
  const since = new Date(host.clock.nowMs() - LOOK_BACK_MS).toISOString();
  const ids = new Set([...pendingIds(host), ...host.read.ordersWithUnappliedEffects(since)]);
  for (const order of await host.records.getMany('orders', [...ids])) {
    if (order.state === 'closed_complete') await applyEffects(host, order);
    else forgetPending(host, order.id);
  }
  return ids.size;
};
