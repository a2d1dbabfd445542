import * as z from 'zod';
import type { Reason } from '#domain/records/result.ts';
import { ticketFilterSchema, ticketSortSchema } from '#domain/tickets/ticket-filter.ts';

const viewHead = {
  id: z.string().min(1).max(80),
  name: z.string().trim().min(1).max(120),
};

const ticketViewSchema = z.strictObject({
  ...viewHead,
  kind: z.literal('filter'),
  /** The list it is a view of, by its page. */
  list: z.literal('queue').default('queue'),
  filter: ticketFilterSchema,
  sort: ticketSortSchema,
  columns: z.array(z.string().max(40)).max(30),
});

const chosenValue = z.union([
  z.string().max(200),
  z.boolean(),
  z.null(),
  z.array(z.string().max(80)).max(100),
]);

/** More than any list has. */
const MOST_FILTERS = 20;

const narrowedViewSchema = z.strictObject({
  ...viewHead,
  kind: z.literal('choice'),
  list: z.string().min(1).max(40),
  /** The view of the list that it narrows; empty where the list has none. */
  view: z.string().max(40),
  /** What was chosen in the list's filters, by their names. The list reads what it knows of it. */
  choice: z
    .record(z.string().max(40), chosenValue)
    .refine((choice) => Object.keys(choice).length <= MOST_FILTERS, {
      params: { reason: 'value.most_entries' satisfies Reason, details: { count: MOST_FILTERS } },
    }),
  sort: z.strictObject({ field: z.string().max(40), direction: z.enum(['asc', 'desc']) }),
});

/** A view of the queue: filter, sorting and columns. */
export type TicketView = z.infer<typeof ticketViewSchema>;
/** A view of any other list: what narrows one of the list's own views, so that "mine" and "today" stay what they say. */
export type NarrowedView = z.infer<typeof narrowedViewSchema>;
/** A saved view: per person on a device, or shared with a team. */
export const viewSchema = z.discriminatedUnion('kind', [ticketViewSchema, narrowedViewSchema]);
export type SavedView = z.infer<typeof viewSchema>;
