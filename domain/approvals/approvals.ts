/**
 * Approvals, one mechanism for every process that has them. A record keeps whom it waits for (`approvals`, from the company's rules) and what people
 * said (`votes`, each written by its voter). Whether it is approved follows from both alone, so consoles, CLI and server agree, in whatever order votes
 * arrive. No packages: CouchDB bundles this.
 */
import type { Approval, Delegate, DelegateVote, Vote } from '#domain/fields/approvals.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import { broughtBy } from '#domain/journal/brought.ts';
import { byTime } from '#domain/journal/journal.ts';
import { type ApprovalStatus, isEmpty, type Process, type ProcessRecord } from '#domain/processes/process.ts';
import { deeds } from '#domain/processes/ticket-rules.ts';
import { canonical } from '#domain/records/canonical.ts';
import type { Actor, Id } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import { sha256 } from '#domain/records/sha256.ts';
import { allWords, standsFor, type Word, wordsOf } from './delegates.ts';

export type { ApprovalStatus };

/** What the functions here need of a process. */
export type ApprovedProcess = Pick<Process, 'approval' | 'fields' | 'steps'>;
/** And of a record. */
export type ApprovedRecord = ProcessRecord & {
  readonly approvals: readonly Approval[];
  readonly votes: readonly Vote[];
  readonly delegates?: readonly Delegate[] | undefined;
  readonly delegateVotes?: readonly DelegateVote[] | undefined;
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
export const requestersOf = (process: ApprovedProcess, { journal }: ProcessRecord): ReadonlySet<Id> => {
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

/** Whether one approval asks somebody, by name or by one of the roles that they hold. */
const isAsked = ({ personIds, roles }: Approval, personId: Id, held: readonly string[]): boolean =>
  personIds.includes(personId) || roles.some((role) => held.includes(role));

/** What is decided in a meeting is decided there alone. */
const isPlace = ({ rule }: Approval, inMeeting: boolean): boolean => rule !== 'meeting' || inMeeting;

/** Whether approvals ask somebody outside of meetings: what a delegate may decide for them. */
export const asksOutside = (
  approvals: readonly Approval[],
  { personId, roles }: Pick<Delegate, 'personId' | 'roles'>,
): boolean => approvals.some((one) => isPlace(one, false) && isAsked(one, personId, roles));

/** The words that answer one approval, the earliest first. Of two delegates for one person the first stands. */
const answersTo = (approval: Approval, words: readonly Word[]): readonly Word[] => {
  const answers = words
    .filter(
      ({ id, roles, meeting }) =>
        isAsked(approval, id, roles) && isPlace(approval, (meeting ?? null) !== null),
    )
    .sort((one, other) => byTime(one, other) || ((one.byId ?? '') < (other.byId ?? '') ? -1 : 1));
  const heard = new Set<Id>();
  return answers.filter(({ id }) => !heard.has(id) && heard.add(id));
};

/**
 * One approval's answer, from the words that count. Who requested it is not asked, so nobody waits for them. Ties of the clock go by the person's id, so that replicas
 * agree on which was first.
 */
const statusOf = (
  approval: Approval,
  words: readonly Word[],
  requesters: ReadonlySet<Id>,
): ApprovalStatus => {
  const answers = answersTo(approval, words);
  const [first] = answers;
  if (first === undefined) return 'pending';
  if (approval.rule === 'first' || approval.rule === 'meeting')
    return first.decision === 'approve' ? 'approved' : 'rejected';
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
  readonly counting: readonly Word[];
  /** Votes on what was edited since, of those who asked, and of whom nobody named as a delegate. */
  readonly past: readonly Word[];
};

/** Whether the record, as it is now, is approved. A rejection is a rejection: one approval that was refused refuses the whole. */
export const approvalOf = (process: ApprovedProcess, record: ApprovedRecord): ApprovalState => {
  // A list has hundreds that nobody was asked about yet.
  const isSilent = record.votes.length + (record.delegateVotes ?? []).length === 0;
  const subject = isSilent ? '' : subjectOf(process, record);
  const requesters = requestersOf(process, record);
  const counting = wordsOf(record, requesters).filter((word) => word.subject === subject);
  const isCounted = ({ id, byId }: Word): boolean =>
    counting.some((one) => one.id === id && one.byId === byId);
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
    past: allWords(record).filter((word) => !isCounted(word)),
  };
};

/** Whether people are asked for their word on records in this state. */
export const mayVoteIn = (process: ApprovedProcess, state: string): boolean =>
  process.approval?.states.includes(state) ?? false;

/**
 * Whether a record is being decided on: people were asked and nothing went on since, or what was approved was edited and waits again.
 */
export const isBeingDecided = (process: ApprovedProcess, record: ApprovedRecord): boolean => {
  if (!mayVoteIn(process, record.state)) return false;
  const isAsked = process.approval?.behind.includes(record.state) !== true;
  return isAsked || approvalOf(process, record).status === 'pending';
};

type Voter = Pick<Actor, 'personId' | 'roles'>;

/** Whether somebody is asked for a word on this record, given or not; never who asked for it. What a meeting decides is asked of them `inMeeting`. */
export const isApprover = (
  process: ApprovedProcess,
  record: ApprovedRecord,
  { personId, roles }: Voter,
  inMeeting = false,
): boolean =>
  !requestersOf(process, record).has(personId) &&
  record.approvals.some((one) => isPlace(one, inMeeting) && isAsked(one, personId, roles));

/** For whom somebody may decide now, given or not: approvers who are away and named them. Never who asked for it, nor for them. */
export const mayDecideFor = (
  process: ApprovedProcess,
  record: ApprovedRecord,
  delegateId: Id,
  now: string,
): readonly Delegate[] => {
  const requesters = requestersOf(process, record);
  if (requesters.has(delegateId)) return [];
  return standsFor(record, delegateId, now).filter(
    (one) => !requesters.has(one.personId) && asksOutside(record.approvals, one),
  );
};

/** Whether somebody, or their delegate, has answered all approvals that ask them outside of meetings. */
const hasAnswered = ({ approvals }: ApprovedRecord, words: readonly Word[], voter: Voter): boolean =>
  approvals.every(
    (one) =>
      !isPlace(one, false) ||
      !isAsked(one, voter.personId, voter.roles) ||
      answersTo(one, words).some(({ id }) => id === voter.personId),
  );

/** Whether the record still waits for this person's word: asked, in a state that votes count for, and nothing said about it as it is now. */
export const isWaitingFor = (process: ApprovedProcess, record: ApprovedRecord, voter: Voter): boolean => {
  if (!mayVoteIn(process, record.state) || !isApprover(process, record, voter)) return false;
  const { status, counting } = approvalOf(process, record);
  return status === 'pending' && !hasAnswered(record, counting, voter);
};

/** The people for whom the record waits for the word of their delegate: as `isWaitingFor`, of each. */
export const waitsForDelegate = (
  process: ApprovedProcess,
  record: ApprovedRecord,
  delegateId: Id,
  now: string,
): readonly Id[] => {
  if (!mayVoteIn(process, record.state)) return [];
  const named = mayDecideFor(process, record, delegateId, now);
  if (named.length === 0) return [];
  const { status, counting } = approvalOf(process, record);
  const open = named.filter((one) => !hasAnswered(record, counting, one)).map(({ personId }) => personId);
  return status === 'pending' ? [...new Set(open)] : [];
};
