/** Whether a window's page took what it showed off the screen. No Electron here: windows and time come in as functions. */
export type LockWatchParts<Window> = {
  readonly windows: () => readonly Window[];
  /** Ends the page and loads it anew; then it begins as the data host has it: locked. */
  readonly takeDown: (window: Window) => void;
  readonly wait: (ms: number, then: () => void) => void;
};

export type LockWatch<Window> = {
  /** The windows were told to lock. */
  readonly told: () => void;
  /** The page says that nothing is shown any more. */
  readonly isLocked: (window: Window) => void;
};

/** A page that works needs milliseconds. */
const LIMIT_MS = 3_000;

/** A page that hangs, or does not want to, must not leave on the screen what was there. */
export function createLockWatch<Window>({
  windows,
  takeDown,
  wait,
}: LockWatchParts<Window>): LockWatch<Window> {
  const awaited = new Set<Window>();
  return {
    told: () => {
      for (const window of windows()) awaited.add(window);
      wait(LIMIT_MS, () => {
        const open = windows();
        for (const window of awaited) if (open.includes(window)) takeDown(window);
        awaited.clear();
      });
    },
    isLocked: (window) => {
      awaited.delete(window);
    },
  };
}
