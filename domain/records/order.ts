import * as z from 'zod';
import { idSchema, instantSchema, longText, nullableId, shortText } from './common.ts';
import { recordBase } from './journal.ts';

/** Moves, adds, changes and disposals at the workplace; a change is the swap of one device for another. */
export const ORDER_TYPES = ['move', 'add', 'change', 'disposal'] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

/** Work order states as in ServiceNow's field service (field guide 1.6). */
export const ORDER_STATES = [
  'draft',
  'awaiting_qualification',
  'qualified',
  'assigned',
  'accepted',
  'work_in_progress',
  'closed_complete',
  'closed_incomplete',
  'cancelled',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** subject: moved or disposed; old/new: the two sides of a swap; new alone: an add. */
export const DEVICE_ROLES = ['subject', 'old', 'new'] as const;

export const orderDeviceSchema = z.object({
  id: idSchema,
  role: z.enum(DEVICE_ROLES),
  ciId: idSchema,
  /** The tag or serial that was scanned or typed on site, once it matched the device. */
  confirmedCode: z.string().max(200).nullable(),
  confirmedAt: instantSchema.nullable(),
  confirmedBy: nullableId,
});
export type OrderDevice = z.infer<typeof orderDeviceSchema>;

const TASK_KINDS = ['scan', 'check', 'reading', 'work', 'erase', 'handover'] as const;
export const TASK_STATES = ['open', 'done', 'skipped'] as const;

export const orderTaskSchema = z.object({
  id: idSchema,
  /** Stable name of the step within its order type, e.g. `scan-device`; the words shown come from the locale. */
  key: z.string().max(60),
  title: shortText,
  kind: z.enum(TASK_KINDS),
  required: z.boolean(),
  state: z.enum(TASK_STATES),
  /** The device the step is about, an id in `devices`. */
  deviceId: nullableId,
  /** Text of a reading (meter, port number), the certificate number of an erasure, the name of who signed. */
  value: z.string().max(2_000).nullable(),
  note: longText.nullable(),
  doneAt: instantSchema.nullable(),
  doneBy: nullableId,
});
export type OrderTask = z.infer<typeof orderTaskSchema>;

/** What a swap may carry from the old device to the new one. */
export const CARRY_OVER = ['user', 'place', 'ip', 'agreements', 'relations', 'licences'] as const;
export type CarryOver = (typeof CARRY_OVER)[number];

const EFFECT_COLLECTIONS = ['configItems', 'licences', 'relations', 'orders'] as const;

/**
 * One intended write on another document, stored in the order before anything is applied. `set` holds field paths and new
 * values; the target's journal entry carries the effect's id, so applying it twice changes nothing.
 */
export const effectSchema = z.object({
  id: idSchema,
  collection: z.enum(EFFECT_COLLECTIONS),
  targetId: idSchema,
  set: z.record(z.string(), z.unknown()),
  reason: z.string().max(200),
});
export type Effect = z.infer<typeof effectSchema>;

export const orderSchema = z.object({
  ...recordBase,
  type: z.enum(ORDER_TYPES),
  number: z.string().min(1).max(40),
  title: shortText.min(1),
  description: longText,
  state: z.enum(ORDER_STATES),
  active: z.boolean(),
  requesterId: nullableId,
  /** The person whose workplace it is. */
  personId: nullableId,
  contactPhone: z.string().max(80).nullable(),
  ticketId: nullableId,
  teamId: nullableId,
  assigneeId: nullableId,
  /** Where the work is done (for a move: where the device is now). */
  placeId: nullableId,
  /** Where the device shall be afterwards (move, add); where the old device goes (change), null when it stays where it is. */
  targetPlaceId: nullableId,
  /** Who shall use the device afterwards, chosen explicitly; null keeps its user (move), takes `personId` (add) or the old device's (change). */
  targetUserId: nullableId,
  requestedFor: instantSchema.nullable(),
  plannedStart: instantSchema.nullable(),
  plannedEnd: instantSchema.nullable(),
  dueAt: instantSchema,
  carryOver: z.array(z.enum(CARRY_OVER)),
  /** Monitors and the like that are attached to a moved device go along with it. */
  moveAttached: z.boolean(),
  /** Status of the old device after a swap. */
  oldDeviceStatus: z.enum(['stored', 'defective', 'in_repair', 'scrapped']).nullable(),
  devices: z.array(orderDeviceSchema),
  tasks: z.array(orderTaskSchema),
  effects: z.array(effectSchema),
  startedAt: instantSchema.nullable(),
  completedAt: instantSchema.nullable(),
  completedBy: nullableId,
  completionNotes: longText.nullable(),
  timeSpentMinutes: z.number().int().min(0),
  tags: z.array(z.string().max(60)),
});
export type Order = z.infer<typeof orderSchema>;
