/**
 * Words that somebody corrects or takes back for some minutes after they wrote them. The history stays as it was: a new entry names the one it is
 * about, and readers see the newest words with what was before. No packages: CouchDB bundles this.
 */
import { byTime } from './journal.ts';

/** What such an entry names in place of a field: the entry that it is about. */
export const ENTRY = 'entry';
/** The company says for how long; never longer than this, which is what the server asks. */
export const MOST_MINUTES = 240;
const MINUTE_MS = 60_000;

type Told = {
  readonly kind: string;
  readonly changes: readonly { readonly field: string; readonly from?: unknown }[];
};

/** The id of the entry that `entry` corrects or takes back; null for all others. */
export const correctedBy = ({ kind, changes }: Told): string | null => {
  if (kind !== 'corrected' && kind !== 'withdrawn') return null;
  const id = changes.find(({ field }) => field === ENTRY)?.from;
  return typeof id === 'string' ? id : null;
};

type Placed = Told & { readonly id: string; readonly at: string };

/** The newest correction of each entry that has one, by the entry's id: the same on every replica, whatever order they came in. */
export const corrections = <E extends Placed>(journal: readonly E[]): ReadonlyMap<string, E> => {
  const found = new Map<string, E>();
  for (const entry of journal) {
    const id = correctedBy(entry);
    const known = id === null ? undefined : found.get(id);
    if (id !== null && (known === undefined || byTime(known, entry) < 0)) found.set(id, entry);
  }
  return found;
};

type Words = Placed & {
  readonly by: string;
  readonly origin: string;
  readonly effectId: unknown;
  readonly text: unknown;
};

/** Whether a person said it here: what an effect or an import wrote is nobody's slip. */
export const isSaid = ({ kind, origin, effectId, text }: Words): boolean =>
  (kind === 'work_note' || kind === 'comment') &&
  origin !== 'import' &&
  (effectId ?? null) === null &&
  typeof text === 'string';

/** Until when words may be corrected that were written at `at`, milliseconds since 1970. */
export const correctableUntil = (at: string, minutes: number): number => Date.parse(at) + minutes * MINUTE_MS;

/** What an entry of these kinds must be: about words of the same person, in time, with words of its own or none. */
export const isTrueCorrection = (entry: Words, target: Words | undefined): boolean =>
  target !== undefined &&
  isSaid(target) &&
  target.by === entry.by &&
  entry.changes.length === 1 &&
  entry.at >= target.at &&
  Date.parse(entry.at) <= correctableUntil(target.at, MOST_MINUTES) &&
  (entry.kind === 'withdrawn'
    ? (entry.text ?? null) === null
    : typeof entry.text === 'string' && entry.text.trim() !== '');
