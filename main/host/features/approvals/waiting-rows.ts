import type { WaitingRow } from '#contracts/approvals.ts';
import { askedAt, requesterOf, subjectOf } from '#domain/approvals/approvals.ts';
import type { RiskLevel } from '#domain/fields/changes.ts';
import type { Process } from '#domain/processes/process.ts';
import type { HostContext } from '../../context.ts';
import type { ToApprove } from '../../read/approvals.ts';
import { isApprovalOverdue } from './overdue.ts';

/** What kind of its type a record is: the field that the rules for approvals tell apart. */
const KIND = 'changeType';

const orNull = <V>(value: unknown): V | null => (value ?? null) as V | null;

/** A record, and for whom a word on it is waited for: null is who is signed in themselves. */
export type Waiting = {
  readonly process: Process;
  readonly record: ToApprove;
  readonly forId: string | null;
};

/** What an approver sees of each record, in the order of `records`. */
export const waitingRows = (context: HostContext, records: readonly Waiting[]): readonly WaitingRow[] => {
  const { read } = context;
  const ids = [...new Set(records.map(({ record }) => record.id))];
  const rows = new Map(read.tickets(ids).map((row) => [row.id, row]));
  const names = read.names(
    records.flatMap(({ process, record, forId }) => [requesterOf(process, record), forId]),
  );
  return records.flatMap(({ process, record, forId }) => {
    const row = rows.get(record.id);
    if (row === undefined) return [];
    const values: Readonly<Record<string, unknown>> = { ...record };
    const requestedBy = requesterOf(process, record);
    const kind = orNull<string>(values[KIND]);
    return [
      {
        ...row,
        forId,
        forName: forId === null ? null : (names[forId] ?? null),
        feature: process.feature,
        kind: kind === null ? null : { field: KIND, value: kind },
        plannedStartAt: orNull<string>(values.plannedStartAt),
        plannedEndAt: orNull<string>(values.plannedEndAt),
        riskLevel: orNull<RiskLevel>(values.riskLevel),
        hasOutage: values.hasOutage === true,
        prepared: Array.isArray(values.preparations) ? values.preparations.length : 0,
        costMinor: orNull<number>(values.costMinor),
        texts: (process.approval?.texts ?? []).map((field) => ({ field, text: String(values[field] ?? '') })),
        subject: subjectOf(process, record),
        requestedBy,
        requestedByName: requestedBy === null ? null : (names[requestedBy] ?? null),
        requestedAt: askedAt(process, record),
        isOverdue: isApprovalOverdue(context, process, record),
      },
    ];
  });
};
