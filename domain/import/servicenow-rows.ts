import type { Channel, HoldReason, Impact, IncidentState, Urgency } from '#domain/fields/tickets.ts';
import type { Instant } from '#domain/records/common.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { fail, ok, type Reasoned, type Result, reasoned } from '#domain/records/result.ts';

/** Columns without which the log can't be replayed. */
export const SERVICENOW_COLUMNS = [
  'number',
  'incident_state',
  'sys_mod_count',
  'caller_id',
  'opened_by',
  'opened_at',
  'sys_updated_by',
  'sys_updated_at',
  'location',
  'category',
  'subcategory',
  'impact',
  'urgency',
  'assignment_group',
  'assigned_to',
  'closed_code',
  'resolved_by',
  'resolved_at',
  'closed_at',
] as const;

export type ServiceNowState = { readonly state: IncidentState; readonly holdReason: HoldReason | null };

const hold = (holdReason: HoldReason): ServiceNowState => ({ state: 'on_hold', holdReason });
const plain = (state: IncidentState): ServiceNowState => ({ state, holdReason: null });

/**
 * ServiceNow's states, by their names in the event logs, their current names and their numbers. `null` is "no statement": the log holds
 * -100 where the state was lost, and the incident stays as it was. Evidence is something that only the caller can give.
 */
const STATES: Readonly<Record<string, ServiceNowState | null>> = {
  new: plain('new'),
  '1': plain('new'),
  active: plain('in_progress'),
  'in progress': plain('in_progress'),
  'work in progress': plain('in_progress'),
  '2': plain('in_progress'),
  'awaiting user info': hold('awaiting_caller'),
  'awaiting caller': hold('awaiting_caller'),
  'awaiting evidence': hold('awaiting_caller'),
  'awaiting problem': hold('awaiting_problem'),
  'awaiting change': hold('awaiting_change'),
  'awaiting vendor': hold('awaiting_vendor'),
  'on hold': hold('awaiting_caller'),
  '3': hold('awaiting_caller'),
  resolved: plain('resolved'),
  '6': plain('resolved'),
  closed: plain('closed'),
  '7': plain('closed'),
  canceled: plain('cancelled'),
  cancelled: plain('cancelled'),
  '8': plain('cancelled'),
  '-100': null,
};

const CHANNELS: Readonly<Record<string, Channel>> = {
  phone: 'phone',
  ivr: 'phone',
  email: 'email',
  'self service': 'self_service',
  'self-service': 'self_service',
  'walk-in': 'walk_in',
  chat: 'chat',
  monitoring: 'monitoring',
};

/** A table's own entry; `constructor` in a file must not find what every object has. */
const ownValue = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** One update of an incident. Unknown (`?`) and empty values are null. */
export type ServiceNowRow = {
  readonly file: string;
  readonly line: number;
  readonly number: string;
  /** Null: no statement about the state. */
  readonly state: ServiceNowState | null;
  readonly modCount: number;
  readonly updatedAt: Instant;
  readonly updatedBy: string | null;
  readonly openedAt: Instant;
  readonly openedBy: string | null;
  readonly caller: string | null;
  readonly location: string | null;
  readonly channel: Channel;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly symptom: string | null;
  readonly impact: Impact | null;
  readonly urgency: Urgency | null;
  readonly group: string | null;
  readonly assignee: string | null;
  readonly closedCode: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: Instant | null;
  readonly closedAt: Instant | null;
  /** What Deskhand has no field for, under the log's own column names. */
  readonly extra: Readonly<Record<string, unknown>>;
};

/** The most characters of what becomes a name, a category or a code; longer ones are told with their line, where no field would take them. */
const MAX_CHARACTERS: Readonly<Record<string, number>> = {
  number: 40,
  category: 80,
  subcategory: 80,
  closed_code: 80,
  u_symptom: 200,
};
const MAX_NAME = 400;

/** What goes to `extra`, with the values that a row changes kept in the journal. */
const EXTRA_COLUMNS = [
  'made_sla',
  'reassignment_count',
  'reopen_count',
  'priority',
  'knowledge',
  'u_priority_confirmation',
  'notify',
  'cmdb_ci',
  'problem_id',
  'rfc',
  'vendor',
  'caused_by',
] as const;

/** Null for `?` and nothing; blanks are folded, the log writes `Opened by  8`. */
const known = (value: string | undefined): string | null => {
  const text = (value ?? '').trim().replace(/\s+/g, ' ');
  return text === '' || text === '?' ? null : text;
};

