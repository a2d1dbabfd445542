import {
  type Backoff,
  BEGINNING,
  type ConnectionEvent,
  type ConnectionPhase,
  pauseAfter,
  stateAfter,
} from './connection-states.ts';
import { CouchError, type CouchErrorKind } from './couch-client.ts';
import { createWaiters } from './waiters.ts';

export type Connection = {
  readonly phase: () => ConnectionPhase;
  /** How often a connection was made; what held for the server before may not hold in the next one. */
  readonly epoch: () => number;
  readonly nextRetryAt: () => string | null;
  readonly lastError: () => string | null;
  /** What kind of failure the last error was: an answer without databases is not the same as no answer. */
  readonly lastErrorKind: () => CouchErrorKind | null;
  /** Resolves as soon as there is no connection and no first attempt under way; with the phase it is in then. */
  readonly lost: (signal: AbortSignal) => Promise<ConnectionPhase>;
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
  readonly onPhase: (phase: ConnectionPhase) => void;
  readonly backoff?: Backoff;
  /** 0 to 1; spreads the retries of many consoles after an outage. */
  readonly random?: () => number;
};

/** Failures of the line rather than the server's word on one request: the work is done when there is one again. */
const NO_LINE: readonly CouchErrorKind[] = ['offline', 'refused', 'locked'];

/** It answered, and not what was asked for. 429 says "later" to everything. */
const isFault = ({ kind, status }: CouchError): boolean =>
  kind === 'offline' && status !== 0 && status !== 429;

const DEFAULT_BACKOFF: Backoff = { firstMs: 1_000, maxMs: 60_000 };

const aborted = (): CouchError => new CouchError('aborted', 0, 'the sync was stopped');
const asCouchError = (error: unknown): CouchError =>
  error instanceof CouchError ? error : new CouchError('offline', 0, String(error), error);

/**
 * Asks whether the server is there, once at a time. A round lasts from one pause to the next; its signal ends what runs in it, and what was
 * asked in an earlier one counts for nothing.
 */
const createRounds = (probe: ConnectionOptions['probe'], answered: (error: CouchError | null) => void) => {
  let round = new AbortController();
  let probing: AbortSignal | null = null;
  let doubt: Promise<boolean> | null = null;
  return {
    signal: () => round.signal,
    end: () => round.abort(),
    /** Whether the server still lets the user in: what failed then is one database's trouble, not the line's. Many ask at once. */
    isStillThere: (): Promise<boolean> => {
      doubt ??= probe(round.signal)
        .then(
          () => true,
          () => false,
        )
        .finally(() => {
          doubt = null;
        });
      return doubt;
    },
    ask: async (): Promise<void> => {
      if (round.signal.aborted) round = new AbortController();
      const { signal } = round;
      if (probing === signal) return;
      probing = signal;
      const outcome = await probe(signal).then(() => null, asCouchError);
      if (probing === signal) probing = null;
      // A pause in between began a new round, which asks for itself.
      if (!signal.aborted) answered(outcome);
    },
  };
};

/** The states of connection-states.ts, with what each is entered for: asking the server, waiting for the next attempt, letting work run. */
const startMachine = ({ probe, onPhase, ...options }: ConnectionOptions) => {
  const backoff = options.backoff ?? DEFAULT_BACKOFF;
  const random = options.random ?? Math.random;
  const waiters = createWaiters();
  const watchers = new Set<(phase: ConnectionPhase) => void>();
  let state = BEGINNING;
  let epoch = 0;
  let timer: NodeJS.Timeout | null = null;
  const rounds = createRounds(probe, (error) => {
    if (error === null) dispatch({ type: 'answered' });
    else fail(error);
  });

  const enter: Readonly<Record<ConnectionPhase, () => void>> = {
    connecting: () => void rounds.ask(),
    online: () => {
      for (const waiter of waiters.take()) waiter.done();
    },
    offline: () => {
      if (state.retryAtMs === null) void rounds.ask();
      else timer = setTimeout(() => dispatch({ type: 'due' }), state.retryAtMs - Date.now());
    },
    refused: () => {},
    paused: rounds.end,
    none: () => {
      rounds.end();
      for (const waiter of waiters.take()) waiter.fail(aborted());
    },
  };

  const dispatch = (event: ConnectionEvent): void => {
    const next = stateAfter(state, event);
    if (next === null) return;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const isNews = next.phase !== state.phase;
    state = next;
    if (event.type === 'answered') epoch += 1;
    if (isNews) {
      onPhase(next.phase);
      for (const watcher of [...watchers]) watcher(next.phase);
    }
    enter[next.phase]();
  };

  const fail = (error: CouchError): void => {
    if (error.kind === 'refused') dispatch({ type: 'refused', error });
    else {
      const retryAtMs = Date.now() + pauseAfter(state.failures, backoff, random());
      dispatch({ type: 'failed', error, retryAtMs });
    }
  };

  void rounds.ask();

  return {
    state: () => state,
    epoch: () => epoch,
    signal: rounds.signal,
    dispatch,
    fail,
    watchers,
    isStillThere: rounds.isStillThere,
    online: (): Promise<void> => (state.phase === 'online' ? Promise.resolve() : waiters.wait()),
  };
};

/**
 * One connection for all collections: when one request finds the server gone, everybody waits for the same retry (exponential, with
 * jitter) instead of a loop knocking for each collection. `refused` waits for the user (a new password), not for a timer.
 */
export const openConnection = (options: ConnectionOptions): Connection => {
  const machine = startMachine(options);
  const { state, dispatch, watchers } = machine;
  return {
    phase: () => state().phase,
    epoch: machine.epoch,
    nextRetryAt: () => {
      const { retryAtMs } = state();
      return retryAtMs === null ? null : new Date(retryAtMs).toISOString();
    },
    lastError: () => state().error?.message ?? null,
    lastErrorKind: () => state().error?.kind ?? null,
    lost: (signal) =>
      new Promise((resolve) => {
        const watcher = (now: ConnectionPhase): void => {
          if (now === 'online' || now === 'connecting') return;
          watchers.delete(watcher);
          resolve(now);
        };
        signal.addEventListener('abort', () => watchers.delete(watcher), { once: true });
        watchers.add(watcher);
        watcher(state().phase);
      }),
    run: async (work) => {
      for (;;) {
        if (state().phase === 'none') throw aborted();
        await machine.online();
        const signal = machine.signal();
        try {
          return await work(signal);
        } catch (error) {
          if (!(error instanceof CouchError)) throw error;
          if (state().phase === 'none') throw aborted();
          // A request cut off by pausing waits for the end of the pause.
          if (error.kind === 'aborted' && signal.aborted) continue;
          if (!NO_LINE.includes(error.kind)) throw error;
          if (state().phase !== 'online') continue;
          if (isFault(error) && (await machine.isStillThere())) throw error;
          if (state().phase === 'online') machine.fail(error);
        }
      }
    },
    wake: () => dispatch({ type: 'woken' }),
    setPaused: (paused) => dispatch({ type: paused ? 'paused' : 'resumed' }),
    close: () => dispatch({ type: 'closed' }),
  };
};
