import { castVote } from '#domain/approvals/cast-vote.ts';
import { linkIncidentChange, linkProblemChange, linkTicket } from '#domain/changes/links.ts';
import { CHANGE_MODEL, modelPart, modelSum, type StoredModel } from '#domain/changes/standard.ts';
import type { PastChange } from '#domain/changes/team-success.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { nextNumber } from '#domain/numbering/number-block.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { createRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { assignTicket } from '#domain/processes/ticket-acts.ts';
import type { Instant } from '#domain/records/common.ts';
import type { Setting } from '#domain/records/settings.ts';
import { TEAM_IDS } from './accounts.ts';
import { baseOf, onDay, padded, SAMPLE_BLOCK } from './base.ts';
import { riskAtRequest } from './change-risk.ts';
import { CHANGE_TEXTS, type ChangeText, MODEL, type ReleaseKey } from './change-texts.ts';
import { handOf, taken } from './hand.ts';
import type { Lookup } from './incident-world.ts';
import { PROBLEM_TEXTS } from './problem-texts.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** When the company was set up, as generate.ts does it. */
const SET_UP_MS = 200 * 24 * HOUR_MS;
const MANAGER = 'person-change-1';
const ADMIN = 'person-admin-1';
const MODEL_ID = `${CHANGE_MODEL}restart`;
/** Items that a change names beside its main one. */
const MOST_ITEMS = 4;

const stored: StoredModel = {
  ...MODEL,
  by: MANAGER,
  approval: null,
  retired: false,
};

/** The model of standard changes: written by the change manager, approved by the administrator. */
export const changeModelSetting = (at: Instant): Setting => ({
  ...baseOf(MODEL_ID, at),
  key: MODEL_ID,
  version: 1,
  value: {
    ...{ ...MODEL, key: 'change-model', by: MANAGER, retired: false },
    serviceIds: [...MODEL.serviceIds],
    ciClasses: [...MODEL.ciClasses],
    tasks: MODEL.tasks.map((task) => ({ ...task })),
    approval: { by: ADMIN, at, sum: modelSum(MODEL_ID, MODEL, MODEL) },
  },
});

const STATES: readonly Change['state'][] = [
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
  'closed',
];
/** A standard change was approved with its model. */
const STANDARD: readonly Change['state'][] = ['scheduled', 'implement', 'review', 'closed'];

/** Full hours, so that windows look like somebody's plan. */
const atHour = (nowMs: number, hours: number): number =>
  Math.round((nowMs + hours * HOUR_MS) / HOUR_MS) * HOUR_MS;

/** When a change begins; days and hours are those of UTC, so that the same `now` gives the same company everywhere. */
const startMsOf = ({ starts }: ChangeText, nowMs: number): number =>
  typeof starts === 'number' ? atHour(nowMs, starts) : onDay(nowMs, starts.days, starts.hour);

const standardValues = (id: string, nowMs: number) => {
  const approval = {
    by: ADMIN,
    at: new Date(nowMs - SET_UP_MS).toISOString(),
    sum: modelSum(MODEL_ID, MODEL, MODEL),
  };
  const {
    name: _,
    description: __,
    minutes: ___,
    serviceIds: ____,
    ciClasses: _____,
    tasks,
    ...plans
  } = MODEL;
  return {
    ...plans,
    changeType: 'standard',
    model: modelPart(MODEL_ID, { ...stored, approval }),
    tasks: tasks.map((task, index) => ({
      ...{ ...task, id: `${id}-task-${index + 1}`, state: 'open', teamId: null, assigneeId: null },
      ...{ note: null, doneAt: null, doneBy: null },
    })),
  };
};

const valuesOf = (id: string, text: ChangeText, problem: Problem | undefined, world: Lookup) => {
  const startMs = startMsOf(text, world.nowMs);
  const shared = text.item === undefined ? [] : world.shared[text.item];
  const item = shared[text.itemIndex ?? 0]?.id ?? null;
  return {
    ...{ title: text.title, description: text.description, justification: text.justification },
    ...{
      category: text.category,
      subcategory: text.subcategory,
      serviceId: text.service,
      teamId: TEAM_IDS[text.team],
    },
    ...{ ciId: item ?? problem?.ciId ?? null, ciIds: (problem?.ciIds ?? []).slice(0, MOST_ITEMS) },
    ...{ implementationPlan: text.implementationPlan, backoutPlan: text.backoutPlan },
    ...{ testPlan: text.testPlan, communicationPlan: text.communicationPlan, hasOutage: text.hasOutage },
    plannedStartAt: new Date(startMs).toISOString(),
    plannedEndAt: new Date(startMs + text.hours * HOUR_MS).toISOString(),
    problemIds: problem === undefined ? [] : [problem.id],
    ...(text.isStandard === true ? standardValues(id, world.nowMs) : {}),
  };
};

