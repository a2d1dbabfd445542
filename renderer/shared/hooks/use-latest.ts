import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A ref that always holds the newest value, for callbacks that are registered once: shortcuts, listeners. */
export const useLatest = <T>(value: T): RefObject<T> => {
  const ref = useRef(value);
  useLayoutEffect(() => {
    ref.current = value;
  });
  return ref;
};
