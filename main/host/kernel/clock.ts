import type { Instant } from '#domain/records/common.ts';
import type { LocalValues } from '../local/values.ts';

export type HostClock = {
  /** The server's time as far as it is known: the device clock plus the offset measured at the last sync. */
  readonly now: () => Instant;
  readonly nowMs: () => number;
  readonly offsetMs: () => number | null;
  /** Server clock minus device clock in milliseconds, measured by the sync. */
  readonly setOffset: (offsetMs: number) => void;
};

const KEY = 'clock.offset';

export const createClock = (values: LocalValues): HostClock => {
  const stored = values.get(KEY);
  let offset = stored === null ? null : Number(stored);
  const nowMs = (): number => Date.now() + (offset ?? 0);
  return {
    nowMs,
    now: () => new Date(nowMs()).toISOString(),
    offsetMs: () => offset,
    setOffset: (offsetMs) => {
      offset = Math.round(offsetMs);
      values.set(KEY, String(offset));
    },
  };
};
