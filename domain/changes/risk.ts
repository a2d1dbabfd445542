/**
 * The risk of a change (field guide 1.7): parts from the CMDB and from what happened before, each scored 0 to 10 and weighted, beside a weighted
 * questionnaire; the higher level of the two stands. Everything it says is codes with details, so that each reader gets it in their language.
 */
import { IMPACT_BOUNDS, type Impact, type WeakenedGroup } from '#domain/config-items/impact.ts';
import {
  CHANGE_OUTCOMES,
  type ChangeOutcome,
  RISK_LEVELS,
  type RiskAnswer,
  type RiskLevel,
} from '#domain/fields/changes.ts';
import type { CRITICALITIES } from '#domain/fields/config-items.ts';
import { PRIORITIES, type Priority } from '#domain/fields/tickets.ts';
import type { Id } from '#domain/records/common.ts';
import type { RiskPartName, RiskSettings } from './risk-settings.ts';
import { CAUSED_POINTS, OUTCOME_POINTS, type PastChange, teamSuccess } from './team-success.ts';

type Criticality = (typeof CRITICALITIES)[number];

/** A time in which nothing is to be changed; `endsAt` null: until further notice. */
export type Blackout = {
  readonly id: Id;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
};

export type RiskInput = {
  /** What is changed (depth 0) and what a failure of it reaches. */
  readonly items: readonly {
    readonly id: Id;
    readonly criticality: Criticality;
    readonly depth: number;
    readonly isService: boolean;
  }[];
  readonly cut: Impact['cut'];
  readonly groups: readonly WeakenedGroup[];
  /** The catalogue's service that it is for. */
  readonly service: { readonly id: Id; readonly criticality: Criticality } | null;
  /** Open ones about these items. */
  readonly incidents: readonly { readonly id: Id; readonly priority: Priority }[];
  readonly window: { readonly startsAt: string; readonly endsAt: string } | null;
  readonly blackouts: readonly Blackout[];
  /** Of the team that carries it out, as far back as counts. */
  readonly past: readonly PastChange[];
  readonly answers: readonly RiskAnswer[];
};

/** Records that a fact is about: all are counted, the first of them named. */
type Counted = { readonly total: number; readonly ids: readonly Id[] };

export type RiskFact =
  | ({ readonly code: 'criticality'; readonly criticality: Criticality } & Counted)
  | ({ readonly code: 'reached' } & Counted)
  | { readonly code: 'cut'; readonly by: keyof typeof IMPACT_BOUNDS; readonly most: number }
  | ({ readonly code: 'services' } & Counted)
  | ({ readonly code: 'no_spare' | 'group_down' } & WeakenedGroup)
  | { readonly code: 'more_groups'; readonly total: number }
  | ({ readonly code: 'incidents'; readonly priority: Priority } & Counted)
  | ({ readonly code: 'blackout' } & Blackout)
  | { readonly code: 'no_window' }
  | { readonly code: 'team_score'; readonly points: number; readonly total: number }
  | {
      readonly code: 'outcome';
      readonly outcome: ChangeOutcome;
      readonly total: number;
      readonly points: number;
    }
  | { readonly code: 'caused'; readonly priority: Priority; readonly total: number; readonly points: number }
  | { readonly code: 'no_past' };

export type RiskPart = {
  readonly part: RiskPartName;
  /** 0 to 10. */
  readonly score: number;
  readonly weight: number;
  readonly facts: readonly RiskFact[];
};

export type Risk = {
  readonly level: RiskLevel;
  /** Percent of what decided the level. */
  readonly score: number;
  readonly decidedBy: 'parts' | 'questionnaire';
  readonly parts: readonly RiskPart[];
  /** Of the parts alone. */
  readonly partsLevel: RiskLevel;
  readonly partsScore: number;
  /** `level` null: nothing of it is answered. What is not answered counts for nothing. */
  readonly questionnaire: {
    readonly level: RiskLevel | null;
    readonly score: number;
    readonly asked: number;
    readonly answered: number;
  };
};

/** Named in one fact. */
const MOST_NAMED = 20;
const MOST_SCORE = 10;

const counted = (ids: readonly Id[]): Counted => ({ total: ids.length, ids: ids.slice(0, MOST_NAMED) });

