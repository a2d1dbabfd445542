/** One command, two records: the duplicate is ended, and the ticket that stays gets what came of it. */
import type { Reply } from '#contracts/define.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { type CommandName, may } from '#domain/permissions/permissions.ts';
import { commandOf, type Process } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { Actor } from '#domain/records/common.ts';
import { closeDuplicate, takeDuplicate } from '#domain/tickets/duplicates.ts';
import type { HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { pendingWork } from '../effects/effects.ts';
import { toReply } from '../reply.ts';
import { changeByRule } from './change-by-rule.ts';
import { processContext } from './process-context.ts';

type Said = { readonly id: string; readonly ofId: string; readonly note: string | null };

/** Duplicates whose other half may not be written yet; what a crash interrupts is finished at the next start. */
const pending = pendingWork('duplicates.pending');

const tell = (
  context: HostContext,
  process: Process,
  duplicate: Ticket,
  { ofId, note }: Omit<Said, 'id'>,
  actor?: Actor,
) => {
  const ctx = processContext(context, actor);
  return context.records.change('tickets', ofId, (kept) =>
    takeDuplicate(process, kept, duplicate, note, ctx),
  );
};

/** Ends a ticket as a duplicate. The right to it is asked for both: the one that stays is changed, too. */
export const sayDuplicate = async (
  context: HostContext,
  process: Process,
  said: Said,
): Promise<Reply<unknown>> => {
  const { id, ofId, note } = said;
  const kept = await context.records.get('tickets', ofId);
  if (kept !== null) {
    const allowed = may(actorOf(context), commandOf(process, 'closeDuplicate') as CommandName, kept);
    if (!allowed.ok) return toReply(allowed);
  }
  const lookup = context.read.ticketLookup();
  pending.note(context, id);
  const reply = await changeByRule<Ticket>(context, process, 'closeDuplicate', id, (ticket, ctx) =>
    closeDuplicate(process, ticket, { ofId, note }, { ...ctx, lookup }),
  );
  if (reply.ok) {
    const told = await tell(context, process, reply.data, said);
    if (!told.ok) context.log('warn', `the ticket that stays was not told of ${id}: ${told.error.code}`);
  }
  pending.forget(context, id);
  return reply;
};

/** Finishes what a crash of this console interrupted, in the name of who said it. Runs once when the host starts. */
export const repairDuplicates = async (context: HostContext): Promise<void> => {
  for (const id of pending.ids(context)) {
    const duplicate = await context.records.get('tickets', id);
    const process = processOf(duplicate?.type);
    const ofId = duplicate?.duplicateOfId ?? null;
    if (duplicate !== null && process !== null && ofId !== null) {
      const actor = { personId: duplicate.updatedBy, roles: [], teamIds: [], deviceId: context.device.id };
      const told = await tell(context, process, duplicate, { ofId, note: null }, actor);
      if (!told.ok) context.log('warn', `the ticket that stays was not told of ${id}: ${told.error.code}`);
    }
    pending.forget(context, id);
  }
};
