/** When something is said to have been done: not in a time to come, and when the history tells it. Part of the server's rules; CouchDB bundles this. */
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { justAfterAll } from '#domain/records/instants.ts';
import { actFields, elementsOf, newlyHeld } from './server-acts.ts';
import { type Doc, entriesOf, isMerge, rawClashes, type ServerEntry, textOf } from './server-doc.ts';
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

/** The latest that anything may be of: an entry of a merge stands right after all that was merged, whenever it runs. */
const latestAllowed = ({ before, now }: TimedWrite): string => {
  const ahead = new Date(Date.parse(now) + AHEAD_MS).toISOString();
  const stored = before === null ? [] : [textOf(before.updatedAt), ...entriesOf(before).map(({ at }) => at)];
  return justAfterAll([ahead, ...stored]);
};

/** Whether each entry is of a time that there was, after its record was made. Another system's (`isImported`) may be older. */
export const checkTimes = (
  write: TimedWrite,
  isImported: (entry: ServerEntry) => boolean,
): Refusal | null => {
  const { before, after, entries } = write;
  const latest = latestAllowed(write);
  const createdAt = textOf(after.createdAt);
  const merges = entries.filter(isMerge).length;
  // Each merge stands 1 ms after all that it merged, and the next one after it.
  const latestMerge = justAfterAll([new Date(Date.parse(latest) + merges).toISOString()]);
  const late = entries.find((entry) => entry.at > (isMerge(entry) ? latestMerge : latest));
  if (late !== undefined) return refuse('invalid', 'history.future', { at: late.at });
  if (before === null && createdAt > latest) return refuse('invalid', 'history.future', { at: createdAt });
  const early = entries.find((entry) => entry.at < createdAt && !isImported(entry));
  return early === undefined ? null : refuse('invalid', 'history.too_early', { at: early.at });
};

/** When a record came where it is (resolved, completed): what its history says. */
const arrivals = actFields((_name, { kind, follows }) => kind === 'instant' && follows === 'state');
/** When something was done that has a time of its own: a device was scanned, a workaround told. */
const actTimes = actFields(
  (name, { kind, follows, group }) =>
    kind === 'instant' && (follows !== undefined || group !== undefined || name === 'openedAt'),
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

/**
 * Whether what the fields say was done when it may have been, and came to its state when an entry says. Not asked of imports and the worker, as whom
 * they name.
 */
export const checkActTimes = (write: TimedWrite): Refusal | null => {
  const { collection, before, after } = write;
  const told = actTimes(collection, after.type).flatMap((one) => newlyHeld(write, one));
  const times = [...told, ...timesBeside(write)].filter((at): at is string => typeof at === 'string');
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
