import type { Connection } from './driver.ts';
import { storeErrorFrom } from './errors.ts';
import { hasRetired, sweepRetired } from './retired-tables.ts';

/**
 * Bulk writes (a first sync, an import) note the row range that still has to go into the full-text index, in their
 * own transaction; the index is then filled in small steps once the writes pause. Indexing costs about as much as the
 * insert itself, and the range survives a killed process, so nothing is lost and the sync runs at full speed.
 */
export type Backlog = {
  /** Names the function that indexes rows first..last of a table, inside a transaction. */
  readonly register: (no: number, indexRange: IndexRange) => void;
  readonly unregister: (no: number) => void;
  /** Forgets what is noted of a table. */
  readonly clear: (no: number) => void;
  /** Notes a range. Runs inside the write's transaction. */
  readonly defer: (no: number, first: number, last: number) => void;
  /** Another connection writes and notes ranges from now on, until the answer is called: indexing waits for the end of it. */
  readonly hold: () => () => void;
  readonly isHeld: () => boolean;
  /** Rows still to be indexed. */
  readonly size: () => number;
  /** Told when what was noted is indexed; the answer ends that. */
  readonly onIndexed: (listener: () => void) => () => void;
  /** Indexes everything that is noted, giving other work a turn after each step. */
  readonly drain: () => Promise<void>;
  readonly stop: () => void;
};

type IndexRange = (first: number, last: number) => void;

/** Rows per step: about 10 ms, short enough to go unnoticed between two commands. */
const STEP_ROWS = 250;
/** Indexing starts when no bulk write came for this long. */
const PAUSE_MS = 150;
const RETRY_MS = 10_000;
/** What is out of use is let go of when a start is over. */
const SWEEP_MS = 10_000;

/** Notes rows that are to be indexed, inside a transaction; for a connection that has no backlog of its own. */
export function deferRows(connection: Connection, no: number, first: number, last: number): void {
  // What follows the range before is noted with it: an import writes some thousand small batches.
  const { changes } = connection
    .prepare('UPDATE dh_search_backlog SET last = ? WHERE no = ? AND last = ?')
    .run([last, no, first - 1]);
  if (changes > 0) return;
  connection
    .prepare('INSERT OR REPLACE INTO dh_search_backlog (no, first, last) VALUES (?, ?, ?)')
    .run([no, first, last]);
}

/** The ranges as they are noted in the store. */
const noted = (connection: Connection) => ({
  /** The newest rows first. */
  ranges: () =>
    connection
      .prepare('SELECT no, first, last FROM dh_search_backlog ORDER BY no DESC, first DESC')
      .all([])
      .map((row) => ({ no: Number(row[0]), first: Number(row[1]), last: Number(row[2]) })),
  has: (no: number): boolean =>
    connection.prepare('SELECT 1 FROM dh_search_backlog WHERE no = ?').get([no]) !== undefined,
  clear: (no: number): void => {
    connection.prepare('DELETE FROM dh_search_backlog WHERE no = ?').run([no]);
  },
  /** Rows from `from` on are indexed. */
  shorten: (no: number, first: number, from: number): void => {
    if (from === first) {
      connection.prepare('DELETE FROM dh_search_backlog WHERE no = ? AND first = ?').run([no, first]);
      return;
    }
    connection
      .prepare('UPDATE dh_search_backlog SET last = ? WHERE no = ? AND first = ?')
      .run([from - 1, no, first]);
  },
  size: (): number =>
    Number(
      connection.prepare('SELECT coalesce(sum(last - first + 1), 0) FROM dh_search_backlog').get([])?.[0] ??
        0,
    ),
});

/** `undone` is told when a step was rolled back. */
export function createBacklog(connection: Connection, undone: () => void): Backlog {
  const backlog = noted(connection);
  const indexers = new Map<number, IndexRange>();
  let timer: NodeJS.Timeout | undefined;
  const listeners = new Set<() => void>();
  let stopped = false;
  let holds = 0;
  let isNews = false;

  const schedule = (delayMs: number): void => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Whoever holds it starts it again.
      if (holds > 0) return;
      try {
        if (step()) schedule(0);
      } catch (error) {
        // A full disk, say: the range is still noted, so try again later.
        if (storeErrorFrom(error, connection.path) === undefined) throw error;
        schedule(RETRY_MS);
      }
    }, delayMs);
    timer.unref();
  };

  /** Indexes one step, newest rows first; an index that is out of use goes when there is nothing to index. False when nothing is left. */
  const step = (): boolean => {
    if (stopped) return false;
    const open = backlog.ranges().find(({ no }) => indexers.has(no));
    if (open === undefined) {
      if (isNews) for (const listener of [...listeners]) listener();
      isNews = false;
      return sweepRetired(connection);
    }
    const { no, first, last } = open;
    const from = Math.max(first, last - STEP_ROWS + 1);
    try {
      connection.transaction(() => {
        indexers.get(no)?.(from, last);
        backlog.shorten(no, first, from);
      });
    } catch (error) {
      undone();
      throw error;
    }
    isNews = true;
    return true;
  };

  if (hasRetired(connection)) schedule(SWEEP_MS);
  return {
    register: (no, indexRange) => {
      indexers.set(no, indexRange);
      if (backlog.has(no)) schedule(PAUSE_MS);
    },
    unregister: (no) => {
      indexers.delete(no);
      backlog.clear(no);
      schedule(PAUSE_MS);
    },
    clear: backlog.clear,
    onIndexed: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    defer: (no, first, last) => {
      deferRows(connection, no, first, last);
      schedule(PAUSE_MS);
    },
    hold: () => {
      holds += 1;
      return () => {
        holds -= 1;
        schedule(PAUSE_MS);
      };
    },
    isHeld: () => holds > 0,
    size: backlog.size,
    drain: async () => {
      while (step()) await new Promise((resolve) => setImmediate(resolve));
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
