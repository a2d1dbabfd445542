import type { Connection } from './driver.ts';
import {
  createPageLoader,
  type PageLoad,
  type PageLoaded,
  type ReadPage,
  UnreadablePage,
} from './page-load.ts';
import { createSpareThread } from './spare-thread.ts';
import type { CollectionTable } from './table-types.ts';

/** What the thread is started with. */
export type ThreadStart = { readonly path: string; readonly key: string };
export type ToThread =
  | { readonly type: 'load'; readonly id: number; readonly load: PageLoad }
  /** The traits it asked to be noted are; else why they could not be. */
  | { readonly type: 'agreed'; readonly error: ThreadError | null }
  | { readonly type: 'close' };
export type FromThread =
  | { readonly type: 'agree'; readonly tableNo: number; readonly traits: readonly string[] }
  | { readonly type: 'loaded'; readonly id: number; readonly loaded: PageLoaded }
  | { readonly type: 'failed'; readonly id: number; readonly error: ThreadError };
/** An error's class does not survive the way between threads. */
export type ThreadError = {
  readonly message: string;
  readonly code: string | null;
  /** Given back by UnreadablePage. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
};

/** The thread died with a page, of which some parts may be there. It has to be fetched again, and is written here then. */
export class PageLost extends Error {}

/** Loads whole pages of documents into tables that are being filled. */
export type PageThread = {
  /** Takes the page's bytes away. Throws UnreadablePage, PageLost, or what SQLite says. */
  readonly load: (table: CollectionTable, load: Omit<PageLoad, 'table'>) => Promise<PageLoaded>;
  /** Lets what is under way end and closes the thread's connection. */
  readonly close: () => Promise<void>;
};

export type PageThreadParts = ThreadStart & {
  readonly connection: Connection;
  readonly readPage: ReadPage;
  /** Script of the thread; null: the host's own thread does the work, transaction by transaction. */
  readonly script: string | null;
  readonly tableOf: (no: number) => CollectionTable | undefined;
  readonly log: (message: string, error: unknown) => void;
};

type Waiting = {
  readonly done: (loaded: PageLoaded) => void;
  readonly fail: (error: unknown) => void;
};

/** A first sync comes in one go; afterwards the thread and its connection only cost memory. */
const IDLE_MS = 2_000;

export const toThreadError = (error: unknown): ThreadError => ({
  message: error instanceof Error ? error.message : String(error),
  code: (error as { readonly code?: string }).code ?? null,
  bytes: error instanceof UnreadablePage ? error.bytes : null,
});

export const fromThreadError = ({ message, code, bytes }: ThreadError): Error =>
  bytes !== null
    ? new UnreadablePage(bytes)
    : Object.assign(new Error(message), code === null ? {} : { code });

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Parsing and writing a page takes longer than fetching it, so a thread of its own does it, with a connection of its own, while this one
 * goes on answering. A thread that can't be started, or dies, is done without.
 */
export const createPageThread = (parts: PageThreadParts): PageThread => {
  const { connection, tableOf } = parts;
  const here = createPageLoader(
    connection,
    parts.readPage,
    (no, traits) => tableOf(no)?.noteTraits(traits),
    immediate,
  );
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let closed = false;

  const agree = (tableNo: number, traits: readonly string[]): ThreadError | null => {
    try {
      tableOf(tableNo)?.noteTraits(traits);
      return null;
    } catch (reason) {
      return toThreadError(reason);
    }
  };

  const thread = createSpareThread<ToThread, FromThread>({
    script: parts.script,
    data: { path: parts.path, key: parts.key } satisfies ThreadStart,
    close: { type: 'close' },
    idleMs: IDLE_MS,
    onMessage: (message, sender) => {
      if (message.type === 'agree') {
        sender.send({ type: 'agreed', error: agree(message.tableNo, message.traits) });
        return;
      }
      const waiter = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.type === 'loaded') waiter?.done(message.loaded);
      else waiter?.fail(fromThreadError(message.error));
      if (waiting.size === 0) thread.rest();
    },
    onLost: (error) => {
      parts.log('the thread for the first load ended; going on without', error);
      for (const { fail } of waiting.values()) fail(new PageLost('the thread ended', { cause: error }));
      waiting.clear();
    },
  });

  const run = (load: PageLoad): Promise<PageLoaded> => {
    if (thread.isLost()) return here(load);
    lastId += 1;
    const id = lastId;
    return new Promise((done, fail) => {
      waiting.set(id, { done, fail });
      thread.send({ type: 'load', id, load }, [load.bytes.buffer]);
    });
  };

  return {
    load: async (table, load) => {
      if (closed) throw new Error('the store is closed');
      const release = table.loading();
      try {
        const { no, name, columns } = table;
        const described = {
          no,
          name,
          columns,
          isSearched: table.search !== undefined,
          traits: table.traits(),
        };
        return await run({ ...load, table: described });
      } finally {
        release();
      }
    },
    close: async () => {
      closed = true;
      await thread.end();
    },
  };
};
