/** One command, two records: the duplicate is ended, and the ticket that stays gets what came of it. */
import type { Reply } from '#contracts/define.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { type CommandName, may } from '#domain/permissions/permissions.ts';
import { commandOf, type Process } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { Actor } from '#domain/records/common.ts';
import { ok } from '#domain/records/result.ts';
import { closeDuplicate, ringOf, stayedAfterAll, takeDuplicate } from '#domain/tickets/duplicates.ts';
import type { HostContext } from '../../context.ts';
import { nextTurn } from '../../kernel/next-turn.ts';
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

/** Takes up again what stays of tickets that were called duplicates of each other, where who is signed in may. */
const untie = async (context: HostContext, ids: readonly string[]): Promise<void> => {
  const session = context.session.current();
  if (session.state === 'signed_out') return;
  const lookup = context.read.ticketLookup();
  for (const id of ids) {
    // A first sync brings some thousand at once, of which hardly any is in a ring.
    await nextTurn();
    const named = lookup(id);
    // Whichever of them came last: the one that stays may be any.
    for (const ticket of named === undefined ? [] : ringOf(named, lookup)) {
      const process = processOf(ticket.type);
      if (process === null) continue;
      if (!may(session.actor, commandOf(process, 'closeDuplicate') as CommandName, ticket).ok) continue;
      await context.records.change('tickets', ticket.id, (stored) =>
        ok(stayedAfterAll(process, stored, { ...processContext(context), lookup })),
      );
    }
  }
};

/** What comes by sync is looked at together. */
const GATHER_MS = 400;

/** Watches for duplicates that come from elsewhere, until what it answers is called: those of before are looked at when somebody signs in. */
export const watchDuplicates = (context: HostContext): (() => Promise<void>) => {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    timer = null;
    // Nobody who is signed out may; the next one is asked.
    if (context.session.current().state === 'signed_out') return;
    const ids = [...waiting];
    waiting.clear();
    running = running
      .then(() => untie(context, ids))
      .catch((error: unknown) => context.log('warn', 'duplicates were not looked at', error));
  };
  const soon = (): void => {
    if (waiting.size > 0) timer ??= setTimeout(run, GATHER_MS).unref();
  };
  const written = context.database.collections.tickets.eventBulks$.subscribe(({ events }) => {
    for (const { documentId, documentData } of events) {
      if ((documentData.duplicateOfId ?? null) !== null) waiting.add(documentId);
    }
    soon();
  });
  const stopListening = context.bus.listen((area) => {
    if (area === 'session') soon();
  });
  return async () => {
    written.unsubscribe();
    stopListening();
    if (timer !== null) clearTimeout(timer);
    await running;
  };
};
