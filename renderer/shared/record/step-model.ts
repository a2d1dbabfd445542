import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import type { Process, Step } from '#domain/processes/process.ts';
import { isEmpty } from '#domain/processes/process.ts';
import { codeTextOr, text } from '#renderer/shared/i18n/i18n.ts';
import { fieldLabel } from './words.ts';

/** The single key of a step by its name, as the feature of the process says; steps that are rare or final have none. */
export type StepKeys = Readonly<Record<string, string>>;

/** Each offered step with its key; where two would share one, the first has it. */
export const withKeys = (
  steps: readonly Step[],
  keys: StepKeys,
): readonly { readonly step: Step; readonly key: string | null }[] => {
  const taken = new Set<string>();
  return steps.map((step) => {
    const key = keys[step.name] ?? null;
    if (key === null || taken.has(key)) return { step, key: null };
    taken.add(key);
    return { step, key };
  });
};

/** The words that come with a step but are no field, described as if they were. */
const WORD_SPECS: FieldTable = {
  note: { kind: 'longText', nullable: true },
  comment: { kind: 'longText', nullable: true },
};

export type StepField = { readonly name: string; readonly spec: FieldSpec; readonly isRequired: boolean };

/** A formatted text is written in its own part of the page, which shows it whole; a form asks for it only where it is missing. */
const isWritten = (spec: FieldSpec, value: unknown): boolean =>
  spec.kind === 'longText' && spec.markdown === true && !isEmpty(value);

/**
 * What a step's form shows: what the process requires, what of the record is still to be filled (`unfilled`), and what it asks for beside that.
 * Empty: the step is taken at once.
 */
export const stepFields = (
  process: Process,
  { requires, asks }: Step,
  record: object = {},
  unfilled: readonly string[] = [],
): readonly StepField[] => {
  const values: Readonly<Record<string, unknown>> = { ...record };
  return [...requires, ...unfilled, ...asks].flatMap((name) => {
    const spec = WORD_SPECS[name] ?? process.fields[name];
    return spec === undefined || isWritten(spec, values[name])
      ? []
      : [{ name, spec, isRequired: requires.includes(name) || unfilled.includes(name) }];
  });
};

/** Putting on hold and changing the reason are one form. */
const SAME_FORM: Readonly<Record<string, string>> = { hold_for: 'hold' };

/** The name a step's field has in the record's draft. */
export const draftName = (step: Pick<Step, 'name'>, field: string): string =>
  `${SAME_FORM[step.name] ?? step.name}.${field}`;

/** What a step's form calls a field: `What solved it` rather than `Closure notes`. */
export const stepFieldLabel = ({ collection }: Process, field: string): string =>
  codeTextOr('steps:labels', field, fieldLabel(collection, field));

/** What to do about a field that is missing. */
export const missingText = (process: Process, field: string): string =>
  codeTextOr('steps:missing', field, text('record:step.missing', { field: stepFieldLabel(process, field) }));

/**
 * The step whose form is open: the one asked for, else one with words from an earlier run waiting in it. `closed` is one whose form was put
 * away although words wait.
 */
export const openStepOf = (
  process: Process,
  steps: readonly Step[],
  drafted: Readonly<Record<string, unknown>>,
  asked: string | null,
  record: object = {},
  unfilled: (step: Step) => readonly string[] = () => [],
): Step | undefined =>
  asked === null
    ? steps.find(
        (step) =>
          stepFields(process, step, record, unfilled(step)).length > 0 &&
          Object.keys(drafted).some((name) => name.startsWith(draftName(step, ''))),
      )
    : steps.find((step) => step.name === asked);
