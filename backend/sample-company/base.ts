import type { JournalEntry, RecordBase } from '#domain/fields/base.ts';
import { blankBase } from '#domain/journal/journal.ts';
import type { Instant } from '#domain/records/common.ts';

/** Who the sample data says it was set up by. */
const SETUP_PERSON = 'person-admin-1';
const SETUP_DEVICE = 'sample-company';

const entryOf = (
  id: string,
  at: Instant,
  kind: JournalEntry['kind'],
  changes: JournalEntry['changes'],
): JournalEntry => ({
  id,
  at,
  by: SETUP_PERSON,
  device: SETUP_DEVICE,
  origin: 'import',
  kind,
  changes,
  text: null,
  minutes: null,
  effectId: null,
});

/**
 * The part every record starts with, made at `at` by the administrator, taken over from elsewhere in `state` where it has one: what has a
 * process tells how it got where it is.
 */
export const baseOf = (id: string, at: Instant, state: string | null = null): RecordBase => ({
  ...blankBase(id, at, SETUP_PERSON),
  journal: [
    entryOf(`${id}-j1`, at, 'created', state === null ? [] : [{ field: 'state', from: null, to: state }]),
  ],
});

export const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** The number block of the sample company, `INC-SMP-0001`. */
export const SAMPLE_BLOCK = 'SMP';
