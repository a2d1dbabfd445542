import type { JournalEntry } from '#domain/fields/base.ts';
import { fieldOfPath } from '#domain/fields/causes.ts';
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
  // A history may tell of what is no field (any more); the version before had none of it either.
  const changes = own
    .flatMap((entry) => entry.changes)
    .filter(({ field }) => fieldOfPath(field) in mine)
    .reverse();
  const before = changes.reduce((record, { field, from }) => setPath(record, field, from), mine);
  return { ...before, journal: mine.journal.filter((entry) => theirIds.has(entry.id)) };
};

/**
 * Whether both sides know of something `base` does not: then it is older than what they really started from. Happens when a console
 * dies between taking over a version and noting that it did, or when the server's answer to a write is lost.
 */
export const isOlderThanCommon = (
  base: WithHistory | null,
  mine: WithHistory,
  theirs: WithHistory,
): boolean => {
  const [known, theirIds] = [base === null ? new Set<string>() : idsOf(base), idsOf(theirs)];
  return mine.journal.some((entry) => theirIds.has(entry.id) && !known.has(entry.id));
};

/** Whether `base` knows of something that one side does not. Taken for the base, all that side lacks would look undone by it. */
const isNewerThanASide = (base: WithHistory | null, mine: WithHistory, theirs: WithHistory): boolean => {
  const [mineIds, theirIds] = [idsOf(mine), idsOf(theirs)];
  return base?.journal.some(({ id }) => !mineIds.has(id) || !theirIds.has(id)) === true;
};

/**
 * The version both sides started from. `noted` is what the device kept as such (null: there was none, undefined: nobody knows). It is no
 * such version after a crash (too old), or where the server was made anew or put back and somebody else brought an older one (too new).
 */
export const commonBase = <R extends WithHistory>(
  noted: R | null | undefined,
  mine: R,
  theirs: R,
): R | null =>
  noted === undefined || isOlderThanCommon(noted, mine, theirs) || isNewerThanASide(noted, mine, theirs)
    ? baseFromHistory(mine, theirs)
    : noted;
