import type { Check } from '#domain/fields/tickets.ts';
import { type Process, phaseOf, type Step } from '#domain/processes/process.ts';

/** How many items of a record's `checklist` are open; none where records have no such field. */
export const openChecks = (checklist: unknown): number =>
  Array.isArray(checklist)
    ? (checklist as readonly Check[]).filter(({ state }) => state === 'open').length
    : 0;

/** Whether a step says that the work is done, so that what is open of a checklist should be seen before: solving and closing, and not calling off. */
export const saysDone = (process: Process, { from, to }: Pick<Step, 'from' | 'to'>): boolean => {
  const phase = phaseOf(process, to);
  return from !== to && (phase === 'done' || phase === 'ended') && process.states[to]?.undone !== true;
};
