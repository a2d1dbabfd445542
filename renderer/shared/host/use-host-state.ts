import { useEffect, useState } from 'react';
import type { HostState } from '#contracts/native.ts';

/** The data host as the main process sees it; null until it has answered. */
export const useHostState = (): HostState | null => {
  const [state, setState] = useState<HostState | null>(null);
  useEffect(() => {
    let heard = false;
    const stop = window.deskhand.on('host', (next) => {
      heard = true;
      setState(next);
    });
    // An event that came in before the answer is newer than the answer.
    void window.deskhand.native.hostState().then((now) => {
      if (!heard) setState(now);
    });
    return stop;
  }, []);
  return state;
};
