import type { IncidentTransition } from '#domain/incidents/incident.transitions.ts';

const STEP_KEYS: Readonly<Record<string, string>> = {
  start: 's',
  resume: 's',
  reopen: 's',
  hold: 'h',
  hold_for: 'h',
  resolve: 'r',
};

/** The single key of a step; steps that are rare or final have none. */
export const stepKey = (name: string): string | null => STEP_KEYS[name] ?? null;

export type StepField = 'holdReason' | 'closureCode' | 'closureNotes' | 'note' | 'comment';

/**
 * The fields a step's form shows: what the table of transitions requires, a word to the caller when waiting, and an optional
 * reason for reopening. Empty: the step is taken at once.
 */
export const fieldsOf = (step: IncidentTransition): readonly StepField[] => {
  if (step.to === 'on_hold') return [...step.requires, 'comment'];
  if (step.name === 'reopen') return ['note'];
  return step.requires;
};

/** The name a step's field has in the ticket's draft. Putting on hold and changing the reason are one form. */
export const draftName = (step: Pick<IncidentTransition, 'name'>, field: StepField): string =>
  `${step.name === 'hold_for' ? 'hold' : step.name}.${field}`;
