import { APPROVED_RECORD_FIELDS } from './approvals.ts';
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

/** ITIL's kinds of change: a normal one is assessed and approved, an emergency one is approved without a full assessment. */
export const CHANGE_TYPES = ['normal', 'emergency'] as const;
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

// biome-ignore format: a table is read by its columns
export const CHANGE_FIELDS = {
  ...TICKET_FIELDS,
  ...APPROVED_RECORD_FIELDS,
  type:               { kind: 'code', of: ['change'] },
  state:              { kind: 'code', of: CHANGE_STATES, group: 'state' },
  changeType:         { kind: 'code', of: CHANGE_TYPES, edit: OPEN_OR_WAITING, create: 'optional' },
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
  implementationPlan: { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  testPlan:           { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  backoutPlan:        { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  communicationPlan:  { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  tasks:              { kind: 'list', of: { kind: 'object', fields: CHANGE_TASK_FIELDS }, max: 200, merge: 'keyed', edit: OPEN_OR_WAITING },
  /** The questionnaire on its risk, as far as it is answered. */
  riskAnswers:        { kind: 'list', of: { kind: 'object', fields: RISK_ANSWER_FIELDS }, max: 100, nullable: true, late: true, merge: 'keyed', edit: OPEN_OR_WAITING },
  /** The risk as it was when approval was requested, and its percent: what an approver is shown, whatever is reached by now. */
  riskLevel:          { kind: 'code', of: RISK_LEVELS, nullable: true, late: true, group: 'state' },
  riskScore:          { kind: 'count', nullable: true, late: true, group: 'state' },
  /** Problems whose fix it carries. */
  problemIds:         { kind: 'list', of: { kind: 'ticket' }, max: 100, merge: 'set', edit: UNTIL_ENDED, create: 'optional' },
  /** How it went; from the review on. */
  outcome:            { kind: 'code', of: CHANGE_OUTCOMES, nullable: true, group: 'state', edit: ['done'] },
  /** What was learned, from the review after it (PIR). */
  reviewNotes:        { kind: 'longText', nullable: true, group: 'state', edit: ['done'], search: 'body' },
} as const satisfies FieldTable;
export type Change = RecordFrom<typeof CHANGE_FIELDS>;
