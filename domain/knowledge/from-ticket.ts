import type { Incident, Problem } from '#domain/fields/tickets.ts';

/** What a new article begins with; the title is the ticket's until somebody finds a better one. */
export type ArticleDraft = {
  readonly title: string;
  readonly symptom: string;
  readonly body: string;
  readonly workaround: string;
  readonly closureCode: string | null;
  readonly category: string | null;
  readonly ciIds: readonly string[];
  readonly serviceIds: readonly string[];
  readonly tags: readonly string[];
  readonly ticketId: string;
};

const solutionOf = (ticket: Incident | Problem): string =>
  ticket.type === 'incident' ? (ticket.closureNotes ?? '') : ticket.solution;

/**
 * An article from a ticket that was solved: what was wrong, what helped and what it is about are taken over. A single device is left out: the
 * article is about its kind. The description stays with the ticket, it tells of a person.
 */
export const articleFromTicket = (ticket: Incident | Problem): ArticleDraft => ({
  title: ticket.title,
  symptom: ticket.type === 'problem' ? ticket.symptom : ticket.title,
  body: solutionOf(ticket),
  workaround: ticket.type === 'problem' ? ticket.workaround : solutionOf(ticket),
  closureCode: ticket.type === 'incident' ? ticket.closureCode : null,
  category: ticket.category,
  ciIds: [],
  serviceIds: ticket.serviceId === null ? [] : [ticket.serviceId],
  tags: [...ticket.tags],
  ticketId: ticket.id,
});
