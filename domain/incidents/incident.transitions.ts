import type { Actor, Role } from '#domain/records/common.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { HoldReason, IncidentState, Ticket } from '#domain/records/ticket.ts';
import type { IncidentSettings } from '#domain/settings/defaults.ts';

export type TransitionField = 'holdReason' | 'closureCode' | 'closureNotes' | 'note';

export type IncidentTransition = {
  readonly name: string;
  readonly from: IncidentState;
  readonly to: IncidentState;
  readonly requires: readonly TransitionField[];
  /** One of them is enough. */
  readonly roles: readonly Role[];
  /** Taken by a rule, never offered as a button. */
  readonly automatic: boolean;
};

const DESK: readonly Role[] = ['service-desk', 'team-lead', 'administrator', 'worker'];
const LEAD: readonly Role[] = ['team-lead', 'administrator'];
/** A field technician's comment may carry the caller's answer, too. */
const ANY: readonly Role[] = [...DESK, 'field', 'change-manager'];

const HOLD: readonly TransitionField[] = ['holdReason'];
const SOLUTION: readonly TransitionField[] = ['closureCode', 'closureNotes'];
const NOTE: readonly TransitionField[] = ['note'];
const NOTHING: readonly TransitionField[] = [];

const step = (
  name: string,
  from: IncidentState,
  to: IncidentState,
  requires: readonly TransitionField[],
  roles: readonly Role[],
  automatic = false,
): IncidentTransition => ({ name, from, to, requires, roles, automatic });

/**
 * Every way an incident may go from one state to another (ServiceNow's states, field guide 1.2). The console asks it what
 * to offer, the data host what to accept, and CouchDB what to store.
 */
// biome-ignore format: a table is read by its columns
export const INCIDENT_TRANSITIONS: readonly IncidentTransition[] = [
  //   name            from           to             requires  roles
  step('start',        'new',         'in_progress', NOTHING,  DESK),
  step('hold',         'new',         'on_hold',     HOLD,     DESK),
  step('resolve',      'new',         'resolved',    SOLUTION, DESK),
  step('cancel',       'new',         'cancelled',   NOTE,     DESK),
  step('hold',         'in_progress', 'on_hold',     HOLD,     DESK),
  step('resolve',      'in_progress', 'resolved',    SOLUTION, DESK),
  step('cancel',       'in_progress', 'cancelled',   NOTE,     DESK),
  step('resume',       'on_hold',     'in_progress', NOTHING,  DESK),
  step('caller_reply', 'on_hold',     'in_progress', NOTHING,  ANY, true),
  step('hold_for',     'on_hold',     'on_hold',     HOLD,     DESK),
  step('resolve',      'on_hold',     'resolved',    SOLUTION, DESK),
  step('cancel',       'on_hold',     'cancelled',   NOTE,     DESK),
  step('close',        'resolved',    'closed',      NOTHING,  DESK),
  step('reopen',       'resolved',    'in_progress', NOTHING,  DESK),
  step('reopen',       'closed',      'in_progress', NOTHING,  LEAD),
];

const mayTake = (transition: IncidentTransition, roles: readonly string[]): boolean =>
  transition.roles.some((role) => roles.includes(role));

/** The transitions to offer to `actor` on `ticket`, in the order of the table. */
export const allowedTransitions = (
  ticket: Pick<Ticket, 'state'>,
  actor: Pick<Actor, 'roles'>,
): readonly IncidentTransition[] =>
  INCIDENT_TRANSITIONS.filter(
    (transition) =>
      transition.from === ticket.state && !transition.automatic && mayTake(transition, actor.roles),
  );

export type TransitionInput = {
  readonly holdReason?: HoldReason | null | undefined;
  readonly closureCode?: string | null | undefined;
  readonly closureNotes?: string | null | undefined;
  /** Internal words on why: mandatory for cancelling. */
  readonly note?: string | null | undefined;
  /** Public words to the caller: mandatory for waiting on them, unless the settings say otherwise. */
  readonly comment?: string | null | undefined;
};

export type TransitionErrorCode = 'transition_not_allowed' | 'forbidden' | 'missing_fields' | 'unknown_value';

const isBlank = (value: string | null | undefined): boolean => (value ?? '').trim() === '';

/**
 * Whether `actor` may take `ticket` to `to` with `input`; the table's row if so. Solution fields count when the ticket has them
 * already. Errors: `transition_not_allowed` (no such edge), `forbidden` (not for these roles), `missing_fields`
 * (`details.fields` names them), `unknown_value` (closure code not in the settings).
 */
export const checkTransition = (
  ticket: Pick<Ticket, 'state' | 'closureCode' | 'closureNotes'>,
  to: string,
  input: TransitionInput,
  actor: Pick<Actor, 'roles'>,
  settings: Pick<IncidentSettings, 'closureCodes' | 'options'>,
): Result<IncidentTransition, TransitionErrorCode> => {
  const edges = INCIDENT_TRANSITIONS.filter(
    (transition) => transition.from === ticket.state && transition.to === to && !transition.automatic,
  );
  if (edges.length === 0) {
    return fail('transition_not_allowed', 'state.no_step', { type: 'incident', from: ticket.state, to });
  }
  const edge = edges.find((transition) => mayTake(transition, actor.roles));
  if (edge === undefined) {
    return fail('forbidden', 'state.role', {
      type: 'incident',
      from: ticket.state,
      to,
      roles: edges.flatMap((transition) => [...transition.roles]),
    });
  }
  const given: TransitionInput = {
    ...input,
    closureCode: input.closureCode ?? ticket.closureCode,
    closureNotes: input.closureNotes ?? ticket.closureNotes,
  };
  const missing: (TransitionField | 'comment')[] = edge.requires.filter((field) => isBlank(given[field]));
  const mustTellCaller =
    input.holdReason === 'awaiting_caller' && settings.options.requireCommentAwaitingCaller;
  if (edge.to === 'on_hold' && mustTellCaller && isBlank(input.comment)) missing.push('comment');
  if (missing.length > 0) {
    return fail('missing_fields', 'field.missing', { fields: missing });
  }
  const code = given.closureCode;
  if (edge.to === 'resolved' && !settings.closureCodes.some((known) => known.active && known.code === code)) {
    return fail('unknown_value', 'closure_code.unknown', { value: code, field: 'closureCode' });
  }
  return ok(edge);
};

const OPEN_STATES: readonly string[] = ['new', 'in_progress', 'on_hold'];

/** Open work: neither resolved nor closed nor cancelled. */
export const isOpenIncident = (state: string): boolean => OPEN_STATES.includes(state);
