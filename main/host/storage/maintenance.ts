import { storeErrorFrom } from './errors.ts';
import { checkRows } from './row-check.ts';
import type { OpenStore } from './store-file.ts';
import type { CollectionTable } from './table-types.ts';

/**
 * What a store needs now and then and nobody waits for, in steps of some 10 ms when nothing else writes: deleted records are purged after their
 * time, space that became free is given back to the medium, and once a day each row is compared with its checksum and its columns, so that damage is
 * found while the server still has the record.
 */
export type Maintenance = {
  /** One round, giving other work a turn after each step; ends early when the store is closed. */
  readonly round: () => Promise<void>;
  /** Rounds by themselves until `stop`. */
  readonly start: () => void;
  readonly stop: () => void;
};

export type MaintenanceParts = {
  readonly store: OpenStore;
  /** Whether deleted records of a collection may be purged: not while the server has not been told of them. */
  readonly mayPurge: (collection: string) => boolean;
  readonly nowMs: () => number;
  /** Awaited between steps. */
  readonly pause: () => Promise<void>;
  readonly log: (message: string, error: unknown) => void;
};

/** A first round when a start is long over, then one in so long. */
const FIRST_MS = 5 * 60_000;
const EVERY_MS = 30 * 60_000;
const CHECK_EVERY_MS = 24 * 60 * 60_000;
/** Other devices have met a deletion by then, or compare everything. */
const KEPT_DELETED_MS = 30 * 24 * 60 * 60_000;
const PURGED_AT_ONCE = 200;
/** 2 MB. */
const VACUUMED_PAGES = 256;
/** A little free space is used again soon; giving it back would only be work. */
const KEPT_FREE_PAGES = 1_024;

export const createMaintenance = (parts: MaintenanceParts): Maintenance => {
  const { store, nowMs } = parts;
  const { connection } = store;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let checkedAtMs: number | null = null;
  /** Something of this round was left out, since records came in bulk. */
  let wasHeld = false;

  const freePages = (): number => Number(connection.prepare('PRAGMA freelist_count').get([])?.[0] ?? 0);
  const vacuum = (): boolean => {
    const before = freePages();
    if (before <= KEPT_FREE_PAGES) return false;
    connection.exec(`PRAGMA incremental_vacuum(${VACUUMED_PAGES})`);
    return freePages() < before;
  };
  const purge = (table: CollectionTable) => (): boolean => {
    if (!parts.mayPurge(table.key.collection)) return false;
    return table.purgeDeleted(nowMs() - KEPT_DELETED_MS, PURGED_AT_ONCE) === PURGED_AT_ONCE;
  };
  const compare = (table: CollectionTable): (() => boolean) => {
    const steps = checkRows(store, table);
    return () => steps.next().done !== true;
  };

  const works = function* (): Generator<() => boolean> {
    const tables = [...store.tables.values()];
    // Lists compare what they show once and then no more: from here on once again.
    for (const table of tables) table.seen.forget();
    for (const table of tables) yield purge(table);
    yield vacuum;
    if (checkedAtMs !== null && nowMs() - checkedAtMs < CHECK_EVERY_MS) return;
    for (const table of tables) yield compare(table);
    if (!wasHeld) checkedAtMs = nowMs();
  };
  const isFree = (): boolean => !stopped && store.isOpen();
  const isHeld = (): boolean => {
    if (store.backlog.isHeld()) wasHeld = true;
    return store.backlog.isHeld();
  };

  const round = async (): Promise<void> => {
    wasHeld = false;
    try {
      for (const step of works()) {
        while (isFree() && !isHeld() && step()) await parts.pause();
        await parts.pause();
        if (!isFree()) return;
      }
    } catch (error) {
      // A full or failing medium: whoever works meets it, too, and is told.
      if (storeErrorFrom(error, store.path) === undefined) throw error;
      parts.log('maintenance of the store ended early', error);
    }
  };
  const schedule = (ms: number): void => {
    timer = setTimeout(() => {
      void round()
        .catch((error) => parts.log('maintenance of the store failed', error))
        .then(() => {
          if (isFree()) schedule(EVERY_MS);
        });
    }, ms);
    timer.unref();
  };
  return {
    round,
    start: () => schedule(FIRST_MS),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
