import { ROLES } from '#domain/records/common.ts';
import type { FieldTable, RecordFrom } from './field.ts';

/** How many of those who are asked must agree: the first answer decides, all of them, a share in percent, or what was decided in a CAB meeting. */
export const APPROVAL_RULES = ['first', 'all', 'share', 'meeting'] as const;
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

/** In which meeting it was decided, and who was there: what the voter says with it, in the meeting's name. */
const VOTE_MEETING_FIELDS = {
  id: { kind: 'id' },
  title: { kind: 'text', max: 400 },
  presentIds: { kind: 'list', of: { kind: 'person' }, max: 100 },
} as const satisfies FieldTable;

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
  meeting: {
    kind: 'object',
    fields: VOTE_MEETING_FIELDS,
    nullable: true,
    late: true,
    follows: 'decision',
  },
} as const satisfies FieldTable;
export type Vote = RecordFrom<typeof VOTE_FIELDS>;
export type VoteMeeting = RecordFrom<typeof VOTE_MEETING_FIELDS>;

/**
 * Who decides for somebody who is away, and when. It stands in the record, by the hand of whoever asked for the approval, of the one who is away, or of those
 * who lead; never of the delegate: the server sees nothing else (domain/permissions/server-votes.ts).
 */
const DELEGATE_FIELDS = {
  /** Of the absence and the delegate (domain/approvals/absences.ts). */
  id: { kind: 'id' },
  personId: { kind: 'person' },
  delegateId: { kind: 'person' },
  startsAt: { kind: 'instant' },
  endsAt: { kind: 'instant' },
  /** The roles in which whoever is away is asked, too, and that they handed over. */
  roles: { kind: 'list', of: { kind: 'code', of: ROLES }, max: ROLES.length },
} as const satisfies FieldTable;
export type Delegate = RecordFrom<typeof DELEGATE_FIELDS>;

/** A delegate's word for somebody, written by the delegate alone. */
const DELEGATE_VOTE_FIELDS = {
  /** Of both (domain/approvals/delegates.ts). */
  id: { kind: 'id' },
  /** For whom. */
  personId: { kind: 'person' },
  byId: { kind: 'person' },
  decision: { kind: 'code', of: VOTE_DECISIONS, group: 'decision' },
  subject: { kind: 'text', max: 80, group: 'decision' },
  reason: { kind: 'longText', max: 2_000, nullable: true, follows: 'decision' },
  at: { kind: 'instant', follows: 'decision' },
} as const satisfies FieldTable;
export type DelegateVote = RecordFrom<typeof DELEGATE_VOTE_FIELDS>;

/** What a record has that somebody approves; a process spreads it into its own table. */
export const APPROVED_RECORD_FIELDS = {
  approvals: { kind: 'list', of: { kind: 'object', fields: APPROVAL_FIELDS }, max: 20, group: 'state' },
  votes: { kind: 'list', of: { kind: 'object', fields: VOTE_FIELDS }, max: 500, merge: 'keyed' },
  delegates: {
    kind: 'list',
    of: { kind: 'object', fields: DELEGATE_FIELDS },
    max: 200,
    late: true,
    merge: 'keyed',
  },
  delegateVotes: {
    kind: 'list',
    of: { kind: 'object', fields: DELEGATE_VOTE_FIELDS },
    max: 500,
    late: true,
    merge: 'keyed',
  },
} as const satisfies FieldTable;
