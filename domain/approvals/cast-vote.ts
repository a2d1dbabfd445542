/** How somebody says yes or no to a record that asks them. */
import type { DelegateVote, Vote, VoteDecision, VoteMeeting } from '#domain/fields/approvals.ts';
import { actedAt } from '#domain/journal/journal.ts';
import { changeRecord, type ProcessResult, refuseEnded } from '#domain/processes/engine.ts';
import type { Process, ProcessContext } from '#domain/processes/process.ts';
import type { Id } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import { fail, ok } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import {
  type ApprovedRecord,
  approvalOf,
  isApprover,
  mayDecideFor,
  mayVoteIn,
  requestersOf,
  subjectOf,
} from './approvals.ts';
import { delegateVoteId } from './delegates.ts';

export type VoteInput = {
  readonly decision: VoteDecision;
  /** Needed where it is rejected. */
  readonly reason?: string | null | undefined;
  /** `subjectOf` what the voter had in front of them; left out: whatever the record is by now. */
  readonly seen?: string | undefined;
  /** Of a delegate: for whom they decide. */
  readonly forId?: Id | null | undefined;
  /** Said in a CAB meeting, in its name. */
  readonly meeting?: VoteMeeting | undefined;
};

type Said = Pick<Vote, 'decision' | 'subject' | 'reason'>;
const isSame = (known: Said | undefined, said: Said): boolean =>
  known?.decision === said.decision && known.subject === said.subject;

const castOwn = <R extends ApprovedRecord>(
  process: Process,
  record: R,
  { said, meeting }: { readonly said: Said; readonly meeting: VoteMeeting | null },
  ctx: ProcessContext,
): ProcessResult<R> => {
  const { personId, roles } = ctx.env.actor;
  if (!isApprover(process, record, ctx.env.actor, meeting !== null)) {
    const isMeetings = meeting === null && isApprover(process, record, ctx.env.actor, true);
    return fail('forbidden', isMeetings ? 'vote.in_meeting' : 'vote.not_asked', { number: record.number });
  }
  const known = record.votes.find(({ id }) => id === personId);
  const isAgain = isSame(known, said) && sameValue(known?.meeting ?? null, meeting);
  if (isAgain && known?.reason === said.reason) return ok(record);
  // A late field is there only where it holds something.
  const vote = {
    id: personId,
    ...said,
    roles: roles.filter((role) => record.approvals.some((one) => one.roles.includes(role))),
    // Other words for the same answer are no later answer.
    at: isAgain && known !== undefined ? known.at : actedAt(record, ctx.env.now),
    ...(meeting === null ? {} : { meeting }),
  } as Vote;
  const votes = [...record.votes.filter(({ id }) => id !== personId), vote];
  return ok(changeRecord(process, record, { votes }, ctx, { kind: 'vote', text: said.reason }));
};

const castFor = <R extends ApprovedRecord>(
  process: Process,
  record: R,
  { said, forId }: { readonly said: Said; readonly forId: Id },
  ctx: ProcessContext,
): ProcessResult<R> => {
  const { number } = record;
  const byId = ctx.env.actor.personId;
  const at = actedAt(record, ctx.env.now);
  const named = mayDecideFor(process, record, byId, at).find(({ personId }) => personId === forId);
  if (named === undefined) return fail('forbidden', 'vote.no_delegate', { number });
  const own = approvalOf(process, record).counting.find(({ id, byId: by }) => id === forId && by !== byId);
  if (own !== undefined) return fail('not_editable', 'vote.given', { number });
  const id = delegateVoteId(forId, byId);
  const known = record.delegateVotes?.find((one) => one.id === id);
  if (isSame(known, said) && known?.reason === said.reason) return ok(record);
  const vote: DelegateVote = {
    ...{ id, personId: forId, byId, ...said },
    at: isSame(known, said) && known !== undefined ? known.at : at,
  };
  const delegateVotes = [...(record.delegateVotes ?? []).filter((one) => one.id !== id), vote];
  return ok(changeRecord(process, record, { delegateVotes }, ctx, { kind: 'vote', text: said.reason }));
};

/**
 * Says yes or no to the record as it is now; a later word of the same person replaces the earlier. Errors: `not_editable` (nothing is asked in its
 * state, it is not what was `seen`, or a delegate whose person or other delegate has answered), `forbidden` (not asked, no delegate now, decided in a meeting, or
 * one's own request), `missing_fields` (a rejection without a reason).
 */
export const castVote = <R extends ApprovedRecord>(
  process: Process,
  record: R,
  { decision, reason, seen, forId, meeting }: VoteInput,
  ctx: ProcessContext,
): ProcessResult<R> => {
  const refused = refuseEnded(process, record);
  if (refused !== null) return refused;
  const { number, type, state } = record;
  const voter = ctx.env.actor;
  if (!mayVoteIn(process, state)) return fail('not_editable', 'vote.state', { number, type, state });
  if (requestersOf(process, record).has(voter.personId))
    return fail('forbidden', 'vote.own_request', { number });
  if (forId == null && !isApprover(process, record, voter, true))
    return fail('forbidden', 'vote.not_asked', { number });
  const subject = subjectOf(process, record);
  const said = { decision, subject, reason: cleaned(reason) };
  if (decision === 'reject' && said.reason === null)
    return fail('missing_fields', 'vote.reason', { fields: ['reason'] });
  if (seen !== undefined && seen !== subject) return fail('not_editable', 'vote.changed', { number });
  return forId == null
    ? castOwn(process, record, { said, meeting: meeting ?? null }, ctx)
    : castFor(process, record, { said, forId }, ctx);
};
