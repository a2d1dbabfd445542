import type { TicketSortField } from '#domain/tickets/ticket-filter.ts';

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
  /** Null: the list can't be sorted by it. */
  readonly sortField: TicketSortField | null;
};

const column = (
  key: ColumnKey,
  [width, narrow]: readonly [width: number, narrow: number],
  sortField: TicketSortField | null,
): ColumnSpec => ({ key, width, narrow, sortField });

const COLUMN_SPECS: Readonly<Record<ColumnKey, ColumnSpec>> = {
  due: column('due', [176, 168], 'dueAt'),
  number: column('number', [132, 118], 'number'),
  type: column('type', [88, 80], 'type'),
  priority: column('priority', [104, 98], 'priority'),
  title: column('title', [220, 210], 'title'),
  state: column('state', [112, 98], 'state'),
  requester: column('requester', [136, 90], 'requesterId'),
  place: column('place', [170, 100], 'placeId'),
  team: column('team', [124, 80], 'teamId'),
  assignee: column('assignee', [130, 84], 'assigneeId'),
  ci: column('ci', [168, 160], null),
  category: column('category', [130, 90], 'category'),
  opened: column('opened', [120, 112], 'openedAt'),
  updated: column('updated', [112, 110], 'updatedAt'),
  resolved: column('resolved', [120, 112], 'resolvedAt'),
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

/** Give way to the title, the last one first. The team is told by the assignee and has a filter. */
const SPARE: readonly ColumnKey[] = ['team', 'updated'];

/** Whether the column may give way in a narrow window: only one that nobody chose. */
export const isSpare = (keys: readonly string[], key: ColumnKey): boolean =>
  SPARE.includes(key) && keys.join() === DEFAULT_COLUMNS.join();

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
