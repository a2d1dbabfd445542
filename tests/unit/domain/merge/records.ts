import type { JournalEntry } from '#domain/fields/base.ts';
import type { Order } from '#domain/fields/orders.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { append, applyChanges, blankBase } from '#domain/journal/journal.ts';
import { type MergeOutcome, mergeRecords } from '#domain/merge/three-way.ts';
import type { Env } from '#domain/records/common.ts';

let made = 0;
/** The world of one device; ids are unique over all of them. */
export const envOf = (device: string, now: string): Env => ({
  now,
  newId: () => {
    made += 1;
    return `${device}-${String(made).padStart(8, '0')}`;
  },
  actor: { personId: `person-${device}`, roles: ['service-desk'], teamIds: [], deviceId: device },
});

/** Who merges, and when. */
export const env = envOf('sync', '2026-11-18T12:00:00.000Z');
export const mergeTickets = (base: Incident | null, mine: Incident, theirs: Incident) =>
  // Two incidents merge into one.
  mergeRecords('tickets', base, mine, theirs, env) as MergeOutcome<'tickets'> & { readonly merged: Incident };
export const mergeOrders = (base: Order | null, mine: Order, theirs: Order) =>
  mergeRecords('orders', base, mine, theirs, env);

export const edited = <R extends Incident | Order>(
  record: R,
  patch: Partial<R>,
  device: string,
  now = '2026-11-18T10:00:00.000Z',
): R => applyChanges(record, patch, envOf(device, now));

export const noted = <R extends Incident | Order>(record: R, entry: JournalEntry): R => append(record, entry);

export const orderOf = (fields: Partial<Order> = {}): Order => ({
  ...blankBase('order-1', '2026-11-18T08:00:00.000Z', 'person-anna'),
  type: 'move',
  number: 'MOV-TST-0001',
  title: 'Move to 2.14',
  description: '',
  state: 'work_in_progress',
  active: true,
  requesterId: null,
  personId: null,
  contactPhone: null,
  ticketId: null,
  teamId: 'team-field',
  assigneeId: 'person-finn',
  placeId: null,
  targetPlaceId: null,
  targetUserId: null,
  requestedFor: null,
  plannedStart: null,
  plannedEnd: null,
  dueAt: '2026-11-20T08:00:00.000Z',
  carryOver: ['user'],
  moveAttached: false,
  oldDeviceStatus: null,
  devices: [
    { id: 'dev-1', role: 'subject', ciId: 'ci-1', confirmedCode: null, confirmedAt: null, confirmedBy: null },
  ],
  tasks: ['scan', 'unplug', 'handover'].map((key) => ({
    id: `task-${key}`,
    key,
    title: key,
    kind: 'work',
    required: true,
    state: 'open',
    deviceId: null,
    value: null,
    note: null,
    doneAt: null,
    doneBy: null,
  })),
  effects: [],
  startedAt: null,
  completedAt: null,
  completedBy: null,
  completionNotes: null,
  timeSpentMinutes: 0,
  tags: [],
  ...fields,
});
