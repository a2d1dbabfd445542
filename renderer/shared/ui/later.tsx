import { type ReactNode, startTransition, useEffect, useState } from 'react';

/**
 * False while a page is begun, true from its next rendering on, which is made in slices that let keys through. So the field that a key opens has the focus, and
 * what is read first is painted, before what a page can be begun without is made. What stands in a later part is left for later again: React would not defer a
 * value a second time (`useDeferredValue` in what was deferred begins with its end). `begun`: whether what comes before it stands.
 */
export const useLater = (begun = true): boolean => {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    if (begun) startTransition(() => setLater(true));
  }, [begun]);
  return isLater;
};

/** Stands where it will be. Keys that are pressed meanwhile wait for what is being made (shell/kept-keys.ts). */
export const Building = (): ReactNode => <span data-building style={{ display: 'block', height: 0 }} />;

type LaterProps = {
  /** Nothing is left for later. */
  readonly now?: boolean;
  readonly children: ReactNode;
};

/** What a page can be begun without. */
export const Later = ({ now = false, children }: LaterProps): ReactNode => {
  const isLater = useLater();
  return isLater || now ? children : <Building />;
};
