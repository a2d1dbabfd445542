import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { TICKET_SORT_FIELDS, type TicketSort } from '#domain/tickets/ticket-sort.ts';
import { defineListChoice, words } from '#renderer/shared/record/list-choice.ts';

export const PROBLEM_VIEWS = ['open', 'mine', 'analysis', 'fix', 'risk', 'all'] as const;
export type ProblemView = (typeof PROBLEM_VIEWS)[number];

/** The question a view of the list of problems asks. */
export const problemFilter = (view: ProblemView, personId: string): TicketFilter => {
  const types: TicketFilter['types'] = ['problem'];
  switch (view) {
    case 'open':
      return { types, activeOnly: true };
    case 'mine':
      return { types, activeOnly: true, assigneeIds: [personId] };
    case 'analysis':
      return { types, activeOnly: true, states: ['new', 'assess', 'root_cause_analysis'] };
    case 'fix':
      return { types, activeOnly: true, states: ['fix_in_progress'] };
    case 'risk':
      return { types, states: ['risk_accepted'] };
    case 'all':
      return { types };
  }
};

/** What of a view's problems the list shows. */
export const PROBLEM_CHOICE = defineListChoice({
  page: 'problems',
  views: PROBLEM_VIEWS,
  filters: { text: words() },
  sorts: TICKET_SORT_FIELDS,
  sort: { field: 'priority', direction: 'asc' } as TicketSort,
});
