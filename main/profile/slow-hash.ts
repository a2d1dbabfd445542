/**
 * scrypt, slow on purpose and in a thread of its own: Electron's `crypto.scrypt` holds the thread that calls it, so the data host would answer
 * nobody, and the main process no window, for as long as it takes.
 */
import { Worker } from 'node:worker_threads';

/** What a hash costs: N rounds over 128 * N * r bytes, p times. */
export type HashCost = { readonly N: number; readonly r: number; readonly p: number };

/** OWASP's password storage cheat sheet, first row: 128 MiB and about a third of a second on a notebook. */
export const HASH_COST: HashCost = { N: 2 ** 17, r: 8, p: 1 };

const MOST_MEMORY = 256 * 1024 * 1024;
const MOST_ROUNDS = 2 ** 22;

const memoryOf = ({ N, r }: HashCost): number => 128 * N * r;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

/** Whether a cost that was read from a file is one: a forged one must not take all memory, or an hour. */
export function isBearable(cost: unknown): cost is HashCost {
  if (typeof cost !== 'object' || cost === null) return false;
  const { N, r, p } = cost as { readonly N?: unknown; readonly r?: unknown; readonly p?: unknown };
  if (!isCount(N) || !isCount(r) || !isCount(p) || N < 2 || !Number.isInteger(Math.log2(N))) return false;
  return memoryOf({ N, r, p }) <= MOST_MEMORY && N * r * p <= MOST_ROUNDS;
}

/** Text, since a file of its own would have to be found beside each bundle. */
const THREAD = `
const { scryptSync } = require('node:crypto');
const { parentPort, workerData: { password, salt, length, cost, maxmem } } = require('node:worker_threads');
parentPort.postMessage(scryptSync(password, salt, length, { ...cost, maxmem }));
`;

const run = (password: string, salt: Uint8Array, cost: HashCost, length: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // OpenSSL counts a little more than the table.
    const maxmem = memoryOf(cost) + 16 * 1024 * 1024;
    const worker = new Worker(THREAD, { eval: true, workerData: { password, salt, length, cost, maxmem } });
    worker.once('message', (key: Uint8Array) => resolve(Buffer.from(key)));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread for passwords ended without an answer')));
  });

let last: Promise<unknown> = Promise.resolve();

/**
 * The key of a password. One at a time: each takes its memory.
 * @throws when the cost is none that is borne, or the thread can't be had
 */
export function slowHash(
  password: string,
  salt: Uint8Array,
  cost: HashCost,
  length: number,
): Promise<Buffer> {
  if (!isBearable(cost)) return Promise.reject(new Error('a hash of this cost is not made'));
  const next = last.then(() => run(password, salt, cost, length));
  last = next.catch(() => {});
  return next;
}
