import type { Reply, WatchArea } from '#contracts/define.ts';
import type { HostMessage } from '#contracts/wire.ts';
import type { ChangeBus } from './change-bus.ts';
import { diffAnswers } from './patch.ts';

/** Two runs of one live query are at least this far apart, so that a sync of thousands of documents does not re-run a list as often. */
const MIN_GAP_MS = 40;
/** A slow query waits this multiple of its own last duration before it runs again. */
const GAP_FACTOR = 3;
/** An answer this young is the answer for whoever asks the same; an older one may have been made at another time of day. */
const FRESH_MS = 2_000;

export type LiveQuery = {
  /** Who asks with the same key gets the same answers, from the same run. */
  readonly key: string;
  readonly watches: readonly WatchArea[];
  readonly run: () => Promise<Reply<unknown>>;
};

type WithoutId<M> = M extends HostMessage ? Omit<M, 'id'> : never;
/** A snapshot first, then patches; after a failure a snapshot again. */
export type LiveMessage = WithoutId<Extract<HostMessage, { t: 'snapshot' | 'patch' | 'failed' }>>;

/** Answers whether the message got through; a receiver that missed one begins with a snapshot again. */
type Tell = (message: LiveMessage) => boolean;

type Receiver = {
  readonly tell: Tell;
  /** Has the last answer, so that the next one can come as a patch. */
  isFollowing: boolean;
};

/** A query that somebody follows. `running`: an answer is being made; `dirty`: another one is needed after it, or when the timer is due. */
type Followed = {
  readonly query: LiveQuery;
  readonly watches: ReadonlySet<WatchArea>;
  readonly receivers: Set<Receiver>;
  answered: { readonly data: unknown } | null;
  running: boolean;
  dirty: boolean;
  timer: NodeJS.Timeout | null;
  lastRunEnd: number;
  lastDurationMs: number;
};

export type LiveQueries = {
  /** Follows a query until the answer is called. */
  readonly follow: (query: LiveQuery, tell: Tell) => () => void;
  readonly dispose: () => void;
};

const bring = (receiver: Receiver, message: LiveMessage): void => {
  receiver.isFollowing = receiver.tell(message) && message.t !== 'failed';
};

/** One answer for all who follow the query: whole for who has none yet, the difference for the others. */
const deliver = (followed: Followed, reply: Reply<unknown>): void => {
  const before = followed.answered;
  // The windows show the failure now: even an unchanged answer must reach them afterwards.
  followed.answered = reply.ok ? { data: reply.data } : null;
  const patch = reply.ok && before !== null ? diffAnswers(before.data, reply.data) : null;
  for (const receiver of followed.receivers) {
    if (!reply.ok) bring(receiver, { t: 'failed', error: reply.error });
    else if (!receiver.isFollowing) bring(receiver, { t: 'snapshot', data: reply.data });
    else if (patch !== null) bring(receiver, { t: 'patch', patch });
  }
};

const isFresh = ({ answered, running, dirty, lastRunEnd }: Followed): boolean =>
  answered !== null && !running && !dirty && performance.now() - lastRunEnd < FRESH_MS;

/**
 * What the windows of this host follow. The same query asked for by several of them, or by several parts of one, is one run and one
 * difference. Whose answers they are needs no place in the key: one person is signed in to a host, and when that changes, everything runs
 * again and what was being answered for the person before is thrown away.
 */
export const createLiveQueries = (bus: ChangeBus): LiveQueries => {
  const open = new Map<string, Followed>();
  let session = 0;

  const execute = async (followed: Followed): Promise<void> => {
    followed.running = true;
    followed.dirty = false;
    const askedIn = session;
    const startedAt = performance.now();
    const reply = await followed.query.run();
    followed.lastRunEnd = performance.now();
    followed.lastDurationMs = followed.lastRunEnd - startedAt;
    followed.running = false;
    // Let go of meanwhile, or begun anew.
    if (open.get(followed.query.key) !== followed) return;
    if (askedIn === session) deliver(followed, reply);
    if (followed.dirty) schedule(followed);
  };

  const schedule = (followed: Followed): void => {
    followed.dirty = true;
    if (followed.running || followed.timer !== null) return;
    const gap = Math.max(MIN_GAP_MS, followed.lastDurationMs * GAP_FACTOR);
    const wait = Math.max(0, followed.lastRunEnd + gap - performance.now());
    followed.timer = setTimeout(() => {
      followed.timer = null;
      void execute(followed);
    }, wait);
  };

  const begin = (query: LiveQuery): Followed => {
    const followed: Followed = {
      ...{ query, watches: new Set(query.watches), receivers: new Set(), answered: null },
      ...{ running: false, dirty: false, timer: null },
      ...{ lastRunEnd: Number.NEGATIVE_INFINITY, lastDurationMs: 0 },
    };
    open.set(query.key, followed);
    void execute(followed);
    return followed;
  };

  const letGo = (followed: Followed): void => {
    if (followed.timer !== null) clearTimeout(followed.timer);
    if (open.get(followed.query.key) === followed) open.delete(followed.query.key);
  };

  const stopListening = bus.listen((area) => {
    // Who is signed in decides what every query may answer.
    const isSession = area === 'session';
    if (isSession) session += 1;
    for (const followed of open.values()) {
      if (isSession || followed.watches.has(area)) schedule(followed);
    }
  });

  return {
    follow: (query, tell) => {
      const followed = open.get(query.key) ?? begin(query);
      const receiver: Receiver = { tell, isFollowing: false };
      followed.receivers.add(receiver);
      if (isFresh(followed)) {
        // Not before the caller has what stops it.
        void Promise.resolve().then(() => {
          if (receiver.isFollowing || !followed.receivers.has(receiver) || followed.answered === null) return;
          bring(receiver, { t: 'snapshot', data: followed.answered.data });
        });
      } else if (!followed.running) schedule(followed);
      return () => {
        followed.receivers.delete(receiver);
        if (followed.receivers.size === 0) letGo(followed);
      };
    },
    dispose: () => {
      stopListening();
      for (const followed of [...open.values()]) letGo(followed);
    },
  };
};
