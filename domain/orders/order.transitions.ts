import type { OrderState } from '#domain/records/order.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';

export type OrderTransition = {
  readonly name: string;
  readonly from: OrderState;
  readonly to: OrderState;
};

const step = (name: string, from: OrderState, to: OrderState): OrderTransition => ({ name, from, to });

/** Every way an order may go (ServiceNow's work order states, field guide 1.6). Who may is in the permission table. */
// biome-ignore format: a table is read by its columns
export const ORDER_TRANSITIONS: readonly OrderTransition[] = [
  step('submit',   'draft',                  'awaiting_qualification'),
  step('qualify',  'draft',                  'qualified'),
  step('qualify',  'awaiting_qualification', 'qualified'),
  step('assign',   'draft',                  'assigned'),
  step('assign',   'awaiting_qualification', 'assigned'),
  step('assign',   'qualified',              'assigned'),
  step('reassign', 'accepted',               'assigned'),
  step('return',   'assigned',               'qualified'),
  step('return',   'accepted',               'qualified'),
  step('accept',   'assigned',               'accepted'),
  step('start',    'qualified',              'work_in_progress'),
  step('start',    'assigned',               'work_in_progress'),
  step('start',    'accepted',               'work_in_progress'),
  step('complete', 'work_in_progress',       'closed_complete'),
  step('stop',     'work_in_progress',       'closed_incomplete'),
  step('cancel',   'draft',                  'cancelled'),
  step('cancel',   'awaiting_qualification', 'cancelled'),
  step('cancel',   'qualified',              'cancelled'),
  step('cancel',   'assigned',               'cancelled'),
  step('cancel',   'accepted',               'cancelled'),
];

const ENDED: readonly OrderState[] = ['closed_complete', 'closed_incomplete', 'cancelled'];

/** Ends without the work: a completion that happened on site meanwhile stands against them when two consoles' edits are merged. */
export const ORDERS_UNDONE: readonly OrderState[] = ['closed_incomplete', 'cancelled'];

/** Open work: not closed and not cancelled. */
export const isOpenOrder = (state: OrderState): boolean => !ENDED.includes(state);

/** The table's row from `from` to `to`. Error: `transition_not_allowed`. */
export const checkOrderTransition = (
  from: OrderState,
  to: OrderState,
): Result<OrderTransition, 'transition_not_allowed'> => {
  const found = ORDER_TRANSITIONS.find((transition) => transition.from === from && transition.to === to);
  return found === undefined
    ? fail('transition_not_allowed', 'state.no_step', { type: 'order', from, to })
    : ok(found);
};