/** `29-02-2016 01:16`, UTC. Null when it is no such moment. */
export const parseLogTime = (text: string): Instant | null => {
  const match = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (match === null) return null;
  const [day, month, year, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const at = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0, hour ?? 0, minute ?? 0, second || 0));
  // Date rolls 31-02 over into March; a date that comes out different was none.
  const isReal = at.getUTCDate() === day && at.getUTCMonth() + 1 === month && (hour ?? 0) < 24;
  return isReal && (minute ?? 0) < 60 ? at.toISOString() : null;
};

const levelOf = (text: string): 1 | 2 | 3 | null => {
  const digit = /^([123])(\s*-.*)?$/.exec(text)?.[1];
  return digit === '1' ? 1 : digit === '2' ? 2 : digit === '3' ? 3 : null;
};

const extraValue = (text: string | null): unknown => {
  if (text === 'TRUE' || text === 'true') return true;
  if (text === 'FALSE' || text === 'false') return false;
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : text;
};

class Unreadable extends Error {
  readonly cell: Reasoned;
  constructor(cell: Reasoned) {
    super(cell.reason);
    this.cell = cell;
  }
}

/** What a column should hold. */
type Wanted =
  | 'cell.log_time'
  | 'cell.log_time_or_none'
  | 'cell.level'
  | 'cell.state'
  | 'cell.number'
  | 'cell.whole_number';
type Cells = Readonly<Record<string, string | undefined>>;

const readCells = (cells: Cells) => {
  const refuse = (column: string, wanted: Wanted): never => {
    throw new Unreadable(
      reasoned('csv.cell', { column, value: cutText(cells[column] ?? '', 60), wanted: reasoned(wanted) }),
    );
  };
  const time = (column: string): Instant | null => {
    const text = known(cells[column]);
    return text === null ? null : (parseLogTime(text) ?? refuse(column, 'cell.log_time_or_none'));
  };
  const level = (column: string): 1 | 2 | 3 | null => {
    const text = known(cells[column]);
    return text === null ? null : (levelOf(text) ?? refuse(column, 'cell.level'));
  };
  const state = (): ServiceNowState | null => {
    const text = known(cells.incident_state);
    if (text === null) return null;
    const found = ownValue(STATES, text.toLowerCase());
    return found === undefined ? refuse('incident_state', 'cell.state') : found;
  };
  const text = (column: string): string | null => {
    const found = known(cells[column]);
    const most = MAX_CHARACTERS[column] ?? MAX_NAME;
    if (found === null || found.length <= most) return found;
    throw new Unreadable(
      reasoned('csv.cell', {
        column,
        value: cutText(found, 60),
        wanted: reasoned('cell.characters', { count: most }),
      }),
    );
  };
  return { refuse, time, level, state, text };
};

/** Reads one row by its column names. The failure says which column holds what, and what was expected; code `invalid`. */
export const parseServiceNowRow = (
  cells: Cells,
  file: string,
  line: number,
): Result<ServiceNowRow, 'invalid'> => {
  const { refuse, time, level, state, text } = readCells(cells);
  try {
    const modCount = known(cells.sys_mod_count) ?? '';
    return ok({
      file,
      line,
      number: text('number') ?? refuse('number', 'cell.number'),
      state: state(),
      modCount: /^\d{1,6}$/.test(modCount) ? Number(modCount) : refuse('sys_mod_count', 'cell.whole_number'),
      updatedAt: time('sys_updated_at') ?? refuse('sys_updated_at', 'cell.log_time'),
      updatedBy: text('sys_updated_by'),
      openedAt: time('opened_at') ?? time('sys_created_at') ?? refuse('opened_at', 'cell.log_time'),
      openedBy: text('opened_by') ?? text('sys_created_by'),
      caller: text('caller_id'),
      location: text('location'),
      channel: ownValue(CHANNELS, known(cells.contact_type)?.toLowerCase() ?? '') ?? 'import',
      category: text('category'),
      subcategory: text('subcategory'),
      symptom: text('u_symptom'),
      impact: level('impact'),
      urgency: level('urgency'),
      group: text('assignment_group'),
      assignee: text('assigned_to'),
      closedCode: text('closed_code'),
      resolvedBy: text('resolved_by'),
      resolvedAt: time('resolved_at'),
      closedAt: time('closed_at'),
      extra: Object.fromEntries(
        EXTRA_COLUMNS.flatMap((column) =>
          cells[column] === undefined ? [] : [[column, extraValue(known(cells[column]))]],
        ),
      ),
    });
  } catch (error) {
    if (error instanceof Unreadable) return fail('invalid', error.cell.reason, error.cell.details);
    throw error;
  }
};
