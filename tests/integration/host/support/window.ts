import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type Client, createClient, type Wire } from '#contracts/client.ts';
import type { HostMessage } from '#contracts/wire.ts';
import type { Host } from '#main/host/host.ts';
import { servePort } from '#main/host/kernel/port-server.ts';

/** A raw port to the host, as a window that does not keep to the protocol would use it. */
export type RawPort = {
  readonly send: (message: unknown) => void;
  /** The next message that arrives, in order. */
  readonly next: () => Promise<HostMessage>;
  readonly close: () => void;
};

const serve = (host: Host, port: MessagePort): void => {
  servePort(
    {
      send: (message) => port.postMessage(message),
      listen: (listener) => void port.on('message', listener),
      onClose: (listener) => void port.on('close', listener),
    },
    host.dispatcher,
    host.live,
  );
};

export const rawPort = (host: Host): RawPort => {
  const { port1, port2 } = new MessageChannel();
  serve(host, port1);
  const arrived: HostMessage[] = [];
  const waiting: ((message: HostMessage) => void)[] = [];
  port2.on('message', (message: HostMessage) => {
    const first = waiting.shift();
    if (first === undefined) arrived.push(message);
    else first(message);
  });
  return {
    send: (message) => port2.postMessage(message),
    next: () =>
      new Promise((resolve) => {
        const first = arrived.shift();
        if (first === undefined) waiting.push(resolve);
        else resolve(first);
      }),
    close: () => port2.close(),
  };
};

export const wireTo = (host: Host): Wire => {
  const { port1, port2 } = new MessageChannel();
  serve(host, port1);
  return {
    send: (message) => port2.postMessage(message),
    listen: (listener) => void port2.on('message', listener),
    close: () => port2.close(),
  };
};

/** A window's client, connected to the host. */
export const windowOn = (host: Host): { readonly client: Client; readonly close: () => void } => {
  const client = createClient();
  const wire = wireTo(host);
  client.connect(wire);
  return { client, close: wire.close };
};

export type Seen<T> = {
  readonly answers: T[];
  readonly failures: string[];
  /** The newest answer once `condition` holds for it. */
  readonly until: (condition: (answer: T) => boolean) => Promise<T>;
  readonly untilFailed: () => Promise<string>;
  readonly listener: { data: (answer: T) => void; failed: (error: { readonly code: string }) => void };
};

/** Collects what a live query brings. */
export const seen = <T>(): Seen<T> => {
  const answers: T[] = [];
  const failures: string[] = [];
  const checks = new Set<() => void>();
  const when = <R>(look: () => R | undefined): Promise<R> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = look();
        if (found === undefined) return;
        checks.delete(check);
        resolve(found);
      };
      checks.add(check);
      check();
    });
  const checkAll = (): void => {
    for (const check of [...checks]) check();
  };
  return {
    answers,
    failures,
    until: (condition) =>
      when(() => {
        const last = answers.at(-1);
        return last !== undefined && condition(last) ? last : undefined;
      }),
    untilFailed: () => when(() => failures.at(-1)),
    listener: {
      data: (answer) => {
        answers.push(answer);
        checkAll();
      },
      failed: (error) => {
        failures.push(error.code);
        checkAll();
      },
    },
  };
};
