import { type ApprovedRecord, approvalOf, mayVoteIn } from '#domain/approvals/approvals.ts';
import { approvalDueMs } from '#domain/approvals/overdue.ts';
import type { Process } from '#domain/processes/process.ts';
import type { HostContext } from '../../context.ts';

/** Whether the record has waited for its approval for longer than the settings say. */
export const isApprovalOverdue = (
  { settings, clock }: Pick<HostContext, 'settings' | 'clock'>,
  process: Process,
  record: ApprovedRecord,
): boolean => {
  if (!mayVoteIn(process, record.state) || approvalOf(process, record).status !== 'pending') return false;
  // Tickets have clocks, whose calendar is theirs.
  const { sla } = record as { readonly sla?: { readonly calendarId: string | null } };
  const calendar = settings.calendar(sla?.calendarId ?? null);
  const due = approvalDueMs(process, record, calendar, settings.incident().remindAfterBusinessDays);
  return due !== null && due <= clock.nowMs();
};
