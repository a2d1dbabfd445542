import type { RecordBase } from '#domain/records/journal.ts';
import { NEVER_DUE, type Ticket } from '#domain/records/ticket.ts';

/** What has to be said of an incident; everything else may be. */
type Opening = RecordBase &
  Pick<Ticket, 'number' | 'title' | 'impact' | 'urgency' | 'priority' | 'openedAt' | 'openedBy'> &
  Partial<Ticket>;

/** An incident in state `new` with nothing in it but `opening`: no clock attached, nothing due, its journal as given. */
export const blankIncident = (opening: Opening): Ticket => ({
  type: 'incident',
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
  teamId: null,
  assigneeId: null,
  parentId: null,
  problemId: null,
  changeId: null,
  causedByChangeId: null,
  knowledgeIds: [],
  closureCode: null,
  closureNotes: null,
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
  ...opening,
});
