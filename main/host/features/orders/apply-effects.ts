import { applyEffect } from '#domain/orders/order.commands.ts';
import type { Actor } from '#domain/records/common.ts';
import type { Effect, Order } from '#domain/records/order.ts';
import { ok } from '#domain/records/result.ts';
import type { HostContext } from '../../kernel/context.ts';
import { pendingWork } from '../pending-work.ts';

type EffectHost = Pick<HostContext, 'records' | 'env' | 'log' | 'values' | 'read' | 'device' | 'clock'>;

/** Orders about to be completed whose effects may not be written yet. */
export const pendingEffects = pendingWork('effects.pending');
/** Completed orders of the last days are looked over at start, for a notebook that died after syncing its order. */
const LOOK_BACK_MS = 7 * 86_400_000;

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
  pendingEffects.forget(host, order.id);
};

/** Finishes what a crash interrupted. Runs once when the host starts. */
export const repairEffects = async (host: EffectHost): Promise<number> => {
  const since = new Date(host.clock.nowMs() - LOOK_BACK_MS).toISOString();
  const ids = new Set([...pendingEffects.ids(host), ...host.read.ordersWithUnappliedEffects(since)]);
  for (const order of await host.records.getMany('orders', [...ids])) {
    if (order.state === 'closed_complete') await applyEffects(host, order);
    else pendingEffects.forget(host, order.id);
  }
  return ids.size;
};
