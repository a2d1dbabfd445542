import { PROBLEM_FIELDS, type Problem } from '#domain/fields/tickets.ts';
import { row } from '#domain/permissions/rights.ts';
import type { Role } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import { forConsoles } from './console-rules.ts';
import {
  defineProcess,
  type ProcessFailure,
  type ProcessRecord,
  type ProcessRules,
  step,
  TICKET_ACTS,
  type Values,
} from './process.ts';
import { DUPLICATE_FIELDS, ticketMark, ticketMarks, ticketRules } from './ticket-rules.ts';

const WORK: readonly Role[] = [
  'service-desk',
  'team-lead',
  'problem-manager',
  'change-manager',
  'administrator',
];
/** Bearing a risk, giving up and taking up again what was closed is no technician's decision. */
const OWNER: readonly Role[] = ['team-lead', 'problem-manager', 'administrator'];

const FOUND = ['rootCause'];
const SOLVED = ['rootCause', 'solution'];
const RISK = ['riskReason'];
const NOTE = ['note'];
const MORE = { asks: ['workaround'] };
const SAID = ['duplicateOfId'];
const DUPLICATE = { act: 'closeDuplicate', gives: 'duplicateOfId' };
/** Of problems that consoles called duplicates of each other, one stays (tickets/duplicates.ts). */
const STAYS = { act: 'closeDuplicate', automatic: true } as const;
const UNTIL = { asks: ['riskReviewOn', 'workaround'] };

/** Who may do what with problems. */
// biome-ignore format: a table is read by its columns
const RIGHTS = {
  //                                 desk    field   lead   problem know   change admin  worker
  'problems.create':               row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'problems.update':               row('free', 'none', 'all', 'all',  'none','all',  'all', 'all'),
  'problems.assign':               row('free', 'none', 'all', 'all',  'none','none', 'all', 'all'),
  'problems.step':                 row('team', 'none', 'all', 'all',  'none','all',  'all', 'none'),
  'problems.addNote':              row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'problems.addComment':           row('all',  'none', 'all', 'all',  'none','all',  'all', 'all'),
  'problems.correct':              row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'problems.bookTime':             row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'problems.linkConfigItem':               row('free', 'none', 'all', 'all',  'none','all',  'all', 'all'),
  'problems.linkKnowledge':        row('free', 'none', 'all', 'all',  'all', 'none', 'all', 'all'),
  'problems.closeDuplicate':       row('team', 'none', 'all', 'all',  'none','all',  'all', 'none'),
  'problems.linkIncidents':        row('all',  'none', 'all', 'all',  'none','none', 'all', 'all'),
  'problems.linkChange':          row('all',  'none', 'all', 'all',  'none','all',  'all', 'all'),
  'problems.tellWorkaround':       row('team', 'none', 'all', 'all',  'none','none', 'all', 'none'),
  'problems.createKnownError':     row('all',  'none', 'all', 'all',  'all', 'all',  'all', 'all'),
  'problems.dismissTrend':         row('none', 'none', 'all', 'all',  'none','none', 'all', 'none'),
  'problems.restoreTrend':         row('none', 'none', 'all', 'all',  'none','none', 'all', 'none'),
};

/** An id may stand in a list of elements once only, or a merge would lose one of them. */
const checkElements = (patch: Values): ProcessFailure | null => {
  for (const field of ['whys', 'causes', 'tasks'] as const) {
    const list = patch[field] as Problem[typeof field] | undefined;
    if (list !== undefined && new Set(list.map(({ id }) => id)).size < list.length) {
      return fail('invalid', 'list.twice', { field });
    }
  }
  return null;
};

const isOpenTask = (task: { readonly state: string }): boolean => task.state === 'open';

const RULES: ProcessRules = {
  ...forConsoles(() => ({
    ...ticketRules,
    defaults: (input, context) => ({
      ...ticketRules.defaults(input, context),
      channel: 'self_service',
      affectedPersonId: null,
      origin: 'manual',
    }),
    check: (record, patch, context) => ticketRules.check(record, patch, context) ?? checkElements(patch),
  })),
  checkState: (record) => {
    const { state, tasks } = record as ProcessRecord & Problem;
    const open = tasks.filter(isOpenTask);
    return state === 'closed' && open.length > 0
      ? fail('missing_fields', 'tasks.open', { fields: ['tasks'], count: open.length })
      : null;
  },
};

