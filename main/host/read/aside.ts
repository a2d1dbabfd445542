import { Worker } from 'node:worker_threads';
import type { Row, SqlParams } from '../storage/driver.ts';
import { namingStoreErrors } from '../storage/errors.ts';
import type { Reader } from '../storage/reader.ts';
import type { OpenStore } from '../storage/store-file.ts';
import type { ReadAside, Sql } from './sql.ts';

export type ReadThreadStart = { readonly path: string; readonly key: string };
export type ToReadThread =
  | { readonly type: 'read'; readonly text: string; readonly params: SqlParams }
  | { readonly type: 'close' };
export type FromReadThread =
  | { readonly rows: readonly Row[] }
  | { readonly error: { readonly message: string; readonly code: string | null } };

type Waiting = {
  readonly query: Sql;
  readonly done: (rows: readonly Row[]) => void;
  readonly fail: (error: unknown) => void;
};

/** Lists over the whole history are looked at now and then; in between the thread's connection only costs memory. */
const IDLE_MS = 60_000;

/**
 * SQL in the host is synchronous, and a list that has to look at every document takes a second over 100,000. Such reads run in a thread (`script`)
 * with a read-only connection of its own, which sees what was committed when a read begins. Without a script, or when the thread
 * can't be started or dies, `reader` is used.
 */
export const openReadAside = (store: OpenStore, reader: Reader, script: string | null): ReadAside => {
  let file = script;
  let thread: { readonly worker: Worker; readonly ended: Promise<void> } | null = null;
  let idle: NodeJS.Timeout | undefined;
  /** One read is with the thread, the others wait here, where closing can still let go of them. */
  let current: Waiting | null = null;
  let queue: readonly Waiting[] = [];

  const here = ({ text, params }: Sql): readonly Row[] => reader.all(text, params);

  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = thread;
    thread = null;
    const reading = current;
    const left = queue;
    queue = [];
    for (const { fail } of left) fail(new Error('the store is closed'));
    ending?.worker.postMessage({ type: 'close' } satisfies ToReadThread);
    await ending?.ended;
    // Answered, unless the thread died of it.
    if (reading !== null && reading === current) {
      current = null;
      reading.fail(new Error('the store is closed'));
    }
  };

  const next = (worker: Worker): void => {
    current = queue[0] ?? null;
    queue = queue.slice(1);
    if (current === null) {
      idle = setTimeout(() => void end(), IDLE_MS).unref();
      return;
    }
    clearTimeout(idle);
    const { text, params } = current.query;
    worker.postMessage({ type: 'read', text, params } satisfies ToReadThread);
  };

  const answer = (worker: Worker, message: FromReadThread): void => {
    const waiter = current;
    if (thread?.worker === worker) next(worker);
    else current = null;
    if ('rows' in message) {
      waiter?.done(message.rows);
      return;
    }
    const { message: words, code } = message.error;
    try {
      namingStoreErrors(store.path, () => {
        throw Object.assign(new Error(words), code === null ? {} : { code });
      });
    } catch (error) {
      waiter?.fail(error);
    }
  };

  const doWithout = (): void => {
    thread = null;
    file = null;
    const left = current === null ? queue : [current, ...queue];
    current = null;
    queue = [];
    for (const { query, done, fail } of left) {
      try {
        done(here(query));
      } catch (error) {
        fail(error);
      }
    }
  };

  const start = (from: string): Worker => {
    const { path, key } = store;
    const worker = new Worker(from, { workerData: { path, key } satisfies ReadThreadStart });
    thread = { worker, ended: new Promise((resolve) => worker.once('exit', () => resolve())) };
    worker.on('message', (message: FromReadThread) => answer(worker, message));
    worker.once('error', doWithout);
    worker.once('exit', () => {
      if (thread?.worker === worker) doWithout();
    });
    return worker;
  };

  store.onClose(end);
  return async (query) => {
    if (file === null || !store.isOpen()) return here(query);
    const worker = thread?.worker ?? start(file);
    return new Promise((done, fail) => {
      queue = [...queue, { query, done, fail }];
      if (current === null) next(worker);
    });
  };
};
