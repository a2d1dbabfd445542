import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import type { Reads } from './sql.ts';
import { type FilterContext, ticketWhere } from './ticket-list.ts';

const DAY_MS = 86_400_000;
/** Lists over the history are counted when they begin so few days ago that an index gives their tickets in no time. */
const RECENT_DAYS = 7;

/**
 * Whether a list is counted each time a ticket changes: open work, one caller's, and what was opened or resolved lately stand in indexes. Any other
 * list reads the whole history or asks the full-text search; it says how long it is when it is opened.
 */
const isCounted = (filter: TicketFilter, nowMs: number): boolean => {
  // A device is looked for in the documents themselves.
  if ((filter.text ?? '').trim() !== '' || filter.ciId !== undefined) return false;
  if (filter.activeOnly === true || filter.requesterId !== undefined) return true;
  const recent = new Date(nowMs - RECENT_DAYS * DAY_MS).toISOString();
  return [filter.openedFrom, filter.resolvedFrom].some((from) => from !== undefined && from >= recent);
};

/** How many tickets each list has; null for those that are not counted. The count is the one that the list itself shows, and kept with it. */
export const ticketCounts = (
  reads: Reads,
  filters: readonly TicketFilter[],
  context: FilterContext,
): readonly (number | null)[] =>
  filters.map((filter) => {
    if (!isCounted(filter, context.nowMs)) return null;
    const { text, params } = ticketWhere(reads, filter, context);
    return reads.count({ text: `SELECT count(*) FROM ${reads.table('tickets')} WHERE ${text}`, params });
  });
