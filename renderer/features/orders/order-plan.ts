import type { CommandInput } from '#contracts/registry.ts';
import type { Order } from '#domain/fields/orders.ts';
import { instantOf } from './order-wizard.ts';

/** The plan of an order as its form holds it: times are the local text of a `datetime-local` input, empty when not given. */
export type OrderPlan = {
  readonly requestedFor: string;
  readonly plannedStart: string;
  readonly plannedEnd: string;
  readonly contactPhone: string;
  readonly description: string;
};

const MINUTE_MS = 60_000;
const LOCAL_LENGTH = 'yyyy-mm-ddThh:mm'.length;

/** A UTC instant as the local text of a `datetime-local` input, to the minute; empty for null. */
export const localOf = (instant: string | null): string => {
  if (instant === null) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, LOCAL_LENGTH);
};

export const planOf = (order: Order): OrderPlan => ({
  requestedFor: localOf(order.requestedFor),
  plannedStart: localOf(order.plannedStart),
  plannedEnd: localOf(order.plannedEnd),
  contactPhone: order.contactPhone ?? '',
  description: order.description,
});

/** True when the planned end is before the planned start. */
export const isPlanWrong = ({ plannedStart, plannedEnd }: OrderPlan): boolean =>
  plannedStart !== '' && plannedEnd !== '' && plannedEnd < plannedStart;

/** Only what differs from `base`, so that saving never overwrites what somebody else changed meanwhile. */
export const planChanges = (base: OrderPlan, plan: OrderPlan): CommandInput<'orders.update'>['changes'] => {
  const times = (['requestedFor', 'plannedStart', 'plannedEnd'] as const).filter(
    (name) => base[name] !== plan[name],
  );
  return {
    ...Object.fromEntries(times.map((name) => [name, instantOf(plan[name])])),
    ...(base.contactPhone === plan.contactPhone ? {} : { contactPhone: plan.contactPhone.trim() || null }),
    ...(base.description === plan.description ? {} : { description: plan.description }),
  };
};
