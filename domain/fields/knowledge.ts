import { BASE_FIELDS } from './base.ts';
import { type FieldTable, type RecordFrom, UNTIL_ENDED } from './field.ts';

/** A reader's verdict; one a person, the later one replaces the earlier. */
const RATING_FIELDS = {
  /** The person's id. */
  id: { kind: 'person' },
  helpful: { kind: 'flag', group: 'helpful' },
  /** What is wrong or missing. */
  text: { kind: 'longText', max: 2_000, nullable: true, follows: 'helpful' },
  at: { kind: 'instant', follows: 'helpful' },
} as const satisfies FieldTable;
export type Rating = RecordFrom<typeof RATING_FIELDS>;

/** What articles and known errors share. */
// biome-ignore format: a table is read by its columns
const KNOWLEDGE_FIELDS = {
  ...BASE_FIELDS,
  number:       { kind: 'text', min: 1, max: 40, search: 'key' },
  title:        { kind: 'text', min: 1, max: 400, edit: UNTIL_ENDED, create: 'required', search: 'title' },
  /** In force: published and not retired. From the state. */
  active:       { kind: 'flag', merge: 'derived', causes: ['state'] },
  symptom:      { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  /** What helps at once; offered for the note of a ticket it is linked to. */
  workaround:   { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  /** Offered for closing a ticket it is linked to. */
  closureCode:  { kind: 'code', from: 'closure-codes', max: 80, nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  category:     { kind: 'code', from: 'categories', max: 80, nullable: true, edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  /** What it is about: single configuration items, models, services. */
  ciIds:        { kind: 'list', of: { kind: 'ci' }, max: 200, merge: 'set', edit: UNTIL_ENDED, create: 'optional' },
  models:       { kind: 'list', of: { kind: 'text', max: 400 }, max: 100, merge: 'set', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  serviceIds:   { kind: 'list', of: { kind: 'service' }, max: 100, merge: 'set', edit: UNTIL_ENDED, create: 'optional' },
  tags:         { kind: 'list', of: { kind: 'text', max: 60 }, max: 30, merge: 'set', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  /** Who answers for it. */
  ownerId:      { kind: 'person', nullable: true, active: true, edit: UNTIL_ENDED, create: 'optional' },
  validUntil:   { kind: 'date', nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  /** When it is looked over next. */
  reviewOn:     { kind: 'date', nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  publishedAt:  { kind: 'instant', nullable: true, follows: 'state' },
  publishedBy:  { kind: 'person', nullable: true, follows: 'state' },
  /** The ticket it was written from. */
  ticketId:     { kind: 'ticket', nullable: true, create: 'optional' },
  ratings:      { kind: 'list', of: { kind: 'object', fields: RATING_FIELDS }, max: 5_000, merge: 'keyed' },
} as const satisfies FieldTable;

export const ARTICLE_STATES = ['draft', 'review', 'published', 'retired'] as const;

// biome-ignore format: a table is read by its columns
export const ARTICLE_FIELDS = {
  ...KNOWLEDGE_FIELDS,
  type:         { kind: 'code', of: ['article'] },
  state:        { kind: 'code', of: ARTICLE_STATES, group: 'state' },
  /** Markdown; images are `deskhand-image:ID`, an attachment's id. */
  body:         { kind: 'longText', markdown: true, edit: UNTIL_ENDED, create: 'optional', search: 'body' },
} as const satisfies FieldTable;
export type Article = RecordFrom<typeof ARTICLE_FIELDS>;

/** Life cycle of a known error (field guide 1.3): published once the workaround is known, fix planned, resolved, retired. */
export const KNOWN_ERROR_STATES = ['draft', 'published', 'fix_planned', 'resolved', 'retired'] as const;
export type KnownErrorState = (typeof KNOWN_ERROR_STATES)[number];

// biome-ignore format: a table is read by its columns
export const KNOWN_ERROR_FIELDS = {
  ...KNOWLEDGE_FIELDS,
  type:         { kind: 'code', of: ['known_error'] },
  state:        { kind: 'code', of: KNOWN_ERROR_STATES, group: 'state' },
  rootCause:    { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  /** What takes the cause away, and where that stands. */
  solution:     { kind: 'longText', edit: UNTIL_ENDED, create: 'optional', search: 'body' },
  errorCode:    { kind: 'text', max: 80, nullable: true, edit: UNTIL_ENDED, create: 'optional', search: 'key' },
  problemId:    { kind: 'ticket', nullable: true, edit: UNTIL_ENDED, create: 'optional' },
  /** The change that carries the fix. */
  changeId:     { kind: 'ticket', nullable: true, edit: UNTIL_ENDED },
} as const satisfies FieldTable;
export type KnownError = RecordFrom<typeof KNOWN_ERROR_FIELDS>;

export type KnowledgeEntry = Article | KnownError;
