import { type PlanningEvent, WEEKDAYS, type Weekly } from '#domain/fields/events.ts';
import { type WorkingHours, workingSpans } from '#domain/sla/calendar.ts';

/** From one epoch time (ms) up to, not including, another. */
export type Span = { readonly from: number; readonly to: number };

export const overlaps = (one: Span, other: Span): boolean => one.from < other.to && other.from < one.to;

/** The hours of a recurrence as a calendar has them. */
const hoursOf = ({ weekdays, from, to, zone }: Weekly): WorkingHours => ({
  zone,
  week: WEEKDAYS.map((day) => (weekdays.includes(day) ? [{ from, to }] : [])),
  holidays: [],
});

const msOf = (instant: string): number => Date.parse(instant);

/**
 * When the event holds within `within`: sorted, disjoint stretches. A window of each week holds while the clock of its zone shows its
 * hours: one that the clock skips in spring is not there, one that it repeats in autumn is there twice.
 */
export const spansOf = (event: PlanningEvent, within: Span): readonly Span[] => {
  const from = Math.max(within.from, msOf(event.startsAt));
  const to = Math.min(within.to, event.endsAt === null ? Number.POSITIVE_INFINITY : msOf(event.endsAt));
  if (!event.active || from >= to) return [];
  const weekly = event.type === 'maintenance_window' ? event.weekly : null;
  return weekly === null ? [{ from, to }] : workingSpans(hoursOf(weekly), from, to);
};
