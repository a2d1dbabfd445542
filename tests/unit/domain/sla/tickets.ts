import type { JournalEntry } from '#domain/records/journal.ts';
import { NEVER_DUE, type Ticket } from '#domain/records/ticket.ts';

/** `2026-11-18` (a Wednesday) at the given time of day, Berlin winter time. */
export const at = (clock: string, day = '2026-11-18'): string =>
  new Date(`${day}T${clock}:00+01:00`).toISOString();

let counter = 0;
export const entry = (
  when: string,
  kind: JournalEntry['kind'],
  changes: Readonly<Record<string, readonly [unknown, unknown]>>,
): JournalEntry => {
  counter += 1;
  return {
    id: `entry-${String(counter).padStart(6, '0')}`,
    at: when,
    by: 'person-anna',
    device: 'device-1',
    origin: 'console',
    kind,
    changes: Object.entries(changes).map(([field, [from, to]]) => ({ field, from, to })),
    text: null,
    minutes: null,
    effectId: null,
  };
};
export const moved = (when: string, from: string, to: string, holdReason?: string): JournalEntry =>
  entry(when, 'state', {
    state: [from, to],
    ...(holdReason === undefined ? {} : { holdReason: [null, holdReason] }),
  });
export const assigned = (when: string, from: string | null, to: string | null): JournalEntry =>
  entry(when, 'assigned', { assigneeId: [from, to] });

export const ticketOf = (fields: Partial<Ticket> = {}): Ticket => ({
  id: 'ticket-1',
  createdAt: at('16:00'),
  createdBy: 'person-anna',
  updatedAt: at('16:00'),
  updatedBy: 'person-anna',
  externalId: null,
  journal: [],
  clashes: [],
  openClashes: 0,
  type: 'incident',
  number: 'INC-TST-0001',
  title: 'Scanner reads nothing',
  description: '',
  state: 'new',
  active: true,
  holdReason: null,
  requesterId: null,
  affectedPersonId: null,
  channel: 'phone',
  placeId: null,
  category: null,
  subcategory: null,
  symptom: null,
  serviceId: null,
  ciId: null,
  ciIds: [],
  impact: 2,
  urgency: 2,
  priority: 3,
  teamId: null,
  assigneeId: null,
  parentId: null,
  problemId: null,
  changeId: null,
  causedByChangeId: null,
  knowledgeIds: [],
  closureCode: null,
  closureNotes: null,
  openedAt: at('16:00'),
  openedBy: 'person-anna',
  resolvedAt: null,
  resolvedBy: null,
  closedAt: null,
  reassignmentCount: 0,
  reopenCount: 0,
  timeSpentMinutes: 0,
  sla: {
    agreementId: null,
    calendarId: null,
    responseMinutes: null,
    resolutionMinutes: null,
    responseDueAt: null,
    respondedAt: null,
    responseBreached: false,
    resolutionDueAt: null,
    resolutionBreached: false,
    pausedSince: null,
  },
  dueAt: NEVER_DUE,
  tags: [],
  extra: {},
  ...fields,
});
