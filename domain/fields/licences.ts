import { BASE_FIELDS } from './base.ts';
import type { FieldTable, RecordFrom } from './field.ts';

// biome-ignore format: a table is read by its columns
export const CONTRACT_FIELDS = {
  ...BASE_FIELDS,
  type:       { kind: 'code', of: ['contract'] },
  name:       { kind: 'text', min: 1, max: 400 },
  supplier:   { kind: 'text', max: 400, nullable: true },
  validUntil: { kind: 'date', nullable: true },
  active:     { kind: 'flag' },
} as const satisfies FieldTable;

// biome-ignore format: a table is read by its columns
export const POOL_FIELDS = {
  ...BASE_FIELDS,
  type:        { kind: 'code', of: ['pool'] },
  name:        { kind: 'text', min: 1, max: 400 },
  productName: { kind: 'text', max: 400 },
  contractId:  { kind: 'id', nullable: true },
  model:       { kind: 'code', of: ['per_device', 'per_user', 'concurrent', 'oem'] },
  seats:       { kind: 'count' },
  active:      { kind: 'flag' },
} as const satisfies FieldTable;

/**
 * One document a seat, so that two people taking the last seat meet in one document and the server arbitrates: one of them gets it, whole.
 */
// biome-ignore format: a table is read by its columns
export const SEAT_FIELDS = {
  ...BASE_FIELDS,
  type:        { kind: 'code', of: ['seat'] },
  poolId:      { kind: 'id' },
  productName: { kind: 'text', max: 400 },
  state:       { kind: 'code', of: ['free', 'reserved', 'bound'], group: 'state' },
  ciId:        { kind: 'ci', nullable: true, group: 'state' },
  userId:      { kind: 'person', nullable: true, group: 'state' },
  active:      { kind: 'flag' },
} as const satisfies FieldTable;
export type LicenceSeat = RecordFrom<typeof SEAT_FIELDS>;

export type LicenceEntry = RecordFrom<typeof CONTRACT_FIELDS> | RecordFrom<typeof POOL_FIELDS> | LicenceSeat;
