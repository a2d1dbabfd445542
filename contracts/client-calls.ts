import { failure } from '#domain/records/result.ts';
import type { Reply } from './define.ts';
import { messageFault } from './message-size.ts';
import type { ClientMessage, HostMessage } from './wire.ts';

export type CallOptions = {
  readonly onProgress?: (done: number, total: number | null, text: string) => void;
  readonly signal?: {
    addEventListener: (type: 'abort', listener: () => void) => void;
    readonly aborted: boolean;
  };
};

type PendingCall = {
  readonly settle: (reply: Reply<unknown>) => void;
  readonly onProgress: CallOptions['onProgress'];
};

const RESTARTED: Reply<never> = {
  ok: false,
  error: failure('host_restarted', 'call.restarted'),
};

export type Calls = {
  readonly call: (name: string, input: unknown, options?: CallOptions) => Promise<Reply<unknown>>;
  readonly receive: (message: Extract<HostMessage, { t: 'reply' | 'progress' }>) => void;
  /** Tells all under way that the host was lost; their outcome is unknown. */
  readonly fail: () => void;
};

/** Commands and queries that are asked once: each under its own id until its answer is there. */
export const createCalls = (newId: () => number, send: (message: ClientMessage) => void): Calls => {
  const pending = new Map<number, PendingCall>();
  return {
    call: (name, input, options = {}) =>
      new Promise((settle) => {
        // What could not be read there is not written here: either would hold everything up.
        const fault = messageFault(input);
        if (fault !== null) {
          settle({ ok: false, error: fault });
          return;
        }
        const id = newId();
        pending.set(id, { settle, onProgress: options.onProgress });
        send({ t: 'call', id, name, input });
        if (options.signal?.aborted) send({ t: 'cancel', id });
        options.signal?.addEventListener('abort', () => {
          if (pending.has(id)) send({ t: 'cancel', id });
        });
      }),
    receive: (message) => {
      if (message.t === 'progress') {
        pending.get(message.id)?.onProgress?.(message.done, message.total, message.text);
        return;
      }
      pending.get(message.id)?.settle(message.reply);
      pending.delete(message.id);
    },
    fail: () => {
      for (const { settle } of pending.values()) settle(RESTARTED);
      pending.clear();
    },
  };
};
