import type { Agreement, BusinessCalendar } from '#domain/fields/catalogue.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { NEVER_DUE, type TicketSla } from '#domain/fields/tickets.ts';
import type { Instant } from '#domain/records/common.ts';
import { addWorkingMs, workingMsBetween } from './calendar.ts';
import { clockPhaseOf, type StateSpan, type TicketTimeline, timelineOf } from './timeline.ts';

const MINUTE_MS = 60_000;

/** Targets in working minutes; null where the agreement promises nothing. */
export type SlaTargets = {
  readonly responseMinutes: number | null;
  readonly resolutionMinutes: number | null;
};
export type SlaClockState = 'running' | 'paused' | 'met' | 'breached' | 'none';
export type SlaFigure = {
  readonly targetMinutes: number | null;
  readonly elapsedMinutes: number;
  /** Null while paused, once stopped, without a target, and for a calendar that never opens again. */
  readonly dueAt: Instant | null;
  readonly state: SlaClockState;
  /** Negative once overdue, null without a target. */
  readonly remainingMinutes: number | null;
};
/** One line of the account: `minutes` of working time between `from` and `to`, counted or not, and in which state or hold reason. */
export type SlaSpan = {
  readonly from: Instant;
  readonly to: Instant;
  readonly counted: boolean;
  readonly minutes: number;
  readonly why: string;
};
export type SlaReport = {
  readonly response: SlaFigure;
  readonly resolution: SlaFigure;
  readonly explanation: readonly SlaSpan[];
};

const instantOf = (ms: number): Instant => new Date(ms).toISOString();

// Without a calendar the clock runs round the clock: a promise without hours is one in elapsed time.
const workedMs = (calendar: BusinessCalendar | null, from: number, to: number): number =>
  calendar === null ? to - from : workingMsBetween(calendar, from, to);
const dueMs = (calendar: BusinessCalendar | null, from: number, work: number): number | null =>
  calendar === null ? from + Math.max(0, work) : addWorkingMs(calendar, from, work);

/** The state of the resolution clock as far as the journal knows it, without asking what time it is. */
type Resolution = {
  readonly workedMs: number;
  /** Since when it counts without a break, null while it does not. */
  readonly runningSinceMs: number | null;
  readonly last: StateSpan;
};

const resolutionOf = (timeline: TicketTimeline, calendar: BusinessCalendar | null): Resolution => {
  let sum = 0;
  let runningSinceMs: number | null = null;
  let last: StateSpan = { fromMs: timeline.openedMs, toMs: null, state: 'new', holdReason: null };
  for (const span of timeline.spans) {
    last = span;
    if (clockPhaseOf(timeline.type, span.state) !== 'counting') {
      runningSinceMs = null;
    } else if (span.toMs === null) {
      runningSinceMs = span.fromMs;
    } else {
      sum += workedMs(calendar, span.fromMs, span.toMs);
    }
  }
  return { workedMs: sum, runningSinceMs, last };
};

const figure = (
  targetMinutes: number | null,
  elapsedMs: number,
  state: SlaClockState,
  due: number | null,
): SlaFigure => ({
  targetMinutes,
  elapsedMinutes: elapsedMs / MINUTE_MS,
  dueAt: due === null ? null : instantOf(due),
  state: targetMinutes === null ? 'none' : state,
  remainingMinutes: targetMinutes === null ? null : targetMinutes - elapsedMs / MINUTE_MS,
});

const responseFigure = (
  timeline: TicketTimeline,
  calendar: BusinessCalendar | null,
  target: number | null,
  nowMs: number,
  cancelledMs: number | null,
): SlaFigure => {
  const { openedMs, respondedMs } = timeline;
  const end = respondedMs ?? cancelledMs ?? Math.max(nowMs, openedMs);
  const elapsed = workedMs(calendar, openedMs, end);
  const late = target !== null && elapsed > target * MINUTE_MS;
  if (respondedMs !== null) {
    return figure(target, elapsed, late ? 'breached' : 'met', null);
  }
  if (cancelledMs !== null) {
    return figure(target, elapsed, late ? 'breached' : 'none', null);
  }
  const due = target === null ? null : dueMs(calendar, openedMs, target * MINUTE_MS);
  return figure(target, elapsed, late ? 'breached' : 'running', due);
};

