import type { ApprovalAnswer } from '#contracts/approvals.ts';
import {
  type ApprovedRecord,
  approvalOf,
  askedAt,
  isApprover,
  isWaitingFor,
  mayVoteIn,
  requesterOf,
  subjectOf,
} from '#domain/approvals/approvals.ts';
import type { Process } from '#domain/processes/process.ts';
import type { HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { isApprovalOverdue } from './overdue.ts';

/** How the approval of a record stands, for who is signed in. */
export const approvalAnswer = (
  context: HostContext,
  process: Process,
  record: ApprovedRecord,
): ApprovalAnswer => {
  const actor = actorOf(context);
  return {
    ...approvalOf(process, record),
    requestedBy: requesterOf(process, record),
    requestedAt: askedAt(process, record),
    isOverdue: isApprovalOverdue(context, process, record),
    isAsked: mayVoteIn(process, record.state) && isApprover(process, record, actor),
    subject: subjectOf(process, record),
    isWaitedFor: isWaitingFor(process, record, actor),
  };
};
