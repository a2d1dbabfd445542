import { BASE_FIELDS, EFFECT_FIELDS } from './base.ts';
import { type FieldTable, OPEN_OR_WAITING, type RecordFrom, UNTIL_ENDED } from './field.ts';

/** The ticket types of ITIL that the field knows; those with a process of their own are in domain/processes/registry.ts. */
export const TICKET_TYPES = ['incident', 'request', 'problem', 'change', 'release'] as const;

/** 1 is the greatest: 1 high, 2 medium, 3 low. */
export const IMPACTS = [1, 2, 3] as const;
export type Impact = (typeof IMPACTS)[number];
export const URGENCIES = [1, 2, 3] as const;
export type Urgency = (typeof URGENCIES)[number];
/** 1 critical, 2 high, 3 moderate, 4 low, 5 planning. */
export const PRIORITIES = [1, 2, 3, 4, 5] as const;
export type Priority = (typeof PRIORITIES)[number];

export const CHANNELS = [
  'phone',
  'email',
  'self_service',
  'walk_in',
  'chat',
  'monitoring',
  'import',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Why a ticket waits (ServiceNow's reasons, field guide 1.2). */
export const HOLD_REASONS = [
  'awaiting_caller',
  'awaiting_change',
  'awaiting_problem',
  'awaiting_vendor',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/**
 * The service-level targets that apply to a ticket, fixed when they were attached or the priority changed, so that a later
 * edit of the agreement does not rewrite the past. `due` instants are derived by domain/sla from the journal and the
 * calendar; `resolutionDueAt` is null while the clock is paused or when there is no target.
 */
const SLA_FIELDS = {
  agreementId: { kind: 'agreement', nullable: true },
  calendarId: { kind: 'calendar', nullable: true },
  responseMinutes: { kind: 'count', min: 1, nullable: true },
  resolutionMinutes: { kind: 'count', min: 1, nullable: true },
  responseDueAt: { kind: 'instant', nullable: true },
  respondedAt: { kind: 'instant', nullable: true },
  responseBreached: { kind: 'flag' },
  resolutionDueAt: { kind: 'instant', nullable: true },
  resolutionBreached: { kind: 'flag' },
  /** Set while on hold. */
  pausedSince: { kind: 'instant', nullable: true },
} as const satisfies FieldTable;
export type TicketSla = RecordFrom<typeof SLA_FIELDS>;

/** What starts, stops and aims the clocks of the service levels (domain/sla). A later edit of an agreement or a calendar reaches a ticket with the next of them. */
const CLOCK_CAUSES = [
  'state',
  'holdReason',
  'impact',
  'urgency',
  'serviceId',
  'teamId',
  'assigneeId',
] as const;

const CHECK_STATES = ['open', 'done', 'skipped'] as const;
/** One line of a ticket's checklist: what must not be forgotten, and who has done it. */
const CHECK_FIELDS = {
  id: { kind: 'id' },
  title: { kind: 'text', min: 1, max: 400 },
  state: { kind: 'code', of: CHECK_STATES, group: 'state' },
  doneAt: { kind: 'instant', nullable: true, follows: 'state' },
  doneBy: { kind: 'person', nullable: true, follows: 'state' },
} as const satisfies FieldTable;
export type Check = RecordFrom<typeof CHECK_FIELDS>;

/**
 * What tickets of every type carry. Derived fields (`priority`, `active`, `dueAt`, `sla`, counts, `timeSpentMinutes`) are always recomputed
 * by the domain and never merged.
 */
// biome-ignore format: a table is read by its columns
export const TICKET_FIELDS = {
  ...BASE_FIELDS,
  /** Human number from a per-device block, `INC-7QK-0042`. */
  number:            { kind: 'text', min: 1, max: 40, search: 'key' },
  title:             { kind: 'text', min: 1, max: 400, edit: UNTIL_ENDED, create: 'required', search: 'title' },
  description:       { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  /** Open work, from the phase of the state. */
  active:            { kind: 'flag', merge: 'derived', causes: ['state'] },
  /** Why it waits; only in states whose phase is `waiting`. */
  holdReason:        { kind: 'code', of: HOLD_REASONS, nullable: true, group: 'state' },
  requesterId:       { kind: 'person', nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  affectedPersonId:  { kind: 'person', nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  channel:           { kind: 'code', of: CHANNELS, edit: UNTIL_ENDED, create: 'optional' },
  placeId:           { kind: 'place', nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  category:          { kind: 'code', from: 'categories', max: 80, nullable: true, edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  subcategory:       { kind: 'code', from: 'subcategories', max: 80, nullable: true, edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  serviceId:         { kind: 'service', nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  /** The configuration item that is broken or changed. */
  ciId:              { kind: 'ci', nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  /** Further configuration items. */
  ciIds:             { kind: 'list', of: { kind: 'ci' }, max: 1_000, merge: 'set', edit: UNTIL_ENDED, create: 'optional' },
  impact:            { kind: 'level', of: IMPACTS, edit: UNTIL_ENDED, create: 'optional' },
  urgency:           { kind: 'level', of: URGENCIES, edit: UNTIL_ENDED, create: 'optional' },
  priority:          { kind: 'level', of: PRIORITIES, merge: 'derived', causes: ['impact', 'urgency'] },
  teamId:            { kind: 'team', nullable: true, active: true, group: 'assignment', create: 'optional' },
  assigneeId:        { kind: 'person', nullable: true, active: true, group: 'assignment', create: 'optional' },
  /** Known errors and articles that were used. */
  knowledgeIds:      { kind: 'list', of: { kind: 'knowledge' }, max: 200, merge: 'set', create: 'optional' },
  openedAt:          { kind: 'instant' },
  openedBy:          { kind: 'person' },
  resolvedAt:        { kind: 'instant', nullable: true, follows: 'state' },
  resolvedBy:        { kind: 'person', nullable: true, follows: 'state' },
  closedAt:          { kind: 'instant', nullable: true, follows: 'state' },
  reassignmentCount: { kind: 'count', merge: 'derived', causes: ['teamId', 'assigneeId'] },
  reopenCount:       { kind: 'count', merge: 'derived', causes: ['state'] },
  timeSpentMinutes:  { kind: 'minutes', merge: 'derived' },
  sla:               { kind: 'object', fields: SLA_FIELDS, merge: 'derived', causes: CLOCK_CAUSES },
  /** What the queue sorts by: the nearest open target; far future (`9999-12-31T00:00:00.000Z`) when nothing is due. */
  dueAt:             { kind: 'instant', merge: 'derived', causes: CLOCK_CAUSES },
  tags:              { kind: 'list', of: { kind: 'text', max: 60 }, max: 30, merge: 'set', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  /** The ticket that this one said again (domain/tickets/duplicates.ts); only in the state that it was ended in by that. */
  duplicateOfId:     { kind: 'ticket', nullable: true, late: true, group: 'state' },
  /** Tickets that said this one again. */
  duplicateIds:      { kind: 'list', of: { kind: 'ticket' }, max: 200, nullable: true, late: true, merge: 'set' },
  /** Further people whom it is for: who called about the same. */
  alsoAffectedIds:   { kind: 'list', of: { kind: 'person' }, max: 200, nullable: true, late: true, merge: 'set', edit: UNTIL_ENDED },
  /** What is to be seen to before it is solved, in order. */
  checklist:         { kind: 'list', of: { kind: 'object', fields: CHECK_FIELDS }, max: 100, nullable: true, late: true, merge: 'keyed', edit: UNTIL_ENDED },
  /** Work on other tickets that follows from this one, see domain/effects. */
  effects:           { kind: 'list', of: { kind: 'object', fields: EFFECT_FIELDS }, merge: 'append-log' },
  /** Fields of the source system that Deskhand has no own field for. */
  extra:             { kind: 'map', merge: 'object' },
} as const satisfies FieldTable;

/** Incident states, named as in ITIL tools (ServiceNow: New 1, In Progress 2, On Hold 3, Resolved 6, Closed 7, Canceled 8). */
export const INCIDENT_STATES = ['new', 'in_progress', 'on_hold', 'resolved', 'closed', 'cancelled'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** Of an incident that was escalated to somebody who leads: waits for them, or they have taken it on. */
const ESCALATION_STATES = ['open', 'taken_on'] as const;
/** To whom it went: ITIL's hierarchic escalation goes up one level after the other. */
export const ESCALATION_LEVELS = ['team_lead', 'management'] as const;
export type EscalationLevel = (typeof ESCALATION_LEVELS)[number];

/** Whether an incident is a major one; only `accepted` is. */
export const MAJOR_STATES = ['proposed', 'accepted', 'rejected'] as const;
export type MajorState = (typeof MAJOR_STATES)[number];

const TASK_STATES = ['open', 'done', 'skipped'] as const;
const TASK_FIELDS = {
  id: { kind: 'id' },
  title: { kind: 'text', min: 1, max: 400 },
  state: { kind: 'code', of: TASK_STATES, group: 'state' },
  assigneeId: { kind: 'person', nullable: true, active: true },
  dueOn: { kind: 'date', nullable: true },
  note: { kind: 'longText', max: 4_000, nullable: true },
  doneAt: { kind: 'instant', nullable: true, follows: 'state' },
  doneBy: { kind: 'person', nullable: true, follows: 'state' },
} as const satisfies FieldTable;
/** A task of a problem, also an action from the review of a major incident: who, until when. */
export type ProblemTask = RecordFrom<typeof TASK_FIELDS>;

// biome-ignore format: a table is read by its columns
export const INCIDENT_FIELDS = {
  ...TICKET_FIELDS,
  type:              { kind: 'code', of: ['incident'] },
  // State, why it waits and how it was solved are one: a merge can't make a resolved incident without a closure code.
  state:             { kind: 'code', of: INCIDENT_STATES, group: 'state' },
  symptom:           { kind: 'text', max: 200, nullable: true, edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  parentId:          { kind: 'ticket', nullable: true },
  problemId:         { kind: 'ticket', nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  changeId:          { kind: 'ticket', nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  causedByChangeId:  { kind: 'ticket', nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  closureCode:       { kind: 'code', from: 'closure-codes', max: 80, nullable: true, group: 'state', edit: ['done'] },
  closureNotes:      { kind: 'longText', nullable: true, group: 'state', edit: ['done'], search: 'body' },
  /** The team that gave it on by a functional escalation; an assignment to another team empties it. */
  escalatedFromTeamId:{ kind: 'team', nullable: true, late: true, group: 'assignment' },
  /** A hierarchic escalation that stands; who escalated, when and why is in the history (domain/incidents/escalation.ts). */
  escalation:        { kind: 'code', of: ESCALATION_STATES, nullable: true, late: true, group: 'escalation' },
  escalationLevel:   { kind: 'code', of: ESCALATION_LEVELS, nullable: true, late: true, group: 'escalation' },
  escalatedToId:     { kind: 'person', nullable: true, late: true, group: 'escalation' },
  /** Who decided on it, when and why is in the history (domain/incidents/major.ts). */
  majorState:        { kind: 'code', of: MAJOR_STATES, nullable: true, late: true },
  /** The communication plan of a major incident: how often an update is due, who gets it, and whom Deskhand tells of it. */
  updateMinutes:     { kind: 'minutes', nullable: true, late: true, edit: OPEN_OR_WAITING },
  updateAudience:    { kind: 'longText', max: 2_000, nullable: true, late: true, edit: OPEN_OR_WAITING },
  informedIds:       { kind: 'list', of: { kind: 'person' }, max: 200, nullable: true, late: true, merge: 'set', edit: OPEN_OR_WAITING },
  /** The last update, or when it became a major one: from here the next update's time is counted. */
  updatedLastAt:     { kind: 'instant', nullable: true, late: true, merge: 'later', group: 'updatedLastAt' },
  /** The review of a major incident. */
  reviewWentWell:    { kind: 'longText', nullable: true, late: true, edit: ['done'], search: 'body' },
  reviewToImprove:   { kind: 'longText', nullable: true, late: true, edit: ['done'], search: 'body' },
  reviewActions:     { kind: 'list', of: { kind: 'object', fields: TASK_FIELDS }, max: 100, nullable: true, late: true, merge: 'keyed', edit: ['done'] },
} as const satisfies FieldTable;
export type Incident = RecordFrom<typeof INCIDENT_FIELDS>;

/** Problem states as ServiceNow has them (field guide 1.3), and the accepted risk. */
export const PROBLEM_STATES = [
  'new',
  'assess',
  'root_cause_analysis',
  'fix_in_progress',
  'resolved',
  'closed',
  'risk_accepted',
  'cancelled',
] as const;
export type ProblemState = (typeof PROBLEM_STATES)[number];

/** Where a problem came from. */
const PROBLEM_ORIGINS = ['incidents', 'trend', 'manual'] as const;
/** Branches of a cause-and-effect diagram: Ishikawa's six M in the words of IT. */
export const CAUSE_BRANCHES = [
  'people',
  'method',
  'technology',
  'environment',
  'supplier',
  'measurement',
] as const;
export const CAUSE_VERDICTS = ['open', 'confirmed', 'ruled_out'] as const;

const WHY_FIELDS = {
  id: { kind: 'id' },
  question: { kind: 'text', max: 400 },
  answer: { kind: 'longText', max: 4_000 },
} as const satisfies FieldTable;
const CAUSE_FIELDS = {
  id: { kind: 'id' },
  branch: { kind: 'code', of: CAUSE_BRANCHES },
  text: { kind: 'text', max: 400 },
  verdict: { kind: 'code', of: CAUSE_VERDICTS },
} as const satisfies FieldTable;
export type ProblemWhy = RecordFrom<typeof WHY_FIELDS>;
export type ProblemCause = RecordFrom<typeof CAUSE_FIELDS>;

// biome-ignore format: a table is read by its columns
export const PROBLEM_FIELDS = {
  ...TICKET_FIELDS,
  type:              { kind: 'code', of: ['problem'] },
  state:             { kind: 'code', of: PROBLEM_STATES, group: 'state' },
  origin:            { kind: 'code', of: PROBLEM_ORIGINS, create: 'optional' },
  /** The trend it was made from (domain/trends), for remembering that it was accepted. */
  trendKey:          { kind: 'text', max: 1_000, nullable: true, create: 'optional' },
  symptom:           { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  /** What it does to the business. */
  businessImpact:    { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  rootCause:         { kind: 'longText', edit: UNTIL_ENDED, search: 'body' },
  workaround:        { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  solution:          { kind: 'longText', edit: UNTIL_ENDED, search: 'body' },
  whys:              { kind: 'list', of: { kind: 'object', fields: WHY_FIELDS }, max: 50, merge: 'keyed', edit: OPEN_OR_WAITING },
  causes:            { kind: 'list', of: { kind: 'object', fields: CAUSE_FIELDS }, max: 200, merge: 'keyed', edit: OPEN_OR_WAITING },
  tasks:             { kind: 'list', of: { kind: 'object', fields: TASK_FIELDS }, max: 200, merge: 'keyed', edit: OPEN_OR_WAITING },
  /** Changes that carry the fix. */
  changeIds:         { kind: 'list', of: { kind: 'ticket' }, max: 100, merge: 'set', edit: UNTIL_ENDED },
  /** When and by whom the linked incidents were last told the workaround. */
  workaroundToldAt:  { kind: 'instant', nullable: true, merge: 'later', group: 'workaroundToldAt' },
  workaroundToldBy:  { kind: 'person', nullable: true, follows: 'workaroundToldAt' },
  /** Why the risk is borne and until when; only in the state risk_accepted. */
  riskReason:        { kind: 'longText', nullable: true, group: 'state', edit: ['done'], search: 'body' },
  riskReviewOn:      { kind: 'date', nullable: true, group: 'state', edit: ['done'] },
} as const satisfies FieldTable;
export type Problem = RecordFrom<typeof PROBLEM_FIELDS>;

/** `dueAt` of a ticket with nothing due: paused, resolved, or without a target. */
export const NEVER_DUE = '9999-12-31T00:00:00.000Z';

/** Whether an instant, also one that another system made so, stands for "nothing due". */
export const isNeverDue = (instant: unknown): boolean =>
  typeof instant === 'string' && instant.startsWith('9999-');
