/**
 * Approvals, one mechanism for every process that has them. A record keeps whom it waits for (`approvals`, from the company's rules) and what people
 * said (`votes`, each written by its voter). Whether it is approved follows from both alone, so consoles, CLI and server agree, in whatever order votes
 * arrive. No packages: CouchDB bundles this.
 */
import type { Approval, Vote, VoteDecision } from '#domain/fields/approvals.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import { broughtBy } from '#domain/journal/brought.ts';
import { actedAt, byTime } from '#domain/journal/journal.ts';
import { changeRecord, type ProcessResult, refuseEnded } from '#domain/processes/engine.ts';
import {
  type ApprovalStatus,
  isEmpty,
  type Process,
  type ProcessContext,
  type ProcessRecord,
} from '#domain/processes/process.ts';
import { deeds } from '#domain/processes/ticket-rules.ts';
import { canonical } from '#domain/records/canonical.ts';
import type { Actor, Id } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import { fail, ok } from '#domain/records/result.ts';
import { sha256 } from '#domain/records/sha256.ts';
import { cleaned } from '#domain/records/text.ts';

export type { ApprovalStatus };

/** What the functions here need of a process. */
export type ApprovedProcess = Pick<Process, 'approval' | 'fields' | 'steps'>;
/** And of a record. */
export type ApprovedRecord = ProcessRecord & {
  readonly approvals: readonly Approval[];
  readonly votes: readonly Vote[];
};

/** A list without order is the same in any. */
const unordered = (process: ApprovedProcess, field: string, value: unknown): unknown =>
  process.fields[field]?.merge === 'set' && Array.isArray(value) ? [...value].sort() : value;

/** Elements with ids are the same in any order, too: a merge puts what the other side added at the end. */
const inIdOrder = (process: ApprovedProcess, field: string, value: unknown): unknown =>
  process.fields[field]?.merge === 'keyed' && Array.isArray(value)
    ? [...(value as readonly { readonly id: Id }[])].sort((one, other) => (one.id < other.id ? -1 : 1))
    : unordered(process, field, value);

/** Sums of the last texts: one write asks for the same at each of its steps, and long plans take tens of milliseconds. */
const recent: { readonly text: string; readonly sum: string }[] = [];
const sumOf = (text: string): string => {
  const known = recent.find((one) => one.text === text);
  if (known !== undefined) return known.sum;
  const sum = sha256(text);
  recent.push({ text, sum });
  if (recent.length > 4) recent.shift();
  return sum;
};

/** What an approval names: the sum of the fields that the process says are approved, as they are now. */
export const subjectOf = (process: ApprovedProcess, record: object): string => {
  const values: Readonly<Record<string, unknown>> = { ...record };
  const [subject, lateSubject] = [process.approval?.subject ?? [], process.approval?.lateSubject ?? []];
  const named = subject.map((field) => unordered(process, field, values[field] ?? null));
  const late = lateSubject
    .filter((field) => !isEmpty(values[field]))
    .map((field) => ({ field, value: inIdOrder(process, field, values[field]) }));
  return sumOf(canonical([...named, ...late]));
};

/** The entries by which approval was asked and that were not taken back. A way back to that state asks nobody; nor does a merge: anybody whose note reaches the record may say that. */
const requestsIn = (process: ApprovedProcess, journal: readonly JournalEntry[]): readonly JournalEntry[] => {
  const asking = new Set(
    process.steps.filter(({ fills }) => fills.includes('approvals')).map(({ to }) => to),
  );
  return deeds(journal).filter(({ changes }) =>
    changes.some(({ field, from, to }) => field === 'state' && from !== to && asking.has(String(to))),
  );
};

/** When approval was asked the last time. */
export const askedAt = (process: ApprovedProcess, { journal }: ProcessRecord): string | null =>
  [...requestsIn(process, journal)].sort(byTime).slice(-1)[0]?.at ?? null;

/** Who asked for the approval that the record stands in: whoever took it there last. */
export const requesterOf = (process: ApprovedProcess, { journal }: ProcessRecord): Id | null =>
  [...requestsIn(process, journal)].sort(byTime).slice(-1)[0]?.by ?? null;

/**
 * Whose word counts for nothing, because they asked: everybody who ever did, since a request can be dated before another one, and who brought
 * somebody's request to the server, which has only their word for it.
 */
const requestersOf = (process: ApprovedProcess, { journal }: ProcessRecord): ReadonlySet<Id> => {
  const requests = requestsIn(process, journal);
  const ids = new Set<unknown>(requests.map(({ id }) => id));
  const bringers = journal.filter((entry) => broughtBy(entry).some((id) => ids.has(id)));
  return new Set([...requests, ...bringers].map(({ by }) => by));
};

/** Whether a request names exactly these approvals: whoever chooses who is asked has asked, and has no vote. */
export const isRequested = (
  process: ApprovedProcess,
  { journal, approvals }: Pick<ApprovedRecord, 'journal' | 'approvals'>,
): boolean =>
  requestsIn(process, journal).some(({ changes }) =>
    changes.some(({ field, to }) => field === 'approvals' && sameValue(to, approvals)),
  );

const isAsked = ({ personIds, roles }: Approval, personId: Id, held: readonly string[]): boolean =>
  personIds.includes(personId) || roles.some((role) => held.includes(role));

/**
 * One approval's answer, from the votes that count. Who requested it is not asked, so nobody waits for them. Ties of the clock go by the person's id, so that replicas
 * agree on which was first.
 */
