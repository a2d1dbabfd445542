import { type MessagePort, parentPort as parent } from 'node:worker_threads';

/** The data host's entry as the console starts it, with Electron's side of the process played by a worker thread's ports. */
type Message = { readonly data: unknown; readonly ports: readonly MessagePort[] };

const adapted = (port: MessagePort) => ({
  postMessage: (message: unknown) => port.postMessage(message),
  on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
    void port.on(event, (data: unknown) => listener({ data })),
  start: () => port.start(),
  close: () => port.close(),
});

Object.assign(process, {
  parentPort: {
    postMessage: (message: unknown) => parent?.postMessage(message),
    on: (_: 'message', listener: (event: unknown) => void) =>
      void parent?.on('message', ({ data, ports }: Message) => listener({ data, ports: ports.map(adapted) })),
  },
});

await import('#main/host/entry.ts');

// What a timer of somebody else's would do to the host, when a test asks for it.
parent?.on('message', ({ data }: { readonly data: { readonly type: string } }) => {
  if (data.type === 'test-throws') setTimeout(() => JSON.parse('{'), 0);
  if (data.type === 'test-rejects') void Promise.reject(new Error('unheard'));
});
