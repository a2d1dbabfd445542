/**
 * Two tickets that say the same: one of them ends as a duplicate and names the one that stays, which notes whom else it is for. Nothing is moved: the
 * words, files and times of the duplicate stay where they are, one click away.
 */
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { byTime } from '#domain/journal/journal.ts';
import { derivedId } from '#domain/merge/paths.ts';
import { changeRecord, type ProcessResult, refuseEnded, refuseForeign } from '#domain/processes/engine.ts';
import {
  mayTake,
  type Process,
  type ProcessContext,
  type ProcessErrorCode,
  type ProcessRecord,
  type Step,
} from '#domain/processes/process.ts';
import { applyStep } from '#domain/processes/steps.ts';
import type { Id } from '#domain/records/common.ts';
import { fail, ok, type Result, reasonText } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';

type Find = (id: Id) => Ticket | undefined;

export type DuplicateInput = {
  /** The ticket that stays. */
  readonly ofId: Id;
  readonly note?: string | null | undefined;
};

/** Whether `kept` was ended as a duplicate of `id`, over however many others. Two consoles that said it crosswise made a loop. */
const isBelow = (kept: Ticket, id: Id, find: Find): boolean => {
  const seen = new Set<Id>();
  for (let at: Ticket | undefined = kept; at !== undefined && !seen.has(at.id); ) {
    seen.add(at.id);
    const next: Id | null = at.duplicateOfId ?? null;
    if (next === id) return true;
    at = next === null ? undefined : find(next);
  }
  return false;
};

/** The ticket that stays, or why it can't. */
const keptFor = (
  process: Process,
  ticket: Ticket,
  ofId: Id,
  find: Find,
): Result<Ticket, ProcessErrorCode> => {
  const { number } = ticket;
  if (ofId === ticket.id) return fail('invalid', 'duplicate.itself', { number });
  const kept = find(ofId);
  if (kept === undefined) return fail('not_found', 'duplicate.missing', { id: ofId });
  if (kept.type !== ticket.type) {
    return fail('invalid', 'duplicate.other_type', { number: kept.number, type: kept.type });
  }
  if (isBelow(kept, ticket.id, find)) return fail('cycle', 'duplicate.cycle', { number: kept.number });
  // What is solved may still stay: the call that comes after the solution is about the same.
  if (refuseEnded(process, kept) === null) return ok(kept);
  const { type, state } = kept;
  return fail('not_editable', 'duplicate.ended', { number: kept.number, type, state });
};

const stepOf = (process: Process, { state }: Ticket): readonly Step[] =>
  process.steps.filter(
    ({ act, from, automatic }) => act === 'closeDuplicate' && from === state && !automatic,
  );

/**
 * Ends the ticket as a duplicate of one of the same type that has not ended. Errors: `invalid` (itself, another type), `not_found`, `cycle`,
 * `not_editable` (one of the two has ended), `transition_not_allowed`, `forbidden`.
 */
export const closeDuplicate = <T extends Ticket>(
  process: Process,
  ticket: T,
  { ofId, note }: DuplicateInput,
  ctx: ProcessContext & { readonly lookup: Find },
): ProcessResult<T> => {
  const refused = refuseEnded(process, ticket);
  if (refused !== null) return refused;
  const kept = keptFor(process, ticket, ofId, ctx.lookup);
  if (!kept.ok) return kept;
  const steps = stepOf(process, ticket);
  const [{ to } = { to: '' }] = steps;
  const where = { type: ticket.type, from: ticket.state, to };
  if (steps.length === 0) return fail('transition_not_allowed', 'state.no_step', where);
  const { roles } = ctx.env.actor;
  const step = steps.find((one) => mayTake(one, roles));
  if (step === undefined) {
    return fail('forbidden', 'state.role', { ...where, roles: steps.flatMap((one) => [...one.roles]) });
  }
  const ended: ProcessRecord = { ...ticket, state: to };
  const odd = process.own.checkState?.(ended) ?? null;
  return odd ?? ok(applyStep(process, ticket, step, { to, duplicateOfId: ofId, note }, ctx));
};

/** Whom a duplicate was for, and whom it had taken over itself. */
const peopleOf = ({ requesterId, affectedPersonId, alsoAffectedIds }: Ticket): readonly Id[] =>
  [requesterId, affectedPersonId, ...(alsoAffectedIds ?? [])].filter((id) => id !== null);

