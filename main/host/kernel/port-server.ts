import type { CallControl, Reply, ReplyError } from '#contracts/define.ts';
import { messageFault } from '#contracts/message-size.ts';
import {
  type ClientMessage,
  clientMessageSchema,
  type HostMessage,
  MAX_CALLS,
  MAX_FOLLOWED,
} from '#contracts/wire.ts';
import { fail, failure, ok, type Result } from '#domain/records/result.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { LiveMessage, LiveQueries } from './live-queries.ts';

/** One window's (or test's) connection as the data host sees it. */
export type HostPort = {
  readonly send: (message: HostMessage) => void;
  readonly listen: (listener: (message: unknown) => void) => void;
  readonly onClose: (listener: () => void) => void;
};

/** A followed query has no caller who waits for it. */
const UNHEARD: CallControl = { signal: { aborted: false }, progress: () => {} };

const idOf = (message: unknown): number | null => {
  if (typeof message !== 'object' || message === null) return null;
  const id = (message as { id?: unknown }).id;
  return typeof id === 'number' && Number.isInteger(id) && id > 0 ? id : null;
};

/** An answer that can't be cloned is a bug of its handler; it must not take the host with it. False: a failure was sent in its place. */
const sendOn = (port: HostPort, message: HostMessage): boolean => {
  try {
    port.send(message);
    return true;
  } catch {
    const { t, id } = message;
    const error = failure('internal_error', 'call.unsendable');
    port.send(t === 'reply' ? { t, id, reply: { ok: false, error } } : { t: 'failed', id, error });
    return false;
  }
};

/** The message as it may be looked at, or why not. Whatever arrives is untrusted, so it is measured before it is parsed. */
const read = (raw: unknown): Result<ClientMessage> => {
  const fault = messageFault(raw);
  if (fault !== null) return { ok: false, error: fault };
  const parsed = clientMessageSchema.safeParse(raw);
  return parsed.success ? ok(parsed.data) : fail('malformed_message', 'call.malformed');
};

const tooMany = (max: number): ReplyError => failure('too_many', 'call.too_many', { max });

const refuseOn = (port: HostPort, raw: unknown, error: ReplyError): void => {
  const id = idOf(raw);
  if (id === null) return;
  if ((raw as { t?: unknown }).t === 'subscribe') port.send({ t: 'failed', id, error });
  else port.send({ t: 'reply', id, reply: { ok: false, error } });
};

/** Serves one port: too large, malformed or unknown messages get an error, never a crash. */
export const servePort = (port: HostPort, dispatcher: Dispatcher, live: LiveQueries): void => {
  /** What this window follows, by the number it gave it: how to stop. */
  const followed = new Map<number, () => void>();
  const running = new Map<number, { aborted: boolean }>();
  /** Answers to followed queries that are being made, also for who has let go of them since. */
  let asked = 0;

  const stop = (id: number): void => {
    followed.get(id)?.();
    followed.delete(id);
  };

  const subscribe = (id: number, name: string, input: unknown): void => {
    stop(id);
    if (followed.size >= MAX_FOLLOWED || asked >= MAX_FOLLOWED) {
      port.send({ t: 'failed', id, error: tooMany(MAX_FOLLOWED) });
      return;
    }
    const question = dispatcher.question(name, input);
    if (question === null) {
      port.send({ t: 'failed', id, error: failure('unknown_call', 'call.unknown', { name }) });
      return;
    }
    const run = async (): Promise<Reply<unknown>> => {
      asked += 1;
      try {
        return await dispatcher.run(name, input, UNHEARD);
      } finally {
        asked -= 1;
      }
    };
    const query = { ...question, run };
    followed.set(
      id,
      live.follow(query, (message: LiveMessage) => {
        const isSent = sendOn(port, { ...message, id });
        // A locked console follows nothing: whoever opens it again asks anew.
        if (message.t === 'failed' && message.error.code === 'locked') stop(id);
        return isSent;
      }),
    );
  };

  const call = async (id: number, name: string, input: unknown): Promise<void> => {
    // Counted by their numbers, and called off by them.
    if (running.has(id)) {
      port.send({ t: 'reply', id, reply: fail('malformed_message', 'call.malformed') });
      return;
    }
    if (running.size >= MAX_CALLS) {
      port.send({ t: 'reply', id, reply: { ok: false, error: tooMany(MAX_CALLS) } });
      return;
    }
    const signal = { aborted: false };
    running.set(id, signal);
    try {
      const reply = await dispatcher.run(name, input, {
        signal,
        progress: (done, total, text) => port.send({ t: 'progress', id, done, total, text }),
      });
      sendOn(port, { t: 'reply', id, reply });
    } finally {
      running.delete(id);
    }
  };

  port.listen((raw) => {
    const heard = read(raw);
    if (!heard.ok) {
      refuseOn(port, raw, heard.error);
      return;
    }
    const message = heard.value;
    switch (message.t) {
      case 'call':
        void call(message.id, message.name, message.input);
        return;
      case 'subscribe':
        subscribe(message.id, message.name, message.input);
        return;
      case 'unsubscribe':
        stop(message.id);
        return;
      case 'cancel': {
        const signal = running.get(message.id);
        if (signal !== undefined) signal.aborted = true;
        return;
      }
    }
  });

  port.onClose(() => {
    for (const id of [...followed.keys()]) stop(id);
    for (const signal of running.values()) signal.aborted = true;
  });
};
