import * as z from 'zod';
import { dateSchema, idSchema, longText, nullableId, shortText } from './common.ts';
import { recordBase } from './journal.ts';
import { TICKET_TYPES } from './ticket.ts';

export const serviceSchema = z.object({
  ...recordBase,
  type: z.literal('service'),
  name: shortText.min(1),
  description: longText,
  ownerTeamId: nullableId,
  criticality: z.enum(['high', 'medium', 'low']),
  agreementIds: z.array(idSchema),
  active: z.boolean(),
});
export type Service = z.infer<typeof serviceSchema>;

const productSchema = z.object({
  ...recordBase,
  type: z.literal('product'),
  name: shortText.min(1),
  ciClass: z.string().max(40),
  manufacturer: shortText.nullable(),
  model: shortText.nullable(),
  supplier: shortText.nullable(),
  priceMinor: z.number().int().nullable(),
  currency: z.string().length(3).nullable(),
  active: z.boolean(),
});

/** Targets by priority in working minutes of the agreement's calendar. */
const slaTargetSchema = z.object({
  priority: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  responseMinutes: z.number().int().positive().nullable(),
  resolutionMinutes: z.number().int().positive().nullable(),
});

export const agreementSchema = z.object({
  ...recordBase,
  type: z.literal('agreement'),
  kind: z.enum(['SLA', 'OLA', 'UC']),
  name: shortText.min(1),
  description: longText,
  calendarId: idSchema,
  ticketTypes: z.array(z.enum(TICKET_TYPES)),
  /** Empty: holds for every service. */
  serviceIds: z.array(idSchema),
  targets: z.array(slaTargetSchema),
  /** The agreement used where nothing more specific applies. */
  isDefault: z.boolean(),
  active: z.boolean(),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** Working time of one weekday: local wall-clock `HH:MM`, `to` exclusive, `24:00` allowed. */
const slotSchema = z.object({
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
});
export const calendarSchema = z.object({
  ...recordBase,
  type: z.literal('calendar'),
  name: shortText.min(1),
  /** IANA zone, `Europe/Berlin`. */
  zone: z.string().max(80),
  /** Slots by ISO weekday: index 0 is Monday, 6 is Sunday. */
  week: z.array(z.array(slotSchema)).length(7),
  holidays: z.array(z.object({ date: dateSchema, name: shortText })),
  active: z.boolean(),
});
export type BusinessCalendar = z.infer<typeof calendarSchema>;

export const catalogueSchema = z.discriminatedUnion('type', [
  serviceSchema,
  productSchema,
  agreementSchema,
  calendarSchema,
]);
export type CatalogueEntry = z.infer<typeof catalogueSchema>;
