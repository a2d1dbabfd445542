/**
 * Diagnosis scripts: a branching checklist that an administrator writes for categories of incidents. Each answer leads to the next question or to an
 * outcome; so whoever has the caller on the phone asks what the specialists would ask. Rules as tables and functions. No packages: CouchDB bundles this.
 */
import { checkKnownFields } from '#domain/fields/check.ts';
import type { FieldTable, RecordFrom } from '#domain/fields/field.ts';
import { isObject, type JsonObject } from '#domain/records/json.ts';

/** What the id of a script's document begins with. */
export const DIAGNOSIS_SCRIPT = 'diagnosis-script-';
/** A choice between given answers, yes or no, or words of one's own. */
export const ANSWER_KINDS = ['choices', 'yes_no', 'text'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];
/** Where an answer leads: to another step, or to an outcome. */
export const GOAL_KINDS = ['step', 'known_error', 'team', 'lead', 'resolve', 'by_hand'] as const;
export type GoalKind = (typeof GOAL_KINDS)[number];

/** One key each: what has no key is not chosen while somebody speaks. */
export const MOST_ANSWERS = 9;
export const MOST_STEPS = 40;
const MAX_WORDS = 2_000;

/**
 * `step`: `stepId`. `known_error`: the one (`knowledgeId`), or `words` to look for. `team`: functional escalation to `teamId`, and `lead`: the hierarchic one, with
 * `words` as the reason. `resolve`: `closureCode`, and `words` as what solved it. Whatever the kind has no use for is empty.
 */
// biome-ignore format: a table is read by its columns
export const GOAL_FIELDS = {
  kind:        { kind: 'code', of: GOAL_KINDS },
  stepId:      { kind: 'id', nullable: true },
  knowledgeId: { kind: 'knowledge', nullable: true },
  teamId:      { kind: 'team', nullable: true },
  closureCode: { kind: 'code', from: 'closure-codes', max: 80, nullable: true },
  words:       { kind: 'longText', max: MAX_WORDS },
} as const satisfies FieldTable;
export type Goal = RecordFrom<typeof GOAL_FIELDS>;

const WAY_FIELDS = {
  id: { kind: 'id' },
  /** Empty where it is not the administrator's word: yes, no, and what is typed. */
  label: { kind: 'text', max: 120 },
  goal: { kind: 'object', fields: GOAL_FIELDS },
} as const satisfies FieldTable;
export type Way = RecordFrom<typeof WAY_FIELDS>;

const STEP_FIELDS = {
  id: { kind: 'id' },
  question: { kind: 'text', max: 400 },
  /** How to find it out. */
  help: { kind: 'longText', max: MAX_WORDS },
  answer: { kind: 'code', of: ANSWER_KINDS },
  ways: { kind: 'list', of: { kind: 'object', fields: WAY_FIELDS }, max: MOST_ANSWERS, merge: 'keyed' },
} as const satisfies FieldTable;
export type ScriptStep = RecordFrom<typeof STEP_FIELDS>;

/** What an administrator writes. The first step is where a run begins. */
export const SCRIPT_FIELDS = {
  title: { kind: 'text', max: 120 },
  about: { kind: 'longText', max: MAX_WORDS },
  /** For which it is offered; none: for every incident. */
  categories: { kind: 'list', of: { kind: 'text', max: 80, min: 1 }, max: 50 },
  steps: { kind: 'list', of: { kind: 'object', fields: STEP_FIELDS }, max: MOST_STEPS, merge: 'keyed' },
} as const satisfies FieldTable;
export type Script = RecordFrom<typeof SCRIPT_FIELDS>;

/** A script as it stands among the settings: who wrote it so, and whether it is offered no more. */
export const STORED_SCRIPT_FIELDS = {
  ...SCRIPT_FIELDS,
  by: { kind: 'person' },
  retired: { kind: 'flag' },
} as const satisfies FieldTable;
export type StoredScript = RecordFrom<typeof STORED_SCRIPT_FIELDS>;

/** The ids of the answers that are none of the administrator's words. */
const FIXED_WAYS: Readonly<Record<Exclude<AnswerKind, 'choices'>, readonly string[]>> = {
  yes_no: ['yes', 'no'],
  text: ['text'],
};
export const fixedWays = (answer: AnswerKind): readonly string[] | null =>
  answer === 'choices' ? null : FIXED_WAYS[answer];

export const BLANK_GOAL: Goal = {
  ...{ kind: 'by_hand', stepId: null, knowledgeId: null, teamId: null, closureCode: null, words: '' },
};

export type ScriptFault = {
  readonly reason:
    | 'script.no_title'
    | 'script.no_step'
    | 'script.step_twice'
    | 'script.no_question'
    | 'script.few_answers'
    | 'script.no_answer'
    | 'script.answer_twice'
    | 'script.leads_nowhere'
    | 'script.no_outcome'
    | 'script.loop'
    | 'script.unreachable';
  /** Step and answer by their places, from 1. */
  readonly details: { readonly step?: number; readonly answer?: number };
};

const isBlank = (text: string): boolean => text.trim() === '';

/** Whether an outcome says all that the act needs which it leads to. */
const isWhole = ({ kind, knowledgeId, teamId, closureCode, words }: Goal): boolean => {
  if (kind === 'known_error') return knowledgeId !== null || !isBlank(words);
  if (kind === 'team') return teamId !== null && !isBlank(words);
  if (kind === 'resolve') return closureCode !== null && !isBlank(words);
  return kind !== 'lead' || !isBlank(words);
};

