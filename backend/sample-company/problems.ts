import { applyEffect } from '#domain/effects/effect.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Incident, Problem, ProblemState, ProblemTask } from '#domain/fields/tickets.ts';
import { nextNumber } from '#domain/numbering/number-block.ts';
import { problemFromIncidents } from '#domain/problems/from-incidents.ts';
import { linkIncidents, tellWorkaround, toldIncidents } from '#domain/problems/problem.effects.ts';
import { createRecord, type ProcessResult, recompute, updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { Values } from '#domain/processes/process.ts';
import { addNote, type StepInput, takeStep } from '#domain/processes/steps.ts';
import { assignTicket } from '#domain/processes/ticket-acts.ts';
import { ok } from '#domain/records/result.ts';
import { TEAM_IDS } from './accounts.ts';
import { padded, SAMPLE_BLOCK } from './base.ts';
import { type Hand, handOf, taken } from './hand.ts';
import type { IncidentText } from './incident-texts.ts';
import type { Lookup } from './incident-world.ts';
import type { ToldIncident } from './incidents.ts';
import { knownErrorId } from './knowledge.ts';
import { KNOWN_ERRORS } from './known-error-texts.ts';
import { PROBLEM_TEXTS, type ProblemText } from './problem-texts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MANAGER = 'person-problem-1';
const DESK = 'person-sd-1';
/** Incidents of a problem from before it was opened, and from after. */
const MOST_BEFORE = 6;
const MOST_AFTER = 6;
const BEFORE_DAYS = 60;

const idOf = (index: number): string => `problem-${padded(index + 1, 3)}`;

/** The problem behind a known error; null where nobody opened one. */
export const problemOfKnownError = (error: number): string | null => {
  const index = PROBLEM_TEXTS.findIndex((text) => text.error === error);
  return index < 0 ? null : idOf(index);
};

/** The incidents that belong to problems, put aside while all incidents are made. */
export type ProblemIncidents = {
  /** Whether the incident is kept for a problem; then it comes with that problem. */
  readonly take: (told: ToldIncident) => boolean;
  readonly of: (index: number) => readonly Incident[];
};

export const problemIncidents = (nowMs: number): ProblemIncidents => {
  const kept = new Map<number, Incident[]>();
  const byTitle = new Map(PROBLEM_TEXTS.map(({ incidents }, index) => [incidents, index]));
  const take = ({ incident, text }: { incident: Incident; text: IncidentText }): boolean => {
    const index = byTitle.get(text.title);
    const problem = index === undefined ? undefined : PROBLEM_TEXTS[index];
    if (index === undefined || problem === undefined) return false;
    const openedMs = Date.parse(incident.openedAt);
    const problemMs = nowMs - problem.openedDaysAgo * DAY_MS;
    const isBefore = openedMs < problemMs;
    const isInTime = isBefore
      ? openedMs > problemMs - BEFORE_DAYS * DAY_MS
      : openedMs < nowMs - problem.lastDaysAgo * DAY_MS;
    const group = kept.get(index) ?? [];
    const same = group.filter(({ openedAt }) => Date.parse(openedAt) < problemMs === isBefore).length;
    if (!isInTime || same >= (isBefore ? MOST_BEFORE : MOST_AFTER)) return false;
    kept.set(index, [...group, incident]);
    return true;
  };
  return { take, of: (index) => kept.get(index) ?? [] };
};

const PATHS: Readonly<Record<ProblemState, readonly ProblemState[]>> = {
  new: [],
  assess: ['assess'],
  root_cause_analysis: ['assess', 'root_cause_analysis'],
  fix_in_progress: ['assess', 'root_cause_analysis', 'fix_in_progress'],
  resolved: ['assess', 'root_cause_analysis', 'fix_in_progress', 'resolved'],
  closed: ['assess', 'root_cause_analysis', 'fix_in_progress', 'resolved', 'closed'],
  risk_accepted: ['assess', 'root_cause_analysis', 'risk_accepted'],
  cancelled: ['assess', 'cancelled'],
};

type Event = { readonly atMs: number; readonly act: (problem: Problem) => ProcessResult<Problem> };

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const tasksOf = (
  text: ProblemText,
  problemId: string,
  nowMs: number,
  staff: readonly string[],
): ProblemTask[] =>
  (text.tasks ?? []).map(([title, state, inDays], index) => {
    const assigneeId = staff[index % staff.length] ?? null;
    const dueMs = nowMs + inDays * DAY_MS;
    return {
      ...{ id: `${problemId}-task-${index + 1}`, title, state, assigneeId, note: null, dueOn: dateOf(dueMs) },
      doneAt: state === 'done' ? new Date(dueMs).toISOString() : null,
      doneBy: state === 'done' ? assigneeId : null,
    };
  });

const undone = (task: ProblemTask): ProblemTask => ({
  ...task,
  ...(task.doneBy === null ? {} : { state: 'open', doneAt: null, doneBy: null }),
});

/** What is found out on the way, written down some hours after the state was reached. */
const findingsAt = (
  text: ProblemText,
  state: ProblemState,
  problemId: string,
  tasks: readonly ProblemTask[],
): Values => {
  const workaround = text.workaround === undefined ? {} : { workaround: text.workaround };
  // What goes no further than the assessment may have something to do all the same.
  if (state === 'assess') return text.state === 'assess' ? { ...workaround, tasks } : workaround;
  if (state !== 'root_cause_analysis') return {};
  return {
    whys: (text.whys ?? []).map(([question, answer], index) => ({
      ...{ id: `${problemId}-why-${index + 1}`, question, answer },
    })),
    causes: (text.causes ?? []).map(([branch, words, verdict], index) => ({
      ...{ id: `${problemId}-cause-${index + 1}`, branch, text: words, verdict },
    })),
    tasks,
  };
};

const stepInput = (text: ProblemText, to: ProblemState, nowMs: number): StepInput => {
  const { rootCause = '', solution = '', riskReason = '', ending = '' } = text;
  switch (to) {
    case 'fix_in_progress':
      return { to, rootCause };
    case 'resolved':
      return { to, rootCause, solution };
    case 'risk_accepted':
      return { to, riskReason, riskReviewOn: dateOf(nowMs + 60 * DAY_MS) };
    case 'cancelled':
      return { to, note: ending };
    default:
      return { to };
  }
};

/** When the desk says that a new call belongs to a problem that is open already. */
const linkedMsOf = ({ openedAt }: Incident, nowMs: number): number =>
  Math.min(nowMs, Date.parse(openedAt) + 12 * MINUTE_MS);

/** Incidents that belong to the problem and are open at that moment: those that are told. */
const toTellAt = (incidents: readonly Incident[], atMs: number): readonly string[] =>
  incidents
    .filter(({ resolvedAt }) => resolvedAt === null || Date.parse(resolvedAt) > atMs)
    .filter((incident) => linkedMsOf(incident, atMs + 1) <= atMs)
    .map(({ id }) => id);

/** One problem as it is made. */
type Making = {
  readonly id: string;
  readonly text: ProblemText;
  readonly incidents: readonly Incident[];
  readonly openedMs: number;
  readonly lastMs: number;
  readonly as: Hand;
  readonly world: Lookup;
};

/** Whoever has done a task says so. */
const doneEvents = (tasks: readonly ProblemTask[], atMs: number, as: Hand): readonly Event[] =>
  tasks.flatMap((task): readonly Event[] => {
    if (task.doneBy === null) return [];
    const ctx = as(atMs, task.doneBy, 'service-desk');
    return [
      {
        atMs,
        act: (problem) => {
          const after = problem.tasks.map((one) => (one.id === task.id ? task : one));
          return updateRecord(PROBLEM, problem, { tasks: after }, ctx);
        },
      },
    ];
  });

const stepEvents = ({ id, text, openedMs, lastMs, as, world }: Making): readonly Event[] => {
  const path = PATHS[text.state];
  const tasks = tasksOf(text, id, world.nowMs, world.organisation.staff[text.team]);
  return path.flatMap((to, index): Event[] => {
    const atMs = openedMs + ((lastMs - openedMs) * (index + 1)) / path.length;
    const step: Event = {
      atMs,
      act: (problem) => takeStep(PROBLEM, problem, stepInput(text, to, world.nowMs), as(atMs)),
    };
    const findings = findingsAt(text, to, id, tasks.map(undone));
    const laterMs = Math.min(lastMs, atMs + 3 * HOUR_MS);
    const writing: Event = {
      atMs: laterMs,
      act: (problem) => updateRecord(PROBLEM, problem, findings, as(laterMs)),
    };
    if (Object.keys(findings).length === 0) return [step];
    return [step, writing, ...('tasks' in findings ? doneEvents(tasks, laterMs, as) : [])];
  });
};

const incidentEvents = ({ text, incidents, openedMs, lastMs, as, world }: Making): readonly Event[] => {
  const later = incidents.filter(({ openedAt }) => Date.parse(openedAt) >= openedMs);
  const links = later.map((incident): Event => {
    const atMs = linkedMsOf(incident, world.nowMs);
    return { atMs, act: (problem) => linkIncidents(problem, [incident], as(atMs, DESK, 'service-desk')) };
  });
  if (text.told !== true) return links;
  // A draft is nobody's to read yet.
  const error = text.error === undefined ? undefined : KNOWN_ERRORS[text.error];
  const errors = text.error === undefined || error?.state === 'draft' ? [] : [knownErrorId(text.error)];
  // By then the assessment has found it.
  const firstMs = openedMs + (lastMs - openedMs) * 0.75;
  return [
    ...links,
    ...[firstMs, lastMs].map(
      (atMs): Event => ({
        atMs,
        act: (problem) => {
          const ids = toTellAt(incidents, atMs);
          const isNews = ids.some((one) => !toldIncidents(problem).has(one));
          return isNews ? tellWorkaround(problem, ids, errors, as(atMs)) : ok(problem);
        },
      }),
    ),
  ];
};

const problemOf = (index: number, making: Making): Problem => {
  const { id, text, incidents, openedMs, lastMs, as } = making;
  const before = incidents.filter(({ openedAt }) => Date.parse(openedAt) < openedMs);
  const { title: _, symptom: __, ...common } = problemFromIncidents(before);
  const { title, symptom, businessImpact, category, subcategory, impact, urgency } = text;
  const made = createRecord<Problem>(
    PROBLEM,
    null,
    {
      ...{ ...common, id, title, symptom, businessImpact, category, subcategory, impact, urgency },
      number: nextNumber(PROBLEM.numbers, SAMPLE_BLOCK, index + 1),
      serviceId: text.service,
      teamId: TEAM_IDS[text.team],
      origin: text.trendOfModel !== undefined ? 'trend' : before.length > 0 ? 'incidents' : 'manual',
      trendKey:
        text.trendOfModel === undefined
          ? null
          : JSON.stringify(['model', text.trendOfModel, dateOf(openedMs)]),
      knowledgeIds: text.error === undefined ? [] : [knownErrorId(text.error)],
    },
    as(openedMs),
  );
  const assignedMs = openedMs + 5 * MINUTE_MS;
  const notedMs = (openedMs + lastMs) / 2;
  const events: Event[] = [
    { atMs: openedMs, act: (problem) => linkIncidents(problem, before, as(openedMs)) },
    {
      atMs: assignedMs,
      act: (problem) => assignTicket(PROBLEM, problem, { assigneeId: MANAGER }, as(assignedMs)),
    },
    ...stepEvents(making),
    ...(text.notes ?? []).map(
      (note): Event => ({
        atMs: notedMs,
        act: (problem) => addNote(PROBLEM, problem, { text: note }, as(notedMs)),
      }),
    ),
    ...incidentEvents(making),
  ];
  return events
    .sort((a, b) => a.atMs - b.atMs)
    .reduce((problem, { act }) => taken(act(problem)), taken(made));
};

/** The incident after all that its problem did to it, its history in the order of time. */
const afterProblem = (incident: Incident, problem: Problem, waits: boolean, world: Lookup): Incident => {
  const as = handOf(incident.id, world, MANAGER, 'problem-manager');
  const effects = problem.effects.filter(({ targetId }) => targetId === incident.id);
  const done = effects.reduce<Incident>(
    (now, effect) => applyEffect(now, effect, as(Date.parse(effect.at), effect.by, 'service-desk')),
    incident,
  );
  const journal = [...done.journal].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const last = journal.at(-1);
  const told = {
    ...done,
    journal,
    updatedAt: last?.at ?? done.updatedAt,
    updatedBy: last?.by ?? done.updatedBy,
  };
  const heldMs = Date.parse(told.updatedAt) + 9 * MINUTE_MS;
  const ctx = as(heldMs, DESK, 'service-desk');
  if (!waits || told.state !== 'in_progress' || heldMs > world.nowMs) return recompute(INCIDENT, told, ctx);
  return taken(takeStep(INCIDENT, told, { to: 'on_hold', holdReason: 'awaiting_problem' }, ctx));
};

/** All problems of the company, and their incidents with what the problems did to them. */
export const problemsOf = (group: ProblemIncidents, world: Lookup): readonly Ticket[] =>
  PROBLEM_TEXTS.flatMap((text, index): readonly Ticket[] => {
    const id = idOf(index);
    const incidents = group.of(index);
    const problem = problemOf(index, {
      ...{ id, text, incidents, world },
      openedMs: world.nowMs - text.openedDaysAgo * DAY_MS,
      lastMs: world.nowMs - text.lastDaysAgo * DAY_MS,
      as: handOf(id, world, MANAGER, 'problem-manager'),
    });
    return [
      problem,
      ...incidents.map((incident, at) =>
        afterProblem(incident, problem, problem.active && at % 3 !== 0, world),
      ),
    ];
  });
