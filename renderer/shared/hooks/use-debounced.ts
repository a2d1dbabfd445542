import { useEffect, useState } from 'react';

/** `value` once it has stood still for `ms` milliseconds. */
export const useDebounced = <T>(value: T, ms: number): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
};

/** Shorter than the pause between two keys of somebody who types fast, long enough for a word that comes at once, from a scanner or the clipboard. */
const TYPING_MS = 40;

/** What was typed, once the keys pause: answers come within milliseconds, so nothing is won by waiting for the end of a word. */
export const useTyped = (typed: string): string => useDebounced(typed, TYPING_MS);
