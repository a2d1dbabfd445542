import { BASE_FIELDS } from './base.ts';
import { ALWAYS, type FieldTable, type RecordFrom } from './field.ts';

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
export type ConfigItemClass = (typeof CI_CLASSES)[number];

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
export type ConfigItemStatus = (typeof CI_STATUSES)[number];
const RETIRED_STATUSES: readonly ConfigItemStatus[] = ['scrapped', 'out_of_operation'];
/** Whether an item of the status has ended, until it is brought back. */
export const isRetired = (status: unknown): boolean => RETIRED_STATUSES.some((one) => one === status);
export const CRITICALITIES = ['high', 'medium', 'low'] as const;

// biome-ignore format: a table is read by its columns
export const COMMERCIAL_FIELDS = {
  supplier:      { kind: 'text', max: 400, nullable: true },
  purchaseOrder: { kind: 'text', max: 80, nullable: true },
  invoiceNumber: { kind: 'text', max: 80, nullable: true, search: 'body' },
  invoiceDate:   { kind: 'date', nullable: true },
  deliveryNote:  { kind: 'text', max: 80, nullable: true, search: 'body' },
  deliveredOn:   { kind: 'date', nullable: true },
  /** Price in minor units of `currency` (cents). */
  priceMinor:    { kind: 'money', nullable: true },
  currency:      { kind: 'text', min: 3, max: 3, nullable: true },
  warrantyUntil: { kind: 'date', nullable: true },
  costCentre:    { kind: 'text', max: 80, nullable: true },
} as const satisfies FieldTable;

/** What a technician asks for first, taken from the inventory or typed. The full inventory is a document of its own. */
// biome-ignore format: a table is read by its columns
export const HARDWARE_FIELDS = {
  cpu:            { kind: 'text', max: 400, nullable: true },
  memoryMb:       { kind: 'number', nullable: true },
  storageGb:      { kind: 'number', nullable: true },
  os:             { kind: 'text', max: 400, nullable: true, search: 'body' },
  osVersion:      { kind: 'text', max: 120, nullable: true },
  firmware:       { kind: 'text', max: 120, nullable: true },
  lastLoggedUser: { kind: 'text', max: 120, nullable: true, search: 'body' },
} as const satisfies FieldTable;

// biome-ignore format: a table is read by its columns
export const CONFIG_ITEM_FIELDS = {
  ...BASE_FIELDS,
  ciClass:       { kind: 'code', of: CI_CLASSES, edit: ALWAYS, create: 'required' },
  name:          { kind: 'text', min: 1, max: 400, search: 'title', edit: ALWAYS, create: 'required' },
  assetTag:      { kind: 'text', max: 120, nullable: true, search: 'key', edit: ALWAYS, create: 'optional' },
  serial:        { kind: 'text', max: 200, nullable: true, search: 'key', edit: ALWAYS, create: 'optional' },
  uuid:          { kind: 'text', max: 120, nullable: true, search: 'key', edit: ALWAYS, create: 'optional' },
  macs:          { kind: 'list', of: { kind: 'text', max: 40 }, max: 500, merge: 'set', search: 'key', edit: ALWAYS, create: 'optional' },
  ips:           { kind: 'list', of: { kind: 'text', max: 60 }, max: 500, merge: 'set', search: 'key', edit: ALWAYS, create: 'optional' },
  manufacturer:  { kind: 'text', max: 400, nullable: true, search: 'body', edit: ALWAYS, create: 'optional' },
  model:         { kind: 'text', max: 400, nullable: true, search: 'body', edit: ALWAYS, create: 'optional' },
  status:        { kind: 'code', of: CI_STATUSES, group: 'status', edit: ALWAYS, create: 'optional' },
  /** False once scrapped or out of operation. */
  active:        { kind: 'flag', merge: 'derived', causes: ['status'] },
  criticality:   { kind: 'code', of: CRITICALITIES, edit: ALWAYS, create: 'optional' },
  userId:        { kind: 'person', nullable: true, edit: ALWAYS, create: 'optional' },
  teamId:        { kind: 'team', nullable: true, edit: ALWAYS, create: 'optional' },
  placeId:       { kind: 'place', nullable: true, edit: ALWAYS, create: 'optional' },
  agreementIds:  { kind: 'list', of: { kind: 'agreement' }, max: 200, merge: 'set', edit: ALWAYS, create: 'optional' },
  commercial:    { kind: 'object', fields: COMMERCIAL_FIELDS, merge: 'object', edit: ALWAYS, create: 'optional' },
  hardware:      { kind: 'object', fields: HARDWARE_FIELDS, merge: 'object', edit: ALWAYS, create: 'optional' },
  // An order completed on two notebooks installs the device twice, some minutes apart: nothing to decide, the first one stands.
  installedAt:   { kind: 'instant', nullable: true, merge: 'earlier', edit: ALWAYS, create: 'optional' },
  retiredAt:     { kind: 'instant', nullable: true, follows: 'status' },
  inventoryAt:   { kind: 'instant', nullable: true, merge: 'later' },
  softwareCount: { kind: 'count', merge: 'derived', causes: ['imported'] },
  /** Fields edited by hand; an import leaves them alone. */
  lockedFields:  { kind: 'list', of: { kind: 'text', max: 120 }, merge: 'set' },
  notes:         { kind: 'longText', search: 'body', edit: ALWAYS, create: 'optional' },
  tags:          { kind: 'list', of: { kind: 'text', max: 60 }, max: 30, merge: 'set', search: 'body', edit: ALWAYS, create: 'optional' },
  extra:         { kind: 'map', merge: 'object' },
} as const satisfies FieldTable;
export type ConfigItem = RecordFrom<typeof CONFIG_ITEM_FIELDS>;

/**
 * The full technical inventory of one CI; `id` equals the CI's id. `sections` keeps the inventory's own section names
 * (`softwares`, `cpus`, `networks`, ...) and rows as they came, unknown keys included; `sectionTimes` says when each was reported.
 */
// biome-ignore format: a table is read by its columns
export const INVENTORY_FIELDS = {
  ...BASE_FIELDS,
  ciId:         { kind: 'ci' },
  source:       { kind: 'text', max: 120, merge: 'derived' },
  receivedAt:   { kind: 'instant', merge: 'later' },
  sections:     { kind: 'map', merge: 'newest-section' },
  sectionTimes: { kind: 'instants', merge: 'newest-section' },
} as const satisfies FieldTable;
export type Inventory = RecordFrom<typeof INVENTORY_FIELDS>;

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
// biome-ignore format: a table is read by its columns
export const RELATION_FIELDS = {
  ...BASE_FIELDS,
  kind:   { kind: 'code', of: RELATION_KINDS },
  fromId: { kind: 'ci' },
  toId:   { kind: 'ci' },
  group:  { kind: 'text', max: 80, nullable: true },
  minUp:  { kind: 'count', min: 1, nullable: true },
  label:  { kind: 'text', max: 400, nullable: true },
  active: { kind: 'flag' },
  source: { kind: 'code', of: ['manual', 'import', 'order'] },
} as const satisfies FieldTable;
export type Relation = RecordFrom<typeof RELATION_FIELDS>;
