import type { JournalEntry } from '#domain/fields/base.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { inForce } from '#domain/journal/taken-back.ts';
import { isDoneState, phaseOf } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';

/** What the clocks do in a state: count, pause, or stand still because the work is done or called off. */
export type ClockPhase = 'counting' | 'paused' | 'stopped' | 'cancelled';

/**
 * Resolution counts in every open state, pauses while the ticket waits, stops once the work is done (ServiceNow's and iTop's TTR, field guide
 * 1.8). The phases of the ticket's process say which state is what; a state that only another system has counts.
 */
export const clockPhaseOf = (type: Ticket['type'], state: string): ClockPhase => {
  const process = processOf(type);
  const phase = process === null ? null : phaseOf(process, state);
  if (process === null || phase === null || phase === 'open') return 'counting';
  if (phase === 'waiting') return 'paused';
  return isDoneState(process, state) ? 'stopped' : 'cancelled';
};

/** A stretch in one state; `toMs` is null for the state that still lasts. */
export type StateSpan = {
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly state: string;
  readonly holdReason: string | null;
};
export type TicketTimeline = {
  readonly openedMs: number;
  readonly spans: readonly StateSpan[];
  /** When a person took the ticket on, null while nobody has. */
  readonly respondedMs: number | null;
  readonly type: Ticket['type'];
};

type Reading = { readonly at: number; readonly to: unknown };

const byTime = (a: JournalEntry, b: JournalEntry): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/** Entries by `(at, id)`; a journal that is in order already, the usual case, is not copied. */
const inOrder = (journal: readonly JournalEntry[]): readonly JournalEntry[] => {
  for (let i = 1; i < journal.length; i += 1) {
    const before = journal[i - 1];
    const entry = journal[i];
    if (before !== undefined && entry !== undefined && byTime(before, entry) > 0) {
      return [...journal].sort(byTime);
    }
  }
  return journal;
};

/**
 * The ticket's states and its response as the journal tells them. Entries of kind `merged` are left out: what they took over
 * stands in the entries of the replica where it happened. A `clash` entry counts, it says which state the record kept.
 */
export const timelineOf = (ticket: Ticket): TicketTimeline => {
  const openedMs = Date.parse(ticket.openedAt);
  const states: (Reading & { readonly holdReason: string | null })[] = [];
  let initialState: unknown;
  let initialAssignee: unknown;
  let assignedMs: number | null = null;
  for (const entry of inOrder(inForce(ticket.journal))) {
    if (entry.kind === 'merged') {
      continue;
    }
    const at = Math.max(Date.parse(entry.at), openedMs);
    let state: unknown;
    let holdReason: string | null = null;
    for (const change of entry.changes) {
      if (change.field === 'state') {
        state = change.to;
        initialState ??= change.from ?? change.to;
      } else if (change.field === 'holdReason') {
        holdReason = typeof change.to === 'string' ? change.to : null;
      } else if (change.field === 'assigneeId') {
        initialAssignee = initialAssignee === undefined ? change.from : initialAssignee;
        assignedMs ??= change.to === null || change.to === undefined ? null : at;
      }
    }
    if (state !== undefined) {
      states.push({ at, to: state, holdReason });
    }
  }
  const spans = spansOf(ticket, openedMs, initialState, states);
  const assignedAtOpening = initialAssignee === undefined ? ticket.assigneeId : initialAssignee;
  // Time to own (iTop's and GLPI's TTO, field guide 1.8): an open state that nobody took on is no response. Who has it wait or solved it has looked at it.
  const answered = spans.find((span) => {
    const phase = clockPhaseOf(ticket.type, span.state);
    return phase === 'paused' || phase === 'stopped';
  });
  const candidates = [
    ...(assignedAtOpening === null || assignedAtOpening === undefined ? [] : [openedMs]),
    ...(assignedMs === null ? [] : [assignedMs]),
    ...(answered === undefined ? [] : [answered.fromMs]),
  ];
  return {
    type: ticket.type,
    openedMs,
    spans,
    respondedMs: candidates.length === 0 ? null : Math.min(...candidates),
  };
};

const spansOf = (
  ticket: Ticket,
  openedMs: number,
  initialState: unknown,
  changes: readonly (Reading & { readonly holdReason: string | null })[],
): readonly StateSpan[] => {
  if (changes.length === 0) {
    return spansWithoutJournal(ticket, openedMs);
  }
  const spans: StateSpan[] = [];
  let state = String(initialState);
  let holdReason: string | null = null;
  let fromMs = openedMs;
  for (const change of changes) {
    if (change.at > fromMs) {
      spans.push({ fromMs, toMs: change.at, state, holdReason });
    }
    fromMs = change.at;
    state = String(change.to);
    holdReason = clockPhaseOf(ticket.type, state) === 'paused' ? change.holdReason : null;
  }
  spans.push({
    fromMs,
    toMs: null,
    state,
    holdReason: clockPhaseOf(ticket.type, state) === 'paused' ? (ticket.holdReason ?? holdReason) : null,
  });
  return spans;
};

/** A ticket that came without its history: the fields are all there is to go by. */
const spansWithoutJournal = (ticket: Ticket, openedMs: number): readonly StateSpan[] => {
  const last = { toMs: null, state: ticket.state, holdReason: ticket.holdReason };
  const endedAt = ticket.resolvedAt ?? ticket.closedAt;
  if (endedAt === null || clockPhaseOf(ticket.type, ticket.state) !== 'stopped') {
    return [{ ...last, fromMs: openedMs }];
  }
  const endedMs = Math.max(Date.parse(endedAt), openedMs);
  return [
    { fromMs: openedMs, toMs: endedMs, state: 'new', holdReason: null },
    { ...last, fromMs: endedMs },
  ];
};
