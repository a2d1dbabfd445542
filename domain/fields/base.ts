import type { FieldTable, RecordFrom } from './field.ts';

const JOURNAL_KINDS = [
  'created',
  'changed',
  'state',
  'assigned',
  'work_note',
  'comment',
  'corrected',
  'withdrawn',
  'time',
  'link',
  'task',
  'scan',
  'rating',
  'vote',
  'effect',
  'merged',
  'clash',
  'clash_resolved',
  'imported',
] as const;

export const ORIGINS = ['console', 'cli', 'import', 'order', 'effect', 'worker', 'sync'] as const;

const FIELD_CHANGE_FIELDS = {
  field: { kind: 'text', max: 200 },
  /** Field values before and after, as they were. */
  from: { kind: 'json' },
  to: { kind: 'json' },
} as const satisfies FieldTable;
export type FieldChange = RecordFrom<typeof FIELD_CHANGE_FIELDS>;

/**
 * One entry of a record's append-only history. Entries are never edited or removed; replicas unite them by `id`
 * and order them by `(at, id)`. `minutes` is working time booked with the entry. `effectId` marks an entry written
 * by an effect, which is how a second application of the same effect is recognised.
 */
export const JOURNAL_ENTRY_FIELDS = {
  id: { kind: 'id' },
  at: { kind: 'instant' },
  by: { kind: 'person' },
  device: { kind: 'text', max: 80 },
  origin: { kind: 'code', of: ORIGINS },
  kind: { kind: 'code', of: JOURNAL_KINDS },
  changes: { kind: 'list', of: { kind: 'object', fields: FIELD_CHANGE_FIELDS } },
  text: { kind: 'longText', nullable: true },
  minutes: { kind: 'minutes', nullable: true },
  effectId: { kind: 'id', nullable: true },
} as const satisfies FieldTable;
export type JournalEntry = RecordFrom<typeof JOURNAL_ENTRY_FIELDS>;

/**
 * Two people changed the same field from the same base. The record keeps `theirs` (the server's value); `mine` waits here until
 * somebody decides. It travels inside the record, so a notebook that dies after syncing loses no edit.
 */
export const CLASH_FIELDS = {
  id: { kind: 'id' },
  field: { kind: 'text', max: 200 },
  base: { kind: 'json' },
  mine: { kind: 'json' },
  theirs: { kind: 'json' },
  mineBy: { kind: 'person' },
  mineAt: { kind: 'instant' },
  theirsBy: { kind: 'person' },
  theirsAt: { kind: 'instant' },
  resolvedAt: { kind: 'instant', nullable: true },
  resolvedBy: { kind: 'person', nullable: true },
  resolution: { kind: 'code', of: ['mine', 'theirs', 'edited'], nullable: true },
} as const satisfies FieldTable;
export type Clash = RecordFrom<typeof CLASH_FIELDS>;

/** What every record of every collection carries. */
export const BASE_FIELDS = {
  id: { kind: 'id' },
  createdAt: { kind: 'instant', merge: 'earlier' },
  createdBy: { kind: 'person' },
  updatedAt: { kind: 'instant' },
  updatedBy: { kind: 'person' },
  /** Id of the record in the system it came from (`servicenow:INC0000045`), null for records made here. */
  externalId: { kind: 'text', max: 200, nullable: true, search: 'key' },
  journal: { kind: 'list', of: { kind: 'object', fields: JOURNAL_ENTRY_FIELDS }, merge: 'append-log' },
  clashes: { kind: 'list', of: { kind: 'object', fields: CLASH_FIELDS }, merge: 'clash-log' },
  /** Number of clashes not yet decided, so that the inbox is one index look-up. */
  openClashes: { kind: 'count', merge: 'derived' },
} as const satisfies FieldTable;
export type RecordBase = RecordFrom<typeof BASE_FIELDS>;

/** A record as it is now. */
export type WithoutHistory<R> = Omit<R, 'journal' | 'clashes' | 'openClashes'>;

/** The collections that effects write to. */
export const EFFECT_COLLECTIONS = ['tickets', 'configItems', 'relations', 'licences', 'knowledge'] as const;
const EFFECT_ACTS = ['set', 'step', 'note', 'comment', 'link'] as const;

const ALL_EFFECT_FIELDS = {
  id: { kind: 'id' },
  at: { kind: 'instant' },
  by: { kind: 'person' },
  collection: { kind: 'code', of: EFFECT_COLLECTIONS },
  targetId: { kind: 'id' },
  act: { kind: 'code', of: EFFECT_ACTS },
  set: { kind: 'map' },
  text: { kind: 'longText', nullable: true },
  /** The number of the record it follows from; sentences in what older versions wrote. */
  reason: { kind: 'text', max: 200 },
  /** Of prepared edits (domain/changes): what the fields of `set` held when it was decided. Where one holds something else, nothing is done. */
  was: { kind: 'map', nullable: true, late: true },
} as const satisfies FieldTable;

/**
 * Work on another record that follows from this one, written here first and then done by whichever console gets to it
 * (domain/effects). `set` holds what the act writes: fields and values (`set`), the state to take the target to and what that
 * needs (`step`), fields with ids to add (`link`). `text` is the note or comment. Most have no `was`: to the compiler it is none of the fields that all have.
 */
export const EFFECT_FIELDS: Omit<typeof ALL_EFFECT_FIELDS, 'was'> = ALL_EFFECT_FIELDS;
export type Effect = RecordFrom<typeof EFFECT_FIELDS> & {
  was?: Record<string, unknown> | null | undefined;
};
