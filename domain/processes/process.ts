/**
 * A process as data: its states with their phases, the steps between them, and named functions for what is truly its own. The engine
 * (engine.ts, steps.ts) does what all processes share; the console, the data host and CouchDB read the same tables. No packages: CouchDB bundles this.
 */
import type { JournalEntry, RecordBase } from '#domain/fields/base.ts';
import type { FieldTable, Phase } from '#domain/fields/field.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { NumberSeries } from '#domain/numbering/number-block.ts';
import type { RightsTable } from '#domain/permissions/rights.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Actor, Env, Role } from '#domain/records/common.ts';
import type { Failure } from '#domain/records/result.ts';
import type { IncidentSettings } from '#domain/settings/defaults.ts';

export type StateSpec = {
  readonly phase: Phase;
  /** Whether records in it count as open work (tickets) or in force (knowledge); open and waiting do unless told. */
  readonly active?: boolean;
  /** Ended without the work: nothing was solved. */
  readonly undone?: true;
};

export type Step = {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Fields and words that must be there before the step is taken. */
  readonly requires: readonly string[];
  /** Fields and words that its form offers beside those. */
  readonly asks: readonly string[];
  /**
   * Fields that the record must have by then when a person takes the step; its form offers them only where they are missing. What follows from
   * another record's work does without.
   */
  readonly fills: readonly string[];
  /** One of them is enough. */
  readonly roles: readonly Role[];
  /** Taken by a rule, never offered as a button. */
  readonly automatic: boolean;
  /** The act that takes it: `step`, unless what it does is more than that. */
  readonly act: string;
  /** A field that the step gives, and by which it is told from others between the same states. */
  readonly gives: string | null;
};

type StepOptions = {
  readonly asks?: readonly string[];
  readonly fills?: readonly string[];
  readonly automatic?: true;
  readonly act?: string;
  readonly gives?: string;
};

/** One row of a table of steps. */
export const step = (
  name: string,
  from: string,
  to: string,
  requires: readonly string[],
  roles: readonly Role[],
  { asks, fills, automatic, act, gives }: StepOptions = {},
): Step => ({
  ...{ name, from, to, requires, roles },
  asks: asks ?? [],
  fills: fills ?? [],
  automatic: automatic === true,
  act: act ?? 'step',
  gives: gives ?? null,
});

/**
 * A way of a state beside the record's own (whether it is a major incident, whether somebody who leads was called): the act that goes it, and from
 * where to where. Who may is told by the act's right. Each needs a reason, in the text of its entry.
 */
export type Substep = {
  readonly act: string;
  readonly from: readonly (string | null)[];
  readonly to: string | null;
};

/**
 * What may be done to records of a process; each is a command `<feature>.<act>` with a row in `rights`. `assign`, `addComment`,
 * `bookTime`, `linkConfigItem`, `linkKnowledge` and `closeDuplicate` need the ticket's fields, the last also steps of its own; `vote` those of
 * approvals.
 */
export const TICKET_ACTS = [
  'create',
  'update',
  'assign',
  'step',
  'addNote',
  'addComment',
  'correct',
  'bookTime',
  'linkConfigItem',
  'linkKnowledge',
  'closeDuplicate',
] as const;
export const ACTS = [...TICKET_ACTS, 'vote'] as const;
export type Act = (typeof ACTS)[number];
/** Those of tickets that somebody approves: none of them is a duplicate of another one. */
export const APPROVED_ACTS = ACTS.filter((act) => act !== 'closeDuplicate');

/** Fields that a right changes on records which it does not edit freely. */
export type Mark = { readonly command: string; readonly fields: readonly string[] };

/** What every record with a process has. */
export type ProcessRecord = RecordBase & {
  readonly type: string;
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly active: boolean;
};
export type Values = Readonly<Record<string, unknown>>;

/** Sets a ticket's `sla` from its journal and calendar; handed in so that the processes need no calendar. */
export type SlaRecompute = (ticket: Ticket) => Ticket;

/** What a command of a process needs of the world. */
export type ProcessContext = {
  readonly env: Env;
  readonly settings: IncidentSettings;
  readonly sla: SlaRecompute;
  readonly origin?: JournalEntry['origin'] | undefined;
};

