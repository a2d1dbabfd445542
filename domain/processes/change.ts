import { approvalsFor, missingApprovals, VOTE_FIELDS } from '#domain/approvals/approval-rules.ts';
import { type ApprovedProcess, approvalOf } from '#domain/approvals/approvals.ts';
import { type AskedLockdown, exceptionFrom, isForgedException } from '#domain/changes/exceptions.ts';
import { APPLIED_STATES, appliedOf } from '#domain/changes/preparations.ts';
import { MODEL_PLAN_FIELDS, PLAN_FIELDS, standardFault } from '#domain/changes/standard.ts';
import { CHANGE_FIELDS, type Change, type RiskAnswer } from '#domain/fields/changes.ts';
import { row } from '#domain/permissions/rights.ts';
import type { Role } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import { forConsoles } from './console-rules.ts';
import {
  APPROVED_ACTS,
  defineProcess,
  isEmpty,
  type Process,
  type ProcessContext,
  type ProcessFailure,
  type ProcessRecord,
  type ProcessRules,
  statesIn,
  step,
  type Values,
} from './process.ts';
import { deeds, lastInto, ticketMark, ticketMarks, ticketRules } from './ticket-rules.ts';

/** Who prepares and carries out changes. */
const WORK: readonly Role[] = [
  'service-desk',
  'team-lead',
  'problem-manager',
  'change-manager',
  'administrator',
];
/** Who answers for the change process. */
const MANAGE: readonly Role[] = ['change-manager', 'administrator'];

const WINDOW = ['plannedStartAt', 'plannedEndAt'];
const PLANS = ['implementationPlan', 'backoutPlan', ...WINDOW];
const OUTCOME = ['outcome'];
const NOTE = ['note'];
/** The tickets that a change mends or broke. */
const CHANGE_LINKS = ['problemIds', 'incidentIds', 'causedIncidentIds'];
/** Filled from the company's rules for approvals by whoever requests it. */
const ASKING = { fills: ['approvals'] };

