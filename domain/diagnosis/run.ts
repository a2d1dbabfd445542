/**
 * What somebody asked and was answered by a script, as it stands in an incident's history: an entry that names it in place of a field, as a correction names its
 * entry, so no kind of its own is needed that consoles of before could not read. It says itself what was asked, so a script that is edited later changes no old run. No
 * packages: CouchDB bundles this.
 */
import type { JournalEntry } from '#domain/fields/base.ts';
import { checkKnownFields } from '#domain/fields/check.ts';
import type { FieldTable, RecordFrom } from '#domain/fields/field.ts';
import { byTime } from '#domain/journal/journal.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { ANSWER_KINDS, type Answer, GOAL_FIELDS, MOST_STEPS, type Script, walk } from './script.ts';

/** What such an entry names in place of a field. */
export const DIAGNOSIS = 'diagnosis';

const ANSWER_FIELDS = {
  stepId: { kind: 'id' },
  wayId: { kind: 'id' },
  question: { kind: 'text', min: 1, max: 400 },
  answer: { kind: 'code', of: ANSWER_KINDS },
  /** The words of the choice, or what was typed; empty for yes and no. */
  text: { kind: 'text', max: 2_000 },
} as const satisfies FieldTable;

export const RUN_FIELDS = {
  scriptId: { kind: 'id' },
  /** Which version of the script was asked. */
  version: { kind: 'count', min: 1 },
  title: { kind: 'text', min: 1, max: 120 },
  answers: { kind: 'list', of: { kind: 'object', fields: ANSWER_FIELDS }, max: MOST_STEPS },
  /** Null: it was left before it came to one. */
  outcome: { kind: 'object', fields: GOAL_FIELDS, nullable: true },
} as const satisfies FieldTable;
export type DiagnosisRun = RecordFrom<typeof RUN_FIELDS>;

/** An entry as a history or a document has it. */
type Told = {
  readonly kind: unknown;
  readonly changes: readonly { readonly field: string; readonly from?: unknown; readonly to?: unknown }[];
};

/** Whether a value is a run: something was answered, and what it came to is no step to go on to. */
export const isRun = (value: unknown): value is DiagnosisRun => {
  if (!isObject(value) || checkKnownFields(RUN_FIELDS, value) !== null) return false;
  const { answers, outcome } = value as DiagnosisRun;
  return answers.length > 0 && outcome?.kind !== 'step';
};

/** The run that an entry tells; null for all others, and for what is none by its form. */
export const runIn = ({ kind, changes }: Told): DiagnosisRun | null => {
  const [told, ...more] = changes;
  if (kind !== 'work_note' || told?.field !== DIAGNOSIS || more.length > 0 || told.from !== null) return null;
  return isRun(told.to) ? told.to : null;
};

/** Whether an entry means to tell a run, however it does it. */
export const namesRun = ({ changes }: Pick<Told, 'changes'>): boolean =>
  changes.some(({ field }) => field === DIAGNOSIS);

/** What was asked and answered, in the words of the script as it was. */
export const runOf = (
  scriptId: string,
  version: number,
  script: Pick<Script, 'title' | 'steps'>,
  answers: readonly Answer[],
): DiagnosisRun => {
  const { path, outcome } = walk(script, answers);
  return {
    ...{ scriptId, version, title: script.title, outcome },
    answers: path.map(({ step, way, text }) => ({
      ...{ stepId: step.id, wayId: way.id, question: step.question, answer: step.answer },
      text: step.answer === 'text' ? text : way.label,
    })),
  };
};

export const answersOf = ({ answers }: DiagnosisRun): readonly Answer[] =>
  answers.map(({ stepId, wayId, answer, text }) => ({ stepId, wayId, text: answer === 'text' ? text : '' }));

/** Whether a run says what the script says, in the version that it names. */
export const isRunOf = (run: DiagnosisRun, script: Pick<Script, 'title' | 'steps'>): boolean =>
  sameValue(run, runOf(run.scriptId, run.version, script, answersOf(run)));

export type ToldRun = { readonly run: DiagnosisRun; readonly entry: JournalEntry };

/** All runs of a history, the latest first. */
export const runsIn = (journal: readonly JournalEntry[]): readonly ToldRun[] =>
  journal
    .flatMap((entry): readonly ToldRun[] => {
      const run = runIn(entry);
      return run === null ? [] : [{ run, entry }];
    })
    .sort((one, other) => byTime(other.entry, one.entry));
