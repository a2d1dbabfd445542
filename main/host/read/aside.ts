import { Worker } from 'node:worker_threads';
import type { Row, SqlParams } from '../storage/driver.ts';
import { namingStoreErrors } from '../storage/errors.ts';
import type { Reader } from '../storage/reader.ts';
import type { OpenStore } from '../storage/store-file.ts';
import type { ReadAside, Sql } from './sql.ts';

export type ReadThreadStart = { readonly path: string; readonly key: string };
export type ToReadThread =
  | { readonly type: 'read'; readonly id: number; readonly text: string; readonly params: SqlParams }
  | { readonly type: 'close' };
export type FromReadThread =
  | { readonly id: number; readonly rows: readonly Row[] }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: string | null } };

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
  const waiting = new Map<number, Waiting>();
  let file = script;
  let lastId = 0;
  let thread: { readonly worker: Worker; readonly ended: Promise<void> } | null = null;
  let idle: NodeJS.Timeout | undefined;

  const here = ({ text, params }: Sql): readonly Row[] => reader.all(text, params);

  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = thread;
    thread = null;
    ending?.worker.postMessage({ type: 'close' } satisfies ToReadThread);
    await ending?.ended;
  };

  const answer = (message: FromReadThread): void => {
    const waiter = waiting.get(message.id);
    waiting.delete(message.id);
    if (waiting.size === 0) idle = setTimeout(() => void end(), IDLE_MS).unref();
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
    for (const [id, { query, done, fail }] of waiting) {
      waiting.delete(id);
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
    worker.on('message', answer);
    worker.once('error', doWithout);
    worker.once('exit', () => {
      if (thread?.worker === worker) doWithout();
    });
    return worker;
  };

  store.onClose(end);
  return async (query) => {
    if (file === null || !store.isOpen()) return here(query);
    clearTimeout(idle);
    const worker = thread?.worker ?? start(file);
    lastId += 1;
    const id = lastId;
    const { text, params } = query;
    return new Promise((done, fail) => {
      waiting.set(id, { query, done, fail });
      worker.postMessage({ type: 'read', id, text, params } satisfies ToReadThread);
    });
  };
};