const statusOf = (
  approval: Approval,
  votes: readonly Vote[],
  requesters: ReadonlySet<Id>,
): ApprovalStatus => {
  const answers = votes.filter(({ id, roles }) => isAsked(approval, id, roles)).sort(byTime);
  const [first] = answers;
  if (first === undefined) return 'pending';
  if (approval.rule === 'first') return first.decision === 'approve' ? 'approved' : 'rejected';
  const others = approval.personIds.filter((id) => !requesters.has(id));
  const asked = new Set([...others, ...answers.map(({ id }) => id)]).size;
  const needed = approval.rule === 'all' ? asked : Math.max(1, Math.ceil((asked * approval.share) / 100));
  const rejected = answers.filter(({ decision }) => decision === 'reject').length;
  if (asked - rejected < needed) return 'rejected';
  return answers.length - rejected >= needed ? 'approved' : 'pending';
};

export type ApprovalState = {
  readonly status: ApprovalStatus;
  readonly each: readonly { readonly approval: Approval; readonly status: ApprovalStatus }[];
  /** Votes on the record as it is now. */
  readonly counting: readonly Vote[];
  /** Votes on what was edited since, and of those who asked. */
  readonly past: readonly Vote[];
};

/** Whether the record, as it is now, is approved. A rejection is a rejection: one approval that was refused refuses the whole. */
export const approvalOf = (process: ApprovedProcess, record: ApprovedRecord): ApprovalState => {
  // A list has hundreds that nobody was asked about yet.
  const subject = record.votes.length === 0 ? '' : subjectOf(process, record);
  const requesters = requestersOf(process, record);
  const counts = (vote: Vote): boolean => vote.subject === subject && !requesters.has(vote.id);
  const counting = record.votes.filter(counts);
  const each = record.approvals.map((approval) => ({
    approval,
    status: statusOf(approval, counting, requesters),
  }));
  const before = process.approval?.beforehand?.(record) ?? null;
  if (before !== null) return { status: before, each, counting, past: [] };
  const isAll = each.length > 0 && each.every(({ status }) => status === 'approved');
  const isRejected = each.some(({ status }) => status === 'rejected');
  return {
    status: isRejected ? 'rejected' : isAll ? 'approved' : 'pending',
    each,
    counting,
    past: record.votes.filter((vote) => !counts(vote)),
  };
};

/** Whether people are asked for their word on records in this state. */
export const mayVoteIn = (process: ApprovedProcess, state: string): boolean =>
  process.approval?.states.includes(state) ?? false;

type Voter = Pick<Actor, 'personId' | 'roles'>;

/** Whether somebody is asked for a word on this record, given or not; never who asked for it. */
export const isApprover = (
  process: ApprovedProcess,
  record: ApprovedRecord,
  { personId, roles }: Voter,
): boolean =>
  !requestersOf(process, record).has(personId) &&
  record.approvals.some((one) => isAsked(one, personId, roles));

/** Whether the record still waits for this person's word: asked, in a state that votes count for, and nothing said about it as it is now. */
export const isWaitingFor = (process: ApprovedProcess, record: ApprovedRecord, voter: Voter): boolean => {
  if (!mayVoteIn(process, record.state) || !isApprover(process, record, voter)) return false;
  const { status, counting } = approvalOf(process, record);
  return status === 'pending' && !counting.some(({ id }) => id === voter.personId);
};

export type VoteInput = {
  readonly decision: VoteDecision;
  /** Needed where it is rejected. */
  readonly reason?: string | null | undefined;
  /** `subjectOf` what the voter had in front of them; left out: whatever the record is by now. */
  readonly seen?: string | undefined;
};

/**
 * Says yes or no to the record as it is now; a later word of the same person replaces the earlier. Errors: `not_editable` (nothing is asked in its
 * state, or it is not what was `seen`), `forbidden` (not asked, or one's own request), `missing_fields` (a rejection without a reason).
 */
export const castVote = <R extends ApprovedRecord>(
  process: Process,
  record: R,
  { decision, reason, seen }: VoteInput,
  ctx: ProcessContext,
): ProcessResult<R> => {
  const refused = refuseEnded(process, record);
  if (refused !== null) return refused;
  const { number, type, state } = record;
  const { personId, roles } = ctx.env.actor;
  if (!mayVoteIn(process, state)) return fail('not_editable', 'vote.state', { number, type, state });
  if (requestersOf(process, record).has(personId)) return fail('forbidden', 'vote.own_request', { number });
  if (!isApprover(process, record, ctx.env.actor)) return fail('forbidden', 'vote.not_asked', { number });
  const said = cleaned(reason);
  if (decision === 'reject' && said === null)
    return fail('missing_fields', 'vote.reason', { fields: ['reason'] });
  const subject = subjectOf(process, record);
  if (seen !== undefined && seen !== subject) return fail('not_editable', 'vote.changed', { number });
  const known = record.votes.find(({ id }) => id === personId);
  if (known?.decision === decision && known.subject === subject && known.reason === said) return ok(record);
  const vote: Vote = {
    id: personId,
    decision,
    subject,
    roles: roles.filter((role) => record.approvals.some((one) => one.roles.includes(role))),
    reason: said,
    // Other words for the same answer are no later answer.
    at: known?.decision === decision && known.subject === subject ? known.at : actedAt(record, ctx.env.now),
  };
  const votes = [...record.votes.filter(({ id }) => id !== personId), vote];
  return ok(changeRecord(process, record, { votes }, ctx, { kind: 'vote', text: said }));
};
