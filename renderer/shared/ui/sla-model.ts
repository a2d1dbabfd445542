import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import type { TicketSla } from '#domain/fields/tickets.ts';
import { slaClock } from '#domain/sla/visible-clock.ts';

/** What the clock of a row shows. */
export type SlaReading =
  | { readonly kind: 'none' | 'met' | 'missed' }
  | { readonly kind: 'paused'; readonly isLate: boolean }
  | {
      readonly kind: 'running';
      readonly target: 'response' | 'resolution';
      /** What is left, or what it is over by when late, in the calendar's minutes: for the account of it. */
      readonly minutes: number;
      readonly dueAt: string;
      readonly urgency: 'late' | 'soon' | 'fine';
    };

const URGENCIES = { breached: 'late', warning: 'soon', ok: 'fine' } as const;

/** The domain's clock in words for a row; both see the same calendar, so a row and the ticket's page can't disagree. */
export const readingOf = (sla: TicketSla, calendar: BusinessCalendar | null, nowMs: number): SlaReading => {
  const { target, remainingMinutes, tone } = slaClock(sla, calendar, new Date(nowMs).toISOString());
  if (tone === 'paused') return { kind: 'paused', isLate: sla.resolutionBreached };
  const dueAt = target === 'response' ? sla.responseDueAt : sla.resolutionDueAt;
  if (target === null || remainingMinutes === null || dueAt === null)
    return { kind: tone === 'met' ? 'met' : tone === 'breached' ? 'missed' : 'none' };
  const urgency = tone === 'breached' || tone === 'warning' || tone === 'ok' ? URGENCIES[tone] : 'fine';
  return { kind: 'running', target, minutes: Math.abs(remainingMinutes), dueAt, urgency };
};
