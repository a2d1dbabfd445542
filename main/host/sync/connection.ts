import type { SyncPhase } from '#contracts/sync.ts';
import { CouchError, type CouchErrorKind } from './couch-client.ts';

export type Backoff = { readonly firstMs: number; readonly maxMs: number };

export type Connection = {
  readonly phase: () => SyncPhase;
  /** How often a connection was made; what held for the server before may not hold in the next one. */
  readonly epoch: () => number;
  readonly nextRetryAt: () => string | null;
  readonly lastError: () => string | null;
  /** What kind of failure the last error was: an answer without databases is not the same as no answer. */
  readonly lastErrorKind: () => CouchErrorKind | null;
  /** Resolves as soon as there is no connection and no first attempt under way; with the phase it is in then. */
  readonly lost: (signal: AbortSignal) => Promise<SyncPhase>;
  /** Runs `work` as soon as there is a connection, again after each loss of it. Throws what the server rejects, and `aborted`. */
  readonly run: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Tries now instead of at the next attempt. */
  readonly wake: () => void;
  readonly setPaused: (paused: boolean) => void;
  /** Ends everything that runs or waits with `aborted`. */
  readonly close: () => void;
};

export type ConnectionOptions = {
  /** Proves that the server is there and lets the user in; runs before anything else and after each loss. */
  readonly probe: (signal: AbortSignal) => Promise<void>;
  readonly onPhase: (phase: SyncPhase) => void;
  readonly backoff?: Backoff;
  /** 0 to 1; spreads the retries of many consoles after an outage. */
  readonly random?: () => number;
};

const DEFAULT_BACKOFF: Backoff = { firstMs: 1_000, maxMs: 60_000 };

/**
 * One connection for all collections: when one request finds the server gone, everybody waits for the same retry (exponential, with
 * jitter) instead of a loop knocking for each collection. `refused` waits for the user (a new password), not for a timer.
 */
export const openConnection = (options: ConnectionOptions): Connection => {
  const backoff = options.backoff ?? DEFAULT_BACKOFF;
  const random = options.random ?? Math.random;
  const waiting = new Set<{ readonly go: () => void; readonly stop: () => void }>();
  let phase: SyncPhase = 'connecting';
  let attempt = 0;
  let epoch = 0;
  let lastError: CouchError | null = null;
  let retryAt: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let paused = false;
  let closed = false;
  let probing: AbortSignal | null = null;
  let round = new AbortController();

  const aborted = (): CouchError => new CouchError('aborted', 0, 'the sync was stopped');

  const watchers = new Set<(phase: SyncPhase) => void>();

  const setPhase = (next: SyncPhase): void => {
    if (phase === next) return;
    phase = next;
    options.onPhase(next);
    for (const watcher of [...watchers]) watcher(next);
  };

  const clearTimer = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    retryAt = null;
  };

  const later = (): void => {
    const full = Math.min(backoff.maxMs, backoff.firstMs * 2 ** Math.min(attempt, 10));
    const delay = full / 2 + (full / 2) * random();
    attempt += 1;
    retryAt = Date.now() + delay;
    timer = setTimeout(() => void connect(), delay);
  };

  const lose = (error: CouchError): void => {
    if (closed || paused) return;
    lastError = error;
    clearTimer();
    if (error.kind === 'refused') {
      setPhase('refused');
      return;
    }
    setPhase('offline');
    later();
  };

  const connect = async (): Promise<void> => {
    const { signal } = round;
    if (closed || paused || probing === signal) return;
    probing = signal;
    clearTimer();
    try {
      await options.probe(signal);
      if (probing === signal) probing = null;
      // A pause in between began a new round, which has its own probe.
      if (signal.aborted) return;
      attempt = 0;
      epoch += 1;
      lastError = null;
      setPhase('online');
      for (const waiter of [...waiting]) waiter.go();
    } catch (error) {
      if (probing === signal) probing = null;
      if (signal.aborted) return;
      lose(error instanceof CouchError ? error : new CouchError('offline', 0, String(error), error));
    }
  };

  const online = (): Promise<void> => {
    if (closed) return Promise.reject(aborted());
    if (phase === 'online') return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiter = {
        go: () => {
          waiting.delete(waiter);
          resolve();
        },
        stop: () => {
          waiting.delete(waiter);
          reject(aborted());
        },
      };
      waiting.add(waiter);
    });
  };

  void connect();

  return {
    phase: () => phase,
    epoch: () => epoch,
    nextRetryAt: () => (retryAt === null ? null : new Date(retryAt).toISOString()),
    lastError: () => lastError?.message ?? null,
    lastErrorKind: () => lastError?.kind ?? null,
    lost: (signal) =>
      new Promise((resolve) => {
        const watcher = (now: SyncPhase): void => {
          if (now === 'online' || now === 'connecting') return;
          watchers.delete(watcher);
          resolve(now);
        };
        signal.addEventListener('abort', () => watchers.delete(watcher), { once: true });
        watchers.add(watcher);
        watcher(phase);
      }),
    run: async (work) => {
      for (;;) {
        await online();
        const { signal } = round;
        try {
          return await work(signal);
        } catch (error) {
          if (!(error instanceof CouchError)) throw error;
          if (closed) throw aborted();
          // A request cut off by pausing waits for the end of the pause.
          if (error.kind === 'aborted' && signal.aborted) continue;
          if (error.kind !== 'offline' && error.kind !== 'refused') throw error;
          if (phase === 'online') lose(error);
        }
      }
    },
    wake: () => {
      if (phase === 'online' || paused) return;
      attempt = 0;
      setPhase('connecting');
      void connect();
    },
    setPaused: (next) => {
      if (paused === next || closed) return;
      paused = next;
      if (next) {
        clearTimer();
        setPhase('paused');
        round.abort();
        return;
      }
      round = new AbortController();
      attempt = 0;
      setPhase('connecting');
      void connect();
    },
    close: () => {
      closed = true;
      clearTimer();
      setPhase('none');
      round.abort();
      for (const waiter of [...waiting]) waiter.stop();
    },
  };
};
