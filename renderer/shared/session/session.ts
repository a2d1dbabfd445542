import { createContext, useCallback, useContext, useEffect, useSyncExternalStore } from 'react';
import type { SessionUser } from '#contracts/session.ts';
import { type CommandName, may, type PermissionTarget } from '#domain/permissions/permissions.ts';

/** Who is signed in. Set by the shell; pages below it always have somebody. */
export const SessionUserContext = createContext<SessionUser | null>(null);

/** The signed-in user; only for components inside the shell. */
export const useSessionUser = (): SessionUser => {
  const user = useContext(SessionUserContext);
  if (user === null) throw new Error('useSessionUser is for pages inside the shell');
  return user;
};

let reported = false;
/** A page says itself when it can be used. */
let awaited = false;
let usable = false;
const waiting = new Set<() => void>();

/** Calls `then` when the queue can be used for the first time. Returns the function that takes that back. */
export const onUsable = (then: () => void): (() => void) => {
  waiting.add(then);
  return () => waiting.delete(then);
};

/** False until the first page has been painted, or was left: for what is not seen in it and must not keep it waiting. */
export const useIsUsable = (): boolean => useSyncExternalStore(onUsable, () => usable);

const becomeUsable = (): void => {
  if (usable) return;
  usable = true;
  for (const then of waiting) then();
};

/** Tells the main process, once per window, that the console can be used. */
const report = (): void => {
  if (reported) return;
  reported = true;
  // Two frames later what was rendered has been painted.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      void window.deskhand.native.reportUsable();
      becomeUsable();
    }),
  );
};

/** For pages that begin most starts: the console can be used when their first rows are on the screen. */
export const useReportUsable = (ready: boolean): void => {
  useEffect(() => {
    awaited = true;
    // Whoever leaves the page before it is ready uses the console already.
    return becomeUsable;
  }, []);
  useEffect(() => {
    if (ready) report();
  }, [ready]);
};

/** Any list can be the first page: with one that says nothing itself, the console can be used once the window has nothing left to do. */
export const useReportShown = (): void => {
  useEffect(() => {
    if (awaited || reported) return undefined;
    const idle = requestIdleCallback(report);
    return () => cancelIdleCallback(idle);
  }, []);
};

/** Asks the permission table for the signed-in user; the data host asks it again for every command. */
export const useMay = (): ((command: CommandName, target?: PermissionTarget) => boolean) => {
  const { personId, roles, teamIds } = useSessionUser();
  return useCallback(
    (command, target) => may({ personId, roles, teamIds, deviceId: '' }, command, target).ok,
    [personId, roles, teamIds],
  );
};
