/** What a lockdown stops. */
import { overlaps, type Span, spansOf } from '#domain/events/event-spans.ts';
import type { Lockdown, PlanningEvent } from '#domain/fields/events.ts';
import { isAbout, type Surroundings } from './conflicts.ts';

/** The lockdowns that hold at some time of `within` for what the change is about. */
export const lockdownsOn = (
  change: Surroundings,
  events: readonly PlanningEvent[],
  within: Span,
): readonly Lockdown[] =>
  events.filter(
    (event): event is Lockdown =>
      event.type === 'lockdown' &&
      isAbout(event, change) &&
      spansOf(event, within).some((span) => overlaps(span, within)),
  );
