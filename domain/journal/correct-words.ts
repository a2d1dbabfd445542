/** Correcting one's own words, whatever record they were said about (corrections.ts says how they are read). */
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Env } from '#domain/records/common.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { cleaned } from '#domain/records/text.ts';
import { correctableUntil, corrections, ENTRY, isSaid } from './corrections.ts';
import { entry, type Origin } from './journal.ts';

export type CorrectionInput = {
  /** The own note or comment. */
  readonly entryId: string;
  /** What it should have said; null takes it back. */
  readonly text: string | null;
};
export type CorrectionErrorCode = 'not_found' | 'forbidden' | 'not_editable' | 'missing_fields';

/**
 * The entry that corrects one's own words or takes them back, as long as the company lets it, in `minutes`; null where they say that already. Errors: `not_found`,
 * `forbidden` (somebody else's), `not_editable` (too late, or no words of a person), `missing_fields`.
 */
export const correctionOf = (
  journal: readonly JournalEntry[],
  { entryId, text }: CorrectionInput,
  minutes: number,
  env: Env,
  origin?: Origin,
): Result<JournalEntry | null, CorrectionErrorCode> => {
  const said = journal.find(({ id }) => id === entryId);
  if (said === undefined) return fail('not_found', 'words.missing');
  if (said.by !== env.actor.personId) return fail('forbidden', 'words.foreign');
  const isLate = Date.parse(env.now) > correctableUntil(said.at, minutes);
  if (!isSaid(said) || isLate) return fail('not_editable', 'words.too_late', { count: minutes });
  const words = cleaned(text);
  if (text !== null && words === null) return fail('missing_fields', 'text.missing', { fields: ['text'] });
  const known = corrections(journal).get(entryId) ?? said;
  if (known.text === words) return ok(null);
  return ok(
    entry(env, words === null ? 'withdrawn' : 'corrected', {
      changes: [{ field: ENTRY, from: entryId, to: null }],
      text: words,
      origin,
    }),
  );
};
