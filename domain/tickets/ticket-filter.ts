import * as z from 'zod';
import { MAJOR_STATES } from '#domain/fields/tickets.ts';
import { idSchema, instantSchema } from '#domain/records/common-schemas.ts';
import { FILTERED_TYPES, TICKET_SORT_FIELDS } from './ticket-sort.ts';

const ids = z.array(idSchema).max(500);
/** What a service level promises a moment for. */
const TARGETS = ['response', 'resolution'] as const;
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
  /** Codes of categories; `@unassigned` matches tickets without one. */
  categories: z.array(z.string().min(1).max(80)).max(500).optional(),
  /** Matches the main and the further configuration items. */
  ciId: idSchema.optional(),
  /** Matches the main configuration item only. */
  mainCiId: idSchema.optional(),
  requesterId: idSchema.optional(),
  /** Links this article or known error. */
  knowledgeId: idSchema.optional(),
  text: z.string().max(400).optional(),
  openedFrom: instantSchema.optional(),
  openedTo: instantSchema.optional(),
  resolvedFrom: instantSchema.optional(),
  resolvedTo: instantSchema.optional(),
  /** When somebody first took the ticket on. */
  respondedFrom: instantSchema.optional(),
  respondedTo: instantSchema.optional(),
  /** Was open at this instant: opened before, and solved, or edited for the last time where it was called off, not before. Of a ticket that was reopened only the last end counts. */
  openAt: instantSchema.optional(),
  dueBefore: instantSchema.optional(),
  /** True: the response or the resolution target was missed; false: neither was. */
  breached: z.boolean().optional(),
  /** True: had a resolution target and missed it; false: had one and kept it (so far). */
  resolutionBreached: z.boolean().optional(),
  /** The same for the response target. */
  responseBreached: z.boolean().optional(),
  /** Had such a target. */
  target: z.enum(TARGETS).optional(),
  /** Open work that has missed this target, or whose target has passed by now, and that still owes it. */
  overdue: z.enum(TARGETS).optional(),
  /** True: was reopened at least once; false: never. */
  reopened: z.boolean().optional(),
  /** Age since `openedAt` in whole days at the time of asking, both ends inclusive. */
  createdAgeDaysMin: ageDays.optional(),
  createdAgeDaysMax: ageDays.optional(),
  /** Where an incident stands on being a major one. */
  majorStates: z.array(z.enum(MAJOR_STATES)).max(10).optional(),
  /** True: an escalation to somebody who leads stands; false: none does. */
  escalated: z.boolean().optional(),
  /** True: at least one clash waits for a decision. */
  openClashes: z.boolean().optional(),
});
export type TicketFilter = z.infer<typeof ticketFilterSchema>;

/** Ties are always broken by `id` ascending, so that a windowed list never shows a row twice. */
export const ticketSortSchema = z.strictObject({
  field: z.enum(TICKET_SORT_FIELDS),
  direction: z.enum(['asc', 'desc']),
});
