import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

/** Whether the machine has a network at all; whether the server answers only a call can tell. */
export const useIsOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);
