import { APPROVED_RECORD_FIELDS } from './approvals.ts';
import { CI_CLASSES } from './config-items.ts';
import { type FieldTable, OPEN_OR_WAITING, type RecordFrom, UNTIL_ENDED } from './field.ts';
import { TICKET_FIELDS } from './tickets.ts';

/** Change states as ServiceNow has them (field guide 1.7). */
const CHANGE_STATES = [
  'new',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
  'closed',
  'cancelled',
] as const;

/**
 * ITIL's kinds of change: a normal one is assessed and approved, an emergency one is approved without a full assessment, a standard one is made from a model that
 * was approved once.
 */
export const CHANGE_TYPES = ['normal', 'emergency', 'standard'] as const;
/** Those that somebody agrees to one by one. */
export const VOTED_TYPES = ['normal', 'emergency'] as const satisfies readonly ChangeType[];
/** What a rule for approvals may be for: those types of changes, and releases, which have none. */
export const APPROVED_KINDS = [...VOTED_TYPES, 'release'] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number];

/** How it went, for whoever reviews it and for the team's record of success. */
export const CHANGE_OUTCOMES = ['successful', 'with_issues', 'backed_out', 'unsuccessful'] as const;
export type ChangeOutcome = (typeof CHANGE_OUTCOMES)[number];

