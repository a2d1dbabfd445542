import type { OrderFilter } from '#contracts/orders.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { orderWhere } from './order-list.ts';
import type { Reads, Sql } from './sql.ts';
import { type FilterContext, ticketWhere } from './ticket-list.ts';

const DAY_MS = 86_400_000;
/** Lists over the history are counted when they begin so few days ago that an index gives their tickets in no time. */
const RECENT_DAYS = 7;

/** Of incidents few were ever proposed as major, and few escalations stand. */
const isFew = ({ majorStates = [], escalated }: TicketFilter): boolean =>
  majorStates.length > 0 || escalated === true;

/**
 * Whether a list is counted each time a ticket changes: open work, one caller's, and what was opened or resolved lately stand in indexes. Any other
 * list reads the whole history or asks the full-text search; it says how long it is when it is opened.
 */
const isCounted = (filter: TicketFilter, nowMs: number): boolean => {
  // Devices and knowledge are looked for in the documents themselves.
  if ((filter.text ?? '').trim() !== '' || filter.ciId !== undefined || filter.knowledgeId !== undefined)
    return false;
  if (filter.activeOnly === true || filter.requesterId !== undefined || isFew(filter)) return true;
  const recent = new Date(nowMs - RECENT_DAYS * DAY_MS).toISOString();
  return [filter.openedFrom, filter.resolvedFrom].some((from) => from !== undefined && from >= recent);
};

/** The count that the list itself shows, and kept with it. */
const countOf = (reads: Reads, collection: CollectionName, { text, params }: Sql): number =>
  reads.count({ text: `SELECT count(*) FROM ${reads.table(collection)} WHERE ${text}`, params });

/** How many tickets each list has; null for those that are not counted. */
export const ticketCounts = (
  reads: Reads,
  filters: readonly TicketFilter[],
  context: FilterContext,
): readonly (number | null)[] =>
  filters.map((filter) =>
    isCounted(filter, context.nowMs) ? countOf(reads, 'tickets', ticketWhere(reads, filter, context)) : null,
  );

/** How many orders each list has; null for what is not open work, or is looked for in documents and the full-text search. */
export const orderCounts = (reads: Reads, filters: readonly OrderFilter[]): readonly (number | null)[] =>
  filters.map((filter) =>
    filter.activeOnly === true && filter.ciId === undefined && (filter.text ?? '').trim() === ''
      ? countOf(
          reads,
          'orders',
          orderWhere(filter, () => []),
        )
      : null,
  );
