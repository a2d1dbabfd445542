import type { FieldChange, JournalEntry } from '#domain/fields/base.ts';
import type { Impact, Incident, Urgency } from '#domain/fields/tickets.ts';
import { append, blankBase, diff } from '#domain/journal/journal.ts';
import { blankIncident } from '#domain/processes/incident-blank.ts';
import type { Id } from '#domain/records/common.ts';
import type { ServiceNowRow } from './servicenow-rows.ts';
import { stableId } from './stable-id.ts';

export const servicenowIds = {
  incident: (number: string): Id => stableId('incident', number),
  person: (name: string): Id => stableId('person', name),
  team: (name: string): Id => stableId('team', name),
  place: (name: string): Id => stableId('place', name),
};

/** Stands where the log does not know who did something; every entry needs somebody. */
export const UNKNOWN_PERSON = 'Unknown (ServiceNow)';

/** Marks titles that were put together from codes: the log has none. */
const CODED_TITLE_TAG = 'title-from-codes';

export type ReplayContext = {
  readonly deviceId: string;
  readonly defaultImpact: Impact;
  readonly defaultUrgency: Urgency;
};

export type Replay = {
  /** Derived fields (priority, counts, targets) are still to be computed. */
  readonly ticket: Incident;
  /** Rows that were new; 0 when the ticket knows all of them. */
  readonly applied: number;
};

const personId = (name: string | null): Id => servicenowIds.person(name ?? UNKNOWN_PERSON);
const idOrNull = (make: (name: string) => Id, name: string | null): Id | null =>
  name === null ? null : make(name);

/**
 * Rows in the order in which they happened. By time first: the log's `sys_mod_count` is out of step in about one incident of a hundred
 * (a first row numbered 7), where the counter would make a resolved incident active again. It decides within a minute.
 */
export const inLogOrder = (rows: readonly ServiceNowRow[]): readonly ServiceNowRow[] =>
  [...rows].sort((left, right) => {
    if (left.updatedAt !== right.updatedAt) return left.updatedAt < right.updatedAt ? -1 : 1;
    return left.modCount - right.modCount || left.line - right.line;
  });

const rowKey = (row: ServiceNowRow): string => `${row.updatedAt}#${String(row.modCount).padStart(6, '0')}`;

/** Where an earlier import stopped. */
const lastKeyOf = (ticket: Incident): string =>
  typeof ticket.extra.lastRow === 'string' ? ticket.extra.lastRow : '';

/** Same time, same counter happens: the second and third of them get a letter. */
const entryId = (ticketId: Id, row: ServiceNowRow, taken: readonly JournalEntry[]): Id => {
  const stem = `${ticketId}-${row.updatedAt.replace(/\D/g, '').slice(0, 12)}-${String(row.modCount).padStart(4, '0')}`;
  let id = stem;
  for (let more = 1; taken.some((entry) => entry.id === id); more += 1) id = `${stem}-${more}`;
  return id;
};

/** Category, subcategory and symptom in words that say only what the log says. */
const codedTitle = (row: Pick<ServiceNowRow, 'category' | 'subcategory' | 'symptom'>): string => {
  const place = [row.category, row.subcategory].filter((part) => part !== null).join(' / ');
  const parts = [place, row.symptom].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? 'Incident without a category' : parts.join(': ');
};

const JOURNALLED = [
  'state',
  'holdReason',
  'impact',
  'urgency',
  'teamId',
  'assigneeId',
  'placeId',
  'category',
  'subcategory',
  'symptom',
  'closureCode',
] as const;

const kindOf = (changes: readonly FieldChange[]): JournalEntry['kind'] => {
  const fields = changes.map((change) => change.field);
  if (fields.includes('state')) return 'state';
  if (fields.includes('teamId') || fields.includes('assigneeId')) return 'assigned';
  return fields.length > 0 ? 'changed' : 'imported';
};

const extraChanges = (before: Incident['extra'], after: Readonly<Record<string, unknown>>): FieldChange[] =>
  Object.keys(after).flatMap((key) => {
    // The first row's values are where the story starts, not a change.
    if (!(key in before)) return [];
    const from = before[key] ?? null;
    const to = after[key] ?? null;
    return from === to ? [] : [{ field: `extra.${key}`, from, to }];
  });

const DONE: readonly string[] = ['resolved', 'closed'];

/**
 * ServiceNow counts every reopening. A row that shows an open state after the resolution while the counter stands still is one that
 * the log has out of step; it says nothing about the state.
 */
