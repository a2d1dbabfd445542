/** The thread that runs the long reads of lists, see read/aside.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromReadThread, ReadThreadStart, ToReadThread } from './read/aside.ts';
import { openConnection, type SqlError } from './storage/driver.ts';

const port = parentPort;
if (port === null) throw new Error('This file is a thread of the data host.');

const { path, key } = workerData as ReadThreadStart;
const connection = openConnection(path, { key, readonly: true, busyTimeoutMs: 2_000 });
// The columns of 100,000 tickets, 70 MB: with less each read decrypts all of them again, 0.4 s instead of 0.1. Given back with the thread.
connection.exec('PRAGMA query_only = ON; PRAGMA cache_size = -96000; PRAGMA temp_store = MEMORY');

port.on('message', (message: ToReadThread) => {
  if (message.type === 'close') {
    void connection.close().then(() => port.close());
    return;
  }
  const { text, params } = message;
  const send = (answer: FromReadThread): void => port.postMessage(answer);
  try {
    send({ rows: connection.prepare(text).all(params) });
  } catch (error) {
    const { message: words, code } = error as SqlError;
    send({ error: { message: words, code: code ?? null } });
  }
});
