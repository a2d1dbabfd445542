import type { TicketSla } from '#domain/records/ticket.ts';

/** What the clock of a ticket shows; `minutes` until the target (negative: since it was missed). */
export type SlaReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'met' | 'missed' }
  | {
      readonly kind: 'running';
      readonly target: 'response' | 'resolution';
      readonly minutes: number;
      readonly dueAt: string;
      readonly urgency: 'late' | 'soon' | 'fine';
    };

const MINUTE_MS = 60_000;
/** Less than this is left of the target, as a share of its working time: act now. */
const SOON_SHARE = 0.25;

/**
 * Reads the stored due instants; they were derived from the journal and the calendar, so nothing is counted here. The nearest
 * open target is the one that matters.
 */
export const readSla = (sla: TicketSla, isActive: boolean, nowMs: number): SlaReading => {
  if (!isActive) {
    if (sla.agreementId === null) return { kind: 'none' };
    return { kind: sla.responseBreached || sla.resolutionBreached ? 'missed' : 'met' };
  }
  if (sla.pausedSince !== null) return { kind: 'paused' };
  const response =
    sla.respondedAt === null && sla.responseDueAt !== null
      ? { target: 'response' as const, dueAt: sla.responseDueAt, worth: sla.responseMinutes ?? 0 }
      : null;
  const resolution =
    sla.resolutionDueAt === null
      ? null
      : { target: 'resolution' as const, dueAt: sla.resolutionDueAt, worth: sla.resolutionMinutes ?? 0 };
  const next =
    response !== null && (resolution === null || response.dueAt <= resolution.dueAt) ? response : resolution;
  if (next === null) return { kind: 'none' };
  const minutes = (Date.parse(next.dueAt) - nowMs) / MINUTE_MS;
  const urgency = minutes < 0 ? 'late' : minutes < next.worth * SOON_SHARE ? 'soon' : 'fine';
  return { kind: 'running', target: next.target, dueAt: next.dueAt, minutes, urgency };
};
