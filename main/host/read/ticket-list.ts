import type { TicketRow } from '#contracts/shared.ts';
import type { TicketStateRow } from '#contracts/tickets.ts';
import type { TicketType } from '#domain/fields/tables.ts';
import { nameIn } from '#domain/records/names.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { type TicketSort, UNASSIGNED } from '#domain/tickets/ticket-sort.ts';
import { toColumnText } from '../storage/column-text.ts';
import type { Row } from '../storage/driver.ts';
import { namesIn } from './names.ts';
import { numberMeets } from './numbered.ts';
import { inPlaces } from './places.ts';
import { recordRows } from './record-rows.ts';
import type { TextRows } from './search.ts';
import { allOf, anyOf, idIn, oneOf, type Reads, type Sql, sql, textOf, withinOf } from './sql.ts';

const DAY_MS = 86_400_000;

/** What the caller has to look up before a filter becomes SQL. */
export type FilterContext = {
  /** UTC instant of asking, for ages and overdue targets. */
  readonly nowMs: number;
  /** Row numbers of the tickets a text finds, a bounded number. */
  readonly textRows: TextRows;
  /** Ids of those whom a text names. */
  readonly callers: (text: string) => readonly string[];
  /** Ids of the tickets that meet a condition and have some of the words in the name of their caller or device; asked where no ticket has all of them. */
  readonly beside: (text: string, condition: Sql) => readonly string[];
};

/** What a text finds among what the other conditions leave, the tickets of a caller whom it names, and what it means as a number. */
const saying = (
  reads: Reads,
  filter: TicketFilter,
  others: readonly Sql[],
  { textRows, callers, beside }: FilterContext,
): Sql => {
  const text = filter.text ?? '';
  // Of open work there is an index; see below.
  const within = filter.activeOnly === true ? [...others, sql(`f_dueAt >= ''`)] : others;
  const rows = textRows(text, { within: withinOf(within, isFew(filter)) });
  const met = [
    idIn('f_requesterId', callers(text)),
    ...(rows.length === 0 ? [idIn('id', beside(text, allOf(within)))] : []),
    numberMeets(reads, 'tickets', text),
  ];
  // Each by its own index: joined with OR, SQLite reads all tickets there are.
  const table = reads.table('tickets');
  return {
    text: `n IN (SELECT value FROM json_each(?)${met.map((part) => ` UNION ALL SELECT n FROM ${table} WHERE ${part.text}`).join('')})`,
    params: [JSON.stringify(rows), ...met.flatMap((part) => part.params)],
  };
};

/** Whether a column of references has one. */
const listed = (column: 'f_ciIds' | 'f_knowledgeIds', id: string): Sql =>
  sql(`EXISTS (SELECT 1 FROM json_each(${column}) WHERE value = ?)`, toColumnText(id));

/** One of the ids; `@unassigned` among them also takes rows without any. */
export const assignedTo = (
  column: 'f_assigneeId' | 'f_teamId' | 'f_category',
  ids: readonly string[],
): Sql => {
  const known = ids.filter((id) => id !== UNASSIGNED);
  const parts = known.length > 0 ? [oneOf(column, known)] : [];
  return anyOf(ids.length > known.length ? [...parts, sql(`${column} IS NULL`)] : parts);
};

type Target = NonNullable<TicketFilter['target']>;

/** Conditions of the two targets. Reports count by the same ones, so that a list has as many tickets as the figure says. */
export const hadTarget = (target: Target): string => `"f_sla_${target}Minutes" IS NOT NULL`;
export const keptTarget = (target: Target): string =>
  `${hadTarget(target)} AND "f_sla_${target}Breached" = 0`;
export const missedTarget = (target: Target): string =>
  `${hadTarget(target)} AND "f_sla_${target}Breached" = 1`;

/** Of open work: a solution that came too late already (a reopened ticket, one on hold) or is due; an answer that is due. */
export const owesLate: Readonly<Record<Target, (now: string) => Sql>> = {
  resolution: (now) =>
    sql(
      `${hadTarget('resolution')} AND ("f_sla_resolutionBreached" = 1 OR "f_sla_resolutionDueAt" < ?)`,
      now,
    ),
  response: (now) =>
    sql(`${hadTarget('response')} AND "f_sla_respondedAt" IS NULL AND "f_sla_responseDueAt" < ?`, now),
};

/**
 * Open at an instant, in three parts that share no ticket and have an index each: what is open still, what was solved since, and what was called
 * off since. When that was is in the history only; nobody edits such a ticket afterwards.
 */
export const openAtParts = (at: string): readonly Sql[] => [
  // As below: an index of open work, and not the history's.
  sql(`f_active = 1 AND f_dueAt >= '' AND +f_openedAt < ?`, at),
  sql('f_active = 0 AND f_resolvedAt >= ? AND f_openedAt < ?', at, at),
  sql('f_active = 0 AND f_resolvedAt IS NULL AND f_updatedAt >= ? AND f_openedAt < ?', at, at),
];
export const wasReopened = (reopened: boolean): string => `f_reopenCount ${reopened ? '>' : '='} 0`;

