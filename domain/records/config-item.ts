import * as z from 'zod';
import { dateSchema, idSchema, instantSchema, longText, nullableId, shortText } from './common.ts';
import { recordBase } from './journal.ts';

export const CI_CLASSES = [
  'desktop',
  'notebook',
  'thin_client',
  'server',
  'virtual_machine',
  'network_device',
  'printer',
  'monitor',
  'phone',
  'mobile_phone',
  'tablet',
  'peripheral',
  'storage',
  'software',
  'service',
  'other',
] as const;
export type CiClass = (typeof CI_CLASSES)[number];

/** Life-cycle statuses after i-doit's twelve (field guide 1.5). */
export const CI_STATUSES = [
  'planned',
  'ordered',
  'delivered',
  'assembled',
  'tested',
  'in_operation',
  'defective',
  'in_repair',
  'repaired',
  'stored',
  'out_of_operation',
  'scrapped',
] as const;
export type CiStatus = (typeof CI_STATUSES)[number];

export const commercialSchema = z.object({
  supplier: shortText.nullable(),
  purchaseOrder: z.string().max(80).nullable(),
  invoiceNumber: z.string().max(80).nullable(),
  invoiceDate: dateSchema.nullable(),
  deliveryNote: z.string().max(80).nullable(),
  deliveredOn: dateSchema.nullable(),
  /** Price in minor units of `currency` (cents). */
  priceMinor: z.number().int().nullable(),
  currency: z.string().length(3).nullable(),
  warrantyUntil: dateSchema.nullable(),
  costCentre: z.string().max(80).nullable(),
});
export type Commercial = z.infer<typeof commercialSchema>;

/** What a technician asks for first, taken from the inventory or typed. The full inventory is a document of its own. */
const hardwareSummarySchema = z.object({
  cpu: shortText.nullable(),
  memoryMb: z.number().int().nullable(),
  storageGb: z.number().int().nullable(),
  os: shortText.nullable(),
  osVersion: z.string().max(120).nullable(),
  firmware: z.string().max(120).nullable(),
  lastLoggedUser: z.string().max(120).nullable(),
});

export const configItemSchema = z.object({
  ...recordBase,
  ciClass: z.enum(CI_CLASSES),
  name: shortText.min(1),
  assetTag: z.string().max(120).nullable(),
  serial: z.string().max(200).nullable(),
  uuid: z.string().max(120).nullable(),
  macs: z.array(z.string().max(40)),
  ips: z.array(z.string().max(60)),
  manufacturer: shortText.nullable(),
  model: shortText.nullable(),
  status: z.enum(CI_STATUSES),
  /** False once scrapped or out of operation. */
  active: z.boolean(),
  criticality: z.enum(['high', 'medium', 'low']),
  userId: nullableId,
  teamId: nullableId,
  placeId: nullableId,
  agreementIds: z.array(idSchema),
  commercial: commercialSchema,
  hardware: hardwareSummarySchema,
  installedAt: instantSchema.nullable(),
  retiredAt: instantSchema.nullable(),
  inventoryAt: instantSchema.nullable(),
  softwareCount: z.number().int().min(0),
  /** Fields edited by hand; an import leaves them alone. */
  lockedFields: z.array(z.string().max(120)),
  notes: longText,
  tags: z.array(z.string().max(60)),
  extra: z.record(z.string(), z.unknown()),
});
export type ConfigItem = z.infer<typeof configItemSchema>;

/**
 * The full technical inventory of one CI; `id` equals the CI's id. `sections` keeps the inventory's own section names
 * (`softwares`, `cpus`, `networks`, ...) and rows as they came, unknown keys included.
 */
export const inventorySchema = z.object({
  ...recordBase,
  ciId: idSchema,
  source: z.string().max(120),
  receivedAt: instantSchema,
  sections: z.record(z.string(), z.unknown()),
  sectionTimes: z.record(z.string(), instantSchema),
});
export type Inventory = z.infer<typeof inventorySchema>;

export const RELATION_KINDS = [
  'depends_on',
  'runs_on',
  'connected_to',
  'attached_to',
  'member_of',
  'uses',
] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

/**
 * A typed dependency. `fromId` needs `toId` for depends_on, runs_on and uses; a failure of `toId` reaches `fromId`.
 * `minUp` is how many of the redundant targets of the same `group` must be up (null: all of them).
 */
export const relationSchema = z.object({
  ...recordBase,
  kind: z.enum(RELATION_KINDS),
  fromId: idSchema,
  toId: idSchema,
  group: z.string().max(80).nullable(),
  minUp: z.number().int().min(1).nullable(),
  label: shortText.nullable(),
  active: z.boolean(),
  source: z.enum(['manual', 'import', 'order']),
});
export type Relation = z.infer<typeof relationSchema>;
