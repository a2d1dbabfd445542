import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { TICKET_SORT_FIELDS, type TicketSort } from '#domain/tickets/ticket-sort.ts';
import { defineListChoice, words } from '#renderer/shared/record/list-choice.ts';

export const CHANGE_VIEWS = ['open', 'mine', 'assess', 'authorize', 'scheduled', 'toReview', 'all'] as const;
export type ChangeView = (typeof CHANGE_VIEWS)[number];

/** The question a view of the list of changes asks. */
export const changeFilter = (view: ChangeView, personId: string): TicketFilter => {
  const types: TicketFilter['types'] = ['change'];
  switch (view) {
    case 'open':
      return { types, activeOnly: true };
    case 'mine':
      return { types, activeOnly: true, assigneeIds: [personId] };
    case 'assess':
      return { types, activeOnly: true, states: ['new', 'assess'] };
    case 'authorize':
      return { types, activeOnly: true, states: ['authorize'] };
    case 'scheduled':
      return { types, activeOnly: true, states: ['scheduled', 'implement'] };
    case 'toReview':
      return { types, activeOnly: true, states: ['review'] };
    case 'all':
      return { types };
  }
};

/** What of a view's changes the list shows. */
export const CHANGE_CHOICE = defineListChoice({
  page: 'changes',
  views: CHANGE_VIEWS,
  filters: { text: words() },
  sorts: TICKET_SORT_FIELDS,
  sort: { field: 'plannedStartAt', direction: 'asc' } as TicketSort,
});
