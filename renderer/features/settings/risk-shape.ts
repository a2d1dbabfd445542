import { RISK_PARTS, type RiskPartName } from '#domain/changes/risk-settings.ts';
import { type SettingShape, type ValueOf, wholeOf } from './setting-form.ts';

type Value = ValueOf<'change-risk'>;
type Question = Value['questions'][number];
type Answer = Question['answers'][number];

/** The levels that begin somewhere; low is what is left. */
export const RISK_BORDERS = ['moderate', 'high', 'very_high'] as const;
type Border = (typeof RISK_BORDERS)[number];

/** Numbers are texts while they are typed. */
export type AnswerForm = Omit<Answer, 'points'> & { readonly points: string };
export type QuestionForm = Omit<Question, 'answers'> & { readonly answers: readonly AnswerForm[] };
export type RiskForm = {
  readonly key: 'change-risk';
  readonly weights: Readonly<Record<RiskPartName, string>>;
  readonly thresholds: Readonly<Record<Border, string>>;
  readonly questionThresholds: Readonly<Record<Border, string>>;
  readonly questions: readonly QuestionForm[];
};

export const isWhole = (typed: string): boolean => !Number.isNaN(wholeOf(typed));

const mapped = <N extends string, V, T>(
  names: readonly N[],
  values: Readonly<Record<N, V>>,
  to: (value: V) => T,
): Record<N, T> => Object.fromEntries(names.map((name) => [name, to(values[name])])) as Record<N, T>;

export const RISK_SHAPE: SettingShape<Value, RiskForm> = {
  formOf: ({ key, weights, thresholds, questionThresholds, questions }) => ({
    key,
    weights: mapped(RISK_PARTS, weights, String),
    thresholds: mapped(RISK_BORDERS, thresholds, String),
    questionThresholds: mapped(RISK_BORDERS, questionThresholds, String),
    questions: questions.map((one) => ({
      ...one,
      answers: one.answers.map((answer) => ({ ...answer, points: String(answer.points) })),
    })),
  }),
  valueOf: ({ key, weights, thresholds, questionThresholds, questions }) => ({
    key,
    weights: mapped(RISK_PARTS, weights, wholeOf),
    thresholds: mapped(RISK_BORDERS, thresholds, wholeOf),
    questionThresholds: mapped(RISK_BORDERS, questionThresholds, wholeOf),
    questions: questions.map((one) => ({
      ...one,
      answers: one.answers.map((answer) => ({ ...answer, points: wholeOf(answer.points) })),
    })),
  }),
};
