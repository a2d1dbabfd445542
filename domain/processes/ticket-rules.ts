import type { JournalEntry } from '#domain/fields/base.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { NEVER_DUE } from '#domain/fields/tickets.ts';
import { byTime } from '#domain/journal/journal.ts';
import { inForce, type TakenBack } from '#domain/journal/taken-back.ts';
import type { Id } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import type { PriorityMatrix } from '#domain/records/settings.ts';
import type { IncidentSettings } from '#domain/settings/defaults.ts';
import {
  isActiveState,
  isDoneState,
  type Mark,
  type Process,
  type ProcessContext,
  type ProcessFailure,
  type ProcessRecord,
  type ProcessRules,
  phaseOf,
  type Values,
} from './process.ts';

/** Priority of a ticket: the matrix cell at row `impact`, column `urgency`. A matrix with a missing cell does not compile. */
export const derivePriority = (
  matrix: PriorityMatrix,
  impact: Ticket['impact'],
  urgency: Ticket['urgency'],
): Ticket['priority'] => matrix[impact][urgency];

/**
 * Entries that say what people did and did not take back. What a merge wrote repeats changes that are in the journal already.
 */
export const deeds = <E extends TakenBack & { readonly kind: string }>(journal: readonly E[]): readonly E[] =>
  inForce(journal).filter((entry) => entry.kind !== 'merged' && entry.kind !== 'clash');

/** The part of an entry that is counted; the server reads entries of its own. */
type Counted = Omit<TakenBack, 'changes'> & {
  readonly kind: string;
  readonly minutes: number | null;
  readonly changes: readonly { readonly field: string; readonly from?: unknown; readonly to?: unknown }[];
};

/** ServiceNow's rule: each time team or person is changed from a value that was set, not the first assignment. */
const isReassignment = (entry: Counted): boolean =>
  entry.changes.some(
    (change) =>
      (change.field === 'teamId' || change.field === 'assigneeId') && (change.from ?? null) !== null,
  );

const isReopening =
  (process: Process) =>
  (entry: Counted): boolean =>
    entry.changes.some(
      (change) =>
        change.field === 'state' &&
        isDoneState(process, String(change.from)) &&
        isActiveState(process, String(change.to)),
    );

/** Minutes that were booked. */
export const timeSpentIn = (journal: readonly Counted[]): number =>
  deeds(journal).reduce((sum, entry) => sum + (entry.minutes ?? 0), 0);

/**
 * What a record counts of its own history. The server asks the same function: counted otherwise there, it would refuse whatever a console writes
 * next.
 */
export const countsOf = (process: Process, journal: readonly Counted[]) => ({
  reassignmentCount: deeds(journal).filter(isReassignment).length,
  reopenCount: deeds(journal).filter(isReopening(process)).length,
  timeSpentMinutes: timeSpentIn(journal),
});

/** The last entry that took the ticket into a state for which `test` holds. */
export const lastInto = (
  journal: readonly JournalEntry[],
  test: (state: string) => boolean,
): JournalEntry | undefined =>
  [...journal]
    .filter((entry) =>
      entry.changes.some(
        (change) => change.field === 'state' && test(String(change.to)) && change.from !== change.to,
      ),
    )
    .sort(byTime)
    .slice(-1)[0];

/**
 * The nearest open target; `NEVER_DUE` when the ticket is not open, the clock stands still or there is no target. Same on
 * every replica because `sla` is.
 */
const dueAtOf = (ticket: Ticket): string => {
  if (!ticket.active || ticket.sla.pausedSince !== null) return NEVER_DUE;
  const { respondedAt, responseDueAt, resolutionDueAt } = ticket.sla;
  const due = [respondedAt === null ? responseDueAt : null, resolutionDueAt].filter((at) => at !== null);
  return due.sort()[0] ?? NEVER_DUE;
};

/**
 * Instants that belong to a state: dropped with it, else as stored (a merge takes them over together with the state), and from the
 * journal where they are not there yet.
 */
const stateInstants = (process: Process, ticket: Ticket) => {
  const isDone = isDoneState(process, ticket.state);
  const isClosed = isDone && phaseOf(process, ticket.state) === 'ended';
  const journal = deeds(ticket.journal);
  const resolved = lastInto(journal, (state) => phaseOf(process, state) === 'done');
  const closed = lastInto(
    journal,
    (state) => isDoneState(process, state) && phaseOf(process, state) === 'ended',
  );
  return {
    resolvedAt: isDone ? (ticket.resolvedAt ?? resolved?.at ?? null) : null,
    resolvedBy: isDone ? (ticket.resolvedBy ?? resolved?.by ?? null) : null,
    closedAt: isClosed ? (ticket.closedAt ?? closed?.at ?? null) : null,
  };
};

const derive: ProcessRules['derive'] = (process, record, context) => {
  const { settings, sla } = context;
  const steady = context.steady ?? [];
  // The engine hands only records of the process here, and every process that derives this way is one of tickets.
  const ticket = record as ProcessRecord & Ticket;
  const derived = sla({
    ...ticket,
    ...stateInstants(process, ticket),
    priority: steady.includes('priority')
      ? ticket.priority
      : derivePriority(settings.matrix, ticket.impact, ticket.urgency),
    ...countsOf(process, ticket.journal),
  });
  return { ...derived, dueAt: dueAtOf(derived) };
};

