import { createContext, useContext, useEffect } from 'react';
import type { SessionUser } from '#contracts/session.ts';

/** Who is signed in. Set by the shell; pages below it always have somebody. */
export const SessionUserContext = createContext<SessionUser | null>(null);

/** The signed-in user; only for components inside the shell. */
export const useSessionUser = (): SessionUser => {
  const user = useContext(SessionUserContext);
  if (user === null) throw new Error('useSessionUser is for pages inside the shell');
  return user;
};

let reported = false;

/** Tells the main process, once per window, that the queue can be used: its first rows are on the screen. */
export const useReportUsable = (ready: boolean): void => {
  useEffect(() => {
    if (!ready || reported) return;
    reported = true;
    // Two frames later the rows have been painted, not only rendered.
    requestAnimationFrame(() => requestAnimationFrame(() => void window.deskhand.native.reportUsable()));
  }, [ready]);
};
