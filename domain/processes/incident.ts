import { INCIDENT_FIELDS } from '#domain/fields/tickets.ts';
import { row } from '#domain/permissions/rights.ts';
import type { Role } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import { ACTS, defineProcess, isEmpty, type ProcessRules, step } from './process.ts';
import { checkClosureCode, TICKET_MARK_FIELDS, ticketRules } from './ticket-rules.ts';

const DESK: readonly Role[] = ['service-desk', 'team-lead', 'administrator', 'worker'];
const LEAD: readonly Role[] = ['team-lead', 'administrator'];
/** The solution of a problem is that of its incidents. */
const SOLVER: readonly Role[] = [...DESK, 'problem-manager'];
/** A field technician's comment may carry the caller's answer, too. */
const ANY: readonly Role[] = [...DESK, 'field', 'problem-manager', 'knowledge-manager', 'change-manager'];

const HOLD = ['holdReason'];
const SOLUTION = ['closureCode', 'closureNotes'];

/** Who may do what with incidents. */
// biome-ignore format: a table is read by its columns
const RIGHTS = {
  //                           desk    field   lead   problem know   change admin  worker
  'incidents.create':        row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'incidents.update':        row('all',  'none', 'all', 'none', 'none','none', 'all', 'all'),
  'incidents.assign':        row('all',  'none', 'all', 'none', 'none','none', 'all', 'all'),
  'incidents.step':          row('all',  'none', 'all', 'all',  'none','none', 'all', 'all'),
  'incidents.addNote':       row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'incidents.addComment':    row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'incidents.bookTime':      row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'incidents.linkConfigItem':        row('all',  'none', 'all', 'none', 'none','none', 'all', 'all'),
  'incidents.linkKnowledge': row('all',  'none', 'all', 'all',  'all', 'none', 'all', 'all'),
  'incidents.linkProblem':   row('all',  'none', 'all', 'all',  'none','none', 'all', 'all'),
  'incidents.setParent':     row('all',  'none', 'all', 'none', 'none','none', 'all', 'none'),
  'incidents.import':        row('none', 'none', 'all', 'none', 'none','none', 'all', 'all'),
};

const RULES: ProcessRules = {
  ...ticketRules,
  check: (record, patch, context) => {
    const gone =
      patch.closureCode === null || (patch.closureNotes !== undefined && isEmpty(patch.closureNotes));
    if (gone) return fail('missing_fields', 'closure.kept', { fields: ['closureCode', 'closureNotes'] });
    return ticketRules.check(record, patch, context) ?? checkClosureCode(context.settings, patch.closureCode);
  },
  /** A word to the caller is asked for when an incident waits for them, unless the settings say otherwise. */
  checkStep: (_record, { to }, input, { settings }) => {
    const waitsForCaller = to === 'on_hold' && input.holdReason === 'awaiting_caller';
    if (waitsForCaller && settings.options.requireCommentAwaitingCaller && isEmpty(input.comment)) {
      return fail('missing_fields', 'field.missing', { fields: ['comment'] });
    }
    return to === 'resolved' ? checkClosureCode(settings, input.closureCode) : null;
  },
};

/**
 * The incident (ServiceNow's states, field guide 1.2). Every way it may go from one state to another stands here: the console asks it what
 * to offer, the data host what to accept, and CouchDB what to store.
 */
export const INCIDENT = defineProcess({
  type: 'incident',
  collection: 'tickets',
  feature: 'incidents',
  numbers: { kind: 'incident', prefix: 'INC' },
  fields: INCIDENT_FIELDS,
  states: {
    new: { phase: 'open' },
    in_progress: { phase: 'open' },
    on_hold: { phase: 'waiting' },
    resolved: { phase: 'done' },
    closed: { phase: 'ended' },
    cancelled: { phase: 'ended', undone: true },
  },
  initial: ['new'],
  // biome-ignore format: a table is read by its columns
  steps: [
    //   name            from           to             requires  roles
    step('start',        'new',         'in_progress', [],       DESK),
    step('hold',         'new',         'on_hold',     HOLD,     DESK, { asks: ['comment'] }),
    step('resolve',      'new',         'resolved',    SOLUTION, SOLVER),
    step('cancel',       'new',         'cancelled',   ['note'], DESK),
    step('hold',         'in_progress', 'on_hold',     HOLD,     DESK, { asks: ['comment'] }),
    step('resolve',      'in_progress', 'resolved',    SOLUTION, SOLVER),
    step('cancel',       'in_progress', 'cancelled',   ['note'], DESK),
    step('resume',       'on_hold',     'in_progress', [],       DESK),
    step('caller_reply', 'on_hold',     'in_progress', [],       ANY,  { automatic: true }),
    step('hold_for',     'on_hold',     'on_hold',     HOLD,     DESK, { asks: ['comment'] }),
    step('resolve',      'on_hold',     'resolved',    SOLUTION, SOLVER),
    step('cancel',       'on_hold',     'cancelled',   ['note'], DESK),
    step('close',        'resolved',    'closed',      [],       DESK),
    step('reopen',       'resolved',    'in_progress', [],       DESK, { asks: ['note'] }),
    step('reopen',       'closed',      'in_progress', [],       LEAD, { asks: ['note'] }),
  ],
  stateFields: {
    holdReason: ['on_hold'],
    closureCode: ['resolved', 'closed'],
    closureNotes: ['resolved', 'closed'],
  },
  needs: { resolved: SOLUTION, on_hold: HOLD },
  opening: ['state', 'impact', 'urgency', 'priority', 'teamId', 'assigneeId'],
  acts: ACTS,
  rights: RIGHTS,
  marks: [
    { command: 'incidents.addNote', fields: TICKET_MARK_FIELDS },
    { command: 'incidents.addComment', fields: TICKET_MARK_FIELDS },
    { command: 'incidents.bookTime', fields: TICKET_MARK_FIELDS },
    {
      command: 'incidents.step',
      fields: [...TICKET_MARK_FIELDS, ...SOLUTION, 'resolvedAt', 'resolvedBy', 'effects'],
    },
    { command: 'incidents.linkProblem', fields: [...TICKET_MARK_FIELDS, 'problemId'] },
    { command: 'incidents.linkKnowledge', fields: [...TICKET_MARK_FIELDS, 'knowledgeIds'] },
  ],
  own: RULES,
});
