import { ROLES } from '#domain/records/common.ts';
import type { FieldTable, RecordFrom } from './field.ts';

/** How many of those who are asked must agree: the first answer decides, all of them, or a share in percent. */
export const APPROVAL_RULES = ['first', 'all', 'share'] as const;
export const VOTE_DECISIONS = ['approve', 'reject'] as const;
export type VoteDecision = (typeof VOTE_DECISIONS)[number];

/**
 * Whom a record waits for: what the company's rule said when approval was requested, kept in the record, so that every console and the server count
 * alike and a later edit of the rule asks nobody after the fact.
 */
const APPROVAL_FIELDS = {
  /** The rule's id (settings, `approval-rules`). */
  id: { kind: 'id' },
  name: { kind: 'text', max: 120 },
  rule: { kind: 'code', of: APPROVAL_RULES },
  /** Percent of `personIds` that must agree, 1 to 100; of `share` only. */
  share: { kind: 'count', min: 1 },
  personIds: { kind: 'list', of: { kind: 'person' }, max: 100 },
  /** Whoever holds one of these roles is asked, too. */
  roles: { kind: 'list', of: { kind: 'code', of: ROLES }, max: ROLES.length },
} as const satisfies FieldTable;
export type Approval = RecordFrom<typeof APPROVAL_FIELDS>;

/** One person's word on a record, written by nobody else; a later one replaces it, and the history keeps both. */
const VOTE_FIELDS = {
  /** The person's id. */
  id: { kind: 'person' },
  decision: { kind: 'code', of: VOTE_DECISIONS, group: 'decision' },
  /** What was looked at (domain/approvals, `subjectOf`): after a later edit of that the vote counts no more. */
  subject: { kind: 'text', max: 80, group: 'decision' },
  /** The roles by which the person was asked. */
  roles: { kind: 'list', of: { kind: 'code', of: ROLES }, max: ROLES.length, follows: 'decision' },
  reason: { kind: 'longText', max: 2_000, nullable: true, follows: 'decision' },
  at: { kind: 'instant', follows: 'decision' },
} as const satisfies FieldTable;
export type Vote = RecordFrom<typeof VOTE_FIELDS>;

/** What a record has that somebody approves; a process spreads it into its own table. */
export const APPROVED_RECORD_FIELDS = {
  approvals: { kind: 'list', of: { kind: 'object', fields: APPROVAL_FIELDS }, max: 20, group: 'state' },
  votes: { kind: 'list', of: { kind: 'object', fields: VOTE_FIELDS }, max: 500, merge: 'keyed' },
} as const satisfies FieldTable;