const answerFaults = ({ answer, ways }: ScriptStep, step: number): readonly ScriptFault[] => {
  const fixed = fixedWays(answer);
  if (fixed !== null) {
    const isFixed = ways.length === fixed.length && ways.every(({ id }, at) => id === fixed[at]);
    return isFixed ? [] : [{ reason: 'script.few_answers', details: { step } }];
  }
  const labels = ways.map(({ label }) => label.trim().toLowerCase());
  const ids = ways.map(({ id }) => id);
  return [
    ...(ways.length < 2 ? [{ reason: 'script.few_answers' as const, details: { step } }] : []),
    ...labels.flatMap((label, at): readonly ScriptFault[] => {
      const details = { step, answer: at + 1 };
      if (label === '') return [{ reason: 'script.no_answer', details }];
      const isTwice = labels.indexOf(label) < at || ids.indexOf(ids[at] ?? '') < at;
      return isTwice ? [{ reason: 'script.answer_twice', details }] : [];
    }),
  ];
};

/** The places of the steps that can be come to, and the answers that lead back to where one has been. */
const explored = (steps: readonly ScriptStep[]) => {
  const ids = steps.map(({ id }) => id);
  const [open, done] = [new Set<number>(), new Set<number>()];
  const loops: { readonly step: number; readonly answer: number }[] = [];
  const visit = (at: number): void => {
    open.add(at);
    (steps[at]?.ways ?? []).forEach(({ goal }, way) => {
      const next = goal.kind === 'step' ? ids.indexOf(goal.stepId ?? '') : -1;
      if (next < 0) return;
      if (open.has(next)) loops.push({ step: at + 1, answer: way + 1 });
      else if (!done.has(next)) visit(next);
    });
    open.delete(at);
    done.add(at);
  };
  if (steps.length > 0) visit(0);
  return { reached: done, loops };
};

/**
 * What keeps a script from being used, and where: no dead end, no way in circles, no step that nobody comes to. Empty: whoever answers comes to an
 * outcome after as many answers as there are steps, at most.
 */
export const scriptFaults = ({ title, steps }: Script): readonly ScriptFault[] => {
  const ids = steps.map(({ id }) => id);
  const { reached, loops } = explored(steps);
  return [
    ...(isBlank(title) ? [{ reason: 'script.no_title' as const, details: {} }] : []),
    ...(steps.length === 0 ? [{ reason: 'script.no_step' as const, details: {} }] : []),
    ...steps.flatMap((one, at): readonly ScriptFault[] => {
      const step = at + 1;
      return [
        ...(ids.indexOf(one.id) < at ? [{ reason: 'script.step_twice' as const, details: { step } }] : []),
        ...(isBlank(one.question) ? [{ reason: 'script.no_question' as const, details: { step } }] : []),
        ...answerFaults(one, step),
        ...one.ways.flatMap(({ goal }, way): readonly ScriptFault[] => {
          const details = { step, answer: way + 1 };
          if (goal.kind === 'step' && ids.indexOf(goal.stepId ?? '') < 0)
            return [{ reason: 'script.leads_nowhere', details }];
          return isWhole(goal) ? [] : [{ reason: 'script.no_outcome', details }];
        }),
        ...(reached.has(ids.indexOf(one.id))
          ? []
          : [{ reason: 'script.unreachable' as const, details: { step } }]),
      ];
    }),
    ...loops.map((details) => ({ reason: 'script.loop' as const, details })),
  ];
};

/** Whether a value is a stored script by its form: that it leads somewhere is `scriptFaults`. */
export const isStoredScript = (value: JsonObject): boolean =>
  checkKnownFields(STORED_SCRIPT_FIELDS, value) === null;

/** The scripts for an incident of the category, those for it before those for all. */
export const scriptsFor = <S extends Pick<Script, 'categories' | 'title'>>(
  scripts: readonly S[],
  category: string | null,
): readonly S[] => {
  const own = scripts.filter(({ categories }) => category !== null && categories.includes(category));
  return [...own, ...scripts.filter(({ categories }) => categories.length === 0)];
};

/** One answer as it was given; `text` of an answer in words. */
export type Answer = { readonly stepId: string; readonly wayId: string; readonly text: string };
export const isAnswer = (value: unknown): value is Answer =>
  isObject(value) && [value.stepId, value.wayId, value.text].every((one) => typeof one === 'string');

export type Walk = {
  /** The answers that count, each with what was asked. */
  readonly path: readonly { readonly step: ScriptStep; readonly way: Way; readonly text: string }[];
  /** What is asked next; null where it is over. */
  readonly next: ScriptStep | null;
  readonly outcome: Goal | null;
};

/** How far the answers lead. One that does not fit ends what counts, and so does one in a circle. */
export const walk = ({ steps }: Pick<Script, 'steps'>, answers: readonly Answer[]): Walk => {
  const path: { step: ScriptStep; way: Way; text: string }[] = [];
  let next = steps[0] ?? null;
  for (const { stepId, wayId, text } of answers) {
    const way = next?.id === stepId ? next.ways.find(({ id }) => id === wayId) : undefined;
    if (next === null || way === undefined) break;
    if (next.answer === 'text' && isBlank(text)) break;
    path.push({ step: next, way, text: next.answer === 'text' ? text.trim() : '' });
    if (way.goal.kind !== 'step') return { path, next: null, outcome: way.goal };
    const goal = steps.find(({ id }) => id === way.goal.stepId) ?? null;
    if (goal === null || path.some(({ step }) => step.id === goal.id))
      return { path, next: null, outcome: null };
    next = goal;
  }
  return { path, next, outcome: null };
};
