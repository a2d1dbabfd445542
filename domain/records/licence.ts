import * as z from 'zod';
import { dateSchema, idSchema, nullableId, shortText } from './common.ts';
import { recordBase } from './journal.ts';

const contractSchema = z.object({
  ...recordBase,
  type: z.literal('contract'),
  name: shortText.min(1),
  supplier: shortText.nullable(),
  validUntil: dateSchema.nullable(),
  active: z.boolean(),
});
const poolSchema = z.object({
  ...recordBase,
  type: z.literal('pool'),
  name: shortText.min(1),
  productName: shortText,
  contractId: nullableId,
  model: z.enum(['per_device', 'per_user', 'concurrent', 'oem']),
  seats: z.number().int().min(0),
  active: z.boolean(),
});
/** One document a seat, so that two people taking the last seat meet in one document and the server arbitrates. */
export const seatSchema = z.object({
  ...recordBase,
  type: z.literal('seat'),
  poolId: idSchema,
  productName: shortText,
  state: z.enum(['free', 'reserved', 'bound']),
  ciId: nullableId,
  userId: nullableId,
  active: z.boolean(),
});
export type LicenceSeat = z.infer<typeof seatSchema>;
export const licenceSchema = z.discriminatedUnion('type', [contractSchema, poolSchema, seatSchema]);
export type LicenceEntry = z.infer<typeof licenceSchema>;
