import { useEffect, useState } from 'react';

/** `value` once it has been the same for `ms` milliseconds: what is asked for while somebody types. */
export const useSettled = <T>(value: T, ms: number): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
};
