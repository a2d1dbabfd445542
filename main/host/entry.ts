/**
 * The data host as a utility process: takes its profile and key from the main process, serves one port a window. Runs until it is told to stop;
 * being killed at any moment loses nothing that was acknowledged.
 */
import { join } from 'node:path';
import type { FromHost, ToHost } from '#contracts/host-process.ts';
import type { HostMessage } from '#contracts/wire.ts';
import { failure } from '#domain/records/result.ts';
import { type Host, type HostStart, openHost, storePathOf } from './host.ts';
import { type HostPort, servePort } from './kernel/port-server.ts';
import { setAside } from './storage/store-file.ts';

/** As much of Electron's utility process API as is used; the host itself never imports Electron. */
type Port = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) => void;
  readonly start: () => void;
};
type ParentPort = {
  readonly postMessage: (message: FromHost) => void;
  readonly on: (
    event: 'message',
    listener: (event: { readonly data: ToHost; readonly ports: readonly Port[] }) => void,
  ) => void;
};

// Electron gives it to utility processes; Node's types don't know it.
const parent = (process as { readonly parentPort?: ParentPort }).parentPort;
if (parent === undefined) throw new Error('The data host runs as a utility process of the console.');

const hostPort = (port: Port): HostPort => ({
  send: (message: HostMessage) => port.postMessage(message),
  listen: (listener) => {
    port.on('message', (event) => listener(event.data));
    port.start();
  },
  onClose: (listener) => port.on('close', listener),
});

let host: Host | null = null;
const waiting: Port[] = [];

const serve = (running: Host, port: Port): void => {
  servePort(hostPort(port), running.dispatcher, running.live);
};

/** Built beside this file; run as TypeScript, the host does without. */
const threads = (): Pick<HostStart, 'loadThread' | 'readThread'> =>
  typeof __dirname === 'string'
    ? { loadThread: join(__dirname, 'load-thread.cjs'), readThread: join(__dirname, 'read-thread.cjs') }
    : {};

const init = async (message: Extract<ToHost, { type: 'init' }>): Promise<void> => {
  const { profileDir, key, options } = message;
  if (message.setAside) {
    const aside = setAside(storePathOf(profileDir), Date.now());
    if (!aside.ok) {
      parent.postMessage({ type: 'fatal', error: aside.error });
      return;
    }
  }
  const opened = await openHost({
    profileDir,
    key,
    serverUrl: options.serverUrl,
    sampleCompany: options.sampleCompany,
    ...threads(),
    onPreparing: (preparing) => parent.postMessage({ type: 'preparing', preparing }),
    onResumable: (resume) => parent.postMessage({ type: 'session', resume }),
    log: (level, text, error) => {
      if (level !== 'info') console.error(`data host: ${text}`, error ?? '');
    },
  });
  if (!opened.ok) {
    parent.postMessage({ type: 'fatal', error: opened.error });
    return;
  }
  host = opened.value;
  if (message.resume !== null) await host.context.session.resume(message.resume);
  for (const port of waiting.splice(0)) serve(host, port);
  parent.postMessage({ type: 'ready' });
};

const stop = async (): Promise<void> => {
  await host?.close();
  parent.postMessage({ type: 'stopped' });
};

parent.on('message', ({ data, ports }) => {
  switch (data.type) {
    case 'init':
      void init(data).catch((error: unknown) => {
        const cause = error instanceof Error ? error.message : String(error);
        parent.postMessage({ type: 'fatal', error: failure('internal_error', 'call.failed', { cause }) });
      });
      return;
    case 'connect': {
      const [port] = ports;
      if (port === undefined) return;
      if (host === null) waiting.push(port);
      else serve(host, port);
      return;
    }
    case 'stop':
      void stop();
      return;
  }
});
