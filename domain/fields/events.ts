import { ROLES } from '#domain/records/common.ts';
import { BASE_FIELDS } from './base.ts';
import { SLOT_FIELDS } from './catalogue.ts';
import { APPROVED_KINDS, RISK_LEVELS } from './changes.ts';
import { ALWAYS, type FieldTable, type RecordFrom } from './field.ts';

/** An event has a time span and an audience. What they have in common stands first in each of their tables. */
// biome-ignore format: a table is read by its columns
const EVENT_FIELDS = {
  ...BASE_FIELDS,
  title:    { kind: 'text', min: 1, max: 400, edit: ALWAYS, create: 'required' },
  body:     { kind: 'longText', edit: ALWAYS, create: 'optional' },
  startsAt: { kind: 'instant', group: 'startsAt', edit: ALWAYS, create: 'required' },
  /** Null: until further notice. */
  endsAt:   { kind: 'instant', nullable: true, group: 'startsAt', edit: ALWAYS, create: 'optional' },
  ciIds:    { kind: 'list', of: { kind: 'ci' }, max: 1_000, merge: 'set', edit: ALWAYS, create: 'optional' },
  /** False once it is withdrawn. */
  active:   { kind: 'flag', edit: ALWAYS },
} as const satisfies FieldTable;

const SOURCE_WINDOW_FIELDS = {
  startsAt: { kind: 'instant' },
  endsAt: { kind: 'instant' },
} as const satisfies FieldTable;

export const ANNOUNCEMENT_SEVERITIES = ['info', 'warning', 'outage'] as const;
export type AnnouncementSeverity = (typeof ANNOUNCEMENT_SEVERITIES)[number];
const ANNOUNCEMENT_KINDS = ['planned', 'disturbance', 'other'] as const;

/**
 * What the service desk tells its own people, above every page while it holds. Whom it concerns follows from what it names (domain/events/concern.ts), the record
 * stores no people. Its updates are comments of its history, so nobody changes one that was read.
 */
// biome-ignore format: a table is read by its columns
export const ANNOUNCEMENT_FIELDS = {
  ...EVENT_FIELDS,
  type:            { kind: 'code', of: ['announcement'] },
  severity:        { kind: 'code', of: ANNOUNCEMENT_SEVERITIES, edit: ALWAYS, create: 'optional' },
  kind:            { kind: 'code', of: ANNOUNCEMENT_KINDS, late: true, edit: ALWAYS, create: 'optional' },
  /** The incident, problem or change that it is told of. */
  ticketId:        { kind: 'ticket', nullable: true, edit: ALWAYS, create: 'optional' },
  serviceIds:      { kind: 'list', of: { kind: 'service' }, max: 1_000, late: true, merge: 'set', edit: ALWAYS, create: 'optional' },
  /** Each stands for everything below it. */
  placeIds:        { kind: 'list', of: { kind: 'place' }, max: 1_000, late: true, merge: 'set', edit: ALWAYS, create: 'optional' },
  teamIds:         { kind: 'list', of: { kind: 'team' }, max: 1_000, late: true, merge: 'set', edit: ALWAYS, create: 'optional' },
  /** What of `reachedIds` and `reachedPlaceIds` it does not concern after all. */
  leftOutIds:      { kind: 'list', of: { kind: 'id' }, max: 1_000, late: true, merge: 'set', edit: ALWAYS, create: 'optional' },
  /** What is down when `ciIds` are, as it was when they were written (domain/events/audience.ts). */
  reachedIds:      { kind: 'list', of: { kind: 'ci' }, max: 1_000, late: true, merge: 'set' },
  reachedPlaceIds: { kind: 'list', of: { kind: 'place' }, max: 1_000, late: true, merge: 'set' },
  /** The window of the change when start and end were taken from it. An object, since an instant beside a group says when something was done, which is never to come. */
  sourceWindow:    { kind: 'object', fields: SOURCE_WINDOW_FIELDS, nullable: true, late: true, group: 'startsAt' },
} as const satisfies FieldTable;
export type Announcement = RecordFrom<typeof ANNOUNCEMENT_FIELDS>;

/** What changes are planned by: it holds for the items, services and places that it names, a place with everything below it. */
// biome-ignore format: a table is read by its columns
const PLANNING_FIELDS = {
  ...EVENT_FIELDS,
  serviceIds: { kind: 'list', of: { kind: 'service' }, max: 1_000, merge: 'set', edit: ALWAYS, create: 'optional' },
  placeIds:   { kind: 'list', of: { kind: 'place' }, max: 1_000, merge: 'set', edit: ALWAYS, create: 'optional' },
} as const satisfies FieldTable;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Every week on these days, by the wall clock of `zone` (IANA). From 22:00 to 02:00 runs over midnight. */
const WEEKLY_FIELDS = {
  weekdays: { kind: 'list', of: { kind: 'code', of: WEEKDAYS }, max: 7 },
  ...SLOT_FIELDS,
  zone: { kind: 'text', min: 1, max: 80 },
} as const satisfies FieldTable;
export type Weekly = RecordFrom<typeof WEEKLY_FIELDS>;

/** When what it names may be worked on: once from start to end, or each week between them. Naming nothing it says nothing. */
// biome-ignore format: a table is read by its columns
export const MAINTENANCE_WINDOW_FIELDS = {
  ...PLANNING_FIELDS,
  type:   { kind: 'code', of: ['maintenance_window'] },
  weekly: { kind: 'object', fields: WEEKLY_FIELDS, nullable: true, edit: ALWAYS, create: 'optional' },
} as const satisfies FieldTable;
export type MaintenanceWindow = RecordFrom<typeof MAINTENANCE_WINDOW_FIELDS>;

