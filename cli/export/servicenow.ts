import type { Names } from '#contracts/shared.ts';
import type { HoldReason, Incident } from '#domain/fields/tickets.ts';
import { nameIn } from '#domain/records/names.ts';

const STATES: Readonly<Record<string, string>> = {
  new: '1',
  in_progress: '2',
  on_hold: '3',
  resolved: '6',
  closed: '7',
  cancelled: '8',
};

/** ServiceNow's on-hold reasons: 1 caller, 5 change, 3 problem, 4 vendor. */
const HOLD_REASONS: Readonly<Record<HoldReason, string>> = {
  awaiting_caller: '1',
  awaiting_change: '5',
  awaiting_problem: '3',
  awaiting_vendor: '4',
};

/** `2026-11-21 08:00:00`, UTC, as the Table API writes it. */
const time = (instant: string | null): string => instant?.replace('T', ' ').slice(0, 19) ?? '';

/** Ids that a row shows by name. */
export const namedIds = (ticket: Incident): readonly (string | null)[] => [
  ticket.requesterId,
  ticket.teamId,
  ticket.assigneeId,
  ticket.placeId,
  ticket.openedBy,
  ticket.resolvedBy,
];

/** A ticket with the fields of ServiceNow's incident table (field guide 3); empty text for no value, as there. */
export const servicenowRow = (
  ticket: Incident,
  names: Names,
  ciName: string,
): Readonly<Record<string, string>> => {
  const name = (id: string | null): string => nameIn(names, id) ?? id ?? '';
  const { sla } = ticket;
  return {
    sys_id: ticket.id,
    number: ticket.number,
    short_description: ticket.title,
    description: ticket.description,
    caller_id: name(ticket.requesterId),
    category: ticket.category ?? '',
    subcategory: ticket.subcategory ?? '',
    impact: String(ticket.impact),
    urgency: String(ticket.urgency),
    priority: String(ticket.priority),
    state: STATES[ticket.state] ?? ticket.state,
    hold_reason: ticket.holdReason === null ? '' : HOLD_REASONS[ticket.holdReason],
    assignment_group: name(ticket.teamId),
    assigned_to: name(ticket.assigneeId),
    location: name(ticket.placeId),
    cmdb_ci: ciName,
    contact_type: ticket.channel,
    parent: ticket.parentId ?? '',
    problem_id: ticket.problemId ?? '',
    rfc: ticket.changeId ?? '',
    caused_by: ticket.causedByChangeId ?? '',
    close_code: ticket.closureCode ?? '',
    close_notes: ticket.closureNotes ?? '',
    opened_at: time(ticket.openedAt),
    opened_by: name(ticket.openedBy),
    resolved_at: time(ticket.resolvedAt),
    resolved_by: name(ticket.resolvedBy),
    closed_at: time(ticket.closedAt),
    made_sla: String(!(sla.responseBreached || sla.resolutionBreached)),
    reassignment_count: String(ticket.reassignmentCount),
    reopen_count: String(ticket.reopenCount),
    correlation_id: ticket.externalId ?? ticket.id,
  };
};