export type ProcessErrorCode =
  | 'invalid'
  | 'missing_fields'
  | 'not_editable'
  | 'unknown_value'
  | 'transition_not_allowed'
  | 'forbidden'
  | 'not_found'
  | 'cycle'
  | 'nothing_to_do';
export type ProcessFailure = { readonly ok: false; readonly error: Failure<ProcessErrorCode> };

/**
 * What is truly a process's own. Methods, so that an implementation may name its own record type; the engine only hands records of the
 * process to them.
 */
export type ProcessRules = {
  /** Values of a new record that neither the table nor the input gives. */
  defaults(input: Values, context: ProcessContext): Values;
  /** Why these values can't be given or edited; null when they can. `record` is null when one is being made. */
  check(record: ProcessRecord | null, patch: Values, context: ProcessContext): ProcessFailure | null;
  /** Why a step can't be taken with this input, beyond what the table asks. */
  checkStep?(record: ProcessRecord, step: Step, input: Values, context: StepContext): ProcessFailure | null;
  /** Why a record can't enter the state that it has here, as far as it tells by itself; asked before a step and by the server. */
  checkState?(record: ProcessRecord): ProcessFailure | null;
  /**
   * Why nobody could have made `before` to `after` by one act, whatever its step asks; the server asks it of each entry that goes to a state or changes a field
   * of `guarded`, in the record as it was then. What the acts themselves can't do needs no second look on a console.
   */
  checkAct?(before: ProcessRecord, after: ProcessRecord, told: ToldAct): ProcessFailure | null;
  /** Whether the step is worth offering as the record stands; one that is not would be refused. */
  offers?(record: ProcessRecord, step: Step): boolean;
  /** What a new record gets where the input left a field empty. */
  complete?(values: Values, context: ProcessContext): Values;
  /** What a person who takes a step gives the record by that where it has nothing: who starts work on it is its assignee. */
  supply?(record: ProcessRecord, step: Step, input: Values, context: SupplyContext): Values;
  /** What an edit takes along in the same entry of the history: another category drops the old subcategory. */
  follow?(record: ProcessRecord, patch: Values, context: ProcessContext): Values;
  /** Derived fields beyond `active`, from the record's own fields and its journal. */
  derive(process: Process, record: ProcessRecord, context: DeriveContext): ProcessRecord;
};
/** What the history says of an act: who did it, when, how it is called and with which words. `isDecision`: it takes over what a clash held, of which it is no act. */
export type ToldAct = Pick<JournalEntry, 'by' | 'at'> & {
  readonly kind: string;
  readonly text: unknown;
  readonly isDecision: boolean;
};
export type DeriveContext = {
  readonly settings: Pick<IncidentSettings, 'matrix'>;
  readonly sla: SlaRecompute;
  /** Derived fields that stay as the record has them: nothing happened that they follow from. */
  readonly steady?: readonly string[] | undefined;
};
export type StepContext = {
  readonly settings: Pick<
    IncidentSettings,
    'closureCodes' | 'options' | 'categories' | 'routing' | 'approvalRules'
  >;
};
/** Who takes the step, and what decides whose it is. */
export type SupplyContext = {
  readonly actor: Pick<Actor, 'personId' | 'roles' | 'teamIds'>;
  readonly settings: Pick<IncidentSettings, 'routing' | 'approvalRules'>;
};

export type ApprovalStatus = 'pending' | 'approved' | 'rejected';