const breached = (wanted: boolean, now: string): Sql =>
  sql(
    wanted
      ? `("f_sla_resolutionBreached" = 1 OR "f_sla_responseBreached" = 1 OR f_dueAt < ?)`
      : `("f_sla_resolutionBreached" = 0 AND "f_sla_responseBreached" = 0 AND f_dueAt >= ?)`,
    now,
  );

const isGiven = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length > 0;

/** The WHERE clause of a ticket filter. */
export const ticketWhere = (reads: Reads, filter: TicketFilter, context: FilterContext): Sql => {
  const now = new Date(context.nowMs).toISOString();
  const openedBefore = (days: number): string => new Date(context.nowMs - days * DAY_MS).toISOString();
  const parts: Sql[] = [sql('deleted = 0')];
  const add = (condition: boolean, part: () => Sql): void => {
    if (condition) parts.push(part());
  };
  const { createdAgeDaysMin: ageMin, createdAgeDaysMax: ageMax } = filter;
  add(filter.activeOnly === true, () => sql('f_active = 1'));
  add(isGiven(filter.types), () => oneOf('f_type', filter.types ?? []));
  add(isGiven(filter.states), () => oneOf('f_state', filter.states ?? []));
  add(isGiven(filter.teamIds), () => assignedTo('f_teamId', filter.teamIds ?? []));
  add(isGiven(filter.assigneeIds), () => assignedTo('f_assigneeId', filter.assigneeIds ?? []));
  add(isGiven(filter.priorities), () => oneOf('f_priority', filter.priorities ?? []));
  add(isGiven(filter.placeIds), () => inPlaces(reads, filter.placeIds ?? []));
  add(filter.ciId !== undefined, () =>
    anyOf([sql('f_ciId = ?', filter.ciId ?? ''), listed('f_ciIds', filter.ciId ?? '')]),
  );
  add(isGiven(filter.categories), () => assignedTo('f_category', filter.categories ?? []));
  add(filter.mainCiId !== undefined, () => sql('f_ciId = ?', filter.mainCiId ?? ''));
  add(filter.requesterId !== undefined, () => sql('f_requesterId = ?', filter.requesterId ?? ''));
  add(filter.knowledgeId !== undefined, () => listed('f_knowledgeIds', filter.knowledgeId ?? ''));
  add(filter.openedFrom !== undefined, () => sql('f_openedAt >= ?', filter.openedFrom ?? ''));
  add(filter.openedTo !== undefined, () => sql('f_openedAt < ?', filter.openedTo ?? ''));
  add(filter.resolvedFrom !== undefined, () => sql('f_resolvedAt >= ?', filter.resolvedFrom ?? ''));
  add(filter.resolvedTo !== undefined, () => sql('f_resolvedAt < ?', filter.resolvedTo ?? ''));
  add(filter.respondedFrom !== undefined, () => sql('"f_sla_respondedAt" >= ?', filter.respondedFrom ?? ''));
  add(filter.respondedTo !== undefined, () => sql('"f_sla_respondedAt" < ?', filter.respondedTo ?? ''));
  add(filter.openAt !== undefined, () => anyOf(openAtParts(filter.openAt ?? '')));
  add(filter.dueBefore !== undefined, () => sql('f_dueAt < ?', filter.dueBefore ?? ''));
  add(filter.breached !== undefined, () => breached(filter.breached ?? false, now));
  add(filter.resolutionBreached !== undefined, () =>
    sql(filter.resolutionBreached === true ? missedTarget('resolution') : keptTarget('resolution')),
  );
  add(filter.responseBreached !== undefined, () =>
    sql(filter.responseBreached === true ? missedTarget('response') : keptTarget('response')),
  );
  add(filter.target !== undefined, () => sql(hadTarget(filter.target ?? 'resolution')));
  add(filter.overdue !== undefined, () =>
    allOf([sql('f_active = 1'), owesLate[filter.overdue ?? 'resolution'](now)]),
  );
  add(filter.reopened !== undefined, () => sql(wasReopened(filter.reopened ?? false)));
  // An age of n whole days: opened at least n days ago and less than n + 1.
  add(ageMin !== undefined, () => sql('f_openedAt <= ?', openedBefore(ageMin ?? 0)));
  add(ageMax !== undefined, () => sql('f_openedAt > ?', openedBefore((ageMax ?? 0) + 1)));
  // Said so, SQLite takes the index of the few that have one.
  add(isGiven(filter.majorStates), () =>
    allOf([sql('f_majorState IS NOT NULL'), oneOf('f_majorState', filter.majorStates ?? [])]),
  );
  add(filter.escalated !== undefined, () =>
    sql(`f_escalation IS ${filter.escalated === true ? 'NOT ' : ''}NULL`),
  );
  add(filter.openClashes === true, () => sql('f_openClashes > 0'));
  add(filter.openClashes === false, () => sql('f_openClashes = 0'));
  add(filter.text !== undefined && filter.text.trim() !== '', () =>
    saying(reads, filter, [...parts], context),
  );
  // Every ticket has a due instant. Asked for it, SQLite counts open work in an index of open work instead of going through all tickets in
  // one that holds the flag among other things.
  add(filter.activeOnly === true && parts.length === 2, () => sql(`f_dueAt >= ''`));
  return allOf(parts);
};