/** Who may do what with changes. */
// biome-ignore format: a table is read by its columns
const RIGHTS = {
  //                         desk    field   lead   problem know   change admin  worker
  'changes.create':        row('all',  'none', 'all', 'all',  'none','all',  'all', 'all'),
  'changes.update':        row('free', 'none', 'all', 'free', 'none','all',  'all', 'all'),
  'changes.assign':        row('free', 'none', 'all', 'free', 'none','all',  'all', 'all'),
  'changes.step':          row('team', 'none', 'all', 'team', 'none','all',  'all', 'none'),
  // Who is asked stands in the change.
  'changes.vote':          row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'changes.addNote':       row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'changes.addComment':    row('all',  'none', 'all', 'all',  'none','all',  'all', 'all'),
  'changes.correct':       row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'changes.bookTime':      row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'changes.linkConfigItem':row('free', 'none', 'all', 'free', 'none','all',  'all', 'all'),
  'changes.linkKnowledge': row('free', 'none', 'all', 'free', 'all', 'all',  'all', 'all'),
  // Whoever finds out what a change mends or broke says so.
  'changes.saveModel':     row('none', 'none', 'none','none', 'none','all',  'all', 'none'),
  'changes.approveModel':  row('none', 'none', 'none','none', 'none','all',  'all', 'none'),
  'changes.retireModel':   row('none', 'none', 'none','none', 'none','all',  'all', 'none'),
  'changes.linkTicket':    row('all',  'all',  'all', 'all',  'none','all',  'all', 'all'),
  // What it does to items and relations: prepared like its plan, done by whoever carries it out and edits items, too.
  'changes.prepare':       row('free', 'none', 'all', 'free', 'none','all',  'all', 'none'),
  'changes.apply':         row('team', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'changes.revert':        row('team', 'none', 'all', 'none', 'none','all',  'all', 'none'),
};

// biome-ignore format: a table is read by its columns
const STEPS = [
  //   name        from         to           requires roles
  step('assess',   'new',       'assess',    [],      WORK),
  step('request',  'new',       'authorize', PLANS,   WORK,   ASKING),
  step('request',  'assess',    'authorize', PLANS,   WORK,   ASKING),
  step('schedule', 'authorize', 'scheduled', [],      MANAGE),
  // A standard change was approved with its model, by which its risk is low.
  step('schedule', 'new',       'scheduled', PLANS,   WORK,   { gives: 'riskLevel' }),
  step('rework',   'authorize', 'assess',    NOTE,    WORK),
  step('rework',   'scheduled', 'assess',    NOTE,    WORK),
  step('implement','scheduled', 'implement', [],      WORK),
  step('review',   'implement', 'review',    OUTCOME, WORK,   { asks: ['reviewNotes'] }),
  step('close',    'review',    'closed',    [],      MANAGE, { asks: ['reviewNotes'] }),
  // What it broke is often found out later.
  step('review_again', 'closed', 'review',   NOTE,    MANAGE),
  step('cancel',   'new',       'cancelled', NOTE,    WORK),
  step('cancel',   'assess',    'cancelled', NOTE,    WORK),
  step('cancel',   'authorize', 'cancelled', NOTE,    WORK),
  step('cancel',   'scheduled', 'cancelled', NOTE,    WORK),
];

/** What an approval names: what is changed, when, and how. */
const APPROVAL = {
  subject: [
    'changeType',
    'ciId',
    'ciIds',
    'serviceId',
    ...WINDOW,
    'hasOutage',
    'implementationPlan',
    'testPlan',
    'backoutPlan',
    'communicationPlan',
    'riskLevel',
  ],
  lateSubject: ['costMinor', 'preparations'],
  // While it is carried out, too: an edit meanwhile asks again, and what it prepares is applied with that word only.
  states: ['authorize', 'scheduled', 'implement'],
  behind: ['scheduled', 'implement', 'review', 'closed'],
  texts: PLAN_FIELDS,
  agreed: ['changeType', 'model'],
  beforehand: (record: object) => {
    const change = record as Change;
    if (change.changeType !== 'standard') return null;
    return standardFault(change) === null ? 'approved' : 'pending';
  },
} as const satisfies Process['approval'];
/** The part of the process that approvals ask. */
const APPROVED: ApprovedProcess = { fields: CHANGE_FIELDS, steps: STEPS, approval: APPROVAL };

/** From the request on. */
const ASKED = ['authorize', 'scheduled', 'implement', 'review', 'closed'];

type ChangeRecord = ProcessRecord & Change;

/** A window ends after it begins. Edits of anything else are let through: two consoles may have made an odd one. */
const checkWindow = ({ plannedStartAt: start, plannedEndAt: end }: Values): ProcessFailure | null =>
  typeof start === 'string' && typeof end === 'string' && end <= start
    ? fail('invalid', 'window.reversed', { field: 'plannedEndAt', start, end })
    : null;
const isWindow = (patch: Values): boolean => WINDOW.some((name) => patch[name] !== undefined);

/** An id may stand in a list of elements once only, or a merge would lose one of them. */
const checkIds = (field: string, patch: Values): ProcessFailure | null => {
  const list = (patch[field] ?? []) as readonly { readonly id: string }[];
  return new Set(list.map(({ id }) => id)).size < list.length
    ? fail('invalid', 'list.twice', { field })
    : null;
};

/** What is the model's is not edited, and nothing becomes a standard change that its model does not cover. */
const checkStandard = (record: ProcessRecord | null, patch: Values): ProcessFailure | null => {
  const after = { ...record, ...patch } as ChangeRecord;
  if (after.changeType !== 'standard') return null;
  const late = ['changeType', 'model'].find((field) => patch[field] !== undefined);
  if (record !== null && record.state !== 'new' && late !== undefined)
    return fail('not_editable', 'standard.kept', { field: late });
  if (record === null || patch.changeType === 'standard') {
    return isEmpty(after.model) ? fail('missing_fields', 'standard.no_model', { fields: ['model'] }) : null;
  }
  const kept = MODEL_PLAN_FIELDS.find(
    (field) => patch[field] !== undefined && patch[field] !== (record as ChangeRecord)[field],
  );
  return kept === undefined ? null : fail('not_editable', 'standard.kept', { field: kept });
};

/** Answers are those of the questionnaire as it stands; what was answered before it was edited stays. */
const checkAnswers = (
  record: ProcessRecord | null,
  { riskAnswers }: Values,
  { settings }: ProcessContext,
): ProcessFailure | null => {
  const had = (record as ChangeRecord | null)?.riskAnswers ?? [];
  const odd = ((riskAnswers ?? []) as RiskAnswer[]).find(
    (given) =>
      !had.some(({ id, answer }) => id === given.id && answer === given.answer) &&
      !settings.risk.questions.some(
        ({ id, answers }) => id === given.id && answers.some((one) => one.id === given.answer),
      ),
  );
  return odd === undefined
    ? null
    : fail('unknown_value', 'risk.answer_unknown', {
        field: 'riskAnswers',
        question: odd.id,
        answer: odd.answer,
      });
};

const NOT_OVER: readonly string[] = ['open'];

/** What did not go well, or broke something, is reviewed before it is closed (post-implementation review, field guide 1.7). */
export const lacksReview = ({ outcome, reviewNotes, causedIncidentIds }: ReviewedChange): boolean =>
  isEmpty(reviewNotes) &&
  ((outcome !== 'successful' && outcome !== null) || (causedIncidentIds ?? []).length > 0);
type ReviewedChange = Pick<Change, 'outcome' | 'reviewNotes' | 'causedIncidentIds'>;

/** Only what was approved as it is now is scheduled and implemented; what is reviewed has no task left. */
const checkState: ProcessRules['checkState'] = (record) => {
  const change = record as ChangeRecord;
  const { number, state } = change;
  // What was applied is reverted, never planned anew.
  if (!APPLIED_STATES.includes(state) && appliedOf(change).length > 0)
    return fail('not_editable', 'rehearsal.applied', { number });
  const reversed = state === 'authorize' ? checkWindow({ ...change }) : null;
  if (reversed !== null) return reversed;
  if (state === 'authorize' && change.approvals.some(isForgedException))
    return fail('invalid', 'approval.exception');
  if (state === 'scheduled' || state === 'implement') {
    const fault = change.changeType === 'standard' ? standardFault(change) : null;
    if (fault !== null) return fault;
    const { status } = approvalOf(APPROVED, change);
    if (status !== 'approved')
      return fail('missing_fields', `approval.${status}`, { number, fields: ['votes'] });
  }
  const open =
    state === 'review' || state === 'closed'
      ? change.tasks.filter((task) => NOT_OVER.includes(task.state))
      : [];
  if (open.length > 0) return fail('missing_fields', 'tasks.open', { fields: ['tasks'], count: open.length });
  return state === 'closed' && lacksReview(change)
    ? fail('missing_fields', 'field.missing', { fields: ['reviewNotes'] })
    : null;
};

const RISK = ['riskLevel', 'riskScore'];

/** Its risk is what was assessed when approval was requested, and for a standard one what its model says; no other step nor edit changes it. */
const checkAct: ProcessRules['checkAct'] = (before, after) => {
  const [had, has]: [Values, Values] = [{ ...before }, { ...after }];
  const changed = RISK.filter((field) => !isEmpty(has[field]) && has[field] !== had[field]);
  const isAssessed =
    before.state !== after.state &&
    (after.state === 'authorize' || (before.state === 'new' && after.state === 'scheduled'));
  return changed.length === 0 || isAssessed
    ? null
    : fail('not_editable', 'field.not_editable', { fields: changed });
};

/** When it went into a state, as the history tells; kept where it stands already. */
const wentInto = (change: Change, state: string): string | null =>
  lastInto(deeds(change.journal), (one) => one === state)?.at ?? null;

const derive: ProcessRules['derive'] = (process, record, context) => {
  const change = ticketRules.derive(process, record, context) as ChangeRecord;
  const isBegun = ['implement', 'review', 'closed'].includes(change.state);
  const isOver = ['review', 'closed'].includes(change.state);
  return {
    ...change,
    actualStartAt: isBegun ? (change.actualStartAt ?? wentInto(change, 'implement')) : null,
    actualEndAt: isOver ? (change.actualEndAt ?? wentInto(change, 'review')) : null,
  } as ProcessRecord;
};

const RULES: ProcessRules = {
  ...forConsoles(() => ({
    ...ticketRules,
    defaults: (input, context) => ({
      ...ticketRules.defaults(input, context),
      channel: 'self_service',
      affectedPersonId: null,
      changeType: 'normal',
    }),
    check: (record, patch, context) =>
      ticketRules.check(record, patch, context) ??
      (isWindow(patch) ? checkWindow({ ...record, ...patch }) : null) ??
      checkStandard(record, patch) ??
      checkIds('tasks', patch) ??
      checkIds('riskAnswers', patch) ??
      checkAnswers(record, patch, context),
    checkStep: (record, { from, to }, _, { settings }) => {
      const change = record as ChangeRecord;
      const isStandard = change.changeType === 'standard';
      if (isStandard && (to === 'assess' || to === 'authorize')) {
        return fail('transition_not_allowed', 'standard.not_voted', { number: change.number });
      }
      // The server is not asked this: the type may be edited later, or be taken back.
      if (from === 'new' && to === 'authorize' && change.changeType !== 'emergency') {
        return fail('transition_not_allowed', 'change.assess_first', { number: change.number });
      }
      if (to === 'scheduled') {
        const missing = missingApprovals(settings.approvalRules, change);
        if (missing.length > 0)
          return fail('missing_fields', 'approval.rules', { fields: ['approvals'], names: missing });
      }
      return null;
    },
    // Risk and lockdowns come with the step from whoever can look at what is reached (domain/changes), never from a form.
    offers: (record, { from, to }) => {
      const change = record as ChangeRecord;
      if (to === 'scheduled' || to === 'implement') return approvalOf(APPROVED, change).status === 'approved';
      if (change.changeType === 'standard') return to !== 'assess' && to !== 'authorize';
      return from !== 'new' || to !== 'authorize' || change.changeType === 'emergency';
    },
    supply: (record, { to }, { riskLevel, riskScore, lockdowns }, { settings }) => {
      // The risk of what was approved with its model is low by that.
      if (to === 'scheduled' && (record as ChangeRecord).changeType === 'standard')
        return { riskLevel: 'low' };
      if (to !== 'authorize') return {};
      const { changeType, costMinor } = record as ChangeRecord;
      const risk = riskLevel === undefined ? {} : { riskLevel, riskScore };
      const approvals = approvalsFor(settings.approvalRules, {
        ...{ changeType, costMinor },
        riskLevel: riskLevel as Change['riskLevel'],
      });
      const exceptions = ((lockdowns ?? []) as readonly AskedLockdown[]).map(exceptionFrom);
      if (approvals.length === 0) return risk;
      return { ...risk, approvals: [...approvals, ...exceptions] };
    },
    derive,
  })),
  checkState,
  checkAct,
};

/** The change (ServiceNow's states, field guide 1.7): assessed, approved as it is, scheduled, carried out and reviewed. */
export const CHANGE = defineProcess({
  type: 'change',
  collection: 'tickets',
  feature: 'changes',
  numbers: { kind: 'change', prefix: 'CHG' },
  fields: CHANGE_FIELDS,
  states: {
    new: { phase: 'open' },
    assess: { phase: 'open' },
    authorize: { phase: 'open' },
    scheduled: { phase: 'open' },
    implement: { phase: 'open' },
    // Work is left to do: somebody says what was learned.
    review: { phase: 'done', active: true },
    closed: { phase: 'ended' },
    cancelled: { phase: 'ended', undone: true },
  },
  initial: ['new'],
  steps: STEPS,
  stateFields: {
    holdReason: [],
    duplicateOfId: [],
    approvals: ASKED,
    riskLevel: ASKED,
    riskScore: ASKED,
    outcome: ['review', 'closed'],
    reviewNotes: ['review', 'closed'],
  },
  needs: { authorize: PLANS, scheduled: PLANS, implement: PLANS, review: OUTCOME, closed: OUTCOME },
  opening: ['state', 'impact', 'urgency', 'priority', 'teamId', 'assigneeId'],
  acts: APPROVED_ACTS,
  rights: RIGHTS,
  marks: [
    ...ticketMarks('changes'),
    ticketMark('changes.linkTicket', ...CHANGE_LINKS),
    ticketMark('changes.vote', ...VOTE_FIELDS),
    ticketMark('changes.prepare', 'preparations'),
    ticketMark('changes.apply', 'effects'),
    ticketMark('changes.revert', 'effects'),
  ],
  approval: APPROVAL,
  guarded: RISK,
  own: RULES,
});

/** States in which there is work left to do; what is reviewed has its own behind it, whatever its window says. */
export const CHANGES_TO_DO: readonly string[] = statesIn(CHANGE, ['open', 'waiting']);
