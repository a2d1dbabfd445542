import type { TicketType } from '#domain/fields/tables.ts';
import { DEFAULT_TICKET_SORT } from '#domain/tickets/ticket-sort.ts';
import { host } from '#renderer/shared/host/host.ts';

/** An open ticket of the type, the one due first, to make its page with ahead; null when there is none. */
export const anyOpen = async (type: TicketType): Promise<{ readonly id: string } | null> => {
  const reply = await host.query('tickets.page', {
    filter: { types: [type], activeOnly: true },
    sort: DEFAULT_TICKET_SORT,
    offset: 0,
    limit: 1,
  });
  const row = reply.ok ? reply.data.rows[0] : undefined;
  return row === undefined ? null : { id: row.id };
};
