import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { TICKET_SORT_FIELDS, type TicketSort } from '#domain/tickets/ticket-sort.ts';
import { defineListChoice, words } from '#renderer/shared/record/list-choice.ts';

export const RELEASE_VIEWS = ['open', 'mine', 'decision', 'deploying', 'toReview', 'all'] as const;
export type ReleaseView = (typeof RELEASE_VIEWS)[number];

/** The question a view of the list of releases asks. */
export const releaseFilter = (view: ReleaseView, personId: string): TicketFilter => {
  const types: TicketFilter['types'] = ['release'];
  switch (view) {
    case 'open':
      return { types, activeOnly: true };
    case 'mine':
      return { types, activeOnly: true, assigneeIds: [personId] };
    case 'decision':
      return { types, activeOnly: true, states: ['decision', 'ready'] };
    case 'deploying':
      return { types, activeOnly: true, states: ['deploying'] };
    case 'toReview':
      return { types, activeOnly: true, states: ['done', 'rolled_back'] };
    case 'all':
      return { types };
  }
};

/** What of a view's releases the list shows. */
export const RELEASE_CHOICE = defineListChoice({
  page: 'releases',
  views: RELEASE_VIEWS,
  filters: { text: words() },
  sorts: TICKET_SORT_FIELDS,
  sort: { field: 'plannedStartAt', direction: 'asc' } as TicketSort,
});