const resolutionFigure = (
  type: Ticket['type'],
  resolution: Resolution,
  calendar: BusinessCalendar | null,
  target: number | null,
  nowMs: number,
): SlaFigure => {
  const { runningSinceMs: since, workedMs: worked, last } = resolution;
  const elapsed = since === null ? worked : worked + workedMs(calendar, since, Math.max(nowMs, since));
  const late = target !== null && elapsed > target * MINUTE_MS;
  const due =
    since === null || target === null ? null : resolutionDueMs(resolution, calendar, target * MINUTE_MS);
  const state: Readonly<Record<ReturnType<typeof clockPhaseOf>, SlaClockState>> = {
    counting: 'running',
    paused: 'paused',
    stopped: 'met',
    cancelled: 'none',
  };
  return figure(target, elapsed, late ? 'breached' : state[clockPhaseOf(type, last.state)], due);
};

/**
 * When a running clock is or was due. A target used up before a pause has no working time left to add: it stays due
 * at the moment the clock went on, which keeps such a ticket at the head of the queue.
 */
const resolutionDueMs = (
  { runningSinceMs, workedMs: worked }: Resolution,
  calendar: BusinessCalendar | null,
  targetMs: number,
): number | null => (runningSinceMs === null ? null : dueMs(calendar, runningSinceMs, targetMs - worked));

const explain = (
  timeline: TicketTimeline,
  calendar: BusinessCalendar | null,
  nowMs: number,
): readonly SlaSpan[] => {
  const lines: SlaSpan[] = [];
  for (const span of timeline.spans) {
    const phase = clockPhaseOf(timeline.type, span.state);
    const open = span.toMs === null;
    if (open && (phase === 'stopped' || phase === 'cancelled')) {
      continue;
    }
    const toMs = span.toMs ?? Math.max(nowMs, span.fromMs);
    lines.push({
      from: instantOf(span.fromMs),
      to: instantOf(toMs),
      counted: phase === 'counting',
      minutes: workedMs(calendar, span.fromMs, toMs) / MINUTE_MS,
      why: span.holdReason ?? span.state,
    });
  }
  return lines;
};

/**
 * Both clocks of a ticket at `now` with the account of how they came about. A pure function of the journal, so every
 * replica gives the same answer. Response is the time to own (iTop, GLPI): it ends when the ticket is given to a person or
 * leaves `new`. Resolution counts in every working state, pauses on hold, stops when resolved and goes on when reopened.
 */
export const slaOf = (
  ticket: Ticket,
  calendar: BusinessCalendar | null,
  targets: SlaTargets,
  now: Instant,
): SlaReport => {
  const nowMs = Date.parse(now);
  const timeline = timelineOf(ticket);
  const resolution = resolutionOf(timeline, calendar);
  const cancelledMs =
    clockPhaseOf(ticket.type, resolution.last.state) === 'cancelled' ? resolution.last.fromMs : null;
  return {
    response: responseFigure(timeline, calendar, targets.responseMinutes, nowMs, cancelledMs),
    resolution: resolutionFigure(ticket.type, resolution, calendar, targets.resolutionMinutes, nowMs),
    explanation: explain(timeline, calendar, nowMs),
  };
};

/** The targets an agreement promises for a priority; both null when it promises none. */
const targetsOf = (agreement: Agreement | null, priority: Ticket['priority']): SlaTargets => {
  const target = agreement?.targets.find((candidate) => candidate.priority === priority);
  return {
    responseMinutes: target?.responseMinutes ?? null,
    resolutionMinutes: target?.resolutionMinutes ?? null,
  };
};

/**
 * `agreement`: attach it anew and take its targets for the ticket's present priority (on creation, when priority, service or
 * type changed, after a merge). Left out: keep the targets the ticket carries, so that editing an agreement later does
 * not rewrite the past. `calendar` is the one the agreement names, null for round the clock.
 */
