import type { KnowledgeEntry, Rating } from '#domain/fields/knowledge.ts';
import { actedAt } from '#domain/journal/journal.ts';
import { changeRecord, type ProcessResult, refuseForeign } from '#domain/processes/engine.ts';
import type { Process, ProcessContext } from '#domain/processes/process.ts';
import { ok } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';

/** A reader says whether the entry helped, and what is wrong with it; a later verdict of the same person replaces the earlier. */
export const rateEntry = <E extends KnowledgeEntry>(
  process: Process,
  entry: E,
  input: { readonly helpful: boolean; readonly text: string | null },
  ctx: ProcessContext,
): ProcessResult<E> => {
  const foreign = refuseForeign(process, entry);
  if (foreign !== null) return foreign;
  const id = ctx.env.actor.personId;
  const at = actedAt(entry, ctx.env.now);
  const rating: Rating = { id, helpful: input.helpful, text: cleaned(input.text), at };
  const ratings = [...entry.ratings.filter((one) => one.id !== id), rating];
  return ok(changeRecord(process, entry, { ratings }, ctx, { kind: 'rating', text: rating.text }));
};

/** How many readers an entry helped and how many it did not. */
export const verdictsOf = (
  ratings: readonly Rating[],
): { readonly helpful: number; readonly not: number } => {
  const helpful = ratings.filter((rating) => rating.helpful).length;
  return { helpful, not: ratings.length - helpful };
};
