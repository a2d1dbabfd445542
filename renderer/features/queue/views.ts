import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { DEFAULT_TICKET_SORT, type TicketSort, UNASSIGNED } from '#domain/tickets/ticket-sort.ts';
import type { TicketView } from '#domain/views/saved-view.ts';
import type { ViewContext } from '#renderer/shared/navigation/feature.ts';
import { DEFAULT_COLUMNS } from './columns.ts';

export const BUILT_IN_VIEWS = ['all', 'mine', 'teams', 'unassigned', 'due', 'escalated', 'today'] as const;
export type BuiltInView = (typeof BUILT_IN_VIEWS)[number];

/** `builtin:<name>` or the id of a saved view. */
export type ViewId = string;
export const builtInId = (view: BuiltInView): ViewId => `builtin:${view}`;

/** What counts as due soon. */
const SOON_MS = 2 * 3_600_000;
/** The filter travels to the data host; rounding keeps it the same for a while instead of asking anew every second. */
const ROUND_MS = 5 * 60_000;

const soon = (now: Date): string =>
  new Date(Math.ceil((now.getTime() + SOON_MS) / ROUND_MS) * ROUND_MS).toISOString();

const startOfDay = (now: Date): string =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();

/** The filter of a built-in view for this person at this time. */
export const builtInFilter = (view: BuiltInView, { personId, teamIds, now }: ViewContext): TicketFilter => {
  switch (view) {
    case 'all':
      return { activeOnly: true };
    case 'mine':
      return { activeOnly: true, assigneeIds: [personId] };
    case 'teams':
      return { activeOnly: true, teamIds: [...teamIds] };
    case 'unassigned':
      return { activeOnly: true, assigneeIds: [UNASSIGNED] };
    case 'due':
      // A missed target is a due instant in the past, so one bound covers both.
      return { activeOnly: true, dueBefore: soon(now) };
    case 'escalated':
      return { activeOnly: true, escalated: true };
    case 'today':
      return { openedFrom: startOfDay(now) };
  }
};

export type QueueState = {
  readonly viewId: ViewId;
  readonly filter: TicketFilter;
  readonly sort: TicketSort;
  readonly columns: readonly string[];
};

const NEWEST_FIRST: TicketSort = { field: 'openedAt', direction: 'desc' };

/** Open work by what is due first; of what is done nothing is due any more, so a list that holds it begins with the newest. */
export const usualSort = (filter: TicketFilter): TicketSort =>
  filter.activeOnly === true ? DEFAULT_TICKET_SORT : NEWEST_FIRST;

export const sameSort = (one: TicketSort, other: TicketSort): boolean =>
  one.field === other.field && one.direction === other.direction;

/** The change to another filter. A list that is sorted the usual way goes on being so; a sort that was chosen stays. */
export const refiltered = (
  { filter: before, sort }: Pick<QueueState, 'filter' | 'sort'>,
  filter: TicketFilter,
): { readonly filter: TicketFilter; readonly sort: TicketSort } => ({
  filter,
  sort: sameSort(sort, usualSort(before)) ? usualSort(filter) : sort,
});

export const builtInState = (view: BuiltInView, context: ViewContext): QueueState => {
  const filter = builtInFilter(view, context);
  return { viewId: builtInId(view), filter, sort: usualSort(filter), columns: DEFAULT_COLUMNS };
};

export const savedState = (view: TicketView): QueueState => ({
  viewId: view.id,
  filter: view.filter,
  sort: view.sort,
  columns: view.columns,
});
