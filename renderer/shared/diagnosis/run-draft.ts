import type { ScriptRow } from '#contracts/diagnosis.ts';
import { type DiagnosisRun, runOf } from '#domain/diagnosis/run.ts';
import {
  type Answer,
  isAnswer,
  type ScriptStep,
  type Walk,
  type Way,
  walk,
} from '#domain/diagnosis/script.ts';
import { isObject } from '#domain/records/json.ts';

/**
 * A run that is under way, as it is drafted: with the script as it was when it began, so that an edit that arrives meanwhile neither changes the questions nor loses an
 * answer.
 */
export type RunDraft = Pick<ScriptRow, 'title' | 'version'> & {
  readonly scriptId: string;
  readonly steps: readonly ScriptStep[];
  readonly answers: readonly Answer[];
  /** Words of an answer that is being typed. */
  readonly typed: string;
};

const isRunDraft = (value: unknown): value is RunDraft =>
  isObject(value) &&
  [value.scriptId, value.title, value.typed].every((one) => typeof one === 'string') &&
  typeof value.version === 'number' &&
  Array.isArray(value.steps) &&
  Array.isArray(value.answers) &&
  value.answers.every(isAnswer);
export const isRunDraftOrNull = (value: unknown): value is RunDraft | null =>
  value === null || isRunDraft(value);

/** A new run of the script; `answers` are those of one that goes on. */
export const beginRun = (
  { id, version, title, steps }: Pick<ScriptRow, 'id' | 'version' | 'title' | 'steps'>,
  answers: readonly Answer[] = [],
): RunDraft => ({ scriptId: id, version, title, steps, answers, typed: '' });

const scriptOf = ({ title, steps }: RunDraft) => ({ title, steps: [...steps] });

export const walkOf = (draft: RunDraft): Walk => walk(scriptOf(draft), draft.answers);

/** The run as the history tells it, as far as it was answered. */
export const toldRun = (draft: RunDraft): DiagnosisRun =>
  runOf(draft.scriptId, draft.version, scriptOf(draft), draft.answers);

/** With one more answer; a text that is lacking is no answer. */
export const answered = (draft: RunDraft, way: Way): RunDraft => {
  const { next, path } = walkOf(draft);
  if (next === null) return draft;
  const text = next.answer === 'text' ? draft.typed.trim() : '';
  if (next.answer === 'text' && text === '') return draft;
  const answers = draft.answers.slice(0, path.length);
  return { ...draft, answers: [...answers, { stepId: next.id, wayId: way.id, text }], typed: '' };
};

/** Back to the question at `place`, or the one before; what was typed there stands in its field again. */
export const backTo = (draft: RunDraft, place: number = walkOf(draft).path.length - 1): RunDraft => {
  if (place < 0) return draft;
  return { ...draft, answers: draft.answers.slice(0, place), typed: draft.answers[place]?.text ?? '' };
};
