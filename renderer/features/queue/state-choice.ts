import type { TicketStateRow } from '#contracts/tickets.ts';
import type { TicketType } from '#domain/fields/tables.ts';
import { isActiveState, type Process } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { setFilter } from './filter-chips.ts';

const OF_TICKETS: readonly Process[] = Object.values(PROCESSES).filter(
  ({ collection }) => collection === 'tickets',
);

/**
 * The states to choose among: those of the types shown (all, when none is chosen), whether or not a ticket is in them now; types without a
 * process have those that tickets are in (`known`). What is chosen already can be taken away again.
 */
export const offeredStates = (
  types: readonly TicketType[],
  known: readonly TicketStateRow[],
  chosen: readonly string[],
): readonly string[] => {
  const isShown = (type: string): boolean => types.length === 0 || types.some((one) => one === type);
  const own = OF_TICKETS.filter(({ type }) => isShown(type)).flatMap(({ states }) => Object.keys(states));
  const others = known.filter(({ type }) => isShown(type)).map(({ state }) => state);
  return [...new Set([...own, ...[...others, ...chosen].sort()])];
};

const isEverOpen = (state: string, known: readonly TicketStateRow[]): boolean =>
  OF_TICKETS.some((process) => isActiveState(process, state)) ||
  known.some((row) => row.state === state && row.active);

/** `filter` with these states. Asking for a state of done work takes back "open work only", which would leave nothing of it. */
export const withStates = (
  filter: TicketFilter,
  states: readonly string[],
  known: readonly TicketStateRow[],
): TicketFilter => {
  const next = setFilter(filter, 'states', [...states]);
  return states.every((state) => isEverOpen(state, known)) ? next : setFilter(next, 'activeOnly', undefined);
};
