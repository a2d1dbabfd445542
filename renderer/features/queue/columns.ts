import type { TicketSortField } from '#domain/tickets/ticket-sort.ts';

export const COLUMN_KEYS = [
  'due',
  'number',
  'type',
  'priority',
  'title',
  'state',
  'requester',
  'place',
  'team',
  'assignee',
  'ci',
  'category',
  'opened',
  'updated',
  'resolved',
] as const;
export type ColumnKey = (typeof COLUMN_KEYS)[number];

export type ColumnSpec = {
  readonly key: ColumnKey;
  /** Pixels; the title takes what is left. */
  readonly width: number;
  /** Pixels, where room is short. */
  readonly narrow: number;
  /** How much it matters where room is short; what tells a ticket from another has none and stays. */
  readonly rank: number | null;
  /** Null: the list can't be sorted by it. */
  readonly sortField: TicketSortField | null;
};

const column = (
  key: ColumnKey,
  [width, narrow]: readonly [width: number, narrow: number],
  rank: number | null,
  sortField: TicketSortField | null,
): ColumnSpec => ({ key, width, narrow, rank, sortField });

/** The team is told by the assignee and has a filter; when a ticket was changed last is seen in its history. */
const COLUMN_SPECS: Readonly<Record<ColumnKey, ColumnSpec>> = {
  due: column('due', [212, 208], 6, 'dueAt'),
  number: column('number', [134, 126], null, 'number'),
  type: column('type', [88, 80], 3, 'type'),
  priority: column('priority', [104, 98], 5, 'priority'),
  title: column('title', [320, 180], null, 'title'),
  // The longest states of all but the rarest stand whole in it, in every language.
  state: column('state', [118, 110], null, 'state'),
  requester: column('requester', [136, 96], 4, 'requesterId'),
  place: column('place', [170, 100], 3, 'placeId'),
  // A team's name is told by its end as well: where it can't be read, the column is left out.
  team: column('team', [196, 160], 1, 'teamId'),
  assignee: column('assignee', [130, 98], 3, 'assigneeId'),
  ci: column('ci', [140, 90], 3, null),
  category: column('category', [130, 90], 2, 'category'),
  opened: column('opened', [124, 124], 2, 'openedAt'),
  updated: column('updated', [124, 124], 1, 'updatedAt'),
  resolved: column('resolved', [124, 124], 2, 'resolvedAt'),
};

export const DEFAULT_COLUMNS: readonly ColumnKey[] = [
  'due',
  'number',
  'priority',
  'title',
  'state',
  'requester',
  'team',
  'assignee',
  'updated',
];

const isColumn = (key: string): key is ColumnKey => (COLUMN_KEYS as readonly string[]).includes(key);

/** The chosen columns in their order; keys of a view saved by another version are left out. */
export const chosenColumns = (keys: readonly string[]): readonly ColumnSpec[] => {
  const known = keys.filter(isColumn);
  return (known.length === 0 ? DEFAULT_COLUMNS : known).map((key) => COLUMN_SPECS[key]);
};

/** `keys` with `key` shown or hidden; a shown column takes its usual place. The last column can't be hidden. */
export const toggleColumn = (keys: readonly string[], key: ColumnKey): readonly ColumnKey[] => {
  const shown = new Set(chosenColumns(keys).map((spec) => spec.key));
  if (!shown.delete(key)) shown.add(key);
  return shown.size === 0 ? [key] : COLUMN_KEYS.filter((candidate) => shown.has(candidate));
};
