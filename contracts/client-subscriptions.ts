import type { ReplyError } from './define.ts';
import { messageFault } from './message-size.ts';
import type { ClientMessage, HostMessage, Patch } from './wire.ts';

export type LiveListener<T> = {
  readonly data: (data: T) => void;
  readonly failed: (error: ReplyError) => void;
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

/** Nobody is asked; the listener hears why, though not before the caller has what stops it. */
const refused = (listener: LiveListener<unknown>, fault: ReplyError): (() => void) => {
  let isWanted = true;
  void Promise.resolve().then(() => {
    if (isWanted) listener.failed(fault);
  });
  return () => {
    isWanted = false;
  };
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

type Answered = Extract<HostMessage, { t: 'snapshot' | 'patch' | 'failed' }>;

const hear = (subscription: OpenSubscription, message: Answered): void => {
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

export type Subscriptions = {
  readonly follow: (name: string, input: unknown, listener: LiveListener<unknown>) => () => void;
  readonly receive: (message: Answered) => void;
  /** What a new host has to be asked for again. */
  readonly renewals: () => readonly ClientMessage[];
};

/** Questions that are followed. `send` reaches the host that is there now, or nobody: the next one is asked anew. */
export const createSubscriptions = (
  newId: () => number,
  send: (message: ClientMessage) => void,
): Subscriptions => {
  const open = new Map<number, OpenSubscription>();
  const byQuestion = new Map<string, OpenSubscription>();

  const subscribe = (name: string, input: unknown): OpenSubscription => {
    const id = newId();
    const subscription: OpenSubscription = {
      ...{ id, name, input, listeners: new Set(), last: null },
      data: undefined,
    };
    open.set(id, subscription);
    byQuestion.set(questionOf(name, input), subscription);
    send({ t: 'subscribe', id, name, input });
    return subscription;
  };

  const unsubscribe = ({ id, name, input }: OpenSubscription): void => {
    open.delete(id);
    byQuestion.delete(questionOf(name, input));
    send({ t: 'unsubscribe', id });
  };

  return {
    follow: (name, input, given) => {
      const fault = messageFault(input);
      if (fault !== null) return refused(given, fault);
      // One of its own, so that the same functions given twice are two listeners.
      const listener = { ...given };
      const known = byQuestion.get(questionOf(name, input));
      const subscription = known ?? subscribe(name, input);
      subscription.listeners.add(listener);
      const { last } = subscription;
      // A failure may be over by now, so the host is asked again for all who listen.
      if (last !== null && 'error' in last) send({ t: 'subscribe', id: subscription.id, name, input });
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
    },
    receive: (message) => {
      const subscription = open.get(message.id);
      if (subscription !== undefined) hear(subscription, message);
    },
    renewals: () => [...open.values()].map(({ id, name, input }) => ({ t: 'subscribe', id, name, input })),
  };
};
