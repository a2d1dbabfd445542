/**
 * Starts the data host, starts it again when it dies, and gives each window a port to it. No Electron here: how to
 * fork, to make a channel and to wait come in as functions.
 */
import { randomUUID } from 'node:crypto';
import type { FromHost, HostOptions, HostPhase, Resume, ToHost } from '#contracts/host-process.ts';
import type { HostState } from '#contracts/native.ts';
import { failure } from '#domain/records/result.ts';
import { createSafeStart } from './safe-start.ts';

/** A forked host, as much of Electron's UtilityProcess as is needed here. */
export type HostProcess<Port> = {
  readonly post: (message: ToHost, ports?: readonly Port[]) => void;
  readonly onMessage: (listener: (message: FromHost) => void) => void;
  readonly onExit: (listener: (code: number) => void) => void;
  readonly kill: () => void;
};

export type SupervisorOptions<Port, Window> = {
  readonly fork: () => HostProcess<Port>;
  /** Makes a channel; hands one end to the window and returns the other. */
  readonly openChannel: (window: Window) => Port;
  readonly wait: (ms: number, then: () => void) => void;
  readonly onState: (state: HostState) => void;
  readonly profileDir: string;
  readonly options: HostOptions;
};

export type HostSupervisor<Window> = {
  readonly state: () => HostState;
  /** Starts the host with the store's key. A second call is ignored. */
  readonly start: (key: string) => void;
  /** Gives `window` a port now or as soon as the host is ready, and a new one after each restart. */
  readonly connect: (window: Window) => void;
  readonly disconnect: (window: Window) => void;
  /** Locks whoever is signed in, whatever the windows do; a host that is just being started begins locked. */
  readonly lock: () => void;
  /** Hands the host a file that a person chose; answers the word for it. */
  readonly offerFile: (path: string) => string;
  /** Starts again after a failure; also a host that was started without a part of it, with everything. */
  readonly retry: () => void;
  /** Starts again after a failure with the store's file kept aside and a new one in its place. */
  readonly setAside: () => void;
  /** Lets the host finish and close its store. Resolves when it is gone. */
  readonly stop: () => Promise<void>;
};

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;
/** How long a host may take to close its store before it is ended. */
const STOP_LIMIT_MS = 5_000;
/** A host that has been ready this long, and answers, is no attempt any more. */
const STABLE_AFTER_MS = 60_000;

/** How long to wait before restart number `attempt` (from 1): 0.1 s, doubling, at most 10 s. */
export function restartDelayMs(attempt: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
}

/**
 * One machine whose states are the window's (`HostState`): each event below is a function that looks at the state and says the next. Parted, they
 * would hand the same six variables to each other.
 */
export function createHostSupervisor<Port, Window>(
  given: SupervisorOptions<Port, Window>,
): HostSupervisor<Window> {
  const windows = new Map<Window, number>();
  const safeStart = createSafeStart();
  let lastWindow = 0;
  let state: HostState = { state: 'waiting-for-key' };
  let key: string | null = null;
  let host: HostProcess<Port> | null = null;
  let attempt = 0;
  let onStopped: (() => void) | null = null;
  let setAside = false;
  let resume: Resume | null = null;
  let phase: HostPhase = 'store';
  /** It was told to stop so that another one can be started. */
  let isReplaced = false;

  function become(next: HostState): void {
    state = next;
    given.onState(next);
  }

  function handOver(window: Window, no: number): void {
    host?.post({ type: 'connect', window: no }, [given.openChannel(window)]);
  }

  function ready(): void {
    become({ state: 'ready', without: safeStart.without() });
    for (const [window, no] of windows) handOver(window, no);
    const started = host;
    given.wait(STABLE_AFTER_MS, () => {
      if (host === started) host?.post({ type: 'ping' });
    });
  }

  function heard(message: FromHost): void {
    switch (message.type) {
      case 'ready':
        ready();
        return;
      case 'phase':
        phase = message.phase;
        return;
      case 'pong':
        attempt = 0;
        safeStart.noteLife();
        return;
      case 'preparing':
        if (state.state === 'starting' || state.state === 'reconnecting') {
          become({ state: 'starting', preparing: message.preparing });
        }
        return;
      case 'fatal':
        become({ state: 'failed', error: message.error });
        return;
      case 'session':
        resume = message.resume;
        return;
      case 'stopped':
        host?.kill();
        return;
    }
  }

  function gone(): void {
    host = null;
    if (onStopped !== null) {
      onStopped();
      return;
    }
    // It said why it can't run: starting it again would only say so again.
    if (state.state === 'failed') return;
    if (isReplaced) {
      launch();
      return;
    }
    if (!safeStart.noteDeath(phase)) {
      become({ state: 'failed', error: failure('keeps-dying', 'host.keeps_dying') });
      return;
    }
    attempt += 1;
    become({ state: 'reconnecting', attempt });
    given.wait(restartDelayMs(attempt), launch);
  }

  function launch(): void {
    if (key === null || host !== null || onStopped !== null) return;
    isReplaced = false;
    phase = 'store';
    host = given.fork();
    const started = host;
    started.onMessage((message) => {
      if (host === started) heard(message);
    });
    started.onExit(() => {
      if (host === started) gone();
    });
    started.post({
      type: 'init',
      profileDir: given.profileDir,
      key,
      setAside,
      resume,
      without: safeStart.without(),
      options: given.options,
    });
    setAside = false;
  }

  function startAgain(): void {
    if (state.state !== 'failed') return;
    attempt = 0;
    safeStart.forget();
    become({ state: 'starting' });
    isReplaced = true;
    if (host === null) launch();
    else host.kill();
  }

  /** Ends a host, letting it close its store, so that one with everything is started in its place. */
  function replace(): void {
    const replaced = host;
    if (replaced === null || safeStart.without().length === 0) return;
    attempt = 0;
    safeStart.forget();
    isReplaced = true;
    become({ state: 'reconnecting', attempt: 1 });
    replaced.post({ type: 'stop' });
    given.wait(STOP_LIMIT_MS, () => {
      if (host === replaced) replaced.kill();
    });
  }

  return {
    state: () => state,
    start: (storeKey) => {
      if (key !== null) return;
      key = storeKey;
      become({ state: 'starting' });
      launch();
    },
    connect: (window) => {
      const no = windows.get(window) ?? lastWindow + 1;
      lastWindow = Math.max(lastWindow, no);
      windows.set(window, no);
      if (state.state === 'ready') handOver(window, no);
    },
    disconnect: (window) => {
      windows.delete(window);
    },
    offerFile: (path) => {
      const id = randomUUID();
      host?.post({ type: 'file', id, path });
      return id;
    },
    lock: () => {
      if (resume !== null) resume = { ...resume, locked: true };
      host?.post({ type: 'lock' });
    },
    retry: () => {
      if (state.state === 'ready') replace();
      else startAgain();
    },
    setAside: () => {
      if (state.state !== 'failed') return;
      setAside = true;
      startAgain();
    },
    stop: () =>
      new Promise((resolve) => {
        onStopped = resolve;
        if (host === null) {
          resolve();
          return;
        }
        const stopping = host;
        stopping.post({ type: 'stop' });
        given.wait(STOP_LIMIT_MS, () => {
          stopping.kill();
          // A host that never got as far as running does not report its end.
          resolve();
        });
      }),
  };
}