export type SlaBasis = {
  readonly agreement?: Agreement | null;
  readonly calendar: BusinessCalendar | null;
};

/**
 * Fills `sla` and `dueAt` from the journal. Needs no clock: the breach flags say what is certain from the journal alone, a
 * target that is running out right now shows by its due instant lying in the past.
 */
export const recomputeSla = (ticket: Ticket, basis: SlaBasis): Ticket => {
  const { agreement, calendar } = basis;
  const targets = agreement === undefined ? ticket.sla : targetsOf(agreement, ticket.priority);
  const timeline = timelineOf(ticket);
  const resolution = resolutionOf(timeline, calendar);
  const phase = clockPhaseOf(ticket.type, resolution.last.state);
  const { responseMinutes, resolutionMinutes } = targets;
  const { openedMs, respondedMs } = timeline;
  const responseDue =
    responseMinutes === null ? null : dueMs(calendar, openedMs, responseMinutes * MINUTE_MS);
  const resolutionDue =
    resolutionMinutes === null ? null : resolutionDueMs(resolution, calendar, resolutionMinutes * MINUTE_MS);
  const responseOpen = respondedMs === null && phase === 'counting';
  const open = [responseOpen ? responseDue : null, resolutionDue].filter((due) => due !== null);
  const sla: TicketSla = {
    agreementId: agreement === undefined ? ticket.sla.agreementId : (agreement?.id ?? null),
    calendarId: agreement === undefined ? ticket.sla.calendarId : (agreement?.calendarId ?? null),
    responseMinutes,
    resolutionMinutes,
    // Cancelled before anybody owned it: nothing is due any more.
    responseDueAt:
      responseDue === null || !(responseOpen || respondedMs !== null) ? null : instantOf(responseDue),
    respondedAt: respondedMs === null ? null : instantOf(respondedMs),
    responseBreached:
      responseDue !== null &&
      respondedMs !== null &&
      respondedMs > responseDue &&
      workedMs(calendar, responseDue, respondedMs) > 0,
    resolutionDueAt: resolutionDue === null ? null : instantOf(resolutionDue),
    resolutionBreached: resolutionMinutes !== null && resolution.workedMs > resolutionMinutes * MINUTE_MS,
    pausedSince: phase === 'paused' ? instantOf(resolution.last.fromMs) : null,
  };
  return { ...ticket, sla, dueAt: open.length === 0 ? NEVER_DUE : instantOf(Math.min(...open)) };
};

const shortestFirst =
  (priority: Ticket['priority']) =>
  (a: Agreement, b: Agreement): number => {
    const left = targetsOf(a, priority);
    const right = targetsOf(b, priority);
    return (
      (left.resolutionMinutes ?? Infinity) - (right.resolutionMinutes ?? Infinity) ||
      (left.responseMinutes ?? Infinity) - (right.responseMinutes ?? Infinity) ||
      (a.id < b.id ? -1 : 1)
    );
  };

/**
 * The agreement that governs a ticket: among those made for its type, service and priority the one with the shortest
 * target (iTop's rule, field guide 1.8); a default agreement only where nothing more specific applies; null for none.
 */
export const selectAgreement = (
  agreements: readonly Agreement[],
  ticket: Pick<Ticket, 'type' | 'serviceId' | 'priority'>,
): Agreement | null => {
  const matching = agreements.filter(
    (agreement) =>
      agreement.active &&
      agreement.kind === 'SLA' &&
      agreement.ticketTypes.some((type) => type === ticket.type) &&
      (agreement.serviceIds.length === 0 ||
        (ticket.serviceId !== null && agreement.serviceIds.includes(ticket.serviceId))) &&
      agreement.targets.some((target) => target.priority === ticket.priority),
  );
  const specific = matching.filter((agreement) => !agreement.isDefault);
  const candidates = specific.length > 0 ? specific : matching;
  return [...candidates].sort(shortestFirst(ticket.priority))[0] ?? null;
};
