import { INCIDENT_FIELDS } from '#domain/fields/tickets.ts';
import { row } from '#domain/permissions/rights.ts';
import type { Role } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import { forConsoles } from './console-rules.ts';
import { checkGuarded, checkMajorEdit, checkMajorState, GUARDED } from './incident-major.ts';
import { followRouting, routedNew, takenOver } from './incident-routing.ts';
import {
  defineProcess,
  isEmpty,
  type ProcessRecord,
  type ProcessRules,
  step,
  TICKET_ACTS,
  type Values,
} from './process.ts';
import {
  checkCategory,
  checkClosureCode,
  DUPLICATE_FIELDS,
  ticketMark,
  ticketMarks,
  ticketRules,
} from './ticket-rules.ts';

const DESK: readonly Role[] = ['service-desk', 'team-lead', 'administrator', 'worker'];
const LEAD: readonly Role[] = ['team-lead', 'administrator'];
/** Who works incidents: a field technician those of the own team. */
const WORK: readonly Role[] = [...DESK, 'field'];
/** The solution of a problem is that of its incidents. */
const SOLVER: readonly Role[] = [...WORK, 'problem-manager'];
/** A field technician's comment may carry the caller's answer, too. */
const ANY: readonly Role[] = [...WORK, 'problem-manager', 'knowledge-manager', 'change-manager'];

const HOLD = ['holdReason'];
const SAID = ['duplicateOfId'];
const SOLUTION = ['closureCode', 'closureNotes'];
/** Whoever may solve an incident may say that it was reported before. */
const DUPLICATE = { act: 'closeDuplicate', gives: 'duplicateOfId' };
/** Of tickets that consoles called duplicates of each other, one stays (tickets/duplicates.ts). */
const STAYS = { act: 'closeDuplicate', automatic: true } as const;
/** Without them nobody could say later who solved what. */
const FILING = { fills: ['category', 'teamId', 'assigneeId'] };

/** Who may do what with incidents. */
// biome-ignore format: a table is read by its columns
const RIGHTS = {
  //                           desk    field   lead   problem know   change admin  worker
  'incidents.create':        row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'incidents.update':        row('all',  'team', 'all', 'none', 'none','none', 'all', 'all'),
  'incidents.assign':        row('all',  'team', 'all', 'none', 'none','none', 'all', 'all'),
  'incidents.step':          row('all',  'team', 'all', 'all',  'none','none', 'all', 'all'),
  'incidents.addNote':       row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  // What a diagnosis script was answered is a note.
  'incidents.diagnose':      row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'incidents.addComment':    row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'incidents.correct':       row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'incidents.bookTime':      row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'incidents.linkConfigItem':        row('all',  'team', 'all', 'none', 'none','none', 'all', 'all'),
  'incidents.linkKnowledge': row('all',  'team', 'all', 'all',  'all', 'none', 'all', 'all'),
  'incidents.linkProblem':   row('all',  'team', 'all', 'all',  'none','none', 'all', 'all'),
  'incidents.closeDuplicate': row('all', 'team', 'all', 'all',  'none','none', 'all', 'all'),
  'incidents.linkChange':    row('all',  'team', 'all', 'all',  'none','all',  'all', 'all'),
  'incidents.escalateToTeam': row('all', 'team', 'all', 'none', 'none','none', 'all', 'none'),
  'incidents.escalateToLead': row('all', 'team', 'all', 'none', 'none','none', 'all', 'none'),
  // Who leads takes it on and ends it.
  'incidents.takeEscalation': row('none','none', 'all', 'none', 'none','none', 'all', 'none'),
  'incidents.endEscalation':  row('none','none', 'all', 'none', 'none','none', 'all', 'none'),
  'incidents.proposeMajor':  row('all',  'team', 'all', 'all',  'none','none', 'all', 'none'),
  'incidents.acceptMajor':   row('none', 'none', 'all', 'none', 'none','none', 'all', 'none'),
  'incidents.rejectMajor':   row('none', 'none', 'all', 'none', 'none','none', 'all', 'none'),
  'incidents.postUpdate':    row('all',  'team', 'all', 'none', 'none','none', 'all', 'none'),
  'incidents.setParent':     row('all',  'team', 'all', 'none', 'none','none', 'all', 'none'),
  'incidents.import':        row('none', 'none', 'all', 'none', 'none','none', 'all', 'all'),
};

/** Ways of an escalation to who leads, and of a major incident. What a clash held may be decided for, so who leads also goes back. */
const SUBSTATES = {
  escalation: [
    { act: 'escalateToLead', from: [null, 'taken_on'], to: 'open' },
    { act: 'takeEscalation', from: ['open', null], to: 'taken_on' },
    { act: 'endEscalation', from: ['open', 'taken_on'], to: null },
  ],
  majorState: [
    { act: 'proposeMajor', from: [null, 'rejected'], to: 'proposed' },
    { act: 'acceptMajor', from: ['proposed', 'rejected'], to: 'accepted' },
    { act: 'rejectMajor', from: ['proposed', 'accepted'], to: 'rejected' },
  ],
};

