import { approvalOf, mayVoteIn } from '#domain/approvals/approvals.ts';
import { approvalDueMs } from '#domain/approvals/overdue.ts';
import type { Change } from '#domain/fields/changes.ts';
import { CHANGE } from '#domain/processes/change.ts';
import type { HostContext } from '../../context.ts';

/** Whether the change has waited for its approval for longer than the settings say. */
export const isApprovalOverdue = (
  { settings, clock }: Pick<HostContext, 'settings' | 'clock'>,
  change: Change,
): boolean => {
  if (!mayVoteIn(CHANGE, change.state) || approvalOf(CHANGE, change).status !== 'pending') return false;
  const calendar = settings.calendar(change.sla.calendarId);
  const due = approvalDueMs(CHANGE, change, calendar, settings.incident().approvalDays);
  return due !== null && due <= clock.nowMs();
};
