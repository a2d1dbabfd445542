import { type ApplyOptions, applyChanges } from '#domain/journal/journal.ts';
import { fail } from '#domain/records/result.ts';
import type { Ticket } from '#domain/records/ticket.ts';
import type { IncidentContext } from './incident.create.ts';
import { recomputeTicket } from './incident.recompute.ts';

export type TicketPatch = Parameters<typeof applyChanges<Ticket>>[1];

/** `patch` and one journal entry, then everything derived from them; the same ticket when nothing changed. */
export const change = (
  ticket: Ticket,
  patch: TicketPatch,
  ctx: IncidentContext,
  options: ApplyOptions = {},
): Ticket => {
  const after = applyChanges(ticket, patch, ctx.env, { origin: ctx.origin, ...options });
  return after === ticket ? ticket : recomputeTicket(after, ctx.settings, ctx.sla);
};

const ENDED: readonly string[] = ['closed', 'cancelled'];

/** Closed and cancelled incidents take notes and links to knowledge, nothing else. Null when the ticket may be edited. */
export const refuseEnded = (ticket: Ticket) =>
  ENDED.includes(ticket.state)
    ? fail('not_editable', 'record.ended', { number: ticket.number, state: ticket.state })
    : null;
