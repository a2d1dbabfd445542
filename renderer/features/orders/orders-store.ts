import type { OrderFilter, OrderSort } from '#contracts/orders.ts';
import { ORDER_TYPES } from '#domain/fields/orders.ts';
import type { Role } from '#domain/records/common.ts';
import { type Chosen, defineListChoice, manyOf, words } from '#renderer/shared/record/list-choice.ts';

export const ORDER_VIEWS = ['today', 'week', 'open', 'all'] as const;
export type OrderView = (typeof ORDER_VIEWS)[number];

/** What of a view's orders the list shows. */
export const ORDER_CHOICE = defineListChoice({
  page: 'orders',
  views: ORDER_VIEWS,
  filters: { types: manyOf(ORDER_TYPES), text: words() },
  sorts: ['dueAt', 'plannedStart', 'number', 'state', 'updatedAt'],
  sort: { field: 'plannedStart', direction: 'asc' } as OrderSort,
});

const DAYS_PER_WEEK = 7;

/** The first instant after the day, or after the week (it ends on Sunday), of `nowMs` in the device's zone. */
const endOf = (span: 'today' | 'week', nowMs: number): string => {
  const now = new Date(nowMs);
  const daysLeft = span === 'today' ? 1 : DAYS_PER_WEEK - ((now.getDay() + 6) % DAYS_PER_WEEK);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysLeft).toISOString();
};

/** Who works orders down begins with their own of the day, everybody else with all that are open. */
export const firstView = (roles: readonly Role[]): OrderView => (roles.includes('field') ? 'today' : 'open');

/**
 * The question a view asks. My day and my week have no beginning: what was planned for yesterday and is still open is
 * the first thing to do today.
 */
export const filterOf = (
  { view, types, text }: Chosen<typeof ORDER_CHOICE.filters> & { readonly view: OrderView },
  personId: string,
  nowMs: number,
): OrderFilter => ({
  ...(view === 'all' ? {} : { activeOnly: true }),
  ...(view === 'today' || view === 'week' ? { assigneeIds: [personId], plannedTo: endOf(view, nowMs) } : {}),
  ...(types.length === 0 ? {} : { types: [...types] }),
  ...(text === '' ? {} : { text }),
});