/** As many as the fields hold: one more is still told by the duplicate itself. */
const MOST = 200;

/**
 * What the ticket that stays gets of a duplicate: that it was one, and whom it is also for. The same ticket when it knows already, so it can be done again
 * after a crash between the two. Possible in every state: it may have ended meanwhile.
 */
export const takeDuplicate = <T extends Ticket>(
  process: Process,
  kept: T,
  duplicate: Ticket,
  note: string | null | undefined,
  ctx: ProcessContext,
): ProcessResult<T> => {
  const foreign = refuseForeign(process, kept);
  if (foreign !== null) return foreign;
  const known = kept.duplicateIds ?? [];
  if (known.includes(duplicate.id) || known.length >= MOST) return ok(kept);
  const have = [kept.requesterId, kept.affectedPersonId, ...(kept.alsoAffectedIds ?? [])];
  const people = [...new Set(peopleOf(duplicate).filter((id) => !have.includes(id)))];
  const all = [...(kept.alsoAffectedIds ?? []), ...people].slice(0, MOST);
  const patch = {
    duplicateIds: [...known, duplicate.id],
    ...(people.length === 0 ? {} : { alsoAffectedIds: all }),
  };
  return ok(changeRecord(process, kept, patch, ctx, { kind: 'link', text: cleaned(note) }));
};

/** The tickets that were ended as duplicates of each other in a ring, from `ticket` on; none when the way leads out of it. */
export const ringOf = (ticket: Ticket, find: Find): readonly Ticket[] => {
  const ring = [ticket];
  for (;;) {
    const next = ring.at(-1)?.duplicateOfId ?? null;
    if (next === ticket.id) return ring;
    const other = next === null ? undefined : find(next);
    if (other === undefined || ring.some(({ id }) => id === other.id)) return [];
    ring.push(other);
  }
};

/** The one that was opened first; on every console the same. */
const stayingIn = (ring: readonly Ticket[]): Ticket | undefined =>
  [...ring].sort((a, b) => (`${a.openedAt} ${a.id}` < `${b.openedAt} ${b.id}` ? -1 : 1))[0];

const saysDuplicate = ({ changes }: JournalEntry): boolean =>
  changes.some(({ field, to }) => field === 'duplicateOfId' && to !== null);

/** The step back to where the ticket was when it was called a duplicate, or the nearest to that: what waited does not wait any more. */
const stayStep = (process: Process, { state, journal }: Ticket): { said: Id; step: Step } | null => {
  const said = [...journal].filter(saysDuplicate).sort(byTime).at(-1);
  const was = said?.changes.find(({ field }) => field === 'state')?.from;
  const steps = process.steps.filter(
    ({ act, from, automatic }) => act === 'closeDuplicate' && from === state && automatic,
  );
  const step = steps.find(({ to }) => to === was) ?? (was === 'on_hold' ? steps.at(-1) : steps[0]);
  return said === undefined || step === undefined ? null : { said: said.id, step };
};

/**
 * Two people, each without the other's word, ended each ticket as a duplicate of the other one: nobody would work on either. The one that stays goes on where
 * it was, by an entry that says why; every console does the same and has one entry of it after the merge. The same ticket where it is in no ring, where another one stays, or
 * where the actor may not.
 */
export const stayedAfterAll = <T extends Ticket>(
  process: Process,
  ticket: T,
  ctx: ProcessContext & { readonly lookup: Find },
): T => {
  const ring = ringOf(ticket, ctx.lookup);
  const other = ring.at(-1);
  const way = stayStep(process, ticket);
  if (other === undefined || stayingIn(ring) !== ticket || way === null) return ticket;
  const { step, said } = way;
  if (!mayTake(step, ctx.env.actor.roles)) return ticket;
  const note = reasonText('duplicate.crosswise', { number: other.number });
  const after = applyStep(process, ticket, step, { to: step.to, note }, ctx, { origin: 'effect' });
  const known = new Set(ticket.journal.map(({ id }) => id));
  const id = derivedId('stays', ticket.id, said);
  return { ...after, journal: after.journal.map((one) => (known.has(one.id) ? one : { ...one, id })) };
};
