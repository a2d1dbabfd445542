import { BASE_FIELDS, type WithoutHistory } from './base.ts';
import { CRITICALITIES } from './config-items.ts';
import type { FieldTable, RecordFrom } from './field.ts';
import { PRIORITIES, TICKET_TYPES } from './tickets.ts';

// biome-ignore format: a table is read by its columns
export const SERVICE_FIELDS = {
  ...BASE_FIELDS,
  type:         { kind: 'code', of: ['service'] },
  name:         { kind: 'text', min: 1, max: 400 },
  description:  { kind: 'longText' },
  ownerTeamId:  { kind: 'team', nullable: true },
  criticality:  { kind: 'code', of: CRITICALITIES },
  agreementIds: { kind: 'list', of: { kind: 'agreement' }, merge: 'set' },
  active:       { kind: 'flag' },
} as const satisfies FieldTable;
export type Service = RecordFrom<typeof SERVICE_FIELDS>;

// biome-ignore format: a table is read by its columns
export const PRODUCT_FIELDS = {
  ...BASE_FIELDS,
  type:         { kind: 'code', of: ['product'] },
  name:         { kind: 'text', min: 1, max: 400 },
  ciClass:      { kind: 'text', max: 40 },
  manufacturer: { kind: 'text', max: 400, nullable: true },
  model:        { kind: 'text', max: 400, nullable: true },
  supplier:     { kind: 'text', max: 400, nullable: true },
  priceMinor:   { kind: 'money', nullable: true },
  currency:     { kind: 'text', min: 3, max: 3, nullable: true },
  active:       { kind: 'flag' },
} as const satisfies FieldTable;

/** Targets by priority in working minutes of the agreement's calendar. */
const SLA_TARGET_FIELDS = {
  priority: { kind: 'level', of: PRIORITIES },
  responseMinutes: { kind: 'count', min: 1, nullable: true },
  resolutionMinutes: { kind: 'count', min: 1, nullable: true },
} as const satisfies FieldTable;

// biome-ignore format: a table is read by its columns
export const AGREEMENT_FIELDS = {
  ...BASE_FIELDS,
  type:        { kind: 'code', of: ['agreement'] },
  kind:        { kind: 'code', of: ['SLA', 'OLA', 'UC'] },
  name:        { kind: 'text', min: 1, max: 400 },
  description: { kind: 'longText' },
  calendarId:  { kind: 'calendar' },
  ticketTypes: { kind: 'list', of: { kind: 'code', of: TICKET_TYPES }, merge: 'set' },
  /** Empty: holds for every service. */
  serviceIds:  { kind: 'list', of: { kind: 'service' }, merge: 'set' },
  targets:     { kind: 'list', of: { kind: 'object', fields: SLA_TARGET_FIELDS } },
  /** The agreement used where nothing more specific applies. */
  isDefault:   { kind: 'flag' },
  active:      { kind: 'flag' },
} as const satisfies FieldTable;
export type Agreement = RecordFrom<typeof AGREEMENT_FIELDS>;

/** Working time of one weekday: local wall-clock `HH:MM`, `to` exclusive, `24:00` allowed. From 22:00 to 06:00 runs over midnight. */
export const SLOT_FIELDS = {
  from: { kind: 'text', max: 5, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
  to: { kind: 'text', max: 5, pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' },
} as const satisfies FieldTable;
const HOLIDAY_FIELDS = {
  date: { kind: 'date' },
  name: { kind: 'text', max: 400 },
  /** Every year on this day and month. */
  yearly: { kind: 'flag' },
  /** Of half a day: the hours that are worked all the same, as far as the weekday has them. Empty: none. */
  slots: { kind: 'list', of: { kind: 'object', fields: SLOT_FIELDS }, max: 20 },
} as const satisfies FieldTable;

// biome-ignore format: a table is read by its columns
export const CALENDAR_FIELDS = {
  ...BASE_FIELDS,
  type:     { kind: 'code', of: ['calendar'] },
  name:     { kind: 'text', min: 1, max: 400 },
  /** IANA zone, `Europe/Berlin`. Whether it is one a console asks its own table (calendar-check.ts); names of Windows and `UTC+1` never are. */
  zone:     { kind: 'text', max: 80, pattern: '^[A-Za-z][A-Za-z0-9_-]*(/[A-Za-z0-9_+-]+)*$' },
  /** Slots by ISO weekday: index 0 is Monday, 6 is Sunday. */
  week:     { kind: 'list', of: { kind: 'list', of: { kind: 'object', fields: SLOT_FIELDS } }, length: 7 },
  holidays: { kind: 'list', of: { kind: 'object', fields: HOLIDAY_FIELDS }, merge: 'set' },
  active:   { kind: 'flag' },
} as const satisfies FieldTable;
export type CalendarEntry = RecordFrom<typeof CALENDAR_FIELDS>;
/** A calendar as the rules need it: what holds now, not how it came to be. */
export type BusinessCalendar = WithoutHistory<CalendarEntry>;

export type CatalogueEntry = Service | RecordFrom<typeof PRODUCT_FIELDS> | Agreement | CalendarEntry;
