import type { ApprovalAnswer } from '#contracts/approvals.ts';
import { absenceAt } from '#domain/approvals/absences.ts';
import {
  type ApprovedRecord,
  approvalOf,
  askedAt,
  isApprover,
  isWaitingFor,
  mayVoteIn,
  requesterOf,
  subjectOf,
  waitsForDelegate,
} from '#domain/approvals/approvals.ts';
import type { Process } from '#domain/processes/process.ts';
import type { HostContext } from '../../context.ts';
import { namable } from '../absences/told-delegates.ts';
import { actorOf } from '../actor.ts';
import { isApprovalOverdue } from './overdue.ts';

/** How the approval of a record stands, for who is signed in. */
export const approvalAnswer = (
  context: HostContext,
  process: Process,
  record: ApprovedRecord,
): ApprovalAnswer => {
  const actor = actorOf(context);
  const now = context.clock.now();
  const delegates = (record.delegates ?? []).filter(({ endsAt }) => endsAt > now);
  const ids = delegates.map(({ delegateId }) => delegateId);
  const away = new Set(
    context.read
      .peopleAway(now, ids)
      .flatMap((person) => (absenceAt(person, now) === null ? [] : [person.id])),
  );
  return {
    ...approvalOf(process, record),
    requestedBy: requesterOf(process, record),
    requestedAt: askedAt(process, record),
    isOverdue: isApprovalOverdue(context, process, record),
    isAsked: mayVoteIn(process, record.state) && isApprover(process, record, actor),
    subject: subjectOf(process, record),
    isWaitedFor: isWaitingFor(process, record, actor),
    delegateFor: waitsForDelegate(process, record, actor.personId, now),
    delegates,
    delegatesAway: ids.filter((id) => away.has(id)),
    namable: namable(context, process, record),
  };
};