/** From what is reached and from the questionnaire (domain/changes/risk.ts), the least first. */
export const RISK_LEVELS = ['low', 'moderate', 'high', 'very_high'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

const RISK_ANSWER_FIELDS = {
  /** The question's id (settings, `change-risk`). */
  id: { kind: 'id' },
  /** The id of one of its answers. */
  answer: { kind: 'id' },
} as const satisfies FieldTable;
export type RiskAnswer = RecordFrom<typeof RISK_ANSWER_FIELDS>;

const CHANGE_TASK_STATES = ['open', 'done', 'skipped', 'failed'] as const;

const CHANGE_TASK_FIELDS = {
  id: { kind: 'id' },
  /** Tasks of one stage are done side by side, the next stage begins when they are over. */
  stage: { kind: 'count', min: 1 },
  title: { kind: 'text', min: 1, max: 400 },
  state: { kind: 'code', of: CHANGE_TASK_STATES, group: 'state' },
  teamId: { kind: 'team', nullable: true, active: true },
  assigneeId: { kind: 'person', nullable: true, active: true },
  note: { kind: 'longText', max: 4_000, nullable: true },
  doneAt: { kind: 'instant', nullable: true, follows: 'state' },
  doneBy: { kind: 'person', nullable: true, follows: 'state' },
} as const satisfies FieldTable;
export type ChangeTask = RecordFrom<typeof CHANGE_TASK_FIELDS>;

const MODEL_TASK_FIELDS = {
  stage: { kind: 'count', min: 1 },
  title: { kind: 'text', min: 1, max: 400 },
} as const satisfies FieldTable;

/** What a standard change has from its model (domain/changes/standard.ts), as it was approved: with its plans it makes up the sum. */
const MODEL_FIELDS = {
  id: { kind: 'id' },
  name: { kind: 'text', max: 120 },
  /** As long as it takes at most. */
  minutes: { kind: 'minutes' },
  /** The services and classes of items that it is for; none: any. */
  serviceIds: { kind: 'list', of: { kind: 'service' }, max: 100 },
  ciClasses: { kind: 'list', of: { kind: 'code', of: CI_CLASSES }, max: CI_CLASSES.length },
  tasks: { kind: 'list', of: { kind: 'object', fields: MODEL_TASK_FIELDS }, max: 50 },
  sum: { kind: 'text', max: 80 },
  approvedBy: { kind: 'person' },
  approvedAt: { kind: 'instant' },
} as const satisfies FieldTable;
export type ChangeModelPart = RecordFrom<typeof MODEL_FIELDS>;

/** Collections in which a change prepares edits. */
export const PREPARED_COLLECTIONS = ['configItems', 'relations'] as const;
export type PreparedCollection = (typeof PREPARED_COLLECTIONS)[number];

/** One field of an item or a relation as it will be, or a relation that will be there (domain/changes/preparations.ts). */
const PREPARATION_FIELDS = {
  /** Follows from collection, target and field, so that two consoles that prepare the same field clash instead of doing it twice. */
  id: { kind: 'id' },
  collection: { kind: 'code', of: PREPARED_COLLECTIONS },
  targetId: { kind: 'id' },
  field: { kind: 'text', min: 1, max: 80 },
  /** As it was when the edit was prepared. */
  from: { kind: 'json', group: 'to' },
  to: { kind: 'json', group: 'to' },
} as const satisfies FieldTable;
export type Preparation = RecordFrom<typeof PREPARATION_FIELDS>;

// biome-ignore format: a table is read by its columns
export const CHANGE_FIELDS = {
  ...TICKET_FIELDS,
  ...APPROVED_RECORD_FIELDS,
  type:               { kind: 'code', of: ['change'] },
  state:              { kind: 'code', of: CHANGE_STATES, group: 'state' },
  // What kind it is decides its steps, so one is not changed while the other is taken.
  changeType:         { kind: 'code', of: CHANGE_TYPES, group: 'state', edit: OPEN_OR_WAITING, create: 'optional' },
  model:              { kind: 'object', fields: MODEL_FIELDS, nullable: true, late: true, group: 'state' },
  /** Why it is worth its risk. */
  justification:      { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  /** The window that is asked for and approved. */
  plannedStartAt:     { kind: 'instant', nullable: true, group: 'plannedStartAt', edit: OPEN_OR_WAITING, create: 'optional' },
  plannedEndAt:       { kind: 'instant', nullable: true, group: 'plannedStartAt', edit: OPEN_OR_WAITING, create: 'optional' },
  /** From when to when work was done, as the steps tell. */
  actualStartAt:      { kind: 'instant', nullable: true, follows: 'state' },
  actualEndAt:        { kind: 'instant', nullable: true, follows: 'state' },
  /** Whether somebody can't work meanwhile. */
  hasOutage:          { kind: 'flag', edit: OPEN_OR_WAITING, create: 'optional' },
  /** What it is expected to cost, in hundredths; who agrees to it may depend on that (settings, `approval-rules`). */
  costMinor:          { kind: 'money', nullable: true, late: true, edit: OPEN_OR_WAITING, create: 'optional' },
  implementationPlan: { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  testPlan:           { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  backoutPlan:        { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  communicationPlan:  { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  tasks:              { kind: 'list', of: { kind: 'object', fields: CHANGE_TASK_FIELDS }, max: 200, merge: 'keyed', edit: OPEN_OR_WAITING },
  /** What it will do to items and relations; applied and reverted as effects. */
  preparations:       { kind: 'list', of: { kind: 'object', fields: PREPARATION_FIELDS }, max: 200, nullable: true, late: true, merge: 'keyed' },
  /** The questionnaire on its risk, as far as it is answered. */
  riskAnswers:        { kind: 'list', of: { kind: 'object', fields: RISK_ANSWER_FIELDS }, max: 100, nullable: true, late: true, merge: 'keyed', edit: OPEN_OR_WAITING },
  /** The risk as it was when approval was requested, and its percent: what an approver is shown, whatever is reached by now. */
  riskLevel:          { kind: 'code', of: RISK_LEVELS, nullable: true, late: true, group: 'state' },
  riskScore:          { kind: 'count', nullable: true, late: true, group: 'state' },
  /** Problems whose fix it carries. */
  problemIds:         { kind: 'list', of: { kind: 'ticket' }, max: 100, merge: 'set', edit: UNTIL_ENDED, create: 'optional' },
  /** Incidents that wait for what it brings; they name it, too. */
  incidentIds:        { kind: 'list', of: { kind: 'ticket' }, max: 200, nullable: true, late: true, merge: 'set', create: 'optional' },
  /** Incidents that it caused, as those who found out told it here: nobody closes it without words then. The incidents say the same, and count. */
  causedIncidentIds:  { kind: 'list', of: { kind: 'ticket' }, max: 200, nullable: true, late: true, merge: 'set' },
  /** How it went; from the review on. */
  outcome:            { kind: 'code', of: CHANGE_OUTCOMES, nullable: true, group: 'state', edit: ['done'] },
  /** What was learned, from the review after it (PIR). */
  reviewNotes:        { kind: 'longText', nullable: true, group: 'state', edit: ['done'], search: 'body' },
} as const satisfies FieldTable;
export type Change = RecordFrom<typeof CHANGE_FIELDS>;
