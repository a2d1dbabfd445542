import type { JournalEntry } from '#domain/records/journal.ts';
import { setPath } from './paths.ts';

type WithHistory = { readonly journal: readonly JournalEntry[] };

const idsOf = (record: WithHistory): ReadonlySet<string> => new Set(record.journal.map((entry) => entry.id));

/**
 * The version both sides started from, told from their histories, for when nobody kept it: after a move to another server or a
 * restored backup. Without it every field that differs would look like a clash. A side that knows all the other one does is simply
 * newer; otherwise my own entries are taken back. Null when the histories share nothing.
 */
export const baseFromHistory = <R extends WithHistory>(mine: R, theirs: R): R | null => {
  const [known, theirIds] = [idsOf(mine), idsOf(theirs)];
  const own = mine.journal.filter((entry) => !theirIds.has(entry.id));
  if (own.length === 0) return mine;
  if (theirs.journal.every((entry) => known.has(entry.id))) return theirs;
  if (own.length === mine.journal.length) return null;
  const changes = own.flatMap((entry) => entry.changes).reverse();
  const before = changes.reduce((record, { field, from }) => setPath(record, field, from), mine);
  return { ...before, journal: mine.journal.filter((entry) => theirIds.has(entry.id)) };
};
