/** Whether what a record was approved by was said as other records tell it: the server sees one record at a time. */
import { type ApprovedRecord, approvalOf } from '#domain/approvals/approvals.ts';
import { itemsOf } from '#domain/meetings/stages.ts';
import type { Process, ProcessFailure } from '#domain/processes/process.ts';
import { fail } from '#domain/records/result.ts';
import type { HostContext } from '../../context.ts';
import { checkDelegates } from '../absences/told-delegates.ts';

/** Refuses to go on with a record that was approved in meetings whose minutes tell of no such decision. */
const checkMeetings = async (
  context: HostContext,
  process: Process,
  record: ApprovedRecord,
): Promise<ProcessFailure | null> => {
  if (!record.approvals.some(({ rule }) => rule === 'meeting')) return null;
  const said = approvalOf(process, record).counting.flatMap(({ id, decision, meeting }) =>
    meeting == null || decision !== 'approve' ? [] : [{ by: id, ...meeting }],
  );
  if (said.length === 0) return null;
  const events = await context.records.getMany(
    'events',
    said.map(({ id }) => id),
  );
  const isTold = ({ id, by }: (typeof said)[number]): boolean =>
    events.some(
      (one) =>
        one.id === id &&
        one.type === 'cab_meeting' &&
        itemsOf(one).some(
          (item) => item.ticketId === record.id && item.decision === 'approved' && item.decidedBy === by,
        ),
    );
  return said.some(isTold)
    ? null
    : fail('missing_fields', 'approval.meetings', {
        fields: ['votes'],
        names: [...new Set(said.map(({ title }) => title))],
      });
};

/** Refuses to go on with a record that was approved by who was no delegate, or in no meeting, as far as other records tell. */
export const checkSaid = async (
  context: HostContext,
  process: Process,
  record: ApprovedRecord,
): Promise<ProcessFailure | null> =>
  (await checkDelegates(context, process, record)) ?? (await checkMeetings(context, process, record));
