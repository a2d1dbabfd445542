import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';

/** The lists of major incidents: open ones, those proposed, those solved that wait for their review and end, and all that were ever looked at. */
export const MAJOR_VIEWS = ['open', 'proposed', 'solved', 'all'] as const;
export type MajorView = (typeof MAJOR_VIEWS)[number];

/** The question that a view asks. */
export const majorFilter = (view: MajorView): TicketFilter => {
  const types: TicketFilter['types'] = ['incident'];
  switch (view) {
    case 'open':
      return { types, activeOnly: true, majorStates: ['accepted'] };
    case 'proposed':
      return { types, activeOnly: true, majorStates: ['proposed'] };
    case 'solved':
      return { types, states: ['resolved'], majorStates: ['accepted'] };
    case 'all':
      return { types, majorStates: ['proposed', 'accepted', 'rejected'] };
  }
};
