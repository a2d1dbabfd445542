import type { JournalEntry } from '#domain/fields/base.ts';
import type { Order } from '#domain/fields/orders.ts';
import { type ApplyOptions, applyChanges } from '#domain/journal/journal.ts';
import { timeSpentIn } from '#domain/processes/ticket-rules.ts';
import type { Env } from '#domain/records/common.ts';
import { fail, type Result } from '#domain/records/result.ts';
import { isOpenOrder } from './order.steps.ts';

/** What an order command needs of the world. */
export type OrderContext = { readonly env: Env; readonly origin?: JournalEntry['origin'] | undefined };

export type OrderErrorCode =
  | 'invalid'
  | 'missing_fields'
  | 'not_editable'
  | 'forbidden'
  | 'not_found'
  | 'not_started'
  | 'transition_not_allowed'
  | 'wrong_device'
  | 'ambiguous'
  | 'incomplete';
export type OrderResult = Result<Order, OrderErrorCode>;

/** `order` with the fields that follow from others: `active` from the state, time spent from the journal. */
export const recomputeOrder = (order: Order): Order => ({
  ...order,
  active: isOpenOrder(order.state),
  timeSpentMinutes: timeSpentIn(order.journal),
});

export type OrderPatch = Parameters<typeof applyChanges<Order>>[1];

/** `patch` and one journal entry, then what follows from them; the same order when nothing changed. */
export const changeOrder = (
  order: Order,
  patch: OrderPatch,
  ctx: OrderContext,
  options: ApplyOptions = {},
): Order => {
  const after = applyChanges(order, patch, ctx.env, { origin: ctx.origin, ...options });
  return after === order ? order : recomputeOrder(after);
};

/** Null while work goes on. Steps are worked only between start and end, so that their times mean something. */
export const refuseUnlessWorking = (order: Order) => {
  if (order.state === 'work_in_progress') return null;
  return isOpenOrder(order.state)
    ? fail('not_started', 'order.not_started', { number: order.number })
    : fail('not_editable', 'order.ended', { number: order.number });
};
