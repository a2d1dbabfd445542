/** What is left when something throws where nobody waits for it: a timer, a listener, a thread's message, a promise. */

/** As much of Node's `process` as is used. */
type ProcessEvents = {
  readonly on: (
    event: 'uncaughtException' | 'unhandledRejection',
    listener: (error: unknown) => void,
  ) => unknown;
};

export type LastResort = {
  readonly process: ProcessEvents;
  readonly log: (message: string, error: unknown) => void;
  /** Closes what can be closed. */
  readonly close: () => Promise<void>;
  /** Ends the process; whoever supervises it starts another. */
  readonly exit: () => void;
  readonly wait: (ms: number, then: () => void) => void;
  /** By a clock that nobody sets. */
  readonly nowMs: () => number;
};

/** How long closing may take: the store outlives being killed. */
const CLOSE_LIMIT_MS = 2_000;
/** So many promises may fail unheard in a minute before something is taken to be broken for good. */
const MOST_REJECTIONS = 100;
const MINUTE_MS = 60_000;

/**
 * A promise that failed unheard is logged and left at that: what it was for did not happen, and nothing else is harmed. An exception that
 * nobody caught may have left something half done, so the host is closed in order and ends.
 */
export const setupLastResort = ({ process, log, close, exit, wait, nowMs }: LastResort): void => {
  let isEnding = false;
  let rejections: readonly number[] = [];

  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    wait(CLOSE_LIMIT_MS, exit);
    close().then(exit, exit);
  };

  process.on('uncaughtException', (error) => {
    log('an exception that nobody caught; the data host is started again', error);
    end();
  });
  process.on('unhandledRejection', (error) => {
    log('a promise failed and nobody heard of it', error);
    rejections = [...rejections.filter((at) => nowMs() - at < MINUTE_MS), nowMs()];
    if (rejections.length > MOST_REJECTIONS) end();
  });
};
