import type { BusinessCalendar } from '#domain/records/catalogue.ts';
import type { TicketSla } from '#domain/records/ticket.ts';
import { slaClock } from '#domain/sla/visible-clock.ts';
import { formatDuration } from '#renderer/shared/format/format.ts';

/** Open all week, holidays too: such a calendar's days are days of 24 hours. */
const isRoundTheClock = ({ week, holidays }: BusinessCalendar): boolean =>
  holidays.length === 0 &&
  week.every((slots) => slots.some(({ from, to }) => from === '00:00' && to === '24:00'));

/**
 * Working time as `2 h 10 min`, from 24 hours on whole hours. Never in days: a day of business hours is no 24 hours, so "2 d" would promise
 * more than there is. Round the clock days are days. The sign is dropped.
 */
export const formatWorkingTime = (minutes: number, calendar: BusinessCalendar | null): string => {
  if (calendar === null || isRoundTheClock(calendar)) return formatDuration(minutes);
  const total = Math.round(Math.abs(minutes));
  const hours = Math.floor(total / 60);
  if (hours >= 24) return `${hours} h`;
  const rest = total % 60;
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].join(' ').trim();
};

/** What the clock of a row shows. */
export type SlaReading =
  | { readonly kind: 'none' | 'met' | 'missed' }
  | { readonly kind: 'paused'; readonly isLate: boolean }
  | {
      readonly kind: 'running';
      readonly target: 'response' | 'resolution';
      /** Working time left, or over when late. */
      readonly span: string;
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
  return { kind: 'running', target, span: formatWorkingTime(remainingMinutes, calendar), dueAt, urgency };
};
