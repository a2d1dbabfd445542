import type { Row, SqlParams } from '../storage/driver.ts';
import { namingStoreErrors } from '../storage/errors.ts';
import type { Reader } from '../storage/reader.ts';
import { isHealable } from '../storage/row-check.ts';
import { createSpareThread } from '../storage/spare-thread.ts';
import type { OpenStore } from '../storage/store-file.ts';
import type { ReadAside, Sql } from './sql.ts';

export type ReadThreadStart = { readonly path: string; readonly key: string };
export type ToReadThread =
  | { readonly type: 'read'; readonly text: string; readonly params: SqlParams }
  | { readonly type: 'close' };
export type FromReadThread = { readonly rows: readonly Row[] } | { readonly error: ThreadFailure };
type ThreadFailure = { readonly message: string; readonly code: string | null };

type Waiting = {
  readonly query: Sql;
  readonly done: (rows: readonly Row[]) => void;
  readonly fail: (error: unknown) => void;
};

/** Lists over the whole history are looked at now and then; in between the thread's connection only costs memory. */
const IDLE_MS = 60_000;

/** The thread's error as the reader here would have thrown it. */
const storeErrorOf = (path: string, { message, code }: ThreadFailure): unknown => {
  try {
    return namingStoreErrors(path, () => {
      throw Object.assign(new Error(message), code === null ? {} : { code });
    });
  } catch (error) {
    return error;
  }
};

/**
 * SQL in the host is synchronous, and a list that has to look at every document takes a second over 100,000. Such reads run in a thread (`script`)
 * with a read-only connection of its own, which sees what was committed when a read begins. Without a script, or when the thread
 * can't be started or dies, `reader` is used.
 */
export const openReadAside = (store: OpenStore, reader: Reader, script: string | null): ReadAside => {
  /** One read is with the thread, the others wait here, where closing can still let go of them. */
  let current: Waiting | null = null;
  let queue: readonly Waiting[] = [];

  const here = ({ text, params }: Sql): readonly Row[] => reader.all(text, params);
  const finish = ({ query, done, fail }: Waiting): void => {
    try {
      done(here(query));
    } catch (error) {
      fail(error);
    }
  };

  const thread = createSpareThread<ToReadThread, FromReadThread>({
    script,
    data: { path: store.path, key: store.key } satisfies ReadThreadStart,
    close: { type: 'close' },
    idleMs: IDLE_MS,
    onMessage: (message, sender) => {
      const waiter = current;
      if (sender.isCurrent()) next();
      else current = null;
      if (waiter === null) return;
      if ('rows' in message) waiter.done(reader.sound(waiter.query.text, message.rows));
      // Read here, where a garbled row is set aside and the list read again.
      else if (isHealable(message.error.message)) finish(waiter);
      else waiter.fail(storeErrorOf(store.path, message.error));
    },
    onLost: () => {
      const left = current === null ? queue : [current, ...queue];
      current = null;
      queue = [];
      for (const waiter of left) finish(waiter);
    },
  });

  const next = (): void => {
    current = queue[0] ?? null;
    queue = queue.slice(1);
    if (current === null) {
      thread.rest();
      return;
    }
    const { query, fail } = current;
    try {
      thread.send({ type: 'read', text: query.text, params: query.params });
    } catch (error) {
      // Or those behind it would wait for an answer that never comes.
      current = null;
      fail(error);
      next();
    }
  };

  const end = async (): Promise<void> => {
    const reading = current;
    const left = queue;
    queue = [];
    for (const { fail } of left) fail(new Error('the store is closed'));
    await thread.end();
    // Answered, unless the thread died of it.
    if (reading !== null && reading === current) {
      current = null;
      reading.fail(new Error('the store is closed'));
    }
  };

  store.onClose(end);
  return async (query) => {
    if (thread.isLost() || !store.isOpen()) return here(query);
    return new Promise((done, fail) => {
      queue = [...queue, { query, done, fail }];
      if (current === null) next();
    });
  };
};
