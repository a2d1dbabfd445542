import { failure } from '#domain/records/result.ts';
import type { Reply, ReplyError } from './define.ts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from './registry.ts';
import type { ClientMessage, HostMessage, Patch } from './wire.ts';

/** The part of a MessagePort the client needs; the DOM's, Electron's and Node's ports are adapted to it. */
export type Wire = {
  readonly send: (message: ClientMessage) => void;
  /** Called once; the listener gets every message of the host. */
  readonly listen: (listener: (message: HostMessage) => void) => void;
  readonly close: () => void;
};

export type LiveListener<T> = {
  readonly data: (data: T) => void;
  readonly failed: (error: ReplyError) => void;
};

export type CallOptions = {
  readonly onProgress?: (done: number, total: number | null, text: string) => void;
  readonly signal?: {
    addEventListener: (type: 'abort', listener: () => void) => void;
    readonly aborted: boolean;
  };
};

export type Client = {
  /** Runs a command; never rejects. A host that dies in between answers `host_restarted`: the outcome is unknown then. */
  readonly command: <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    options?: CallOptions,
  ) => Promise<Reply<CommandOutput<N>>>;
  /** Asks once; never rejects. */
  readonly query: <N extends QueryName>(
    name: N,
    input: QueryInput<N>,
    options?: CallOptions,
  ) => Promise<Reply<QueryOutput<N>>>;
  /**
   * Subscribes; survives a host restart by subscribing again. Who asks what somebody else follows already hears its last answer, soon
   * after the call. Returns the unsubscribe function.
   */
  readonly live: <N extends QueryName>(
    name: N,
    input: QueryInput<N>,
    listener: LiveListener<QueryOutput<N>>,
  ) => () => void;
  /** The host is back behind a new wire: open subscriptions are renewed on it, calls under way fail with `host_restarted`. */
  readonly connect: (wire: Wire) => void;
  /** The host died: calls under way fail, new calls wait for the next `connect`. */
  readonly disconnect: () => void;
};

type PendingCall = {
  readonly settle: (reply: Reply<unknown>) => void;
  readonly onProgress: CallOptions['onProgress'];
};
/** One at the host, however many parts of the window listen. */
type OpenSubscription = {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly listeners: Set<LiveListener<unknown>>;
  /** The last word on it; null before the first. */
  last: { readonly data: unknown } | { readonly error: ReplyError } | null;
  /** The last answer, which patches are for. */
  data: unknown;
};

const questionOf = (name: string, input: unknown): string => `${name} ${JSON.stringify(input)}`;

const RESTARTED: Reply<never> = {
  ok: false,
  error: failure('host_restarted', 'call.restarted'),
};

type RowsAnswer = { readonly rows: readonly { readonly id: string }[] };

/** Applies a patch to the answer it was made for; unchanged rows keep their identity, so React skips them. */
export const applyPatch = (before: unknown, patch: Patch): unknown => {
  if (patch.kind === 'replace') return patch.data;
  const rowsById = new Map((before as RowsAnswer).rows.map((row) => [row.id, row]));
  for (const row of patch.changed) rowsById.set(row.id, row);
  const rows = patch.order.flatMap((id) => rowsById.get(id) ?? []);
  return { ...patch.rest, rows };
};

/** The window's (or a test's) side of the protocol in wire.ts. */
export const createClient = (): Client => {
  let wire: Wire | null = null;
  let lastId = 0;
  const waiting: ClientMessage[] = [];
  const calls = new Map<number, PendingCall>();
  const subscriptions = new Map<number, OpenSubscription>();
  const byQuestion = new Map<string, OpenSubscription>();

  const send = (message: ClientMessage): void => {
    if (wire === null) waiting.push(message);
    else wire.send(message);
  };

  const receive = (message: HostMessage): void => {
    if (message.t === 'reply') {
      calls.get(message.id)?.settle(message.reply);
      calls.delete(message.id);
      return;
    }
    if (message.t === 'progress') {
      calls.get(message.id)?.onProgress?.(message.done, message.total, message.text);
      return;
    }
    const subscription = subscriptions.get(message.id);
    if (subscription === undefined) return;
    const listeners = [...subscription.listeners];
    if (message.t === 'failed') {
      subscription.last = { error: message.error };
      for (const listener of listeners) listener.failed(message.error);
      return;
    }
    const data = message.t === 'snapshot' ? message.data : applyPatch(subscription.data, message.patch);
    subscription.data = data;
    subscription.last = { data };
    for (const listener of listeners) listener.data(data);
  };

  const subscribe = (name: string, input: unknown): OpenSubscription => {
    lastId += 1;
    const subscription: OpenSubscription = {
      ...{ id: lastId, name, input, listeners: new Set(), last: null },
      data: undefined,
    };
    subscriptions.set(lastId, subscription);
    byQuestion.set(questionOf(name, input), subscription);
    if (wire !== null) wire.send({ t: 'subscribe', id: lastId, name, input });
    return subscription;
  };

  const unsubscribe = ({ id, name, input }: OpenSubscription): void => {
    subscriptions.delete(id);
    byQuestion.delete(questionOf(name, input));
    if (wire !== null) wire.send({ t: 'unsubscribe', id });
  };

  const follow = (name: string, input: unknown, given: LiveListener<unknown>): (() => void) => {
    // One of its own, so that the same functions given twice are two listeners.
    const listener = { ...given };
    const known = byQuestion.get(questionOf(name, input));
    const subscription = known ?? subscribe(name, input);
    subscription.listeners.add(listener);
    const { last } = subscription;
    // A failure may be over by now, so the host is asked again for all who listen.
    if (last !== null && 'error' in last) wire?.send({ t: 'subscribe', id: subscription.id, name, input });
    else if (last !== null) {
      // Not before the caller has what stops it; and what comes meanwhile comes to this listener, too.
      void Promise.resolve().then(() => {
        if (subscription.last === last && subscription.listeners.has(listener)) listener.data(last.data);
      });
    }
    return () => {
      if (!subscription.listeners.delete(listener) || subscription.listeners.size > 0) return;
      unsubscribe(subscription);
    };
  };

  const call = (name: string, input: unknown, options: CallOptions = {}): Promise<Reply<unknown>> =>
    new Promise((settle) => {
      lastId += 1;
      const id = lastId;
      calls.set(id, { settle, onProgress: options.onProgress });
      send({ t: 'call', id, name, input });
      if (options.signal?.aborted) send({ t: 'cancel', id });
      options.signal?.addEventListener('abort', () => {
        if (calls.has(id)) send({ t: 'cancel', id });
      });
    });

  const failCalls = (): void => {
    // What waits for the next host was told to have failed, so it must not be done after all.
    waiting.length = 0;
    for (const pending of calls.values()) pending.settle(RESTARTED);
    calls.clear();
  };

  return {
    // The host answers each name with its contract's type; the wire itself carries unknown.
    command: (name, input, options) => call(name, input, options) as never,
    query: (name, input, options) => call(name, input, options) as never,
    live: (name, input, listener) => follow(name, input, listener as LiveListener<unknown>),
    connect: (next) => {
      if (wire !== null) failCalls();
      wire?.close();
      wire = next;
      next.listen((message) => {
        if (wire === next) receive(message);
      });
      for (const [id, { name, input }] of subscriptions) next.send({ t: 'subscribe', id, name, input });
      for (const message of waiting.splice(0)) next.send(message);
    },
    disconnect: () => {
      wire = null;
      failCalls();
    },
  };
};
