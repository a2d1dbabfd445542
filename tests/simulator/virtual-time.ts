/**
 * The one event queue of a simulated world. Nothing waits for real time: the earliest event is run, then everything that follows from it at
 * once (promises), then the next one. Each event belongs to a process or to the world; while it runs, `Date` shows that process's clock.
 */

/** A program that runs on a simulated machine, from its start to its end or crash. */
export type SimProcess = {
  readonly name: string;
  isAlive: boolean;
  /** How far the machine's clock is from the world's time. */
  readonly clockOffsetMs: () => number;
  /** RxDB's clock never shows a time twice; its memory is one process's own. */
  readonly rxdbClock: { ms: number; sub: number };
};

/** Real things, from before the world's were put in their place. */
export const real = {
  Date,
  setImmediate,
  setTimeout,
  clearTimeout,
  performanceNow: performance.now.bind(performance),
};

type Work = () => void;

export class SimTimer {
  /** When it is due; null when it is not. */
  dueMs: number | null = null;
  order = 0;
  private readonly queue: EventQueue;
  readonly work: Work;
  readonly delayMs: number;
  readonly isRepeated: boolean;
  readonly owner: SimProcess | null;
  constructor(queue: EventQueue, work: Work, delayMs: number, isRepeated: boolean, owner: SimProcess | null) {
    this.queue = queue;
    this.work = work;
    this.delayMs = delayMs;
    this.isRepeated = isRepeated;
    this.owner = owner;
  }
  refresh(): this {
    this.queue.schedule(this);
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  close(): this {
    this.dueMs = null;
    return this;
  }
}

type Entry = { readonly dueMs: number; readonly order: number; readonly timer: SimTimer };

const isBefore = (a: Entry, b: Entry): boolean =>
  a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);

/** A binary heap. A timer that was moved leaves its old entry behind, which is passed over. */
export class EventQueue {
  private entries: Entry[] = [];
  private order = 0;
  nowMs = 0;

  add(work: Work, delayMs: number, owner: SimProcess | null, isRepeated = false): SimTimer {
    const delay = Number.isFinite(delayMs) && delayMs > 0 ? Math.min(Math.trunc(delayMs), 2 ** 31) : 0;
    return new SimTimer(this, work, delay, isRepeated, owner).refresh();
  }

  schedule(timer: SimTimer): void {
    this.order += 1;
    timer.dueMs = this.nowMs + timer.delayMs;
    timer.order = this.order;
    this.entries.push({ dueMs: timer.dueMs, order: timer.order, timer });
    this.rise(this.entries.length - 1);
  }

  /** The next due timer, taken off; undefined when there is none up to `untilMs`. */
  next(untilMs: number): SimTimer | undefined {
    for (;;) {
      const [first] = this.entries;
      if (first === undefined || first.dueMs > untilMs) return undefined;
      this.removeFirst();
      const { timer } = first;
      if (timer.dueMs !== first.dueMs || timer.order !== first.order) continue;
      timer.dueMs = null;
      if (timer.owner?.isAlive === false) continue;
      this.nowMs = Math.max(this.nowMs, first.dueMs);
      return timer;
    }
  }

  clear(): void {
    this.entries = [];
  }

  private at(index: number): Entry {
    return this.entries[index] as Entry;
  }
  private rise(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(this.at(index), this.at(parent))) return;
      [this.entries[index], this.entries[parent]] = [this.at(parent), this.at(index)];
      index = parent;
    }
  }
  private removeFirst(): void {
    const last = this.entries.pop();
    if (last === undefined || this.entries.length === 0) return;
    this.entries[0] = last;
    for (let index = 0; ; ) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let least = index;
      if (left < this.entries.length && isBefore(this.at(left), this.at(least))) least = left;
      if (right < this.entries.length && isBefore(this.at(right), this.at(least))) least = right;
      if (least === index) return;
      [this.entries[index], this.entries[least]] = [this.at(least), this.at(index)];
      index = least;
    }
  }
}

/** Where every run begins. */
export const BEGINNING_MS = Date.parse('2026-03-02T08:00:00.000Z');

/** A run that has more never ends; usual ones have some hundreds. */
export const MOST_EVENTS = 4_000;

export const createWorldTime = () => {
  const queue = new EventQueue();
  let current: SimProcess | null = null;
  let onFailure: (error: unknown, who: SimProcess | null) => void = () => {};
  let events = 0;

  /** Lets everything happen that follows at once. */
  const drain = (): Promise<void> => new Promise((resolve) => void real.setImmediate(resolve));

  const enter = async (who: SimProcess | null, work: Work): Promise<void> => {
    current = who;
    events += 1;
    try {
      work();
    } catch (error) {
      onFailure(error, who);
    }
    await drain();
    current = null;
  };

  return {
    queue,
    current: (): SimProcess | null => current,
    events: () => events,
    nowMs: (): number => queue.nowMs,
    /** The time that whoever runs now sees. */
    shownMs: (): number => queue.nowMs + (current?.clockOffsetMs() ?? 0),
    begin: (failed: typeof onFailure): void => {
      queue.clear();
      queue.nowMs = BEGINNING_MS;
      events = 0;
      onFailure = failed;
    },
    failed: (error: unknown): void => onFailure(error, current),
    /** Runs `work` as the process, and what follows at once. */
    enter,
    /** As the world (servers, lines, administrators), `delayMs` from now. */
    later: (delayMs: number, work: Work): SimTimer => queue.add(work, delayMs, null),
    /** Runs events until `isDone` or for `ms`; whether it is done. */
    run: async (ms: number, isDone: () => boolean = () => false): Promise<boolean> => {
      const until = queue.nowMs + ms;
      while (!isDone()) {
        if (events > MOST_EVENTS) return false;
        const timer = queue.next(until);
        if (timer === undefined) {
          queue.nowMs = until;
          return isDone();
        }
        if (timer.isRepeated) timer.refresh();
        await enter(timer.owner, timer.work);
      }
      return true;
    },
  };
};

export type WorldTime = ReturnType<typeof createWorldTime>;
