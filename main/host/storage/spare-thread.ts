import { type Transferable, Worker } from 'node:worker_threads';

/**
 * - resting: not started, or ended for want of work; the next message starts it
 * - running
 * - lost: there is no script, or the thread could not be started, or died; it is not tried again
 */
type State =
  | { readonly name: 'resting'; readonly script: string }
  | {
      readonly name: 'running';
      readonly script: string;
      readonly worker: Worker;
      readonly ended: Promise<void>;
    }
  | { readonly name: 'lost' };

/** The thread that a message came from: one that is being ended still answers. */
export type Sender<To> = { readonly send: (message: To) => void; readonly isCurrent: () => boolean };

export type SpareThreadParts<To, From> = {
  readonly script: string | null;
  /** What the thread is started with. */
  readonly data: unknown;
  /** Has it close what it holds and end. */
  readonly close: To;
  readonly idleMs: number;
  readonly onMessage: (message: From, sender: Sender<To>) => void;
  /** It is gone for a reason of its own. */
  readonly onLost: (error: unknown) => void;
};

export type SpareThread<To> = {
  readonly isLost: () => boolean;
  /** Starts it when it does not run. */
  readonly send: (message: To, transfer?: readonly Transferable[]) => void;
  /** Nothing is under way: it ends when nothing is sent for a while. */
  readonly rest: () => void;
  /** Lets what is under way end. */
  readonly end: () => Promise<void>;
};

/** A thread that takes work off the host as long as there is some, and is done without when it can't be had. */
export const createSpareThread = <To, From>(parts: SpareThreadParts<To, From>): SpareThread<To> => {
  let state: State = parts.script === null ? { name: 'lost' } : { name: 'resting', script: parts.script };
  let idle: NodeJS.Timeout | undefined;

  const lose = (error: unknown): void => {
    state = { name: 'lost' };
    parts.onLost(error);
  };

  const start = (script: string): Worker => {
    const worker = new Worker(script, { workerData: parts.data });
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const running: State = { name: 'running', script, worker, ended };
    state = running;
    const sender: Sender<To> = {
      send: (message) => worker.postMessage(message),
      isCurrent: () => state === running,
    };
    worker.on('message', (message: From) => parts.onMessage(message, sender));
    worker.once('error', (error) => {
      if (sender.isCurrent()) lose(error);
    });
    worker.once('exit', (code) => {
      if (sender.isCurrent()) lose(new Error(`exit code ${code}`));
    });
    return worker;
  };

  const end = async (): Promise<void> => {
    clearTimeout(idle);
    if (state.name !== 'running') return;
    const { script, worker, ended } = state;
    state = { name: 'resting', script };
    worker.postMessage(parts.close);
    await ended;
  };

  return {
    isLost: () => state.name === 'lost',
    send: (message, transfer = []) => {
      if (state.name === 'lost') throw new Error('the thread is lost');
      clearTimeout(idle);
      const worker = state.name === 'running' ? state.worker : start(state.script);
      worker.postMessage(message, transfer);
    },
    rest: () => {
      clearTimeout(idle);
      idle = setTimeout(() => void end(), parts.idleMs).unref();
    },
    end,
  };
};
