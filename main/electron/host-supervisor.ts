/**
 * Starts the data host, starts it again when it dies, and gives each window a port to it. No Electron here: how to
 * fork, to make a channel and to wait come in as functions.
 */
import type { FromHost, HostOptions, Resume, ToHost } from '#contracts/host-process.ts';
import type { HostState } from '#contracts/native.ts';

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
  const windows = new Set<Window>();
  let state: HostState = { state: 'waiting-for-key' };
  let key: string | null = null;
  let host: HostProcess<Port> | null = null;
  let attempt = 0;
  let onStopped: (() => void) | null = null;
  let setAside = false;
  let resume: Resume | null = null;

  function become(next: HostState): void {
    state = next;
    given.onState(next);
  }

  function handOver(window: Window): void {
    host?.post({ type: 'connect' }, [given.openChannel(window)]);
  }

  function heard(message: FromHost): void {
    switch (message.type) {
      case 'ready':
        attempt = 0;
        become({ state: 'ready' });
        for (const window of windows) handOver(window);
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
    attempt += 1;
    become({ state: 'reconnecting', attempt });
    given.wait(restartDelayMs(attempt), launch);
  }

  function launch(): void {
    if (key === null || host !== null || onStopped !== null) return;
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
      options: given.options,
    });
    setAside = false;
  }

  function startAgain(): void {
    if (state.state !== 'failed') return;
    attempt = 0;
    become({ state: 'starting' });
    if (host === null) launch();
    else host.kill();
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
      windows.add(window);
      if (state.state === 'ready') handOver(window);
    },
    disconnect: (window) => {
      windows.delete(window);
    },
    retry: startAgain,
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