/** A change, and what it broke. */
type Made = { readonly change: Change; readonly broken: Incident | null };

/** What a change is made for, the number of the incident that it caused, and the changes made before it with what they broke. */
type Surroundings = {
  readonly problem?: Problem | undefined;
  readonly number: string;
  readonly before?: readonly Made[];
};

/** How the changes of its team went that were done by then. */
const pastAt = (before: readonly Made[], { teamId }: Change, atMs: number): readonly PastChange[] =>
  before.flatMap(({ change, broken }) => {
    const { outcome, plannedEndAt } = change;
    if (change.teamId !== teamId || outcome === null || Date.parse(plannedEndAt ?? '') >= atMs) return [];
    return [{ outcome, caused: broken === null ? [] : [broken.priority] }];
  });

/** A change from its making to the state that it is in, each step at its time. `number` is that of the incident that it caused. */
const changeOf = (
  index: number,
  text: ChangeText,
  { problem, number, before = [] }: Surroundings,
  world: Lookup,
): Made => {
  const id = `change-${padded(index + 1, 3)}`;
  const staff = world.organisation.staff[text.team];
  const worker = staff[index % staff.length] ?? ADMIN;
  const as = handOf(id, world, worker, 'service-desk');
  const openedMs = world.nowMs - text.openedDaysAgo * 24 * HOUR_MS;
  const startMs = startMsOf(text, world.nowMs);
  const endMs = startMs + text.hours * HOUR_MS;
  let broken: Incident | null = null;
  let change = taken(
    createRecord<Change>(
      CHANGE,
      null,
      {
        ...valuesOf(id, text, problem, world),
        ...{ id, number: nextNumber(CHANGE.numbers, SAMPLE_BLOCK, index + 1) },
      },
      as(openedMs),
    ),
  );
  change = taken(assignTicket(CHANGE, change, { assigneeId: worker }, as(openedMs + 5 * MINUTE_MS)));
  const path = text.isStandard === true ? STANDARD : STATES;
  const atOf: Readonly<Partial<Record<Change['state'], number>>> = {
    assess: openedMs + 2 * HOUR_MS,
    authorize: openedMs + 20 * HOUR_MS,
    scheduled: openedMs + 30 * HOUR_MS,
    implement: startMs + 4 * MINUTE_MS,
    review: endMs - 10 * MINUTE_MS,
    closed: endMs + 30 * HOUR_MS,
  };
  for (const to of path.slice(0, path.indexOf(text.state) + 1)) {
    const atMs = text.isStandard === true && to === 'scheduled' ? openedMs + HOUR_MS : (atOf[to] ?? openedMs);
    const isManagers = to === 'closed' || (to === 'scheduled' && text.isStandard !== true);
    if (to === 'scheduled' && text.isStandard !== true) {
      const voting = as(atMs - HOUR_MS, MANAGER, 'change-manager');
      change = taken(castVote(CHANGE, change, { decision: 'approve' }, voting));
    }
    const input = {
      to,
      ...(to === 'authorize' ? riskAtRequest(change, pastAt(before, change, atMs), world) : {}),
      ...(to === 'review' ? { outcome: text.outcome } : {}),
      ...(to === 'closed' ? { reviewNotes: text.reviewNotes } : {}),
    };
    const ctx = isManagers ? as(atMs, MANAGER, 'change-manager') : as(atMs);
    change = taken(takeStep(CHANGE, change, input, ctx));
    if (to !== 'review' || text.broke === undefined) continue;
    const found = causedBy(change, text, text.broke, number, world);
    const told = handOf(`${change.id}-told`, world, MANAGER, 'change-manager')(found.toldMs);
    const link = { id: found.incident.id, linked: true };
    change = taken(linkTicket(CHANGE, change, 'causedIncidentIds', link, told));
    broken = found.incident;
  }
  return { change, broken };
};

type Broke = NonNullable<ChangeText['broke']>;

