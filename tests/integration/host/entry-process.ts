/**
 * The data host's entry as the console starts it, in a process of its own, with Electron's side of the process played over the IPC channel:
 * ports have numbers there, and what is said on one names it.
 */
import type { FromHost, ToHost } from '#contracts/host-process.ts';

/** To the process. */
export type ToEntry =
  | { readonly type: 'told'; readonly data: ToHost; readonly ports: readonly number[] }
  | { readonly type: 'said'; readonly port: number; readonly message: unknown }
  | { readonly type: 'closed'; readonly port: number }
  | { readonly type: 'disturb'; readonly how: 'throws' | 'rejects' };

/** From the process. */
export type FromEntry =
  | { readonly type: 'told'; readonly data: FromHost }
  | { readonly type: 'said'; readonly port: number; readonly message: unknown }
  | { readonly type: 'closed'; readonly port: number };

type Listener = (event: { readonly data: unknown }) => void;
type OpenPort = { readonly message: Listener[]; readonly close: Listener[]; waiting: unknown[] | null };

const send = (message: FromEntry): void => void process.send?.(message);
const open = new Map<number, OpenPort>();
const told: ((event: unknown) => void)[] = [];

const portOf = (port: number) => {
  // What comes before the port is started waits in it.
  const opened: OpenPort = { message: [], close: [], waiting: [] };
  open.set(port, opened);
  return {
    postMessage: (message: unknown) => send({ type: 'said', port, message }),
    on: (event: 'message' | 'close', listener: Listener) => void opened[event].push(listener),
    start: () => {
      const waiting = opened.waiting ?? [];
      opened.waiting = null;
      for (const data of waiting) for (const listener of opened.message) listener({ data });
    },
    close: () => send({ type: 'closed', port }),
  };
};

Object.assign(process, {
  parentPort: {
    postMessage: (data: FromHost) => send({ type: 'told', data }),
    on: (_: 'message', listener: (event: unknown) => void) => void told.push(listener),
  },
});

await import('#main/host/entry.ts');

process.on('message', (message: ToEntry) => {
  switch (message.type) {
    case 'told':
      for (const listener of told) listener({ data: message.data, ports: message.ports.map(portOf) });
      return;
    case 'said': {
      const port = open.get(message.port);
      if (port?.waiting) port.waiting.push(message.message);
      else for (const listener of port?.message ?? []) listener({ data: message.message });
      return;
    }
    case 'closed':
      for (const listener of open.get(message.port)?.close ?? []) listener({ data: null });
      open.delete(message.port);
      return;
    case 'disturb':
      // What a timer of somebody else's would do to the host.
      if (message.how === 'throws') setTimeout(() => JSON.parse('{'), 0);
      else void Promise.reject(new Error('unheard'));
  }
});
process.on('disconnect', () => process.exit());
