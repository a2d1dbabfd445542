import { useEffect, useState } from 'react';

/** `value` as it was once it stood still for `ms` milliseconds. Give it a value that compares by itself: a text, a number. */
export const useDebounced = <T extends string | number | null>(value: T, ms: number): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
};
