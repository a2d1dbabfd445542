import type { AgendaRow } from '#contracts/meetings.ts';
import { approvalOf, isApprover, mayVoteIn } from '#domain/approvals/approvals.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { CabMeeting } from '#domain/fields/events.ts';
import { type AgendaEntry, agendaOf, leftFor, type Waiting } from '#domain/meetings/agenda.ts';
import { itemsOf, stageOf } from '#domain/meetings/stages.ts';
import { CHANGE } from '#domain/processes/change.ts';
import type { Process } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { HostContext } from '../../context.ts';
import type { ToApprove } from '../../read/approvals.ts';
import { actorOf } from '../actor.ts';
import { waitingRows } from '../approvals/waiting-rows.ts';
import { changeConflicts } from '../changes/change-conflicts.ts';

type Approved = { readonly process: Process; readonly record: ToApprove };

const approved = (record: ToApprove): readonly Approved[] => {
  const process = processOf(record.type);
  return process?.approval === undefined ? [] : [{ process, record }];
};

const isPending = ({ process, record }: Approved): boolean =>
  mayVoteIn(process, record.state) && approvalOf(process, record).status === 'pending';

/** What a filter asks of a record. */
const waitingOf = ({ record }: Approved): Waiting => {
  const { changeType, riskLevel, teamId, plannedStartAt } = record as ToApprove & Partial<Change>;
  return {
    id: record.id,
    kind: changeType ?? record.type,
    riskLevel: riskLevel ?? null,
    teamId: teamId ?? null,
    plannedStartAt: plannedStartAt ?? null,
  };
};

/** Records by id whose process has approvals. */
const recordsOf = async (context: HostContext, ids: readonly string[]): Promise<readonly Approved[]> =>
  (await context.records.getMany('tickets', ids)).flatMap((one) => approved(one as unknown as ToApprove));

/** The agenda of a meeting as it is now. */
export const currentAgenda = async (
  context: HostContext,
  meeting: CabMeeting,
): Promise<readonly AgendaEntry[]> => {
  const meetings = context.read.meetings();
  if (stageOf(meeting) !== 'planned') return agendaOf(meeting, meetings, [], () => false);
  const pending = context.read.toApprove().flatMap(approved).filter(isPending);
  // Of all that was ever on an agenda only what was left is looked at: years of meetings name thousands.
  const open = new Set(
    (await recordsOf(context, leftFor(meeting, meetings)))
      .filter(({ process, record }) => record.active && approvalOf(process, record).status === 'pending')
      .map(({ record }) => record.id),
  );
  return agendaOf(meeting, meetings, pending.map(waitingOf), (id) => open.has(id));
};

/** The records on the agenda as the meeting looks at them, and those that this device does not have. */
export const agendaRows = async (
  context: HostContext,
  meeting: CabMeeting,
): Promise<{ readonly rows: readonly AgendaRow[]; readonly missing: readonly string[] }> => {
  const agenda = await currentAgenda(context, meeting);
  const found = new Map(
    (
      await recordsOf(
        context,
        agenda.map(({ id }) => id),
      )
    ).map((one) => [one.record.id, one]),
  );
  const present = agenda.flatMap((one) => found.get(one.id) ?? []);
  const shown = new Map(
    waitingRows(
      context,
      present.map((one) => ({ ...one, forId: null })),
    ).map((row) => [row.id, row]),
  );
  const items = new Map(itemsOf(meeting).map((item) => [item.id, item]));
  const actor = actorOf(context);
  const rows = agenda.flatMap(({ id, source }): readonly AgendaRow[] => {
    const [one, row] = [found.get(id), shown.get(id)];
    if (one === undefined || row === undefined) return [];
    const { process, record } = one;
    const { forId: _, forName: __, ...waiting } = row;
    return [
      {
        ...waiting,
        ...{ source, item: items.get(id) ?? null, status: approvalOf(process, record).status },
        conflicts:
          record.type === CHANGE.type
            ? changeConflicts(context, record as unknown as Change, undefined).total
            : 0,
        mayDecide: mayVoteIn(process, record.state) && isApprover(process, record, actor, true),
      },
    ];
  });
  return { rows, missing: agenda.flatMap(({ id }) => (shown.has(id) ? [] : [id])) };
};
