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
  by: string = SETUP_PERSON,
): JournalEntry => ({
  id,
  at,
  by,
  device: SETUP_DEVICE,
  origin: 'import',
  kind,
  changes: [],
  text: null,
  minutes: null,
  effectId: null,
});

/** The part every record starts with, made at `at` by the administrator. */
export const baseOf = (id: string, at: Instant): RecordBase => ({
  ...blankBase(id, at, SETUP_PERSON),
  journal: [entryOf(`${id}-j1`, at, 'created')],
});

export const padded = (value: number, width: number): string => String(value).padStart(width, '0');

const HOUR_MS = 3_600_000;

/** So many days from the day of `nowMs`, at an hour of UTC: the same on every machine. Milliseconds since 1970. */
export const onDay = (nowMs: number, days: number, hour: number): number =>
  Math.floor(nowMs / (24 * HOUR_MS)) * 24 * HOUR_MS + (days * 24 + hour) * HOUR_MS;

/** The number block of the sample company, `INC-SMP-0001`. */
export const SAMPLE_BLOCK = 'SMP';
