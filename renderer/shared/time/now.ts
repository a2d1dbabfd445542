import { useSyncExternalStore } from 'react';

const TICK_MS = 15_000;

let offsetMs = 0;
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

const tick = (): void => {
  nowMs = Date.now() + offsetMs;
  for (const listener of listeners) listener();
};

// One timer for every clock on the screen: a queue of a hundred rows does not start a hundred timers.
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (timer === undefined) {
    nowMs = Date.now() + offsetMs;
    timer = setInterval(tick, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
};

/** Server time as last measured: milliseconds since 1970, renewed every 15 s. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => nowMs);

/** Server clock minus device clock in milliseconds, as sync measured it. */
export const setClockOffset = (ms: number): void => {
  if (ms === offsetMs) return;
  offsetMs = ms;
  tick();
};
