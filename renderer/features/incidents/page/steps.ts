import type { Step } from '#domain/processes/process.ts';

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

const STEP_FIELDS = ['holdReason', 'closureCode', 'closureNotes', 'note', 'comment'] as const;
export type StepField = (typeof STEP_FIELDS)[number];

/** The fields a step's form shows: what the process requires and what it asks for. Empty: the step is taken at once. */
export const fieldsOf = (step: Step): readonly StepField[] =>
  [...step.requires, ...step.asks].filter((field): field is StepField =>
    STEP_FIELDS.some((known) => known === field),
  );

/** The name a step's field has in the ticket's draft. Putting on hold and changing the reason are one form. */
export const draftName = (step: Pick<Step, 'name'>, field: StepField): string =>
  `${step.name === 'hold_for' ? 'hold' : step.name}.${field}`;
