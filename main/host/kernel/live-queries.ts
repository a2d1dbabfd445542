import type { Reply, WatchArea } from '#contracts/define.ts';
import type { HostMessage } from '#contracts/wire.ts';
import type { ChangeBus } from './change-bus.ts';
import { diffAnswers } from './patch.ts';

/** Two runs of one live query are at least this far apart, so that a sync of thousands of documents does not re-run a list as often. */
const MIN_GAP_MS = 40;
/** A slow query waits this multiple of its own last duration before it runs again. */
const GAP_FACTOR = 3;

type Subscription = {
  readonly id: number;
  readonly watches: ReadonlySet<WatchArea>;
  readonly run: () => Promise<Reply<unknown>>;
  answered: { readonly data: unknown } | null;
  running: boolean;
  dirty: boolean;
  timer: NodeJS.Timeout | null;
  lastRunEnd: number;
  lastDurationMs: number;
};

export type LiveQueries = {
  readonly open: (id: number, watches: readonly WatchArea[], run: () => Promise<Reply<unknown>>) => void;
  readonly close: (id: number) => void;
  /** Everything runs again, for example after another person signed in. */
  readonly refreshAll: () => void;
  readonly dispose: () => void;
};

/** The open subscriptions of one window: a snapshot first, then a patch whenever a watched area changed and the answer with it. */
export const createLiveQueries = (bus: ChangeBus, send: (message: HostMessage) => void): LiveQueries => {
  const open = new Map<number, Subscription>();

  const deliver = (subscription: Subscription, reply: Reply<unknown>): void => {
    const { id, answered } = subscription;
    if (!reply.ok) {
      // The window shows the failure now: even an unchanged answer must reach it afterwards.
      subscription.answered = null;
      send({ t: 'failed', id, error: reply.error });
      return;
    }
    subscription.answered = { data: reply.data };
    if (answered === null) {
      send({ t: 'snapshot', id, data: reply.data });
      return;
    }
    const patch = diffAnswers(answered.data, reply.data);
    if (patch !== null) send({ t: 'patch', id, patch });
  };

  const execute = async (subscription: Subscription): Promise<void> => {
    subscription.running = true;
    subscription.dirty = false;
    const startedAt = performance.now();
    const reply = await subscription.run();
    subscription.lastRunEnd = performance.now();
    subscription.lastDurationMs = subscription.lastRunEnd - startedAt;
    subscription.running = false;
    // Closed meanwhile, or opened anew under the same id.
    if (open.get(subscription.id) !== subscription) return;
    deliver(subscription, reply);
    if (subscription.dirty) schedule(subscription);
  };

  const schedule = (subscription: Subscription): void => {
    subscription.dirty = true;
    if (subscription.running || subscription.timer !== null) return;
    const gap = Math.max(MIN_GAP_MS, subscription.lastDurationMs * GAP_FACTOR);
    const wait = Math.max(0, subscription.lastRunEnd + gap - performance.now());
    subscription.timer = setTimeout(() => {
      subscription.timer = null;
      void execute(subscription);
    }, wait);
  };

  const stopListening = bus.listen((area) => {
    // Who is signed in decides what every query may answer.
    const isSession = area === 'session';
    for (const subscription of open.values()) {
      if (isSession || subscription.watches.has(area)) schedule(subscription);
    }
  });

  const close = (id: number): void => {
    const subscription = open.get(id);
    if (subscription?.timer) clearTimeout(subscription.timer);
    open.delete(id);
  };

  return {
    open: (id, watches, run) => {
      close(id);
      const subscription: Subscription = {
        id,
        watches: new Set(watches),
        run,
        answered: null,
        running: false,
        dirty: false,
        timer: null,
        lastRunEnd: Number.NEGATIVE_INFINITY,
        lastDurationMs: 0,
      };
      open.set(id, subscription);
      void execute(subscription);
    },
    close,
    refreshAll: () => {
      for (const subscription of open.values()) schedule(subscription);
    },
    dispose: () => {
      stopListening();
      for (const id of [...open.keys()]) close(id);
    },
  };
};
