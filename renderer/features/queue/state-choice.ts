import type { TicketStateRow } from '#contracts/tickets.ts';
import { isOpenIncident } from '#domain/incidents/incident.transitions.ts';
import { INCIDENT_STATES, type TicketType } from '#domain/records/ticket.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { setFilter } from './filter-chips.ts';

/**
 * The states to choose among: those of the types shown (all, when none is chosen). Incidents have theirs whether or not a ticket is in
 * them now; other types have those that tickets are in (`known`). What is chosen already can be taken away again.
 */
export const offeredStates = (
  types: readonly TicketType[],
  known: readonly TicketStateRow[],
  chosen: readonly string[],
): readonly string[] => {
  const isShown = (type: TicketType): boolean => types.length === 0 || types.includes(type);
  const own: readonly string[] = isShown('incident') ? INCIDENT_STATES : [];
  const others = known.filter(({ type }) => isShown(type)).map(({ state }) => state);
  return [...new Set([...own, ...[...others, ...chosen].sort()])];
};

const isEverOpen = (state: string, known: readonly TicketStateRow[]): boolean =>
  isOpenIncident(state) || known.some((row) => row.state === state && row.active);

/** `filter` with these states. Asking for a state of done work takes back "open work only", which would leave nothing of it. */
export const withStates = (
  filter: TicketFilter,
  states: readonly string[],
  known: readonly TicketStateRow[],
): TicketFilter => {
  const next = setFilter(filter, 'states', [...states]);
  return states.every((state) => isEverOpen(state, known)) ? next : setFilter(next, 'activeOnly', undefined);
};
