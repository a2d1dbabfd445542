import { type CallOptions, createCalls } from './client-calls.ts';
import { createSubscriptions, type LiveListener } from './client-subscriptions.ts';
import type { Reply } from './define.ts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from './registry.ts';
import type { ClientMessage, HostMessage } from './wire.ts';

/** The part of a MessagePort the client needs; the DOM's, Electron's and Node's ports are adapted to it. */
export type Wire = {
  readonly send: (message: ClientMessage) => void;
  /** Called once; the listener gets every message of the host. */
  readonly listen: (listener: (message: HostMessage) => void) => void;
  readonly close: () => void;
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

/** The window's (or a test's) side of the protocol in wire.ts: which host there is now, and what was said to none. */
export const createClient = (): Client => {
  let wire: Wire | null = null;
  let lastId = 0;
  const waiting: ClientMessage[] = [];
  const newId = (): number => {
    lastId += 1;
    return lastId;
  };
  const calls = createCalls(newId, (message) => {
    if (wire === null) waiting.push(message);
    else wire.send(message);
  });
  const subscriptions = createSubscriptions(newId, (message) => wire?.send(message));

  const receive = (message: HostMessage): void => {
    if (message.t === 'reply' || message.t === 'progress') calls.receive(message);
    else subscriptions.receive(message);
  };

  const lose = (): void => {
    // What waits for the next host was told to have failed, so it must not be done after all.
    waiting.length = 0;
    calls.fail();
  };

  return {
    // The host answers each name with its contract's type; the wire itself carries unknown.
    command: (name, input, options) => calls.call(name, input, options) as never,
    query: (name, input, options) => calls.call(name, input, options) as never,
    live: (name, input, listener) => subscriptions.follow(name, input, listener as LiveListener<unknown>),
    connect: (next) => {
      if (wire !== null) lose();
      wire?.close();
      wire = next;
      next.listen((message) => {
        if (wire === next) receive(message);
      });
      for (const message of [...subscriptions.renewals(), ...waiting.splice(0)]) next.send(message);
    },
    disconnect: () => {
      wire = null;
      lose();
    },
  };
};
