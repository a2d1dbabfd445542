import { ROLES } from '#domain/records/common.ts';
import { BASE_FIELDS } from './base.ts';
import type { FieldTable, RecordFrom } from './field.ts';

/** A right a person holds in some system: what they may use, since when, until when, who granted it. */
// biome-ignore format: a table is read by its columns
const AUTHORIZATION_FIELDS = {
  id:        { kind: 'id' },
  system:    { kind: 'text', max: 400 },
  right:     { kind: 'text', max: 400 },
  grantedOn: { kind: 'date', nullable: true },
  expiresOn: { kind: 'date', nullable: true },
  grantedBy: { kind: 'person', nullable: true },
  active:    { kind: 'flag' },
} as const satisfies FieldTable;
export type Authorization = RecordFrom<typeof AUTHORIZATION_FIELDS>;

/** When somebody is away, and who decides for them meanwhile (domain/approvals). Written by themselves, or by those who lead. */
// biome-ignore format: a table is read by its columns
const ABSENCE_FIELDS = {
  id:         { kind: 'id' },
  startsAt:   { kind: 'instant' },
  endsAt:     { kind: 'instant' },
  delegateId: { kind: 'person', nullable: true },
  /** Handed over by who is away: roles in which they are asked for approval. */
  roles:      { kind: 'list', of: { kind: 'code', of: ROLES }, max: ROLES.length },
} as const satisfies FieldTable;
export type Absence = RecordFrom<typeof ABSENCE_FIELDS>;

// biome-ignore format: a table is read by its columns
export const PERSON_FIELDS = {
  ...BASE_FIELDS,
  type:           { kind: 'code', of: ['person'] },
  name:           { kind: 'text', min: 1, max: 400, search: 'title' },
  login:          { kind: 'text', max: 120, nullable: true, search: 'key' },
  email:          { kind: 'text', max: 200, nullable: true, search: 'key' },
  phones:         { kind: 'list', of: { kind: 'text', max: 60 }, merge: 'set', search: 'key' },
  employeeNumber: { kind: 'text', max: 60, nullable: true, search: 'key' },
  jobTitle:       { kind: 'text', max: 400, nullable: true, search: 'body' },
  department:     { kind: 'text', max: 400, nullable: true, search: 'body' },
  costCentre:     { kind: 'text', max: 80, nullable: true, search: 'body' },
  placeId:        { kind: 'place', nullable: true },
  managerId:      { kind: 'person', nullable: true },
  teamIds:        { kind: 'list', of: { kind: 'team' }, merge: 'set' },
  vip:            { kind: 'flag' },
  active:         { kind: 'flag' },
  authorizations: { kind: 'list', of: { kind: 'object', fields: AUTHORIZATION_FIELDS }, merge: 'keyed' },
  absences:       { kind: 'list', of: { kind: 'object', fields: ABSENCE_FIELDS }, max: 100, late: true, merge: 'keyed' },
  extra:          { kind: 'map', merge: 'object' },
} as const satisfies FieldTable;
export type Person = RecordFrom<typeof PERSON_FIELDS>;

// biome-ignore format: a table is read by its columns
export const TEAM_FIELDS = {
  ...BASE_FIELDS,
  type:   { kind: 'code', of: ['team'] },
  name:   { kind: 'text', min: 1, max: 400, search: 'title' },
  email:  { kind: 'text', max: 200, nullable: true, search: 'key' },
  leadId: { kind: 'person', nullable: true },
  active: { kind: 'flag' },
} as const satisfies FieldTable;
export type Team = RecordFrom<typeof TEAM_FIELDS>;

export const PLACE_KINDS = ['site', 'building', 'floor', 'room', 'store', 'other'] as const;
// biome-ignore format: a table is read by its columns
export const PLACE_FIELDS = {
  ...BASE_FIELDS,
  type:     { kind: 'code', of: ['place'] },
  kind:     { kind: 'code', of: PLACE_KINDS },
  name:     { kind: 'text', min: 1, max: 400 },
  code:     { kind: 'text', max: 80, nullable: true, search: 'key' },
  parentId: { kind: 'place', nullable: true },
  /** Names from the site down, `Northport / Building 2 / 2.14`. */
  path:     { kind: 'text', max: 400, search: 'title' },
  /** The site this place belongs to (its own id for a site); lists filter by it. */
  siteId:   { kind: 'place', nullable: true },
  address:  { kind: 'text', max: 400, nullable: true, search: 'body' },
  active:   { kind: 'flag' },
} as const satisfies FieldTable;
export type Place = RecordFrom<typeof PLACE_FIELDS>;

export type DirectoryEntry = Person | Team | Place;
