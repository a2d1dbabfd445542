/** One thing done with many tickets: each by the command of its own process, as if somebody went through them one by one. */
import type { CallControl, Reply } from '#contracts/define.ts';
import type { BulkChange, BulkPreviewRow, BulkResult } from '#contracts/tickets.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { isCommand, may } from '#domain/permissions/permissions.ts';
import { commandOf, type Process } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { Actor } from '#domain/records/common.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { teamForMe } from '#domain/tickets/team-for-me.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { nextTurn } from '../../kernel/next-turn.ts';
import { actorOf } from '../actor.ts';
import { idsIn, namesOf } from '../record-names.ts';
import { done, notFound, toReply } from '../reply.ts';

/** What the command takes that does it with one ticket; whoever takes it on without naming a team keeps to their own. */
const inputOf = ({ id, teamId }: Ticket, { act, ...given }: BulkChange, actor: Actor): object => {
  if ('with' in given) return { ...given.with, to: given.to, id };
  if (act !== 'assign' || !('assigneeId' in given)) return { ...given, id };
  const own = given.assigneeId === actor.personId ? teamForMe(teamId, actor) : teamId;
  return { ...given, teamId: given.teamId === undefined ? own : given.teamId, id };
};

/** The process of a ticket that is one of those that this person changes together with others. */
const processFor = (context: HostContext, ticket: Ticket, { act }: BulkChange): Result<Process> => {
  const allowed = may(actorOf(context), 'tickets.bulk', ticket);
  if (!allowed.ok) return allowed;
  const process = processOf(ticket.type);
  if (process === null) return fail('invalid', 'type.unknown', { type: ticket.type });
  return isCommand(commandOf(process, act))
    ? ok(process)
    : fail('invalid', 'bulk.no_act', { type: ticket.type });
};

const changeOne = async (
  context: HostContext,
  id: string,
  change: BulkChange,
  control: CallControl,
): Promise<Reply<unknown>> => {
  const ticket = await context.records.get('tickets', id);
  if (ticket === null) return notFound(id);
  const process = processFor(context, ticket, change);
  if (!process.ok) return toReply(process);
  // Its own progress would count what follows from one of many.
  const quietly = { ...control, progress: () => {} };
  return context.run(
    commandOf(process.value, change.act),
    inputOf(ticket, change, actorOf(context)),
    quietly,
    context,
  );
};

/** Of duplicates the one that stays may have been chosen with the others. */
const concerned = (ids: readonly string[], change: BulkChange | null): readonly string[] => {
  const kept = change?.act === 'closeDuplicate' ? change.ofId : null;
  return [...new Set(ids)].filter((id) => id !== kept);
};

export const bulk: FeatureHandlers<'tickets'>['commands']['bulk'] = async (
  context,
  { ids, change },
  control,
) => {
  const results: BulkResult[] = [];
  const asked = concerned(ids, change);
  const numbers = new Map(context.read.tickets(ids).map((row) => [row.id, row.number]));
  for (const id of asked) {
    if (control.signal.aborted) break;
    const reply = await changeOne(context, id, change, control);
    const number = numbers.get(id) ?? id;
    results.push({ id, number, ok: reply.ok, error: reply.ok ? null : reply.error });
    control.progress(results.length, asked.length, number);
    await nextTurn();
  }
  return done({ results });
};

/** The host, with changes that are worked out and not written; `onOther` hears of records that would change along. */
const withoutWriting = (context: HostContext, ticketId: string, onOther: () => void): HostContext => ({
  ...context,
  // Which work is outstanding is noted there, of the same tickets perhaps.
  values: { ...context.values, set: () => {}, apply: () => {}, remove: () => {} },
  records: {
    ...context.records,
    change: async (collection, id, change) => {
      const stored = await context.records.get(collection, id);
      if (stored === null) return fail('not_found', 'record.missing', { collection, id });
      const changed = change(stored);
      if (id !== ticketId && changed.ok && changed.value !== stored) onOther();
      return changed;
    },
  },
});

const previewOne = async (
  context: HostContext,
  ticket: Ticket,
  change: BulkChange,
): Promise<Pick<BulkPreviewRow, 'changes' | 'others' | 'error'>> => {
  let others = 0;
  const dry = withoutWriting(context, ticket.id, () => {
    others += 1;
  });
  const reply = await changeOne(dry, ticket.id, change, { signal: { aborted: false }, progress: () => {} });
  if (!reply.ok) return { changes: [], others: 0, error: reply.error };
  const { journal } = reply.data as Ticket;
  const known = new Set(ticket.journal.map(({ id }) => id));
  const added = journal.filter(({ id }) => !known.has(id));
  return { changes: added.flatMap(({ changes }) => changes), others, error: null };
};

export const bulkPreview: FeatureHandlers<'tickets'>['queries']['bulkPreview'] = async (
  context,
  { ids, change },
) => {
  const found = new Map((await context.records.getMany('tickets', ids)).map((ticket) => [ticket.id, ticket]));
  const rows: BulkPreviewRow[] = [];
  for (const id of concerned(ids, change)) {
    const ticket = found.get(id);
    if (ticket === undefined) continue;
    const outcome =
      change === null ? { changes: [], others: 0, error: null } : await previewOne(context, ticket, change);
    const { number, title, type, state, teamId, assigneeId } = ticket;
    rows.push({ id, number, title, type, state, teamId, assigneeId, ...outcome });
    if (rows.length % 50 === 0) await nextTurn();
  }
  const mentioned = rows.flatMap(({ changes, teamId, assigneeId }) => [
    ...changes.flatMap(({ from, to }) => [...idsIn(from), ...idsIn(to)]),
    ...idsIn([teamId, assigneeId].filter((one) => one !== null)),
  ]);
  return done({ rows, names: namesOf(context, mentioned) });
};