/** Whoever assigns it otherwise has not escalated it: it no longer says from which team it came. */
const withoutFormerTeam = (record: ProcessRecord, { teamId, escalatedFromTeamId }: Values): Values => {
  const stored: Values = { ...record };
  const isMoved = teamId !== undefined && teamId !== stored.teamId && escalatedFromTeamId === undefined;
  return isMoved && !isEmpty(stored.escalatedFromTeamId) ? { escalatedFromTeamId: null } : {};
};

const RULES: ProcessRules = {
  ...forConsoles(() => ({
    ...ticketRules,
    check: (record, patch, context) => {
      const gone =
        patch.closureCode === null || (patch.closureNotes !== undefined && isEmpty(patch.closureNotes));
      if (gone) return fail('missing_fields', 'closure.kept', { fields: ['closureCode', 'closureNotes'] });
      return (
        ticketRules.check(record, patch, context) ??
        checkClosureCode(context.settings, patch.closureCode) ??
        checkMajorEdit(record, patch)
      );
    },
    /** A word to the caller is asked for when an incident waits for them, unless the settings say otherwise. */
    checkStep: (record, { to }, input, { settings }) => {
      const waitsForCaller = to === 'on_hold' && input.holdReason === 'awaiting_caller';
      if (waitsForCaller && settings.options.requireCommentAwaitingCaller && isEmpty(input.comment)) {
        return fail('missing_fields', 'field.missing', { fields: ['comment'] });
      }
      if (to !== 'resolved') return null;
      const category = typeof input.category === 'string' ? input.category : null;
      const isNew = category !== null && category !== (record as Values).category;
      return (
        checkClosureCode(settings, input.closureCode) ??
        (isNew ? checkCategory(settings.categories, category, null) : null)
      );
    },
    complete: routedNew,
    supply: takenOver,
    follow: (record, patch, context) => ({
      ...ticketRules.follow(record, patch, context),
      ...followRouting(record, patch, context),
      ...withoutFormerTeam(record, patch),
    }),
  })),
  checkState: checkMajorState,
  checkAct: checkGuarded,
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
    step('start',        'new',         'in_progress', [],       WORK),
    step('hold',         'new',         'on_hold',     HOLD,     WORK, { asks: ['comment'] }),
    step('resolve',      'new',         'resolved',    SOLUTION, SOLVER, FILING),
    step('cancel',       'new',         'cancelled',   ['note'], DESK),
    step('duplicate',    'new',         'cancelled',   SAID,     SOLVER, DUPLICATE),
    step('hold',         'in_progress', 'on_hold',     HOLD,     WORK, { asks: ['comment'] }),
    step('resolve',      'in_progress', 'resolved',    SOLUTION, SOLVER, FILING),
    step('cancel',       'in_progress', 'cancelled',   ['note'], DESK),
    step('duplicate',    'in_progress', 'cancelled',   SAID,     SOLVER, DUPLICATE),
    step('resume',       'on_hold',     'in_progress', [],       WORK),
    step('caller_reply', 'on_hold',     'in_progress', [],       ANY,  { automatic: true }),
    step('hold_for',     'on_hold',     'on_hold',     HOLD,     WORK, { asks: ['comment'] }),
    step('resolve',      'on_hold',     'resolved',    SOLUTION, SOLVER, FILING),
    step('cancel',       'on_hold',     'cancelled',   ['note'], DESK),
    step('duplicate',    'on_hold',     'cancelled',   SAID,     SOLVER, DUPLICATE),
    step('close',        'resolved',    'closed',      [],       DESK),
    step('reopen',       'resolved',    'in_progress', ['note'], DESK),
    step('reopen',       'closed',      'in_progress', ['note'], LEAD),
    step('stays',        'cancelled',   'new',         [],       SOLVER, STAYS),
    step('stays',        'cancelled',   'in_progress', [],       SOLVER, STAYS),
  ],
  stateFields: {
    holdReason: ['on_hold'],
    closureCode: ['resolved', 'closed'],
    closureNotes: ['resolved', 'closed'],
    duplicateOfId: ['cancelled'],
  },
  needs: { resolved: SOLUTION, on_hold: HOLD },
  opening: ['state', 'impact', 'urgency', 'priority', 'teamId', 'assigneeId'],
  acts: TICKET_ACTS,
  rights: RIGHTS,
  marks: [
    ...ticketMarks('incidents'),
    ticketMark('incidents.diagnose'),
    ticketMark('incidents.step', ...SOLUTION, 'resolvedAt', 'resolvedBy', 'effects'),
    ticketMark('incidents.proposeMajor', 'majorState'),
    ticketMark('incidents.linkProblem', 'problemId'),
    ticketMark('incidents.linkChange', 'changeId', 'causedByChangeId'),
    ticketMark('incidents.closeDuplicate', ...DUPLICATE_FIELDS),
  ],
  substates: SUBSTATES,
  guarded: GUARDED,
  excludes: { field: 'majorState', value: 'accepted', states: ['cancelled'] },
  own: RULES,
});
