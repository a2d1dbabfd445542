import type { WatchArea } from '#contracts/define.ts';

export type ChangeBus = {
  /** Something in the area changed. Cheap; called once per write, not per document. */
  readonly touch: (area: WatchArea) => void;
  readonly listen: (listener: (area: WatchArea) => void) => () => void;
};

/** Tells live queries what to look at again. Collections touch their own name, local state its area. */
export const createChangeBus = (): ChangeBus => {
  const listeners = new Set<(area: WatchArea) => void>();
  return {
    touch: (area) => {
      for (const listener of listeners) listener(area);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
