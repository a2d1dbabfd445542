/**
 * The data host as a utility process: takes its profile and key from the main process, serves one port a window. Runs until it is told to stop;
 * being killed at any moment loses nothing that was acknowledged.
 */
import { join } from 'node:path';
import type { FromHost, HostPhase, ToHost } from '#contracts/host-process.ts';
import type { HostMessage } from '#contracts/wire.ts';
import { failure } from '#domain/records/result.ts';
import { storePathOf } from '#main/profile/store-path.ts';
import { type Host, type HostStart, openHost } from './host.ts';
import { setupLastResort } from './last-resort.ts';
import { setAside } from './storage/store-file.ts';
import { type ClosablePort, createWindowPorts } from './window-ports.ts';

/** As much of Electron's utility process API as is used; the host itself never imports Electron. */
type Port = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) => void;
  readonly start: () => void;
  readonly close: () => void;
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

const hostPort = (port: Port): ClosablePort => ({
  send: (message: HostMessage) => port.postMessage(message),
  listen: (listener) => {
    port.on('message', (event) => listener(event.data));
    port.start();
  },
  onClose: (listener) => port.on('close', listener),
  close: () => port.close(),
});

let host: Host | null = null;
const windows = createWindowPorts();

/** Whoever is signed in when the host is there is locked at once: it was asked for while it was being started. */
let isLockAsked = false;

const log = (text: string, error: unknown): void => console.error(`data host: ${text}`, error ?? '');

setupLastResort({
  process,
  log,
  close: async () => host?.close(),
  exit: () => process.exit(1),
  wait: (ms, then) => setTimeout(then, ms).unref(),
  nowMs: () => performance.now(),
});

/** Nothing new was begun for so long: what was begun last is not what a later death is of. */
const SETTLED_AFTER_MS = 10_000;
let settling: NodeJS.Timeout | undefined;

const enterPhase = (phase: HostPhase): void => {
  parent.postMessage({ type: 'phase', phase });
  clearTimeout(settling);
  if (phase !== 'serving') settling = setTimeout(() => enterPhase('serving'), SETTLED_AFTER_MS).unref();
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
    sampleAccounts: options.sampleAccounts,
    ...threads(),
    without: message.without,
    onPhase: enterPhase,
    onPreparing: (preparing) => parent.postMessage({ type: 'preparing', preparing }),
    onResumable: (resume) => parent.postMessage({ type: 'session', resume }),
    log: (level, text, error) => {
      if (level !== 'info') log(text, error);
    },
  });
  if (!opened.ok) {
    parent.postMessage({ type: 'fatal', error: opened.error });
    return;
  }
  host = opened.value;
  if (message.resume !== null) await host.context.session.resume(message.resume);
  if (isLockAsked) host.context.session.lock();
  windows.open(host);
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
      if (port !== undefined) windows.connect(data.window, hostPort(port));
      return;
    }
    case 'lock':
      isLockAsked = true;
      host?.context.session.lock();
      return;
    case 'file':
      host?.context.offered.offer(data.path, data.id);
      return;
    case 'ping':
      parent.postMessage({ type: 'pong' });
      return;
    case 'stop':
      void stop();
      return;
  }
});
