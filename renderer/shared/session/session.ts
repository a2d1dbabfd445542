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
const waiting: (() => void)[] = [];

/** Calls `then` once the queue can be used: for what is only needed later. */
export const onUsable = (then: () => void): void => {
  if (reported) then();
  else waiting.push(then);
};

const report = (): void => {
  void window.deskhand.native.reportUsable();
  for (const then of waiting.splice(0)) then();
};

/** Tells the main process, once per window, that the queue can be used: its first rows are on the screen. */
export const useReportUsable = (ready: boolean): void => {
  useEffect(() => {
    if (!ready || reported) return;
    reported = true;
    // Two frames later the rows have been painted, not only rendered.
    requestAnimationFrame(() => requestAnimationFrame(report));
  }, [ready]);
};
