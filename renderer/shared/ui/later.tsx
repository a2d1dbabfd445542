import { type ReactNode, useDeferredValue } from 'react';

/**
 * False while a page is begun, true from its next rendering on, which is made in slices that let keys through. So the field that a key opens has the focus, and
 * what is read first is painted, before what a page can be begun without is made.
 */
export const useLater = (): boolean => useDeferredValue(true, false);

/** Keys that are pressed meanwhile wait for what is being made (shell/kept-keys.ts). */
const Building = (): ReactNode => <span data-building style={{ position: 'absolute' }} />;

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