const NAMED_SORTS: Readonly<Partial<Record<TicketSort['field'], 'directory'>>> = {
  teamId: 'directory',
  assigneeId: 'directory',
  requesterId: 'directory',
  placeId: 'directory',
};

/** SQL order of a sort; ties are broken by id, so that windows never overlap. */
export const ticketOrder = (reads: Reads, sort: TicketSort): string => {
  const direction = sort.direction === 'asc' ? 'ASC' : 'DESC';
  const indexed = ['dueAt', 'priority', 'number', 'openedAt', 'updatedAt', 'resolvedAt', 'state', 'type'];
  // People and places sort by what is shown, their names.
  if (NAMED_SORTS[sort.field] !== undefined) {
    const names = reads.table('directory');
    return `(SELECT f_name FROM ${names} d WHERE d.id = f_${sort.field}) COLLATE NOCASE ${direction}, id`;
  }
  if (sort.field === 'priority') return `f_priority ${direction}, f_dueAt, id`;
  if (indexed.includes(sort.field)) return `f_${sort.field} ${direction}, id ${direction}`;
  return `f_${sort.field} COLLATE NOCASE ${direction}, id`;
};

/** Orders over all tickets that an index gives (or nearly: states and types), a few milliseconds whatever the number of tickets. */
const ORDERED_BY_INDEX: readonly TicketSort['field'][] = [
  'number',
  'openedAt',
  'updatedAt',
  'resolvedAt',
  'state',
  'type',
];

/** Whether an index gives the tickets that a filter leaves, few of all. */
const isFew = ({ activeOnly, requesterId, mainCiId, majorStates, escalated }: TicketFilter): boolean =>
  activeOnly === true ||
  requesterId !== undefined ||
  mainCiId !== undefined ||
  isGiven(majorStates) ||
  escalated === true;

/** Whether a page is found without looking at every ticket there ever was. */
export const isQuick = (filter: TicketFilter, sort: TicketSort): boolean => {
  if (isFew(filter) || (filter.text ?? '').trim() !== '') return true;
  const isUnfiltered = Object.values(filter).every((part) => part === undefined || isEmpty(part));
  return isUnfiltered && ORDERED_BY_INDEX.includes(sort.field);
};

const isEmpty = (part: unknown): boolean => Array.isArray(part) && part.length === 0;

const ROW_PATHS = [
  'id',
  'type',
  'number',
  'title',
  'state',
  'holdReason',
  'duplicateOfId',
  'majorState',
  'escalation',
  'priority',
  'requesterId',
  'teamId',
  'assigneeId',
  'ciId',
  'placeId',
  'category',
  'openedAt',
  'updatedAt',
  'resolvedAt',
  'dueAt',
  'sla',
  'openClashes',
];

type RawRow = Omit<TicketRow, 'requesterName' | 'teamName' | 'assigneeName' | 'placeName' | 'ciName'> & {
  readonly placeId: string | null;
};

/** Rows with the names of the people, team, place and CI they mention. */
export const ticketRows = recordRows<RawRow, TicketRow>('tickets', ROW_PATHS, (reads, raw) => {
  const ids = raw.flatMap((row) => [row.requesterId, row.teamId, row.assigneeId, row.placeId]);
  const names = namesIn(reads, 'directory')(ids);
  const cis = namesIn(reads, 'configItems')(raw.map((row) => row.ciId));
  const name = (id: string | null): string | null => nameIn(names, id);
  return raw.map(({ placeId, ...row }) => ({
    ...row,
    requesterName: name(row.requesterId),
    teamName: name(row.teamId),
    assigneeName: name(row.assigneeId),
    placeName: name(placeId),
    ciName: nameIn(cis, row.ciId),
  }));
});

/**
 * Which states there are, each type's apart. Both questions are answered from indexes that hold type and state: what is open, which is
 * few, and all there is.
 */
export const ticketStates = (reads: Reads, types: readonly TicketType[]): readonly TicketStateRow[] => {
  const ofTypes = types.length === 0 ? sql('1') : oneOf('f_type', types);
  const distinct = (condition: string): readonly Row[] =>
    reads.all({
      text: `SELECT DISTINCT f_type, f_state FROM ${reads.table('tickets')}
             WHERE deleted = 0 AND ${condition} AND ${ofTypes.text} ORDER BY f_type, f_state`,
      params: ofTypes.params,
    });
  const key = (row: Row): string => JSON.stringify([row[0], row[1]]);
  const open = new Set(distinct('f_active = 1').map(key));
  return distinct('1').map((row) => ({
    // What is stored has been checked against the record's schema.
    type: textOf(row[0]) as TicketType,
    state: textOf(row[1]),
    active: open.has(key(row)),
  }));
};
