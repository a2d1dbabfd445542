/** Long answers, row by row: an answer may name one document a hundred thousand times, and whole it would be larger than any text can be. */
import type { Response } from 'express';
import type { Database } from './database.ts';
import { databaseGone } from './http-error.ts';

/** Begins an answer of JSON, unless something of it was sent already. */
export function startJson(res: Response): void {
  if (res.headersSent) return;
  res.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'must-revalidate' });
}

/** Waits until the client has read what it was sent, has gone, or the database goes. */
export async function drained(res: Response, database: Database): Promise<void> {
  if (res.destroyed || !res.writableNeedDrain || database.hasEnded()) return;
  await new Promise<void>((resolve) => {
    const stop = database.listen({ written: () => {}, ended: () => done() });
    const done = (): void => {
      stop();
      res.off('drain', done).off('close', done);
      resolve();
    };
    res.once('drain', done).once('close', done);
  });
}

export type RowWriter = {
  /** Sends the answer's beginning if no row did. */
  open(): void;
  /** Sends rows, and waits until there is room for more. */
  write(rows: readonly string[]): Promise<void>;
};

/** Writes rows of JSON between what stands before them, which is sent with the first, and what the caller ends the answer with. */
export function rowWriter(res: Response, database: Database, head: () => string): RowWriter {
  let opened = false;
  let first = true;
  const open = (): void => {
    if (opened) return;
    opened = true;
    startJson(res);
    res.write(head());
  };
  return {
    open,
    write: async (rows) => {
      open();
      if (rows.length === 0) return;
      const text = rows.join(',\n');
      res.write(first ? text : `,\n${text}`);
      first = false;
      await drained(res, database);
    },
  };
}

/** About so much of an answer is held at a time, in characters. */
const HELD = 4_000_000;
const MOST_ROWS = 200;

/**
 * Hands on rows part by part, until `readPart` has no more or nobody reads any more. How many are asked for at a time follows from how long the
 * last ones were.
 * @throws HttpError 404 when the database goes meanwhile
 */
export async function writeInParts<T>(
  res: Response,
  database: Database,
  writer: RowWriter,
  readPart: (count: number) => Promise<readonly T[]>,
): Promise<void> {
  for (let count = 10; !res.destroyed; ) {
    if (database.hasEnded()) throw databaseGone();
    const rows = (await readPart(count)).map((row) => JSON.stringify(row));
    if (rows.length === 0) return;
    const length = rows.reduce((sum, row) => sum + row.length, 1);
    await writer.write(rows);
    count = Math.max(1, Math.min(MOST_ROWS, Math.floor((rows.length * HELD) / length)));
  }
}
