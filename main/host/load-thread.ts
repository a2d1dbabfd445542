/** The thread that parses and writes the pages of a first load, see storage/page-thread.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { openConnection } from './storage/driver.ts';
import { createPageLoader } from './storage/page-load.ts';
import {
  type FromThread,
  fromThreadError,
  type ThreadError,
  type ThreadStart,
  type ToThread,
  toThreadError,
} from './storage/page-thread.ts';
import { readChangesPage } from './sync/changes-page.ts';

const port = parentPort;
if (port === null) throw new Error('This file is a thread of the data host.');

const { path, key } = workerData as ThreadStart;
const connection = openConnection(path, { key, busyTimeoutMs: 30_000 });
// A crash or a power cut may take the last pages back, and the note of how far the load has come with them, which is in the same
// transactions: the load goes on from there. What people write goes through the host's connection, which syncs every commit.
connection.exec(`
  PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 8000;
  PRAGMA journal_size_limit = 67108864;
`);

const send = (message: FromThread): void => port.postMessage(message);
let agreed: (error: ThreadError | null) => void = () => {};
const agree = (tableNo: number, traits: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    agreed = (error) => (error === null ? resolve() : reject(fromThreadError(error)));
    send({ type: 'agree', tableNo, traits });
  });
const load = createPageLoader(connection, readChangesPage, agree, () => {});

let queue: Promise<void> = Promise.resolve();
port.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'load':
      queue = queue.then(async () => {
        const { id } = message;
        await load(message.load).then(
          (loaded) => send({ type: 'loaded', id, loaded }),
          (error) => send({ type: 'failed', id, error: toThreadError(error) }),
        );
      });
      return;
    case 'agreed':
      agreed(message.error);
      return;
    case 'close':
      void queue.then(connection.close).then(() => port.close());
  }
});
