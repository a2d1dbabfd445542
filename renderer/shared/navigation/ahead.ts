import { createContext, use } from 'react';

/** True below a page that is made before somebody goes there (shell/pages-ahead.ts). */
export const AheadContext = createContext(false);

/**
 * Whether this is part of a page that nobody has opened. It asks and draws what it will show; whatever acts for the page in front (its keys,
 * telling colleagues that a record is open) waits until it is.
 */
export const useIsAhead = (): boolean => use(AheadContext);