/** Rows of "so many or more, this score", rising. */
type Steps = readonly (readonly [from: number, score: number])[];
const REACHED_STEPS: Steps = [
  [1, 2],
  [5, 4],
  [20, 6],
  [100, 8],
  [500, 10],
];
const SERVICE_STEPS: Steps = [
  [1, 4],
  [2, 6],
  [4, 8],
  [8, 10],
];
const GROUP_STEPS: Steps = [
  [1, 6],
  [2, 8],
  [4, 10],
];
const scoreOf = (steps: Steps, count: number): number =>
  steps.reduce((score, [from, step]) => (count >= from ? step : score), 0);

const CRITICALITY_SCORES: Readonly<Record<Criticality, number>> = { high: 10, medium: 5, low: 2 };
const FROM_HIGH: readonly Criticality[] = ['high', 'medium', 'low'];
const INCIDENT_SCORES: Readonly<Record<Priority, number>> = { 1: 6, 2: 4, 3: 2, 4: 1, 5: 1 };

type Scored = { readonly score: number; readonly facts: readonly RiskFact[] };
type PartRule = (input: RiskInput) => Scored;

/** By the most critical of what is changed, reached or served. */
const criticality: PartRule = ({ items, service }) => {
  const all = service === null ? items : [...items, service];
  const top = FROM_HIGH.find((level) => all.some((one) => one.criticality === level));
  if (top === undefined) return { score: 0, facts: [] };
  const facts = FROM_HIGH.flatMap((level): RiskFact[] => {
    const ids = all.filter((one) => one.criticality === level).map(({ id }) => id);
    return ids.length === 0 ? [] : [{ code: 'criticality', criticality: level, ...counted(ids) }];
  });
  return { score: CRITICALITY_SCORES[top], facts };
};

/** Where the look was cut by number, what lies beyond can only be more. */
const size: PartRule = ({ items, cut }) => {
  const ids = items.filter(({ depth }) => depth > 0).map(({ id }) => id);
  const facts: RiskFact[] = [
    ...(ids.length === 0 ? [] : [{ code: 'reached' as const, ...counted(ids) }]),
    ...(cut === null ? [] : [{ code: 'cut' as const, by: cut, most: IMPACT_BOUNDS[cut] }]),
  ];
  return { score: cut === 'items' ? MOST_SCORE : scoreOf(REACHED_STEPS, ids.length), facts };
};

const services: PartRule = ({ items, service }) => {
  const ids = [
    ...(service === null ? [] : [service.id]),
    ...items.filter(({ isService }) => isService).map(({ id }) => id),
  ];
  return {
    score: scoreOf(SERVICE_STEPS, ids.length),
    facts: ids.length === 0 ? [] : [{ code: 'services', ...counted(ids) }],
  };
};

/** A group that goes down has lost its redundancy, too. */
const redundancy: PartRule = ({ groups }) => {
  const named = groups
    .slice(0, MOST_NAMED)
    .map((group): RiskFact => ({ code: group.up < group.needed ? 'group_down' : 'no_spare', ...group }));
  const more: RiskFact[] = groups.length > MOST_NAMED ? [{ code: 'more_groups', total: groups.length }] : [];
  return { score: scoreOf(GROUP_STEPS, groups.length), facts: [...named, ...more] };
};

const incidents: PartRule = (input) => ({
  score: Math.min(
    MOST_SCORE,
    input.incidents.reduce((sum, { priority }) => sum + INCIDENT_SCORES[priority], 0),
  ),
  facts: PRIORITIES.flatMap((priority): RiskFact[] => {
    const ids = input.incidents.filter((one) => one.priority === priority).map(({ id }) => id);
    return ids.length === 0 ? [] : [{ code: 'incidents', priority, ...counted(ids) }];
  }),
});

/** Times that only touch do not overlap. */
const blackout: PartRule = ({ window, blackouts }) => {
  if (window === null) return { score: 0, facts: [{ code: 'no_window' }] };
  const hit = blackouts.filter(
    ({ startsAt, endsAt }) => startsAt < window.endsAt && (endsAt === null || endsAt > window.startsAt),
  );
  return {
    score: hit.length === 0 ? 0 : MOST_SCORE,
    facts: hit.slice(0, MOST_NAMED).map((one) => ({ code: 'blackout', ...one })),
  };
};

