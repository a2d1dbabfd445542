import type { CouchError } from './couch-client.ts';

export type Backoff = { readonly firstMs: number; readonly maxMs: number };

/** `none`: closed, for good. */
export type ConnectionPhase = 'connecting' | 'online' | 'offline' | 'refused' | 'paused' | 'none';

export type ConnectionState = {
  readonly phase: ConnectionPhase;
  /** Attempts that failed one after another; the pause before the next one grows with them. */
  readonly failures: number;
  /** Why there is no connection, or was none last time; null while there is one. */
  readonly error: CouchError | null;
  /** When the next attempt is due, in milliseconds; null: one is under way, or none will come by itself. */
  readonly retryAtMs: number | null;
};

export type ConnectionEvent =
  /** The server was asked and let the user in. */
  | { readonly type: 'answered' }
  /** No answer, to the question whether it is there or to a request. */
  | { readonly type: 'failed'; readonly error: CouchError; readonly retryAtMs: number }
  /** The server does not let the user in. */
  | { readonly type: 'refused'; readonly error: CouchError }
  /** The pause before the next attempt is over. */
  | { readonly type: 'due' }
  /** Somebody does not want to wait. */
  | { readonly type: 'woken' }
  | { readonly type: 'paused' }
  | { readonly type: 'resumed' }
  | { readonly type: 'closed' };

export const BEGINNING: ConnectionState = {
  phase: 'connecting',
  failures: 0,
  error: null,
  retryAtMs: null,
};

type Steps = Readonly<Partial<Record<ConnectionEvent['type'], ConnectionPhase>>>;

/**
 * Where each event leads. What is not here means nothing there: a pause outlasts a failed request, and a refused user is not asked for
 * again until somebody wakes the connection (with a new password there is a new one).
 */
// biome-ignore format: a table is read by its columns
const STEPS: Readonly<Record<ConnectionPhase, Steps>> = {
  connecting: { answered: 'online', failed: 'offline', refused: 'refused', paused: 'paused', closed: 'none' },
  online:     {                     failed: 'offline', refused: 'refused', paused: 'paused', closed: 'none' },
  offline:    { answered: 'online', failed: 'offline', refused: 'refused', paused: 'paused', closed: 'none',
                due: 'offline', woken: 'connecting' },
  refused:    { woken: 'connecting', paused: 'paused', closed: 'none' },
  paused:     { resumed: 'connecting', closed: 'none' },
  none:       {},
};

/** The state after an event; null when the event means nothing in this state. */
export const stateAfter = (state: ConnectionState, event: ConnectionEvent): ConnectionState | null => {
  const phase = STEPS[state.phase][event.type];
  if (phase === undefined) return null;
  switch (event.type) {
    case 'answered':
      return { phase, failures: 0, error: null, retryAtMs: null };
    case 'failed':
      return { phase, failures: state.failures + 1, error: event.error, retryAtMs: event.retryAtMs };
    case 'refused':
      return { ...state, phase, error: event.error, retryAtMs: null };
    case 'due':
    case 'paused':
    case 'closed':
      return { ...state, phase, retryAtMs: null };
    case 'woken':
    case 'resumed':
      return { ...state, phase, failures: 0, retryAtMs: null };
  }
};

/** The pause after so many failures: exponential up to a limit, and anywhere in its upper half by `random` (0 to 1). */
export const pauseAfter = (failures: number, { firstMs, maxMs }: Backoff, random: number): number => {
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(failures, 10));
  return full / 2 + (full / 2) * random;
};
