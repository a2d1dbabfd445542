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
  /** Subscribes; survives a host restart by subscribing again. Returns the unsubscribe function. */
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
type OpenSubscription = {
  readonly name: string;
  readonly input: unknown;
  readonly listener: LiveListener<unknown>;
  data: unknown;
};

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
    if (message.t === 'failed') {
      subscription.listener.failed(message.error);
      return;
    }
    subscription.data =
      message.t === 'snapshot' ? message.data : applyPatch(subscription.data, message.patch);
    subscription.listener.data(subscription.data);
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
    live: (name, input, listener) => {
      lastId += 1;
      const id = lastId;
      subscriptions.set(id, { name, input, listener: listener as LiveListener<unknown>, data: undefined });
      if (wire !== null) wire.send({ t: 'subscribe', id, name, input });
      return () => {
        if (subscriptions.delete(id) && wire !== null) wire.send({ t: 'unsubscribe', id });
      };
    },
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
