import type { BulkChange, BulkPreviewRow } from '#contracts/tickets.ts';
import { allowedSteps, type Process, type Step } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import { type StepField, stepFields } from '#renderer/shared/record/step-model.ts';

/** What the form of an act holds so far: fields by name. */
export type BulkValues = Readonly<Record<string, unknown>>;

/** What can be done with many tickets, in the order of the choice. */
export const BULK_ACTS = ['assign', 'update', 'step', 'setParent', 'closeDuplicate'] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

/** Fields that are changed together on many tickets; one that is left alone stays as each ticket has it. */
export const UPDATED = ['impact', 'urgency', 'category', 'subcategory'] as const;

/** A step that some of the tickets can take, from where each of them is. */
export type OfferedStep = { readonly process: Process; readonly step: Step; readonly count: number };

/** Steps by what they are called and where they lead, with how many of the tickets can take them; in the order of their processes. */
export const offeredSteps = (
  rows: readonly Pick<BulkPreviewRow, 'type' | 'state'>[],
  actor: { readonly roles: readonly string[] },
): readonly OfferedStep[] => {
  const offered = new Map<string, OfferedStep>();
  for (const { type, state } of rows) {
    const process = processOf(type);
    if (process === null) continue;
    for (const step of allowedSteps(process, { state }, actor)) {
      const key = stepKeyOf({ process, step });
      offered.set(key, { process, step, count: (offered.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...offered.values()];
};

export const stepKeyOf = ({ process, step }: Pick<OfferedStep, 'process' | 'step'>): string =>
  `${process.type} ${step.name} ${step.to}`;

/** What the form of a step asks for; what a ticket may lack is given to those that lack it. */
export const bulkStepFields = ({ process, step }: OfferedStep): readonly StepField[] => [
  ...stepFields(process, step),
  ...stepFields(process, { ...step, requires: [], asks: step.fills }),
];

const given = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Words and codes; what a step asks beyond them is done on the ticket's page. */
const isWord = (value: unknown): value is string | number | null =>
  value === null || typeof value === 'string' || typeof value === 'number';

/** The change that the form describes; null while something is missing. */
export const changeOf = (
  act: BulkAct,
  values: BulkValues,
  chosen: OfferedStep | undefined,
): BulkChange | null => {
  const idOf = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null);
  switch (act) {
    case 'assign': {
      const [teamId, assigneeId] = [idOf('teamId'), idOf('assigneeId')];
      return teamId === null && assigneeId === null ? null : { act, teamId, assigneeId };
    }
    case 'update': {
      const names = UPDATED.filter((name) => given(values[name]));
      return names.length === 0
        ? null
        : { act, changes: Object.fromEntries(names.map((name) => [name, values[name]])) };
    }
    case 'step': {
      if (chosen === undefined) return null;
      const fields = bulkStepFields(chosen);
      const isWhole = fields.every(({ name, isRequired }) => !isRequired || given(values[name]));
      const filled = fields
        .map(({ name }) => [name, values[name]] as const)
        .filter(([, value]) => given(value));
      if (!isWhole) return null;
      return {
        act,
        to: chosen.step.to,
        with: Object.fromEntries(filled.filter(([, value]) => isWord(value)) as [string, string][]),
      };
    }
    case 'setParent':
      return idOf('parentId') === null ? null : { act, parentId: idOf('parentId') };
    case 'closeDuplicate': {
      const [ofId, note] = [idOf('ofId'), idOf('note')];
      return ofId === null ? null : { act, ofId, note };
    }
  }
};
