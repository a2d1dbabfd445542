import { ulid } from 'ulid';
import type { ScriptRow } from '#contracts/diagnosis.ts';
import type { CommandInput } from '#contracts/registry.ts';
import {
  type AnswerKind,
  BLANK_GOAL,
  fixedWays,
  type Goal,
  MOST_ANSWERS,
  type ScriptStep,
  type Way,
} from '#domain/diagnosis/script.ts';
import { isObject } from '#domain/records/json.ts';

/** What the form of a script holds; every key is a field of its draft. */
export type ScriptForm = {
  readonly title: string;
  readonly about: string;
  readonly categories: readonly string[];
  readonly steps: readonly ScriptStep[];
};

/** Under which a new script is drafted: whoever comes back to the page finds what was typed. */
export const NEW = 'new';
/** `row` null: a new one. */
export type EditedScript = { readonly id: string; readonly row: ScriptRow | null };

/** Leads nowhere yet. */
const NOWHERE: Goal = { ...BLANK_GOAL, kind: 'step' };

const newWay = (id: string = ulid()): Way => ({ id, label: '', goal: NOWHERE });

export const newStep = (): ScriptStep => ({
  ...{ id: ulid(), question: '', help: '', answer: 'yes_no' },
  ways: ['yes', 'no'].map(newWay),
});

export const scriptStart = ({ row }: EditedScript): ScriptForm => ({
  title: row?.title ?? '',
  about: row?.about ?? '',
  categories: row?.categories ?? [],
  steps: row?.steps ?? [newStep()],
});

/** A draft of an older version may hold steps of another form. */
export const usableSteps = (steps: readonly unknown[]): readonly ScriptStep[] =>
  steps.filter((one): one is ScriptStep => isObject(one) && Array.isArray(one.ways));

export const scriptOf = ({ title, about, categories, steps }: ScriptForm) => ({
  ...{ title: title.trim(), about: about.trim(), categories: [...categories] },
  steps: steps.map((step) => ({
    ...{ ...step, question: step.question.trim(), help: step.help.trim() },
    ways: step.ways.map((way) => ({ ...way, label: way.label.trim(), goal: tidyGoal(way.goal) })),
  })),
});

/** Without what its kind has no use for: it was kept only as long as somebody might go back to the other kind. */
const tidyGoal = ({ kind, stepId, knowledgeId, teamId, closureCode, words }: Goal): Goal => ({
  kind,
  stepId: kind === 'step' ? stepId : null,
  knowledgeId: kind === 'known_error' ? knowledgeId : null,
  teamId: kind === 'team' ? teamId : null,
  closureCode: kind === 'resolve' ? closureCode : null,
  words: kind === 'step' || kind === 'by_hand' ? '' : words.trim(),
});

export const scriptInput = (edited: EditedScript, form: ScriptForm): CommandInput<'diagnosis.save'> => ({
  ...scriptOf(form),
  ...{ id: edited.row?.id ?? null, baseVersion: edited.row?.version ?? 0 },
});

type Steps = readonly ScriptStep[];

export const withStep = (steps: Steps, step: ScriptStep): Steps =>
  steps.map((one) => (one.id === step.id ? step : one));

/** One more question after the one at `place`. */
export const withNewStep = (steps: Steps, place: number, added: ScriptStep): Steps => [
  ...steps.slice(0, place + 1),
  added,
  ...steps.slice(place + 1),
];

/** Without the step; what led to it leads nowhere, which the form says. */
export const withoutStep = (steps: Steps, id: string): Steps =>
  steps
    .filter((one) => one.id !== id)
    .map((one) => ({
      ...one,
      ways: one.ways.map((way) =>
        way.goal.stepId === id ? { ...way, goal: { ...way.goal, stepId: null } } : way,
      ),
    }));

/** The step at `place` one up (-1) or down (1). */
export const moved = (steps: Steps, place: number, by: -1 | 1): Steps => {
  const [one, other] = [steps[place], steps[place + by]];
  if (one === undefined || other === undefined) return steps;
  return steps.map((step, at) => (at === place ? other : at === place + by ? one : step));
};

/** Answered in another way: what its answers led to stays, by their places. */
export const answeredBy = (step: ScriptStep, answer: AnswerKind): ScriptStep => {
  const fixed = fixedWays(answer);
  const goalAt = (at: number): Goal => step.ways[at]?.goal ?? NOWHERE;
  const labels = (at: number): string => (step.answer === 'choices' ? (step.ways[at]?.label ?? '') : '');
  const ways =
    fixed === null
      ? Array.from({ length: Math.max(2, step.ways.length) }, (_, at) => ({
          ...{ id: ulid(), label: labels(at), goal: goalAt(at) },
        }))
      : fixed.map((id, at) => ({ id, label: '', goal: goalAt(at) }));
  return { ...step, answer, ways };
};

export const withWay = (step: ScriptStep, way: Way): ScriptStep => ({
  ...step,
  ways: step.ways.map((one) => (one.id === way.id ? way : one)),
});
export const withNewWay = (step: ScriptStep): ScriptStep =>
  step.ways.length >= MOST_ANSWERS ? step : { ...step, ways: [...step.ways, newWay()] };
export const withoutWay = (step: ScriptStep, id: string): ScriptStep => ({
  ...step,
  ways: step.ways.filter((one) => one.id !== id),
});
