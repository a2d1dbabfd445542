import { APPROVED_RECORD_FIELDS } from './approvals.ts';
import { type FieldTable, OPEN_OR_WAITING, type RecordFrom, UNTIL_ENDED } from './field.ts';
import { TICKET_FIELDS } from './tickets.ts';

/** Planned, built and tested, decided on (go/no-go), deployed in waves (field guide 1.7). */
const RELEASE_STATES = [
  'planning',
  'build',
  'test',
  'decision',
  'ready',
  'deploying',
  'done',
  'rolled_back',
  'closed',
  'cancelled',
] as const;

const PRODUCT_FIELDS = {
  id: { kind: 'id' },
  /** Of software or of what is no item of its own. */
  name: { kind: 'text', min: 1, max: 400 },
  ciId: { kind: 'ci', nullable: true },
  fromVersion: { kind: 'text', max: 80 },
  toVersion: { kind: 'text', max: 80 },
} as const satisfies FieldTable;
export type ReleaseProduct = RecordFrom<typeof PRODUCT_FIELDS>;

const CHECK_KINDS = ['build', 'test'] as const;
export const CHECK_RESULTS = ['open', 'passed', 'failed'] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];

const CHECK_FIELDS = {
  id: { kind: 'id' },
  kind: { kind: 'code', of: CHECK_KINDS },
  title: { kind: 'text', min: 1, max: 400 },
  result: { kind: 'code', of: CHECK_RESULTS, group: 'result' },
  note: { kind: 'longText', max: 4_000, nullable: true },
  doneAt: { kind: 'instant', nullable: true, follows: 'result' },
  doneBy: { kind: 'person', nullable: true, follows: 'result' },
} as const satisfies FieldTable;
export type ReleaseCheck = RecordFrom<typeof CHECK_FIELDS>;

const WAVE_FIELDS = {
  id: { kind: 'id' },
  name: { kind: 'text', min: 1, max: 200 },
  /** Waves follow each other by their planned start. */
  plannedStartAt: { kind: 'instant', nullable: true, group: 'plannedStartAt' },
  plannedEndAt: { kind: 'instant', nullable: true, group: 'plannedStartAt' },
  /** Where it goes; what else it is limited to stands in its name. */
  placeIds: { kind: 'list', of: { kind: 'place' }, max: 200, merge: 'set' },
  /** How much of the devices or people it is for, in percent; null: nobody says. */
  share: { kind: 'count', min: 1, max: 100, nullable: true, late: true },
  /** When to stop, in words. */
  stopCondition: { kind: 'longText', max: 2_000 },
  /** More incidents than this that the release's changes caused since the wave began stop it; null: none is counted. */
  maxIncidents: { kind: 'count', nullable: true },
} as const satisfies FieldTable;
export type ReleaseWave = RecordFrom<typeof WAVE_FIELDS>;

export const ROLLOUT_STATES = ['deploying', 'done', 'stopped', 'rolled_back'] as const;
export type RolloutState = (typeof ROLLOUT_STATES)[number];

const ROLLOUT_FIELDS = {
  /** The wave's id. */
  id: { kind: 'id' },
  state: { kind: 'code', of: ROLLOUT_STATES },
  startedAt: { kind: 'instant' },
  endedAt: { kind: 'instant', nullable: true },
} as const satisfies FieldTable;
export type Rollout = RecordFrom<typeof ROLLOUT_FIELDS>;

// biome-ignore format: a table is read by its columns
export const RELEASE_FIELDS = {
  ...TICKET_FIELDS,
  ...APPROVED_RECORD_FIELDS,
  type:              { kind: 'code', of: ['release'] },
  state:             { kind: 'code', of: RELEASE_STATES, group: 'state' },
  /** The changes that it brings; once it is deployed those that it brought. */
  changeIds:         { kind: 'list', of: { kind: 'ticket' }, max: 100, merge: 'set', edit: OPEN_OR_WAITING, create: 'optional' },
  products:          { kind: 'list', of: { kind: 'object', fields: PRODUCT_FIELDS }, max: 100, nullable: true, late: true, merge: 'keyed', edit: UNTIL_ENDED },
  checks:            { kind: 'list', of: { kind: 'object', fields: CHECK_FIELDS }, max: 200, nullable: true, late: true, merge: 'keyed', edit: OPEN_OR_WAITING },
  waves:             { kind: 'list', of: { kind: 'object', fields: WAVE_FIELDS }, max: 50, nullable: true, late: true, merge: 'keyed', edit: OPEN_OR_WAITING },
  /**
   * How far each wave that was begun is. One with the state, so that a stop on one console and a finish on another are a clash and no mixture.
   */
  rollout:           { kind: 'list', of: { kind: 'object', fields: ROLLOUT_FIELDS }, max: 50, nullable: true, late: true, group: 'state' },
  /** From the first wave to the last. */
  plannedStartAt:    { kind: 'instant', nullable: true, merge: 'derived', causes: ['waves'] },
  plannedEndAt:      { kind: 'instant', nullable: true, merge: 'derived', causes: ['waves'] },
  /** What it is expected to cost, in hundredths. */
  costMinor:         { kind: 'money', nullable: true, late: true, edit: OPEN_OR_WAITING, create: 'optional' },
  rollbackPlan:      { kind: 'longText', nullable: true, late: true, edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  communicationPlan: { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  /** What was learned, from the review after it. */
  reviewNotes:       { kind: 'longText', nullable: true, group: 'state', edit: ['done'], search: 'body' },
} as const satisfies FieldTable;
export type Release = RecordFrom<typeof RELEASE_FIELDS>;
