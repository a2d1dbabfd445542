import * as z from 'zod';
import { idSchema, instantSchema, longText } from './common.ts';

/** Any JSON value; field values before and after are kept as they were. */
const jsonSchema: z.ZodType<unknown> = z.unknown();

export const fieldChangeSchema = z.object({
  field: z.string().max(200),
  from: jsonSchema,
  to: jsonSchema,
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

const JOURNAL_KINDS = [
  'created',
  'changed',
  'state',
  'assigned',
  'work_note',
  'comment',
  'time',
  'link',
  'task',
  'scan',
  'effect',
  'merged',
  'clash',
  'clash_resolved',
  'imported',
] as const;

const ORIGINS = ['console', 'cli', 'import', 'order', 'worker', 'sync'] as const;

/**
 * One entry of a record's append-only history. Entries are never edited or removed; replicas unite them by `id`
 * and order them by `(at, id)`. `minutes` is working time booked with the entry. `effectId` marks an entry written
 * by a multi-document effect, which is how a second application of the same effect is recognised.
 */
export const journalEntrySchema = z.object({
  id: idSchema,
  at: instantSchema,
  by: idSchema,
  device: z.string().max(80),
  origin: z.enum(ORIGINS),
  kind: z.enum(JOURNAL_KINDS),
  changes: z.array(fieldChangeSchema),
  text: longText.nullable(),
  minutes: z.number().int().min(0).nullable(),
  effectId: idSchema.nullable(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/**
 * Two people changed the same field from the same base. The record keeps `theirs` (the server's value); `mine` waits here until
 * somebody decides. It travels inside the record, so a notebook that dies after syncing loses no edit.
 */
export const clashSchema = z.object({
  id: idSchema,
  field: z.string().max(200),
  base: jsonSchema,
  mine: jsonSchema,
  theirs: jsonSchema,
  mineBy: idSchema,
  mineAt: instantSchema,
  theirsBy: idSchema,
  theirsAt: instantSchema,
  resolvedAt: instantSchema.nullable(),
  resolvedBy: idSchema.nullable(),
  resolution: z.enum(['mine', 'theirs', 'edited']).nullable(),
});
export type Clash = z.infer<typeof clashSchema>;

/** What every document of every collection carries. */
export const recordBase = {
  id: idSchema,
  createdAt: instantSchema,
  createdBy: idSchema,
  updatedAt: instantSchema,
  updatedBy: idSchema,
  /** Id of the record in the system it came from (`servicenow:INC0000045`), null for records made here. */
  externalId: z.string().max(200).nullable(),
  journal: z.array(journalEntrySchema),
  clashes: z.array(clashSchema),
  /** Number of clashes not yet decided; derived from `clashes`, kept so that the inbox is one index look-up. */
  openClashes: z.number().int().min(0),
};
export type RecordBase = z.infer<z.ZodObject<typeof recordBase>>;