/** A category must be one of the settings', a subcategory one of its category's. */
export const checkCategory = (
  categories: IncidentSettings['categories'],
  category: string | null,
  subcategory: string | null,
): ProcessFailure | null => {
  if (category === null && subcategory === null) return null;
  if (category === null) return fail('unknown_value', 'category.first', { field: 'category' });
  const known = categories.find((candidate) => candidate.name === category);
  if (known === undefined) {
    return fail('unknown_value', 'category.unknown', { field: 'category', value: category });
  }
  if (subcategory !== null && !known.subcategories.includes(subcategory)) {
    return fail('unknown_value', 'subcategory.unknown', {
      field: 'subcategory',
      value: subcategory,
      category: known.name,
    });
  }
  return null;
};

/** A closure code must be one of those in use; null is for those who check whether one must be there. */
export const checkClosureCode = (
  settings: Pick<IncidentSettings, 'closureCodes'>,
  code: unknown,
): ProcessFailure | null =>
  code === null ||
  code === undefined ||
  settings.closureCodes.some((known) => known.active && known.code === code)
    ? null
    : fail('unknown_value', 'closure_code.unknown', { field: 'closureCode', value: code });

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The category after an edit, with the subcategory that goes along: another category drops one that was not given with it. */
const checkEditedCategory = (
  ticket: Ticket | null,
  patch: Values,
  { settings }: ProcessContext,
): ProcessFailure | null => {
  if (patch.category === undefined && patch.subcategory === undefined) return null;
  const category = patch.category === undefined ? (ticket?.category ?? null) : textOrNull(patch.category);
  const keepsOld = category === (ticket?.category ?? null) && patch.subcategory === undefined;
  const subcategory = keepsOld ? (ticket?.subcategory ?? null) : textOrNull(patch.subcategory);
  return checkCategory(settings.categories, category, subcategory);
};

/** The further items after `ciId` took the place of the main one, which stays as one of them. */
export const withReplaced = ({ ciId, ciIds }: Pick<Ticket, 'ciId' | 'ciIds'>, main: Id): Id[] => {
  const others = ciIds.filter((id) => id !== main && id !== ciId);
  return ciId === null || ciId === main ? others : [...others, ciId];
};

/** The items that go along with an edit of them: the main one is no further one as well. */
const followItems = (ticket: Ticket, patch: Values): Values => {
  const ciId = patch.ciId === undefined ? ticket.ciId : textOrNull(patch.ciId);
  if (Array.isArray(patch.ciIds)) return { ciIds: patch.ciIds.filter((id) => id !== ciId) };
  return ciId === null || ciId === ticket.ciId ? {} : { ciIds: withReplaced(ticket, ciId) };
};

const followTicket = (record: ProcessRecord, patch: Values, { settings }: ProcessContext): Values => {
  const ticket = record as ProcessRecord & Ticket;
  const losesSubcategory =
    patch.category !== undefined && patch.category !== ticket.category && patch.subcategory === undefined;
  return {
    ...(losesSubcategory ? { subcategory: null } : {}),
    ...followItems(ticket, patch),
    ...(patch.impact === undefined && patch.urgency === undefined
      ? {}
      : {
          priority: derivePriority(
            settings.matrix,
            (patch.impact ?? ticket.impact) as Ticket['impact'],
            (patch.urgency ?? ticket.urgency) as Ticket['urgency'],
          ),
        }),
  };
};

const ticketDefaults = (input: Values, { env, settings }: ProcessContext): Values => {
  const impact = (input.impact ?? settings.options.defaultImpact) as Ticket['impact'];
  const urgency = (input.urgency ?? settings.options.defaultUrgency) as Ticket['urgency'];
  return {
    channel: 'phone',
    affectedPersonId: input.requesterId ?? null,
    openedAt: env.now,
    openedBy: env.actor.personId,
    impact,
    urgency,
    priority: derivePriority(settings.matrix, impact, urgency),
    dueAt: NEVER_DUE,
  };
};

/** What holds for tickets of every process; a process adds its own to it. */
export const ticketRules = {
  defaults: ticketDefaults,
  check: (record, patch, context) =>
    checkEditedCategory(record as (ProcessRecord & Ticket) | null, patch, context),
  follow: followTicket,
  derive,
} satisfies ProcessRules;

/** What a note changes on a ticket besides its journal: derived fields, and the state when it carries the caller's answer. */
const MARK_FIELDS: readonly string[] = [
  'state',
  'holdReason',
  'active',
  'priority',
  'sla',
  'dueAt',
  'reassignmentCount',
  'reopenCount',
  'timeSpentMinutes',
];

/** A mark of tickets: what a note changes, and these fields. */
export const ticketMark = (command: string, ...fields: readonly string[]): Mark => ({
  command,
  fields: [...MARK_FIELDS, ...fields],
});

/** What may be done to every ticket, of whichever process. */
export const ticketMarks = (feature: string): readonly Mark[] => [
  ticketMark(`${feature}.addNote`),
  { command: `${feature}.correct`, fields: [] },
  ticketMark(`${feature}.addComment`),
  ticketMark(`${feature}.bookTime`),
  ticketMark(`${feature}.linkKnowledge`, 'knowledgeIds'),
];

/** What saying that one ticket is a duplicate changes on it and on the one that stays. */
export const DUPLICATE_FIELDS: readonly string[] = ['duplicateOfId', 'duplicateIds', 'alsoAffectedIds'];
