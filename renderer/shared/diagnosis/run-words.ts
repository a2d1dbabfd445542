import type { Names } from '#contracts/shared.ts';
import type { DiagnosisRun } from '#domain/diagnosis/run.ts';
import type { Goal, ScriptStep, Way } from '#domain/diagnosis/script.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';

/** The words of an answer: the script's, or ours for yes and no. */
export const answerText = (answer: ScriptStep['answer'], wayId: string, words: string): string =>
  answer === 'yes_no' ? text(wayId === 'yes' ? 'diagnosis:yes' : 'diagnosis:no') : words;

export const wayText = ({ answer }: Pick<ScriptStep, 'answer'>, { id, label }: Way): string =>
  answer === 'text' ? text('diagnosis:next') : answerText(answer, id, label);

type GoalContext = { readonly names: Names; readonly closureCode: (code: string) => string };

/** What an outcome says is to be done, without its reason. */
export const goalText = (
  { kind, knowledgeId, teamId, closureCode, words }: Goal,
  { names, closureCode: codeName }: GoalContext,
): string => {
  if (kind === 'known_error') {
    return knowledgeId === null
      ? text('diagnosis:goal.search', { words: words.trim() })
      : text('diagnosis:goal.knownError', { name: nameOf(names, knowledgeId) });
  }
  if (kind === 'team') return text('diagnosis:goal.team', { team: nameOf(names, teamId ?? '') });
  if (kind === 'lead') return text('diagnosis:goal.lead');
  if (kind === 'resolve') return text('diagnosis:goal.resolve', { code: codeName(closureCode ?? '') });
  return text('diagnosis:goal.byHand');
};

/** What a run says, line by line: each question with its answer, and what it came to. */
export const runLines = (
  { answers, outcome }: DiagnosisRun,
  context: GoalContext,
): readonly { readonly label: string; readonly to: string }[] => [
  ...answers.map(({ question, answer, wayId, text: words }) => ({
    label: question,
    to: answerText(answer, wayId, words),
  })),
  {
    label: text('diagnosis:outcome'),
    to: outcome === null ? text('diagnosis:stopped') : goalText(outcome, context),
  },
];
