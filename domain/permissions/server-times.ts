/** When something is said to have been done: not in a time to come, and when the history tells it. Part of the server's rules; CouchDB bundles this. */
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { justAfterAll, laterBy } from '#domain/records/instants.ts';
import { actFields, elementsOf, newlyHeld } from './server-acts.ts';
import { type Doc, entriesOf, rawClashes, type ServerEntry, textOf } from './server-doc.ts';
import { heldInClashes } from './server-named.ts';
import { type Refusal, refuse } from './server-verdict.ts';

export type TimedWrite = {
  readonly collection: CollectionName;
  readonly before: Doc | null;
  readonly after: Doc;
  /** The new ones. */
  readonly entries: readonly ServerEntry[];
  /** The server's clock. */
  readonly now: string;
};

/** How far ahead of the server a clock may be. Consoles take the server's time at each contact; without one their own goes wrong slowly. */
const AHEAD_MS = 15 * 60_000;

/** The latest that anything may be of: each entry stands 1 ms after what it answers at the least, also of a merge, whenever it runs. */
const latestAllowed = ({ before, entries, now }: TimedWrite): string => {
  const stored = before === null ? [] : [textOf(before.updatedAt), ...entriesOf(before).map(({ at }) => at)];
  return laterBy(justAfterAll([laterBy(now, AHEAD_MS), ...stored]), entries.length);
};

/** The entries of a write that are of a time to come. */
const lateEntries = (write: TimedWrite): readonly ServerEntry[] => {
  const latest = latestAllowed(write);
  return write.entries.filter(({ at }) => at > latest);
};

/** For so long a server hears of what was taken back or corrected in time without a network. */
const HEARD_DAYS = 31;

/**
 * Whether an act that the server has had all along is taken back, or words corrected, too long after: an entry carries its writer's time, so the
 * limits of hours can be met by whoever writes one of an earlier time. What the server has not had, nobody has built upon.
 */
export const checkHeard = (
  { before, now }: Pick<TimedWrite, 'before' | 'now'>,
  targets: ReadonlySet<string>,
): Refusal | null => {
  if (targets.size === 0) return null;
  const earliest = laterBy(now, -HEARD_DAYS * 24 * 3_600_000);
  const isOld = entriesOf(before).some(({ id, at }) => at < earliest && targets.has(id));
  return isOld ? refuse('invalid', 'history.heard_late', { days: HEARD_DAYS }) : null;
};

/** Whether each entry is of a time that there was, after its record was made. Another system's (`isImported`) may be older. */
export const checkTimes = (
  write: TimedWrite,
  isImported: (entry: ServerEntry) => boolean,
): Refusal | null => {
  const { before, after, entries } = write;
  const createdAt = textOf(after.createdAt);
  const late = lateEntries(write)[0];
  if (late !== undefined) return refuse('invalid', 'history.future', { at: late.at });
  if (before === null && createdAt > latestAllowed(write))
    return refuse('invalid', 'history.future', { at: createdAt });
  const early = entries.find((entry) => entry.at < createdAt && !isImported(entry));
  return early === undefined ? null : refuse('invalid', 'history.too_early', { at: early.at });
};

/** When a record came where it is (resolved, completed): what its history says. */
const arrivals = actFields((_name, { kind, follows }) => kind === 'instant' && follows === 'state');
/** When something was done that has a time of its own: a device was scanned, a workaround told. */
const actTimes = actFields(
  // What people fill in may be to come: a planned window.
  (name, { kind, follows, group, edit }) =>
    kind === 'instant' &&
    edit === undefined &&
    (follows !== undefined || group !== undefined || name === 'openedAt'),
);

const isStep = ({ changes }: ServerEntry): boolean =>
  changes.some(({ field, from }) => field === 'state' && from !== null);

/** When what clashes was written and when somebody decided, of clashes that are new or newly decided; and when effects were. */
const timesBeside = ({ before, after }: TimedWrite): readonly unknown[] => {
  const decided = new Map(rawClashes(before).map(({ id, resolvedAt }) => [id, resolvedAt ?? null]));
  const clashes = rawClashes(after).filter(
    ({ id, resolvedAt }) => !decided.has(id) || decided.get(id) !== (resolvedAt ?? null),
  );
  const known = new Set(elementsOf(before?.effects).map(({ id }) => id));
  const effects = elementsOf(after.effects).filter(({ id }) => !known.has(id));
  return [
    ...clashes.flatMap(({ mineAt, theirsAt, resolvedAt }) => [mineAt, theirsAt, resolvedAt]),
    ...effects.map(({ at }) => at),
  ];
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** When the fields say that something was done, as far as they say so anew. */
const toldTimes = (write: TimedWrite): readonly string[] => {
  const told = actTimes(write.collection, write.after.type).flatMap((one) => newlyHeld(write, one));
  return [...told, ...timesBeside(write)].filter(isText);
};

/** Everything of a write that is said to be of a time to come, which the server refuses: a device whose clock was set told it wrong. */
export const timesToCome = (write: TimedWrite): readonly string[] => {
  const { before, after } = write;
  const latest = latestAllowed(write);
  const madeAt = before === null ? [textOf(after.createdAt)] : [];
  const told = [...madeAt, textOf(after.updatedAt), ...toldTimes(write)].filter((at) => at > latest);
  return [...lateEntries(write).map(({ at }) => at), ...told];
};

/**
 * Whether what the fields say was done when it may have been, and came to its state when an entry says. Not asked of imports and the worker, as whom
 * they name.
 */
export const checkActTimes = (write: TimedWrite): Refusal | null => {
  const { collection, before, after } = write;
  const times = toldTimes(write);
  if (times.length === 0) return null;
  const entries = entriesOf(after);
  const latest = justAfterAll([latestAllowed(write), ...entries.map(({ at }) => at)]);
  const late = times.find((at) => at > latest);
  if (late !== undefined) return refuse('invalid', 'history.future', { at: late });
  if (processIn(collection, after.type) === null) return null;
  const of = new Set<unknown>([
    null,
    ...entries.filter(isStep).map(({ at }) => at),
    ...heldInClashes(before),
  ]);
  const other = arrivals(collection, after.type).find(
    (one) => one.within.length === 0 && !newlyHeld(write, one).every((at) => of.has(at ?? null)),
  );
  return other === undefined ? null : refuse('invalid', 'history.untold', { field: other.field });
};