/** What the change broke: a call of the morning after, on the desk of the team that did it. `toldMs`: when its cause was known. */
const causedBy = (
  change: Change,
  text: ChangeText,
  broke: Broke,
  number: string,
  world: Lookup,
): { readonly incident: Incident; readonly toldMs: number } => {
  const id = `${change.id}-broke`;
  const [desk] = world.organisation.staff.desk;
  const staff = world.organisation.staff[text.team];
  const requesterId = world.organisation.people.find(({ login }) => login === null)?.id ?? null;
  const as = handOf(id, world, desk ?? ADMIN, 'service-desk');
  const atMs = Date.parse(change.plannedEndAt ?? change.createdAt) + broke.afterHours * HOUR_MS;
  const made = taken(
    createRecord<Incident>(
      INCIDENT,
      null,
      {
        ...{ id, number, title: broke.title, description: broke.description, requesterId, channel: 'phone' },
        ...{ category: text.category, subcategory: broke.subcategory },
        ...{ serviceId: text.service, teamId: TEAM_IDS[text.team] },
        ...{ ciId: change.ciId, impact: broke.impact, urgency: broke.urgency },
      },
      as(atMs),
    ),
  );
  const assigneeId = staff[0] ?? null;
  const given = taken(assignTicket(INCIDENT, made, { assigneeId }, as(atMs + 6 * MINUTE_MS)));
  const begun = taken(takeStep(INCIDENT, given, { to: 'in_progress' }, as(atMs + 14 * MINUTE_MS)));
  const toldMs = atMs + 40 * MINUTE_MS;
  const linked = taken(linkIncidentChange(INCIDENT, begun, 'cause', change.id, as(toldMs)));
  if (broke.solution === undefined) return { incident: linked, toldMs };
  const solution = { to: 'resolved', closureCode: 'configuration', closureNotes: broke.solution };
  const resolved = taken(takeStep(INCIDENT, linked, solution, as(atMs + 23 * HOUR_MS)));
  const closed = taken(takeStep(INCIDENT, resolved, { to: 'closed' }, as(atMs + 48 * HOUR_MS)));
  return { incident: closed, toldMs };
};

/** The changes of a release as they were when it was decided on: those that are further by now were scheduled then. */
export const bundledIn = (release: ReleaseKey, world: Lookup): readonly Change[] =>
  CHANGE_TEXTS.flatMap((text, index) => {
    if (text.release !== release) return [];
    const state = text.state === 'closed' ? 'scheduled' : text.state;
    return [changeOf(index, { ...text, state }, { number: '' }, world).change];
  });

/** Changes with what they are made for and what they broke; the problems among `tickets` name theirs. `first` is the number of the first incident. */
export const withChanges = (tickets: readonly Ticket[], first: number, world: Lookup): readonly Ticket[] => {
  const problemOf = (title: string | undefined): Problem | undefined => {
    const index = PROBLEM_TEXTS.findIndex((text) => text.title === title);
    const id = `problem-${padded(index + 1, 3)}`;
    return tickets.find((ticket): ticket is Problem => ticket.type === 'problem' && ticket.id === id);
  };
  const made: Made[] = [];
  const changeIds = new Map<string, string[]>();
  for (const [index, text] of CHANGE_TEXTS.entries()) {
    const problem = problemOf(text.problem);
    const number = nextNumber(INCIDENT.numbers, SAMPLE_BLOCK, first + index);
    const one = changeOf(index, text, { problem, number, before: made }, world);
    const { change } = one;
    if (problem !== undefined) changeIds.set(problem.id, [...(changeIds.get(problem.id) ?? []), change.id]);
    made.push(one);
  }
  const told = tickets.map((ticket): Ticket => {
    if (ticket.type !== 'problem') return ticket;
    return (changeIds.get(ticket.id) ?? []).reduce<Problem>((problem, id) => {
      const as = handOf(`${ticket.id}-${id}`, world, MANAGER, 'change-manager');
      const atMs = Date.parse(problem.updatedAt) + MINUTE_MS;
      return taken(
        linkProblemChange(PROBLEM, problem, { id, linked: true }, as(Math.min(atMs, world.nowMs))),
      );
    }, ticket);
  });
  return [
    ...told,
    ...made.flatMap(({ change, broken }): readonly Ticket[] =>
      broken === null ? [change] : [change, broken],
    ),
  ];
};
