import { DateTime } from 'luxon';
import type { SyncScope } from '#contracts/sync.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { LocalValues } from '../local/values.ts';

const KEY = 'sync.scope';

/** What fills a device over the years. Everything else is small, and open work refers to it. */
const WITH_ENDED_WORK: readonly CollectionName[] = ['tickets', 'orders'];

export const readScope = (values: LocalValues): SyncScope => {
  const stored = values.get(KEY);
  return stored === null ? { endedMonths: null } : (JSON.parse(stored) as SyncScope);
};

export const writeScope = (values: LocalValues, scope: SyncScope): void =>
  values.set(KEY, JSON.stringify(scope));

export const scopeFor = (values: LocalValues, collection: CollectionName): SyncScope =>
  WITH_ENDED_WORK.includes(collection) ? readScope(values) : { endedMonths: null };

const reach = ({ endedMonths }: SyncScope): number => endedMonths ?? Number.POSITIVE_INFINITY;

const isWider = (scope: SyncScope, than: SyncScope): boolean => reach(scope) > reach(than);

/**
 * Mango selector of what is loaded: open records, and those touched within the scope's months before `now`. Null: everything. Only loading is
 * filtered, never the following of changes: a record that was changed is in every scope, so what is here is never out of date.
 */
export const selectorOf = ({ endedMonths }: SyncScope, now: string): object | null => {
  if (endedMonths === null) return null;
  const since = DateTime.fromISO(now, { zone: 'utc' }).minus({ months: endedMonths }).toISO();
  return { $or: [{ active: true }, { updatedAt: { $gte: since } }] };
};

export type LoadedScope = {
  readonly scope: SyncScope;
  /** Records that this scope asks for were left out by an earlier, narrower one. */
  readonly lacks: () => boolean;
  /** How far back the collection is complete. */
  readonly reached: () => SyncScope;
  readonly setComplete: () => void;
  /** Everything is asked for anew, no further back than the scope. */
  readonly restart: () => void;
};

/**
 * How far back a collection was loaded, kept under `key`. While its first load is not through, a narrower scope counts from now on; stores from
 * before there were scopes hold everything.
 */
export const trackScope = (
  values: LocalValues,
  key: string,
  scope: SyncScope,
  isFirstThrough: boolean,
): LoadedScope => {
  const stored = values.get(key);
  const known = stored === null ? null : (JSON.parse(stored) as SyncScope);
  let loaded = known ?? (isFirstThrough ? { endedMonths: null } : scope);
  const save = (reached: SyncScope): void => {
    loaded = reached;
    values.set(key, JSON.stringify(reached));
  };
  const restart = (): void => save(isWider(loaded, scope) ? scope : loaded);
  if (isFirstThrough) save(loaded);
  else restart();
  return {
    scope,
    lacks: () => isWider(scope, loaded),
    reached: () => loaded,
    setComplete: () => save(scope),
    restart,
  };
};
