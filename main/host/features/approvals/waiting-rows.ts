import type { WaitingRow } from '#contracts/approvals.ts';
import {
  approvalOf,
  askedAt,
  isWaitingFor,
  requesterOf,
  subjectOf,
  waitsForDelegate,
} from '#domain/approvals/approvals.ts';
import { isException } from '#domain/changes/exceptions.ts';
import type { RiskLevel } from '#domain/fields/changes.ts';
import type { Process } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { HostContext } from '../../context.ts';
import type { ToApprove } from '../../read/approvals.ts';
import { actorOf } from '../actor.ts';
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

/** What waits for the word of who is signed in, their own or for whom they decide. */
export const waitingFor = (context: HostContext): readonly Waiting[] => {
  const actor = actorOf(context);
  const now = context.clock.now();
  return context.read.toApprove().flatMap((record): readonly Waiting[] => {
    const process = processOf(record.type);
    if (process === null) return [];
    const own = isWaitingFor(process, record, actor) ? [null] : [];
    const others = waitsForDelegate(process, record, actor.personId, now);
    return [...own, ...others].map((forId) => ({ process, record, forId }));
  });
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
        exceptions: approvalOf(process, record).each.flatMap(({ approval, status }) =>
          isException(approval) && status === 'pending' ? [approval.name] : [],
        ),
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
