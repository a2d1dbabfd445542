import { deflateSync, inflateSync } from 'node:zlib';
import type { Connection } from '../storage/driver.ts';

/** An inventory of a device that nobody can tell: it goes in when somebody has decided whose it is. */
export type KeptAnswer = {
  /** The review that it waits for. */
  readonly reviewId: string;
  /** Name of the file that it came in. */
  readonly file: string;
  readonly at: string;
  /** The answer as the format has it. */
  readonly body: unknown;
};

export type AnswerStore = {
  /** Keeps the newest answer about a device. */
  readonly keep: (answer: KeptAnswer) => void;
  readonly get: (reviewId: string) => KeptAnswer | null;
  readonly has: (reviewIds: readonly string[]) => ReadonlySet<string>;
  /** Lets go of those that came before. */
  readonly tidy: (before: string) => void;
};

/** They are large, and those who asked for them are on this device, so they stay here; the decision alone travels. */
export const createAnswerStore = (connection: Connection): AnswerStore => ({
  keep: ({ reviewId, file, at, body }) => {
    connection
      .prepare('INSERT OR REPLACE INTO local_answers (review, file, at, body) VALUES (?, ?, ?, ?)')
      .run([reviewId, file, at, deflateSync(JSON.stringify(body))]);
  },
  get: (reviewId) => {
    const row = connection
      .prepare('SELECT file, at, body AS body_bytes FROM local_answers WHERE review = ?')
      .get([reviewId]);
    if (row === undefined || !(row[2] instanceof Uint8Array)) return null;
    const body = JSON.parse(inflateSync(row[2]).toString('utf8')) as unknown;
    return { reviewId, file: String(row[0]), at: String(row[1]), body };
  },
  has: (reviewIds) => {
    const get = connection.prepare('SELECT 1 FROM local_answers WHERE review = ?');
    return new Set(reviewIds.filter((id) => get.get([id]) !== undefined));
  },
  tidy: (before) => {
    connection.prepare('DELETE FROM local_answers WHERE at < ?').run([before]);
  },
});
