import { majorFilter } from '#domain/incidents/major-views.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';

/** The local day of this moment, from its first instant to that of the next day. */
export const dayOf = (nowMs: number): { readonly from: string; readonly to: string } => {
  const start = new Date(nowMs);
  start.setHours(0, 0, 0, 0);
  const end = new Date(start);
  end.setDate(end.getDate() + 1);
  return { from: start.toISOString(), to: end.toISOString() };
};

/** What a lead decides on, as the list behind it has it: what was closed undecided waits for nobody. */
export const PROPOSED: TicketFilter = majorFilter('proposed');
/** What a lead was called to. */
export const ESCALATED: TicketFilter = { activeOnly: true, escalated: true };
