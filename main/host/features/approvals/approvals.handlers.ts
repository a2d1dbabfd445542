import type { WaitingRow } from '#contracts/approvals.ts';
import { askedAt, isWaitingFor, requesterOf, subjectOf } from '#domain/approvals/approvals.ts';
import type { RiskLevel } from '#domain/fields/changes.ts';
import type { Process } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import type { ToApprove } from '../../read/approvals.ts';
import { actorOf } from '../actor.ts';
import { done } from '../reply.ts';
import { isApprovalOverdue } from './overdue.ts';

/** What kind of its type a record is: the field that the rules for approvals tell apart. */
const KIND = 'changeType';

const orNull = <V>(value: unknown): V | null => (value ?? null) as V | null;

const waitingRows = (
  context: HostContext,
  records: readonly { readonly process: Process; readonly record: ToApprove }[],
): readonly WaitingRow[] => {
  const { read } = context;
  const byId = new Map(records.map((one) => [one.record.id, one]));
  const names = read.names(records.map(({ process, record }) => requesterOf(process, record)));
  return read.tickets([...byId.keys()]).flatMap((row) => {
    const found = byId.get(row.id);
    if (found === undefined) return [];
    const { process, record } = found;
    const values: Readonly<Record<string, unknown>> = { ...record };
    const requestedBy = requesterOf(process, record);
    const kind = orNull<string>(values[KIND]);
    return [
      {
        ...row,
        feature: process.feature,
        kind: kind === null ? null : { field: KIND, value: kind },
        plannedStartAt: orNull<string>(values.plannedStartAt),
        plannedEndAt: orNull<string>(values.plannedEndAt),
        riskLevel: orNull<RiskLevel>(values.riskLevel),
        hasOutage: values.hasOutage === true,
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

export const approvalsHandlers: FeatureHandlers<'approvals'> = {
  commands: {},
  queries: {
    waiting: async (context) => {
      const actor = actorOf(context);
      const mine = context.read.toApprove().flatMap((record) => {
        const process = processOf(record.type);
        return process !== null && isWaitingFor(process, record, actor) ? [{ process, record }] : [];
      });
      const rows = [...waitingRows(context, mine)].sort((one, other) =>
        `${one.plannedStartAt} ${one.id}` < `${other.plannedStartAt} ${other.id}` ? -1 : 1,
      );
      return done({ rows });
    },
  },
};
