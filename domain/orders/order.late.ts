import type { Order } from '#domain/fields/orders.ts';
import type { Instant } from '#domain/records/common.ts';
import { isOpenOrder } from './order.steps.ts';

/**
 * Since when planned work is late at `now`: the end of its window has passed, or, where no end was planned, its beginning while nobody has begun.
 * Null for work that is not late, not planned, or ended.
 */
export const lateSince = (
  {
    state,
    plannedStart,
    plannedEnd,
    startedAt,
  }: Pick<Order, 'state' | 'plannedStart' | 'plannedEnd' | 'startedAt'>,
  now: Instant,
): Instant | null => {
  if (!isOpenOrder(state)) return null;
  const end = plannedEnd ?? (startedAt === null ? plannedStart : null);
  return end !== null && end < now ? end : null;
};
