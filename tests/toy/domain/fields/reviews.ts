import { type FieldTable, type RecordFrom, UNTIL_ENDED } from '#domain/fields/field.ts';
import { TICKET_FIELDS } from '#domain/fields/tickets.ts';

const REVIEW_STATES = ['planned', 'waiting', 'judged', 'closed'] as const;
const VERDICTS = ['good', 'poor'] as const;

// biome-ignore format: a table is read by its columns
export const REVIEW_FIELDS = {
  ...TICKET_FIELDS,
  type:    { kind: 'code', of: ['review'] },
  state:   { kind: 'code', of: REVIEW_STATES, group: 'state' },
  finding: { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  /** Only what has been looked at is judged. */
  verdict: { kind: 'code', of: VERDICTS, nullable: true, group: 'state', edit: ['done'] },
} as const satisfies FieldTable;
export type Review = RecordFrom<typeof REVIEW_FIELDS>;
