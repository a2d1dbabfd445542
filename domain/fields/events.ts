import { BASE_FIELDS } from './base.ts';
import type { FieldTable, RecordFrom } from './field.ts';

/** An event has a time span and an audience. What they have in common stands first in each of their tables. */
// biome-ignore format: a table is read by its columns
const EVENT_FIELDS = {
  ...BASE_FIELDS,
  title:    { kind: 'text', min: 1, max: 400 },
  body:     { kind: 'longText' },
  startsAt: { kind: 'instant' },
  /** Null: until further notice. */
  endsAt:   { kind: 'instant', nullable: true },
  ciIds:    { kind: 'list', of: { kind: 'ci' }, merge: 'set' },
  /** False once it is withdrawn. */
  active:   { kind: 'flag' },
} as const satisfies FieldTable;

/** A notice of the service desk to its own people, above every page while it holds. */
// biome-ignore format: a table is read by its columns
export const ANNOUNCEMENT_FIELDS = {
  ...EVENT_FIELDS,
  type:     { kind: 'code', of: ['announcement'] },
  severity: { kind: 'code', of: ['info', 'warning', 'outage'] },
  ticketId: { kind: 'ticket', nullable: true },
} as const satisfies FieldTable;
export type Announcement = RecordFrom<typeof ANNOUNCEMENT_FIELDS>;