/** The problem (ServiceNow's states, field guide 1.3), with the accepted risk as an outcome of its own. */
export const PROBLEM = defineProcess({
  type: 'problem',
  collection: 'tickets',
  feature: 'problems',
  numbers: { kind: 'problem', prefix: 'PRB' },
  fields: PROBLEM_FIELDS,
  states: {
    new: { phase: 'open' },
    assess: { phase: 'open' },
    root_cause_analysis: { phase: 'open' },
    fix_in_progress: { phase: 'open' },
    resolved: { phase: 'done' },
    risk_accepted: { phase: 'done' },
    closed: { phase: 'ended' },
    cancelled: { phase: 'ended', undone: true },
  },
  initial: ['new'],
  // biome-ignore format: a table is read by its columns
  steps: [
    //   name           from                   to                     requires roles
    step('assess',      'new',                 'assess',              [],      WORK),
    step('analyse',     'new',                 'root_cause_analysis', [],      WORK),
    step('analyse',     'assess',              'root_cause_analysis', [],      WORK),
    step('fix',         'root_cause_analysis', 'fix_in_progress',     FOUND,   WORK,  MORE),
    step('analyse_on',  'fix_in_progress',     'root_cause_analysis', NOTE,    WORK),
    step('resolve',     'root_cause_analysis', 'resolved',            SOLVED,  WORK),
    step('resolve',     'fix_in_progress',     'resolved',            SOLVED,  WORK),
    step('accept_risk', 'root_cause_analysis', 'risk_accepted',       RISK,    OWNER, UNTIL),
    step('accept_risk', 'fix_in_progress',     'risk_accepted',       RISK,    OWNER, UNTIL),
    step('close',       'resolved',            'closed',              [],      WORK),
    step('reopen',      'resolved',            'root_cause_analysis', NOTE,    WORK),
    step('reopen',      'risk_accepted',       'root_cause_analysis', NOTE,    WORK),
    step('close',       'risk_accepted',       'closed',              NOTE,    OWNER),
    step('reopen',      'closed',              'root_cause_analysis', NOTE,    OWNER),
    step('cancel',      'new',                 'cancelled',           NOTE,    WORK),
    step('cancel',      'assess',              'cancelled',           NOTE,    WORK),
    step('cancel',      'root_cause_analysis', 'cancelled',           NOTE,    OWNER),
    step('cancel',      'fix_in_progress',     'cancelled',           NOTE,    OWNER),
    step('duplicate',   'new',                 'cancelled',           SAID,    WORK,  DUPLICATE),
    step('duplicate',   'assess',              'cancelled',           SAID,    WORK,  DUPLICATE),
    step('duplicate',   'root_cause_analysis', 'cancelled',           SAID,    WORK,  DUPLICATE),
    step('duplicate',   'fix_in_progress',     'cancelled',           SAID,    WORK,  DUPLICATE),
    step('stays',       'cancelled',           'new',                 [],      WORK,  STAYS),
    step('stays',       'cancelled',           'assess',              [],      WORK,  STAYS),
    step('stays',       'cancelled',           'root_cause_analysis', [],      WORK,  STAYS),
    step('stays',       'cancelled',           'fix_in_progress',     [],      WORK,  STAYS),
  ],
  stateFields: {
    holdReason: [],
    riskReason: ['risk_accepted', 'closed'],
    riskReviewOn: ['risk_accepted', 'closed'],
    duplicateOfId: ['cancelled'],
  },
  needs: { fix_in_progress: FOUND, resolved: SOLVED, risk_accepted: RISK },
  opening: ['state', 'impact', 'urgency', 'priority', 'teamId', 'assigneeId'],
  acts: TICKET_ACTS,
  rights: RIGHTS,
  marks: [
    ...ticketMarks('problems'),
    ticketMark('problems.closeDuplicate', ...DUPLICATE_FIELDS),
    ticketMark('problems.linkIncidents', 'effects'),
    ticketMark('problems.linkChange', 'changeIds'),
    ticketMark('problems.createKnownError', 'knowledgeIds'),
  ],
  own: RULES,
});