export type Process = {
  /** The records' `type`. */
  readonly type: string;
  readonly collection: CollectionName;
  /** Prefix of its commands, name of its contract and folders. */
  readonly feature: string;
  /** Its human numbers; the kind is the type's, so that it counts apart. */
  readonly numbers: NumberSeries;
  readonly fields: FieldTable;
  readonly states: Readonly<Record<string, StateSpec>>;
  /** The states that records begin in; the first is what a new one gets. */
  readonly initial: readonly string[];
  readonly steps: readonly Step[];
  /** Fields that only exist in some states: dropped with the state, the history keeps them. */
  readonly stateFields: Readonly<Record<string, readonly string[]>>;
  /** Fields that a state can't be without, however it was reached; among them what the steps into it require. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** First values that the `created` entry records, so that history and clocks start from them. */
  readonly opening: readonly string[];
  readonly acts: readonly Act[];
  readonly rights: RightsTable;
  /** What smaller rights may change: a note, a rating, work on site. */
  readonly marks: readonly Mark[];
  /** Of records that somebody approves (domain/approvals). */
  readonly approval?: {
    /** Fields that an approval names: an edit of one asks again. */
    readonly subject: readonly string[];
    /** Fields that were added to these later: they count as soon as there is something in them, so what was agreed to before stays so. */
    readonly lateSubject?: readonly string[];
    /** States in which votes are asked for. */
    readonly states: readonly string[];
    /** States that nobody reaches without approval. */
    readonly behind: readonly string[];
    /** What of a record was agreed to beforehand, so that votes decide nothing; null: votes decide. */
    readonly beforehand?: (record: object) => ApprovalStatus | null;
    /** The fields that say so; they are what they were when the record leaves its first state. */
    readonly agreed?: readonly string[];
    /** The texts that an approver reads. */
    readonly texts: readonly string[];
  };
  /** States beside the record's own, by their field: it goes these ways only. */
  readonly substates?: Readonly<Record<string, readonly Substep[]>>;
  /** Lists whose elements stay in a merge while another list says something of them, by its name: a wave that was begun. */
  readonly keptBy?: Readonly<Record<string, string>>;
  /** A state beside the record's own in which it does not come to these states: of two who did both apart, whoever comes second waits. */
  readonly excludes?: { readonly field: string; readonly value: unknown; readonly states: readonly string[] };
  /** Fields that acts of their own change, which the server looks at one by one (`checkAct`). */
  readonly guarded?: readonly string[];
  /** States in which, of all who may update, only these roles edit. */
  readonly editors?: Readonly<Record<string, readonly Role[]>>;
  readonly own: ProcessRules;
};

/** Whether a field holds nothing a person would see: no text but spaces, no list entries. */
export const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** Declares a process; the compiler keeps its literal names for contracts and words. */
export const defineProcess = <const P extends Process>(process: P): P => process;

/** The phase of a state; null for a state that the process does not have. */
export const phaseOf = (process: Process, state: string): Phase | null =>
  Object.keys(process.states).includes(state) ? (process.states[state]?.phase ?? null) : null;

/** Whether records in this state are active; unknown states are not. */
export const isActiveState = (process: Process, state: string): boolean => {
  const phase = phaseOf(process, state);
  if (phase === null) return false;
  return process.states[state]?.active ?? (phase === 'open' || phase === 'waiting');
};

/** Whether work in this state was done: solved, published, completed. */
export const isDoneState = (process: Process, state: string): boolean => {
  const phase = phaseOf(process, state);
  return (phase === 'done' || phase === 'ended') && process.states[state]?.undone !== true;
};

/** Names of the states with one of these phases. */
export const statesIn = (process: Process, phases: readonly Phase[]): readonly string[] =>
  Object.keys(process.states).filter((state) => {
    const phase = phaseOf(process, state);
    return phase !== null && phases.includes(phase);
  });

/** The command of an act: `problems.step`. */
export const commandOf = (process: Pick<Process, 'feature'>, act: string): string =>
  `${process.feature}.${act}`;

/** Whether a person edits the field of a record in `state`: in the phases that the table says, and only where the field exists. */
export const isEditedIn = (process: Process, name: string, state: string): boolean => {
  const phase = phaseOf(process, state);
  const states = Object.keys(process.stateFields).includes(name) ? process.stateFields[name] : undefined;
  const isThere = states === undefined || states.includes(state);
  return isThere && (process.fields[name]?.edit?.some((one) => one === phase) ?? false);
};

/** Whether somebody with these roles edits records in `state`, given the right to update at all. */
export const mayEditIn = (
  process: Pick<Process, 'editors'>,
  state: string,
  roles: readonly string[],
): boolean => {
  const editors = process.editors ?? {};
  return !Object.keys(editors).includes(state) || (editors[state] ?? []).some((role) => roles.includes(role));
};

export const mayTake = (one: Step, roles: readonly string[]): boolean =>
  one.roles.some((role) => roles.includes(role));

/** The steps to offer on a record in `state`, in the order of the table. */
export const allowedSteps = (
  process: Process,
  record: { readonly state: string },
  actor: { readonly roles: readonly string[] },
): readonly Step[] =>
  process.steps.filter(
    (one) => one.from === record.state && one.act === 'step' && !one.automatic && mayTake(one, actor.roles),
  );
