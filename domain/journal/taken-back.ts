/**
 * Acts that somebody took back: by an entry of its own, which names the entry that it takes back and tells the values going back. Taking back
 * that entry does the act again. What was taken back is not counted and runs no clock, as if it had not been done; the history shows all of it.
 * No packages: CouchDB bundles this.
 */

/** What such an entry names in place of a field: the id of the entry that it takes back. */
export const TAKES_BACK = 'takesBack';

/** A shift: what was done earlier has been built upon, and is corrected instead. */
export const TAKE_BACK_HOURS = 8;

/** Kinds of acts that can be taken back. Words are corrected or withdrawn instead; what machines, merges and effects wrote is nobody's act. */
export const TAKEABLE_KINDS: readonly string[] = ['changed', 'state', 'assigned', 'link', 'time'];

type Change = { readonly field: string; readonly to?: unknown };
/** The part of an entry that this asks; the server reads entries of its own. */
export type TakenBack = {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly changes: readonly Change[];
};

/** The id of the entry that `entry` takes back; null for all others. */
export const takesBack = ({ changes }: Pick<TakenBack, 'changes'>): string | null => {
  const told = changes.find(({ field }) => field === TAKES_BACK);
  return told !== undefined && typeof told.to === 'string' ? told.to : null;
};

/** Whether an entry stands after another one on every replica: by time, ties by id. */
const isAfter = (later: TakenBack, earlier: TakenBack): boolean =>
  later.at > earlier.at || (later.at === earlier.at && later.id > earlier.id);

/**
 * Ids of the entries of a history that were taken back and not done again. Only who wrote an entry takes it back, and only afterwards; so
 * nothing can name itself, in a circle either.
 */
export const takenBackIn = (journal: readonly TakenBack[]): ReadonlySet<string> => {
  const taking = journal.filter((entry) => takesBack(entry) !== null);
  const out = new Set<string>();
  if (taking.length === 0) return out;
  const byId = new Map(journal.map((entry) => [entry.id, entry]));
  // The last one first: whether it stands itself is known by then.
  taking.sort((left, right) => (isAfter(left, right) ? -1 : 1));
  for (const entry of taking) {
    const target = byId.get(takesBack(entry) ?? '');
    const counts = target !== undefined && target.by === entry.by && isAfter(entry, target);
    if (counts && !out.has(entry.id)) out.add(target.id);
  }
  return out;
};

/** The entries that say what was done and still stands: without what was taken back, and without the taking back. The same list when nothing was. */
export const inForce = <E extends TakenBack>(journal: readonly E[]): readonly E[] => {
  if (!journal.some((entry) => takesBack(entry) !== null)) return journal;
  const out = takenBackIn(journal);
  return journal.filter((entry) => !out.has(entry.id) && takesBack(entry) === null);
};