/** What a change of a team brings on average: +3 is no risk, -5 and below the highest. Of whom nothing is known, the middle. */
const BEST_MEAN = 3;
const WORST_MEAN = -5;
const UNKNOWN_SCORE = 5;

const success: PartRule = ({ past }) => {
  if (past.length === 0) return { score: UNKNOWN_SCORE, facts: [{ code: 'no_past' }] };
  const points = teamSuccess(past);
  const mean = Math.max(WORST_MEAN, points / past.length);
  const outcomes = CHANGE_OUTCOMES.flatMap((outcome): RiskFact[] => {
    const total = past.filter((one) => one.outcome === outcome).length;
    return total === 0 ? [] : [{ code: 'outcome', outcome, total, points: total * OUTCOME_POINTS[outcome] }];
  });
  const causes = PRIORITIES.flatMap((priority): RiskFact[] => {
    const total = past.flatMap(({ caused }) => caused).filter((one) => one === priority).length;
    return total === 0 ? [] : [{ code: 'caused', priority, total, points: total * CAUSED_POINTS[priority] }];
  });
  return {
    score: Math.round(((BEST_MEAN - mean) / (BEST_MEAN - WORST_MEAN)) * MOST_SCORE),
    facts: [{ code: 'team_score', points, total: past.length }, ...outcomes, ...causes],
  };
};

const PARTS: Readonly<Record<RiskPartName, PartRule>> = {
  criticality,
  size,
  services,
  redundancy,
  incidents,
  blackout,
  success,
};

const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 100);

type Thresholds = RiskSettings['thresholds'];

/** The level that begins at or below `percent`. */
const levelOf = (percent: number, thresholds: Thresholds): RiskLevel => {
  if (percent >= thresholds.very_high) return 'very_high';
  if (percent >= thresholds.high) return 'high';
  return percent >= thresholds.moderate ? 'moderate' : 'low';
};

/** Points of the chosen answers, of the most that all questions can give: one more answer never lowers it. */
const questionnaireOf = (
  answers: readonly RiskAnswer[],
  { questions, questionThresholds }: RiskSettings,
): Risk['questionnaire'] => {
  const chosen = new Map(answers.map(({ id, answer }) => [id, answer]));
  const asked = questions.filter(({ active }) => active);
  const given = asked.flatMap(({ id, answers: choices }) => {
    const choice = choices.find((one) => one.id === chosen.get(id));
    return choice === undefined ? [] : [choice.points];
  });
  const most = asked.reduce((sum, one) => sum + Math.max(0, ...one.answers.map(({ points }) => points)), 0);
  const score = percentOf(
    given.reduce((sum, points) => sum + points, 0),
    most,
  );
  return {
    level: given.length === 0 ? null : levelOf(score, questionThresholds),
    ...{ score, asked: asked.length, answered: given.length },
  };
};

const rankOf = (level: RiskLevel | null): number => (level === null ? -1 : RISK_LEVELS.indexOf(level));

/** The risk of a change that has and reaches this, by the company's weights, thresholds and questions. */
export const riskOf = (input: RiskInput, settings: RiskSettings): Risk => {
  const names = Object.keys(PARTS) as readonly RiskPartName[];
  const parts = names.map((part) => ({ part, weight: settings.weights[part], ...PARTS[part](input) }));
  const partsScore = percentOf(
    parts.reduce((sum, { score, weight }) => sum + score * weight, 0),
    parts.reduce((sum, { weight }) => sum + MOST_SCORE * weight, 0),
  );
  const partsLevel = levelOf(partsScore, settings.thresholds);
  const questionnaire = questionnaireOf(input.answers, settings);
  const isAnswered = questionnaire.level !== null && rankOf(questionnaire.level) > rankOf(partsLevel);
  return {
    level: isAnswered ? (questionnaire.level ?? partsLevel) : partsLevel,
    score: isAnswered ? questionnaire.score : partsScore,
    decidedBy: isAnswered ? 'questionnaire' : 'parts',
    ...{ parts, partsLevel, partsScore, questionnaire },
  };
};
