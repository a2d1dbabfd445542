/** What a note changes on a ticket besides its journal: derived fields, and the state when it carries the caller's answer. */
export const TICKET_MARK_FIELDS: readonly string[] = [
  'state',
  'holdReason',
  'active',
  'priority',
  'sla',
  'dueAt',
  'reassignmentCount',
  'reopenCount',
  'timeSpentMinutes',
];