/** When what it names must not be changed; naming nothing it holds for everything. */
// biome-ignore format: a table is read by its columns
export const BLACKOUT_FIELDS = {
  ...PLANNING_FIELDS,
  type: { kind: 'code', of: ['blackout'] },
} as const satisfies FieldTable;
export type Blackout = RecordFrom<typeof BLACKOUT_FIELDS>;

/**
 * Nothing of what it names is changed while it holds; naming nothing it holds for everything. Unlike a blackout, which is planned around, it stops what was
 * approved before: such a change needs an exception (domain/changes/lockdowns.ts).
 */
// biome-ignore format: a table is read by its columns
export const LOCKDOWN_FIELDS = {
  ...PLANNING_FIELDS,
  type: { kind: 'code', of: ['lockdown'] },
} as const satisfies FieldTable;
export type Lockdown = RecordFrom<typeof LOCKDOWN_FIELDS>;

/** What changes are planned around. */
export type PlanningEvent = MaintenanceWindow | Blackout | Lockdown;

/** Planned, under way, and with minutes that are done. */
export const MEETING_STAGES = ['planned', 'open', 'closed'] as const;
export type MeetingStage = (typeof MEETING_STAGES)[number];
/** `deferred`: it comes up again in the next meeting. */
export const MEETING_DECISIONS = ['approved', 'rejected', 'deferred'] as const;
export type MeetingDecision = (typeof MEETING_DECISIONS)[number];

/** What of all that waits for approval is on the agenda; empty lists ask for nothing. */
const AGENDA_FILTER_FIELDS = {
  changeTypes: { kind: 'list', of: { kind: 'code', of: APPROVED_KINDS }, max: APPROVED_KINDS.length },
  leastRisk: { kind: 'code', of: RISK_LEVELS, nullable: true },
  teamIds: { kind: 'list', of: { kind: 'team' }, max: 100 },
  /** Only what begins before the next meeting. */
  untilNext: { kind: 'flag' },
} as const satisfies FieldTable;

/** Characters of what is noted at one item. */
export const ITEM_NOTE_MAX = 4_000;

/** One record on the agenda, put there by hand or when the meeting began, and what was decided about it. */
// biome-ignore format: a table is read by its columns
const AGENDA_ITEM_FIELDS = {
  /** The ticket's. */
  id:        { kind: 'id' },
  ticketId:  { kind: 'ticket', group: 'ticketId' },
  // Where two people put it in different places the first to be sent stands: nobody is asked to decide about an order.
  order:     { kind: 'count', follows: 'ticketId' },
  decision:  { kind: 'code', of: MEETING_DECISIONS, nullable: true, group: 'decision' },
  reason:    { kind: 'longText', max: 2_000, nullable: true, follows: 'decision' },
  decidedBy: { kind: 'person', nullable: true, follows: 'decision' },
  decidedAt: { kind: 'instant', nullable: true, follows: 'decision' },
  /** What was said and what is to be done. */
  actions:   { kind: 'longText', max: ITEM_NOTE_MAX },
} as const satisfies FieldTable;
export type AgendaItem = RecordFrom<typeof AGENDA_ITEM_FIELDS>;

/**
 * A meeting of the change advisory board. Its minutes are the record itself: agenda, who was there, decisions with their reasons. What decides about a change is a vote in
 * the change, by whoever leads or writes the minutes (domain/meetings).
 */
// biome-ignore format: a table is read by its columns
export const CAB_MEETING_FIELDS = {
  ...EVENT_FIELDS,
  type:          { kind: 'code', of: ['cab_meeting'] },
  stage:         { kind: 'code', of: MEETING_STAGES, late: true },
  /** IANA; the clock that it was planned by. */
  zone:          { kind: 'text', max: 80, late: true, edit: ALWAYS, create: 'optional' },
  venue:         { kind: 'text', max: 400, late: true, edit: ALWAYS, create: 'optional' },
  link:          { kind: 'text', max: 400, late: true, edit: ALWAYS, create: 'optional' },
  chairId:       { kind: 'person', nullable: true, late: true, edit: ALWAYS, create: 'optional' },
  minuteTakerId: { kind: 'person', nullable: true, late: true, edit: ALWAYS, create: 'optional' },
  memberIds:     { kind: 'list', of: { kind: 'person' }, max: 100, late: true, merge: 'set', edit: ALWAYS, create: 'optional' },
  memberRoles:   { kind: 'list', of: { kind: 'code', of: ROLES }, max: ROLES.length, late: true, merge: 'set', edit: ALWAYS, create: 'optional' },
  agenda:        { kind: 'object', fields: AGENDA_FILTER_FIELDS, nullable: true, late: true, edit: ALWAYS, create: 'optional' },
  agendaItems:   { kind: 'list', of: { kind: 'object', fields: AGENDA_ITEM_FIELDS }, max: 500, late: true, merge: 'keyed' },
  /** Taken off by hand. */
  takenOffIds:   { kind: 'list', of: { kind: 'ticket' }, max: 500, late: true, merge: 'set' },
  presentIds:    { kind: 'list', of: { kind: 'person' }, max: 100, late: true, merge: 'set', edit: ALWAYS },
  remarks:       { kind: 'longText', max: 20_000, late: true, edit: ALWAYS },
} as const satisfies FieldTable;
export type CabMeeting = RecordFrom<typeof CAB_MEETING_FIELDS>;
