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

/** One after the other, in the order they came. */
export const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
};

/** Waits `ms` milliseconds, or until `signal` says that there is nothing to wait for any more. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => {});
