/** When nothing is to be changed of what a change is about: what a lockdown stops, and what a blackout has planned around. */
import { overlaps, type Span, spansOf } from '#domain/events/event-spans.ts';
import type { Blackout, Lockdown, PlanningEvent } from '#domain/fields/events.ts';
import { isAbout, type Surroundings } from './conflicts.ts';

/** The blackouts and lockdowns that hold at some time of `within` for what the change is about. */
export const closedOn = (
  change: Surroundings,
  events: readonly PlanningEvent[],
  within: Span,
): readonly (Blackout | Lockdown)[] =>
  events.filter(
    (event): event is Blackout | Lockdown =>
      event.type !== 'maintenance_window' &&
      isAbout(event, change) &&
      spansOf(event, within).some((span) => overlaps(span, within)),
  );

/** Those of them that are lockdowns. */
export const lockdownsOn = (
  change: Surroundings,
  events: readonly PlanningEvent[],
  within: Span,
): readonly Lockdown[] => closedOn(change, events, within).filter((event) => event.type === 'lockdown');
