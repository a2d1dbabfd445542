import * as z from 'zod';
import { idSchema, instantSchema, longText, nullableId, shortText } from './common.ts';
import { recordBase } from './journal.ts';

export const TICKET_TYPES = ['incident', 'request', 'problem', 'change', 'release'] as const;
export type TicketType = (typeof TICKET_TYPES)[number];

/** Incident states, named as in ITIL tools (ServiceNow: New 1, In Progress 2, On Hold 3, Resolved 6, Closed 7, Canceled 8). */
export const INCIDENT_STATES = ['new', 'in_progress', 'on_hold', 'resolved', 'closed', 'cancelled'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

export const HOLD_REASONS = [
  'awaiting_caller',
  'awaiting_change',
  'awaiting_problem',
  'awaiting_vendor',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** 1 is the greatest: 1 high, 2 medium, 3 low. */
export const IMPACTS = [1, 2, 3] as const;
export type Impact = (typeof IMPACTS)[number];
export const URGENCIES = [1, 2, 3] as const;
export type Urgency = (typeof URGENCIES)[number];
/** 1 critical, 2 high, 3 moderate, 4 low, 5 planning. */
export const PRIORITIES = [1, 2, 3, 4, 5] as const;
export type Priority = (typeof PRIORITIES)[number];

export const CHANNELS = [
  'phone',
  'email',
  'self_service',
  'walk_in',
  'chat',
  'monitoring',
  'import',
] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * The service-level targets that apply to a ticket, fixed when they were attached or the priority changed, so that a later
 * edit of the agreement does not rewrite the past. `due` instants are derived by domain/sla from the journal and the
 * calendar; `resolutionDueAt` is null while the clock is paused or when there is no target.
 */
export const ticketSlaSchema = z.object({
  agreementId: nullableId,
  calendarId: nullableId,
  responseMinutes: z.number().int().positive().nullable(),
  resolutionMinutes: z.number().int().positive().nullable(),
  responseDueAt: instantSchema.nullable(),
  respondedAt: instantSchema.nullable(),
  responseBreached: z.boolean(),
  resolutionDueAt: instantSchema.nullable(),
  resolutionBreached: z.boolean(),
  /** Set while on hold. */
  pausedSince: instantSchema.nullable(),
});
export type TicketSla = z.infer<typeof ticketSlaSchema>;

/**
 * A ticket. One record shape for the five types; `state` is checked against the type's own state machine in domain/.
 * Derived fields (`priority`, `active`, `dueAt`, `sla` instants, counts, `timeSpentMinutes`) are always recomputed by
 * the domain and never merged.
 */
export const ticketSchema = z.object({
  ...recordBase,
  type: z.enum(TICKET_TYPES),
  /** Human number from a per-device block, `INC-7QK-0042`. */
  number: z.string().min(1).max(40),
  title: shortText.min(1),
  description: longText,
  state: z.string().min(1).max(40),
  /** Open work: true in new, in_progress and on_hold; false once resolved, closed or cancelled. Derived from `state`. */
  active: z.boolean(),
  holdReason: z.enum(HOLD_REASONS).nullable(),
  requesterId: nullableId,
  affectedPersonId: nullableId,
  channel: z.enum(CHANNELS),
  placeId: nullableId,
  category: z.string().max(80).nullable(),
  subcategory: z.string().max(80).nullable(),
  symptom: z.string().max(200).nullable(),
  serviceId: nullableId,
  /** The configuration item that is broken or changed. */
  ciId: nullableId,
  /** Further configuration items. */
  ciIds: z.array(idSchema),
  impact: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  urgency: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  priority: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  teamId: nullableId,
  assigneeId: nullableId,
  parentId: nullableId,
  problemId: nullableId,
  changeId: nullableId,
  causedByChangeId: nullableId,
  /** Known errors and articles that were used. */
  knowledgeIds: z.array(idSchema),
  closureCode: z.string().max(80).nullable(),
  closureNotes: longText.nullable(),
  openedAt: instantSchema,
  openedBy: idSchema,
  resolvedAt: instantSchema.nullable(),
  resolvedBy: nullableId,
  closedAt: instantSchema.nullable(),
  reassignmentCount: z.number().int().min(0),
  reopenCount: z.number().int().min(0),
  timeSpentMinutes: z.number().int().min(0),
  sla: ticketSlaSchema,
  /** What the queue sorts by: the nearest open target; far future (`9999-12-31T00:00:00.000Z`) when nothing is due. */
  dueAt: instantSchema,
  tags: z.array(z.string().max(60)),
  /** Fields of the source system that Deskhand has no own field for. */
  extra: z.record(z.string(), z.unknown()),
});
export type Ticket = z.infer<typeof ticketSchema>;

/** `dueAt` of a ticket with nothing due: paused, resolved, or without a target. */
export const NEVER_DUE = '9999-12-31T00:00:00.000Z';
