import { BASE_FIELDS, EFFECT_FIELDS } from './base.ts';
import { type FieldTable, OPEN_OR_WAITING, type RecordFrom } from './field.ts';

/** Moves, adds, swaps and disposals at the workplace. A swap is the C of MACD, the change of one device for another; "change" is the ITIL process. */
export const ORDER_TYPES = ['move', 'add', 'swap', 'disposal'] as const;
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
const TASK_KINDS = ['scan', 'check', 'reading', 'work', 'erase', 'handover'] as const;
const TASK_STATES = ['open', 'done', 'skipped'] as const;
/** What a swap may carry from the old device to the new one. */
export const CARRY_OVER = ['user', 'place', 'ip', 'agreements', 'relations', 'licences'] as const;
export type CarryOver = (typeof CARRY_OVER)[number];

export const ORDER_DEVICE_FIELDS = {
  id: { kind: 'id' },
  role: { kind: 'code', of: DEVICE_ROLES },
  ciId: { kind: 'ci' },
  /** The tag or serial that was scanned or typed on site, once it matched the device. */
  confirmedCode: { kind: 'text', max: 200, nullable: true, group: 'confirmedCode' },
  confirmedAt: { kind: 'instant', nullable: true, follows: 'confirmedCode' },
  confirmedBy: { kind: 'person', nullable: true, follows: 'confirmedCode' },
} as const satisfies FieldTable;
export type OrderDevice = RecordFrom<typeof ORDER_DEVICE_FIELDS>;

export const ORDER_TASK_FIELDS = {
  id: { kind: 'id' },
  /** Stable name of the step within its order type, e.g. `scan-device`; the words shown come from the locale. */
  key: { kind: 'text', max: 60 },
  title: { kind: 'text', max: 400 },
  kind: { kind: 'code', of: TASK_KINDS },
  required: { kind: 'flag' },
  state: { kind: 'code', of: TASK_STATES, group: 'state' },
  /** The device the step is about, an id in `devices`. */
  deviceId: { kind: 'id', nullable: true },
  /** Text of a reading (meter, port number), the certificate number of an erasure, the name of who signed. */
  value: { kind: 'text', max: 2_000, nullable: true },
  note: { kind: 'longText', nullable: true },
  doneAt: { kind: 'instant', nullable: true, follows: 'state' },
  doneBy: { kind: 'person', nullable: true, follows: 'state' },
} as const satisfies FieldTable;
export type OrderTask = RecordFrom<typeof ORDER_TASK_FIELDS>;

// biome-ignore format: a table is read by its columns
export const ORDER_FIELDS = {
  ...BASE_FIELDS,
  type:             { kind: 'code', of: ORDER_TYPES, create: 'required' },
  number:           { kind: 'text', min: 1, max: 40, search: 'key' },
  title:            { kind: 'text', min: 1, max: 400, edit: OPEN_OR_WAITING, create: 'required', search: 'title' },
  description:      { kind: 'longText', edit: OPEN_OR_WAITING, create: 'optional', search: 'body' },
  // Work done on site is done: its effects are written already, and an order cancelled beside moved devices would be half an order.
  state:            { kind: 'code', of: ORDER_STATES, group: 'state' },
  active:           { kind: 'flag', merge: 'derived', causes: ['state'] },
  requesterId:      { kind: 'person', nullable: true, edit: OPEN_OR_WAITING, create: 'optional' },
  /** The person whose workplace it is. */
  personId:         { kind: 'person', nullable: true, edit: OPEN_OR_WAITING, create: 'optional' },
  contactPhone:     { kind: 'text', max: 80, nullable: true, edit: OPEN_OR_WAITING, create: 'optional' },
  ticketId:         { kind: 'ticket', nullable: true, edit: OPEN_OR_WAITING, create: 'optional' },
  teamId:           { kind: 'team', nullable: true, active: true, group: 'assignment', create: 'optional' },
  assigneeId:       { kind: 'person', nullable: true, active: true, group: 'assignment', create: 'optional' },
  /** Where the work is done (for a move: where the device is now). */
  placeId:          { kind: 'place', nullable: true, edit: OPEN_OR_WAITING, create: 'optional' },
  /** Where the device shall be afterwards (move, add); where the old device goes (swap); null: asked for at completion, and no known place where nobody says. */
  targetPlaceId:    { kind: 'place', nullable: true, edit: OPEN_OR_WAITING, create: 'optional' },
  /** Who shall use the device afterwards, chosen explicitly; null keeps its user (move), takes `personId` (add) or the old device's (swap). */
  targetUserId:     { kind: 'person', nullable: true, edit: OPEN_OR_WAITING, create: 'optional' },
  requestedFor:     { kind: 'instant', nullable: true, edit: OPEN_OR_WAITING, create: 'optional' },
  plannedStart:     { kind: 'instant', nullable: true, edit: OPEN_OR_WAITING, create: 'optional' },
  plannedEnd:       { kind: 'instant', nullable: true, edit: OPEN_OR_WAITING, create: 'optional' },
  dueAt:            { kind: 'instant', edit: OPEN_OR_WAITING, create: 'optional' },
  carryOver:        { kind: 'list', of: { kind: 'code', of: CARRY_OVER }, max: 20, merge: 'set', edit: OPEN_OR_WAITING, create: 'optional' },
  /** Monitors and the like that are attached to a moved device go along with it. */
  moveAttached:     { kind: 'flag', create: 'optional' },
  /** Status of the old device after a swap. */
  oldDeviceStatus:  { kind: 'code', of: ['stored', 'defective', 'in_repair', 'scrapped'], nullable: true, edit: OPEN_OR_WAITING, create: 'optional' },
  devices:          { kind: 'list', of: { kind: 'object', fields: ORDER_DEVICE_FIELDS }, merge: 'keyed' },
  tasks:            { kind: 'list', of: { kind: 'object', fields: ORDER_TASK_FIELDS }, merge: 'keyed' },
  effects:          { kind: 'list', of: { kind: 'object', fields: EFFECT_FIELDS }, follows: 'state' },
  startedAt:        { kind: 'instant', nullable: true, follows: 'state' },
  completedAt:      { kind: 'instant', nullable: true, follows: 'state' },
  completedBy:      { kind: 'person', nullable: true, follows: 'state' },
  completionNotes:  { kind: 'longText', nullable: true, group: 'state', search: 'body' },
  timeSpentMinutes: { kind: 'minutes', merge: 'derived' },
  tags:             { kind: 'list', of: { kind: 'text', max: 60 }, max: 30, merge: 'set', edit: OPEN_OR_WAITING, create: 'optional', search: 'body' },
} as const satisfies FieldTable;
export type Order = RecordFrom<typeof ORDER_FIELDS>;
