import * as z from 'zod';
import { idSchema, instantSchema } from '#domain/records/common-schemas.ts';
import { FILTERED_TYPES, TICKET_SORT_FIELDS } from './ticket-sort.ts';

const ids = z.array(idSchema).max(500);
const ageDays = z.number().int().min(0).max(100_000);

/**
 * Which tickets a queue, a saved view or a clicked bar shows. Fields are joined with AND, the values of one list with OR;
 * a missing field does not restrict. Instants are inclusive at `From` and exclusive at `To` and `Before`.
 */
export const ticketFilterSchema = z.strictObject({
  types: z.array(z.enum(FILTERED_TYPES)).max(20).optional(),
  states: z.array(z.string().min(1).max(40)).max(40).optional(),
  activeOnly: z.boolean().optional(),
  /** Teams' ids; `@unassigned` matches tickets without a team. */
  teamIds: ids.optional(),
  /** People's ids; `@unassigned` matches tickets without an assignee. */
  assigneeIds: ids.optional(),
  priorities: z
    .array(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]))
    .max(20)
    .optional(),
  placeIds: ids.optional(),
  /** Matches the main and the further configuration items. */
  ciId: idSchema.optional(),
  requesterId: idSchema.optional(),
  /** Links this article or known error. */
  knowledgeId: idSchema.optional(),
  text: z.string().max(400).optional(),
  openedFrom: instantSchema.optional(),
  openedTo: instantSchema.optional(),
  resolvedFrom: instantSchema.optional(),
  resolvedTo: instantSchema.optional(),
  dueBefore: instantSchema.optional(),
  /** True: the response or the resolution target was missed; false: neither was. */
  breached: z.boolean().optional(),
  /** True: had a resolution target and missed it; false: had one and kept it (so far). */
  resolutionBreached: z.boolean().optional(),
  /** Age since `openedAt` in whole days at the time of asking, both ends inclusive. */
  createdAgeDaysMin: ageDays.optional(),
  createdAgeDaysMax: ageDays.optional(),
  /** True: at least one clash waits for a decision. */
  openClashes: z.boolean().optional(),
});
export type TicketFilter = z.infer<typeof ticketFilterSchema>;

/** Ties are always broken by `id` ascending, so that a windowed list never shows a row twice. */
export const ticketSortSchema = z.strictObject({
  field: z.enum(TICKET_SORT_FIELDS),
  direction: z.enum(['asc', 'desc']),
});
