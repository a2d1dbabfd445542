import type { OrderState } from '#domain/fields/orders.ts';
import { ORDER } from '#domain/processes/order.ts';
import { isActiveState, type Step } from '#domain/processes/process.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';

/** Open work: not closed and not cancelled. */
export const isOpenOrder = (state: OrderState): boolean => isActiveState(ORDER, state);

/** The table's row from `from` to `to`; who may take it is asked of the command. Error: `transition_not_allowed`. */
export const checkOrderStep = (from: OrderState, to: OrderState): Result<Step, 'transition_not_allowed'> => {
  const found = ORDER.steps.find((one) => one.from === from && one.to === to);
  return found === undefined
    ? fail('transition_not_allowed', 'state.no_step', { type: 'order', from, to })
    : ok(found);
};
