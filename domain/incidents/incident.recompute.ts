import type { JournalEntry } from '#domain/records/journal.ts';
import { NEVER_DUE, type Ticket } from '#domain/records/ticket.ts';
import type { IncidentSettings } from '#domain/settings/defaults.ts';
import { isOpenIncident } from './incident.transitions.ts';
import { derivePriority } from './priority.ts';

/** Sets a ticket's `sla` from its journal and calendar; handed in so that the incident rules need no calendar. */
export type SlaRecompute = (ticket: Ticket) => Ticket;

const DONE_STATES: readonly string[] = ['resolved', 'closed'];

const byTime = (left: JournalEntry, right: JournalEntry): number => {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
};

/** Entries that say what people did. What a merge wrote repeats changes that are in the journal already. */
const deeds = (journal: readonly JournalEntry[]): readonly JournalEntry[] =>
  journal.filter((entry) => entry.kind !== 'merged' && entry.kind !== 'clash');

/** ServiceNow's rule: each time team or person is changed from a value that was set, not the first assignment. */
const isReassignment = (entry: JournalEntry): boolean =>
  entry.changes.some(
    (change) =>
      (change.field === 'teamId' || change.field === 'assigneeId') && (change.from ?? null) !== null,
  );

const isReopening = (entry: JournalEntry): boolean =>
  entry.changes.some(
    (change) =>
      change.field === 'state' &&
      DONE_STATES.includes(String(change.from)) &&
      isOpenIncident(String(change.to)),
  );

const lastInto = (journal: readonly JournalEntry[], state: string): JournalEntry | undefined =>
  [...journal]
    .filter((entry) => entry.changes.some((change) => change.field === 'state' && change.to === state))
    .sort(byTime)
    .at(-1);

/**
 * The nearest open target; `NEVER_DUE` when the ticket is not open, the clock stands still or there is no target. Same on
 * every replica because `sla` is.
 */
const dueAtOf = (ticket: Ticket): string => {
  if (!ticket.active || ticket.sla.pausedSince !== null) return NEVER_DUE;
  const { respondedAt, responseDueAt, resolutionDueAt } = ticket.sla;
  const due = [respondedAt === null ? responseDueAt : null, resolutionDueAt].filter((at) => at !== null);
  return due.sort()[0] ?? NEVER_DUE;
};

/**
 * Fields that belong to a state: dropped with it, else as stored (a merge takes them over together with the state), and from the
 * journal where they are not there yet.
 */
const stateFields = (ticket: Ticket): Partial<Ticket> => {
  const isDone = DONE_STATES.includes(ticket.state);
  const journal = deeds(ticket.journal);
  const resolved = lastInto(journal, 'resolved');
  const closed = lastInto(journal, 'closed');
  return {
    active: isOpenIncident(ticket.state),
    holdReason: ticket.state === 'on_hold' ? ticket.holdReason : null,
    resolvedAt: isDone ? (ticket.resolvedAt ?? resolved?.at ?? null) : null,
    resolvedBy: isDone ? (ticket.resolvedBy ?? resolved?.by ?? null) : null,
    closedAt: ticket.state === 'closed' ? (ticket.closedAt ?? closed?.at ?? null) : null,
  };
};

/**
 * `ticket` with every derived field computed anew from its own fields and its journal, whatever it held before. So two replicas
 * that unite their journals get the same answer, and a second run changes nothing.
 */
export const recomputeTicket = (
  ticket: Ticket,
  settings: Pick<IncidentSettings, 'matrix'>,
  slaRecompute: SlaRecompute,
): Ticket => {
  const journal = deeds(ticket.journal);
  const derived = slaRecompute({
    ...ticket,
    ...stateFields(ticket),
    priority: derivePriority(settings.matrix, ticket.impact, ticket.urgency),
    reassignmentCount: journal.filter(isReassignment).length,
    reopenCount: journal.filter(isReopening).length,
    timeSpentMinutes: journal.reduce((sum, entry) => sum + (entry.minutes ?? 0), 0),
  });
  return { ...derived, dueAt: dueAtOf(derived) };
};
