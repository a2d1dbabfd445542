import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import type { TicketSla } from '#domain/fields/tickets.ts';
import type { Instant } from '#domain/records/common.ts';
import { workingMsBetween } from './calendar.ts';

const MINUTE_MS = 60_000;
/** Share of the target from which a clock warns (iTop's first level, field guide 1.8). */
export const WARNING_RATIO = 0.75;

export type ClockTone = 'ok' | 'warning' | 'breached' | 'paused' | 'met' | 'none';
export type VisibleClock = {
  /** Which target runs out first; null when none runs. */
  readonly target: 'response' | 'resolution' | null;
  /** Working minutes left, negative once overdue; null when nothing runs. */
  readonly remainingMinutes: number | null;
  /** Used share of the target, 1 when due, more once overdue; null when nothing runs. */
  readonly ratio: number | null;
  readonly tone: ClockTone;
};

const still = (tone: ClockTone): VisibleClock => ({
  target: null,
  remainingMinutes: null,
  ratio: null,
  tone,
});

const standingTone = (sla: TicketSla): ClockTone => {
  if (sla.resolutionMinutes === null && sla.responseMinutes === null) {
    return 'none';
  }
  if (sla.resolutionBreached || sla.responseBreached) {
    return 'breached';
  }
  // Nothing runs and nobody ever owned it: it was cancelled.
  return sla.respondedAt === null ? 'none' : 'met';
};

/**
 * What a row of the queue shows of its targets. Works from the stored due instants and asks the calendar once, so that fifty
 * rows may tick every second; the full account is `slaOf`. A ticket waiting on hold shows `paused` even when late.
 */
export const slaClock = (sla: TicketSla, calendar: BusinessCalendar | null, now: Instant): VisibleClock => {
  if (sla.pausedSince !== null) {
    return still('paused');
  }
  const responseRuns = sla.respondedAt === null && sla.responseDueAt !== null;
  const responseFirst =
    responseRuns && (sla.resolutionDueAt === null || (sla.responseDueAt ?? '') <= sla.resolutionDueAt);
  const dueAt = responseFirst ? sla.responseDueAt : sla.resolutionDueAt;
  const targetMinutes = responseFirst ? sla.responseMinutes : sla.resolutionMinutes;
  if (dueAt === null || targetMinutes === null) {
    return still(standingTone(sla));
  }
  const nowMs = Date.parse(now);
  const dueAtMs = Date.parse(dueAt);
  const remainingMs = calendar === null ? dueAtMs - nowMs : workingMsBetween(calendar, nowMs, dueAtMs);
  const remainingMinutes = remainingMs / MINUTE_MS;
  const ratio = 1 - remainingMinutes / targetMinutes;
  const tone = ratio > 1 ? 'breached' : ratio >= WARNING_RATIO ? 'warning' : 'ok';
  return { target: responseFirst ? 'response' : 'resolution', remainingMinutes, ratio, tone };
};
