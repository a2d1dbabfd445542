/**
 * Times that a wrong clock told. A device knows by how much its clock is wrong until somebody sets it; what is written from then until the next contact
 * may be of a time to come. The server takes nothing of that kind, and nothing that was done may be lost for it, so the times give way.
 */
import type { JournalEntry } from '#domain/fields/base.ts';
import { entriesOf, forgetHistories, newEntries } from '#domain/permissions/server-doc.ts';
import { timesToCome } from '#domain/permissions/server-times.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Instant } from '#domain/records/common.ts';
import { isInstant, justAfterAll, laterBy } from '#domain/records/instants.ts';
import { isObject, type JsonObject } from '#domain/records/json.ts';

type WithJournal = { readonly journal: readonly JournalEntry[] };
/** Instants by the ones that stand in their place. */
type Times = ReadonlyMap<string, string>;

/** Wherever it stands: in a field, in the entry that tells of the field, in an element of a list. */
const withTimes = (value: unknown, times: Times): unknown => {
  if (typeof value === 'string') return times.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => withTimes(item, times));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withTimes(item, times)]));
};

/** One after the other, the last at `now`; none before what was there, nor before what was told right. */
const timesBefore = (now: Instant, wrong: readonly string[], right: readonly string[]): Times => {
  const start = justAfterAll([laterBy(now, -wrong.length), ...right]);
  return new Map(wrong.map((at, index) => [at, laterBy(start, index)]));
};

/**
 * `record` as it can be sent to a server that has `known` of it (null: nothing) and whose clock says `now`: what is said to have been done in a time to
 * come was done before `now`, in the order in which it was told. The same object where nothing was. Another system's times stay as they came.
 */
export const withTimesSetRight = <R extends WithJournal>(
  collection: CollectionName,
  record: R,
  known: WithJournal | null,
  now: Instant,
): R => {
  forgetHistories();
  const after = record as unknown as JsonObject;
  const before = known as unknown as JsonObject | null;
  const entries = newEntries(before, after).filter(({ origin }) => origin !== 'import');
  const wrong = [...new Set(timesToCome({ collection, before, after, entries, now }))]
    .filter(isInstant)
    .sort();
  const right = [...entriesOf(before), ...entriesOf(after)].map(({ at }) => at);
  forgetHistories();
  if (wrong.length === 0) return record;
  const times = timesBefore(
    now,
    wrong,
    right.filter((at) => !wrong.includes(at)),
  );
  return withTimes(record, times) as R;
};

/** `mine` with the times of those entries that the server has of another time: it was sent, set right, and the answer got lost. */
export const withTimesOf = <R extends WithJournal>(mine: R, theirs: WithJournal): R => {
  const told = new Map(theirs.journal.map(({ id, at }) => [id, at]));
  const other = mine.journal.flatMap(({ id, at }): readonly (readonly [string, string])[] => {
    const there = told.get(id);
    return there === undefined || there === at ? [] : [[at, there]];
  });
  return other.length === 0 ? mine : (withTimes(mine, new Map(other)) as R);
};
