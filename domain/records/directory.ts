import * as z from 'zod';
import { dateSchema, idSchema, nullableId, shortText } from './common.ts';
import { recordBase } from './journal.ts';

/** A right a person holds in some system: what they may use, since when, until when, who granted it. */
export const authorizationSchema = z.object({
  id: idSchema,
  system: shortText,
  right: shortText,
  grantedOn: dateSchema.nullable(),
  expiresOn: dateSchema.nullable(),
  grantedBy: nullableId,
  active: z.boolean(),
});
export type Authorization = z.infer<typeof authorizationSchema>;

export const personSchema = z.object({
  ...recordBase,
  type: z.literal('person'),
  name: shortText.min(1),
  login: z.string().max(120).nullable(),
  email: z.string().max(200).nullable(),
  phones: z.array(z.string().max(60)),
  employeeNumber: z.string().max(60).nullable(),
  jobTitle: shortText.nullable(),
  department: shortText.nullable(),
  costCentre: z.string().max(80).nullable(),
  placeId: nullableId,
  managerId: nullableId,
  teamIds: z.array(idSchema),
  vip: z.boolean(),
  active: z.boolean(),
  authorizations: z.array(authorizationSchema),
  extra: z.record(z.string(), z.unknown()),
});
export type Person = z.infer<typeof personSchema>;

export const teamSchema = z.object({
  ...recordBase,
  type: z.literal('team'),
  name: shortText.min(1),
  email: z.string().max(200).nullable(),
  leadId: nullableId,
  active: z.boolean(),
});
export type Team = z.infer<typeof teamSchema>;

export const PLACE_KINDS = ['site', 'building', 'floor', 'room', 'store', 'other'] as const;
export const placeSchema = z.object({
  ...recordBase,
  type: z.literal('place'),
  kind: z.enum(PLACE_KINDS),
  name: shortText.min(1),
  code: z.string().max(80).nullable(),
  parentId: nullableId,
  /** Names from the site down, `Northport / Building 2 / 2.14`. */
  path: shortText,
  /** The site this place belongs to (its own id for a site); lists filter by it. */
  siteId: nullableId,
  address: shortText.nullable(),
  active: z.boolean(),
});
export type Place = z.infer<typeof placeSchema>;

export const directorySchema = z.discriminatedUnion('type', [personSchema, teamSchema, placeSchema]);
export type DirectoryEntry = z.infer<typeof directorySchema>;
