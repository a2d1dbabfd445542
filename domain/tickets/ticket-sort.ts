import { FIELD_TABLES, type TicketType } from '#domain/fields/tables.ts';
import { TICKET_TYPES } from '#domain/fields/tickets.ts';

/** Stands for "nobody" among `assigneeIds` and "no team" among `teamIds`. */
export const UNASSIGNED = '@unassigned';

/** Types that tickets of this or a newer version have: those that are known by name only, and those that have a table. */
export const FILTERED_TYPES: readonly TicketType[] = [
  ...new Set([...TICKET_TYPES, ...(Object.keys(FIELD_TABLES.tickets) as TicketType[])]),
];

export const TICKET_SORT_FIELDS = [
  'dueAt',
  'priority',
  'number',
  'openedAt',
  'updatedAt',
  'resolvedAt',
  'plannedStartAt',
  'state',
  'type',
  'title',
  'category',
  'teamId',
  'assigneeId',
  'requesterId',
  'placeId',
] as const;
export type TicketSortField = (typeof TICKET_SORT_FIELDS)[number];

export type TicketSort = { readonly field: TicketSortField; readonly direction: 'asc' | 'desc' };

/** The queue's order: what is due first. */
export const DEFAULT_TICKET_SORT: TicketSort = { field: 'dueAt', direction: 'asc' };
