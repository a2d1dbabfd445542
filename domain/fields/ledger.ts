import { BASE_FIELDS } from './base.ts';
import type { FieldTable } from './field.ts';

/** When something did not work, planned or not: what availability is counted from. */
// biome-ignore format: a table is read by its columns
export const OUTAGE_FIELDS = {
  ...BASE_FIELDS,
  type:      { kind: 'code', of: ['outage'] },
  ciId:      { kind: 'ci', nullable: true },
  serviceId: { kind: 'service', nullable: true },
  startedAt: { kind: 'instant' },
  /** Null while it lasts. */
  endedAt:   { kind: 'instant', nullable: true },
  ticketId:  { kind: 'ticket', nullable: true },
  planned:   { kind: 'flag' },
  reason:    { kind: 'longText' },
  /** False once it is found to have been none. */
  active:    { kind: 'flag' },
} as const satisfies FieldTable;