const isOutOfStep = (ticket: Incident, row: ServiceNowRow): boolean =>
  row.state !== null &&
  DONE.includes(ticket.state) &&
  !DONE.includes(row.state.state) &&
  row.extra.reopen_count !== undefined &&
  row.extra.reopen_count === ticket.extra.reopen_count;

/** `ticket` as `row` found it; what the row does not know about impact and urgency stays. */
const withRow = (ticket: Incident, row: ServiceNowRow): Incident => {
  const stays = { state: ticket.state, holdReason: ticket.holdReason };
  const state = isOutOfStep(ticket, row) ? stays : (row.state ?? stays);
  const isDone = DONE.includes(state.state);
  return {
    ...ticket,
    state: state.state,
    holdReason: state.holdReason,
    impact: row.impact ?? ticket.impact,
    urgency: row.urgency ?? ticket.urgency,
    teamId: idOrNull(servicenowIds.team, row.group),
    assigneeId: idOrNull(servicenowIds.person, row.assignee),
    placeId: idOrNull(servicenowIds.place, row.location),
    category: row.category,
    // Deskhand's subcategories belong to a category.
    subcategory: row.category === null ? null : row.subcategory,
    symptom: row.symptom,
    closureCode: isDone ? row.closedCode : null,
    // The log repeats the final resolution in every row; it holds from the row that resolves.
    resolvedAt: isDone ? row.resolvedAt : null,
    resolvedBy: isDone ? idOrNull(servicenowIds.person, row.resolvedBy) : null,
    closedAt: state.state === 'closed' ? row.closedAt : null,
    extra: { ...ticket.extra, ...row.extra, lastRow: rowKey(row) },
  };
};

const applyRow = (ticket: Incident, row: ServiceNowRow, deviceId: string): Incident => {
  const after = withRow(ticket, row);
  const changes = [...diff(ticket, after, JOURNALLED), ...extraChanges(ticket.extra, row.extra)];
  return append(after, {
    id: entryId(ticket.id, row, ticket.journal),
    at: row.updatedAt,
    by: personId(row.updatedBy),
    device: deviceId,
    origin: 'import',
    kind: kindOf(changes),
    changes,
    text: null,
    minutes: null,
    effectId: null,
  });
};

/** The incident as it was opened: new, by the opener, before the first row's update. */
const opened = (row: ServiceNowRow, context: ReplayContext): Incident => {
  const id = servicenowIds.incident(row.number);
  const openedBy = personId(row.openedBy);
  // A handful of rows are older than the opening they name; nothing comes before the created entry.
  const createdAt = [row.openedAt, row.updatedAt].sort()[0] ?? row.openedAt;
  const requesterId = idOrNull(servicenowIds.person, row.caller);
  const blank = blankIncident({
    ...blankBase(id, createdAt, openedBy, `servicenow:${row.number}`),
    number: row.number,
    title: codedTitle(row),
    requesterId,
    affectedPersonId: requesterId,
    channel: row.channel,
    impact: row.impact ?? context.defaultImpact,
    urgency: row.urgency ?? context.defaultUrgency,
    priority: 5,
    openedAt: row.openedAt,
    openedBy,
    tags: [CODED_TITLE_TAG],
  });
  return append(blank, {
    id: `${id}-created`,
    at: createdAt,
    by: openedBy,
    device: context.deviceId,
    origin: 'import',
    kind: 'created',
    changes: diff<Incident>(null, blank, ['state', 'impact', 'urgency']),
    text: null,
    minutes: null,
    effectId: null,
  });
};

/**
 * Replays one incident's rows (at least one, in any order) onto what an earlier import left, or from its opening. Rows that were
 * replayed before change nothing, so the same log can be imported again, and a longer one continues the story.
 */
export const replayIncident = (
  stored: Incident | null,
  rows: readonly ServiceNowRow[],
  context: ReplayContext,
): Replay => {
  const ordered = inLogOrder(rows);
  const [first] = ordered;
  if (first === undefined) throw new Error('an incident has at least one row');
  const start = stored ?? opened(first, context);
  const lastKey = stored === null ? '' : lastKeyOf(stored);
  const fresh = ordered.filter((row) => rowKey(row) > lastKey);
  const ticket = fresh.reduce((current, row) => applyRow(current, row, context.deviceId), start);
  const last = fresh.at(-1);
  const title = last === undefined || stored !== null ? ticket.title : codedTitle(last);
  return { ticket: { ...ticket, title }, applied: fresh.length };
};

/** Whether somebody worked on the ticket in Deskhand since it was imported: then the log no longer has the last word. */
export const wasWorkedOn = (ticket: Incident): boolean =>
  ticket.journal.some((entry) => entry.origin !== 'import' && entry.origin !== 'sync');
