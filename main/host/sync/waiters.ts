import { setTimeout as delay } from 'node:timers/promises';

type Waiter = { readonly done: () => void; readonly fail: (error: unknown) => void };

/** Callers who wait for the end of a pull that began after they asked. */
export const createWaiters = () => {
  let waiting: readonly Waiter[] = [];
  return {
    wait: (): Promise<void> =>
      new Promise((done, fail) => {
        waiting = [...waiting, { done, fail }];
      }),
    /** Those who wait now; a pull that begins takes them along. */
    take: (): readonly Waiter[] => {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    putBack: (waiters: readonly Waiter[]): void => {
      waiting = [...waiters, ...waiting];
    },
  };
};

/** Tells those who wait for the end of something that it went wrong meanwhile. */
export const createAlarm = () => {
  const listeners = new Set<(error: unknown) => void>();
  return {
    ring: (error: unknown): void => {
      for (const listener of [...listeners]) listener(error);
    },
    /** Runs `work`, which may wait for things by `orAlarm`: that rejects as soon as the alarm rings, from the beginning of `work` on. */
    during: async <T>(work: (orAlarm: <R>(waited: Promise<R>) => Promise<R>) => Promise<T>): Promise<T> => {
      let listener: (error: unknown) => void = () => {};
      const alarm = new Promise<never>((_, reject) => {
        listener = reject;
      });
      // Nobody may be waiting any more when it rings.
      alarm.catch(() => {});
      listeners.add(listener);
      try {
        return await work((waited) => Promise.race([alarm, waited]));
      } finally {
        listeners.delete(listener);
      }
    },
  };
};

/** One after the other, in the order they came. */
export const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
};

/** Tries until it is done, telling of each failure: what could not be done once is not given up. Null: the sync ended. */
export const insist = async <T>(
  { ending, note, retryMs }: Insisting,
  work: () => Promise<T>,
): Promise<T | null> => {
  while (!ending.aborted) {
    try {
      return await work();
    } catch (error) {
      note(error);
      await pause(retryMs, ending);
    }
  }
  return null;
};
type Insisting = {
  readonly ending: AbortSignal;
  readonly note: (error: unknown) => void;
  readonly retryMs: number;
};

/** Waits `ms` milliseconds, or until `signal` says that there is nothing to wait for any more. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => {});
