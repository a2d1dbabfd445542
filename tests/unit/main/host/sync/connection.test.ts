import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SyncPhase } from '#contracts/sync.ts';
import { openConnection } from '#main/host/sync/connection.ts';
import { CouchError } from '#main/host/sync/couch-client.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const offline = () => new CouchError('offline', 0, 'no answer');
const refused = () => new CouchError('refused', 401, 'wrong password');

const opened = (probe: () => Promise<void>, random = 1) => {
  const phases: SyncPhase[] = [];
  const attempts: number[] = [];
  const startedAt = Date.now();
  const connection = openConnection({
    probe: () => {
      attempts.push(Date.now() - startedAt);
      return probe();
    },
    onPhase: (phase) => phases.push(phase),
    backoff: { firstMs: 1_000, maxMs: 8_000 },
    random: () => random,
  });
  return { connection, phases, attempts };
};

it('waits longer after each failure, up to a limit', async () => {
  const { attempts } = opened(() => Promise.reject(offline()));
  await vi.advanceTimersByTimeAsync(31_000);
  expect(attempts).toEqual([0, 1_000, 3_000, 7_000, 15_000, 23_000, 31_000]);
});

it('spreads the attempts of many consoles over half the pause', async () => {
  const { attempts } = opened(() => Promise.reject(offline()), 0);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(attempts).toEqual([0, 500, 1_500]);
});

it('does not knock again with a password the server refuses, until asked to', async () => {
  let answer = refused();
  const { connection, phases, attempts } = opened(() =>
    answer === null ? Promise.resolve() : Promise.reject(answer),
  );
  await vi.advanceTimersByTimeAsync(600_000);
  expect(attempts).toHaveLength(1);
  expect(connection.phase()).toBe('refused');
  expect(await connection.lost(new AbortController().signal)).toBe('refused');
  answer = null as never;
  connection.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(phases).toEqual(['refused', 'connecting', 'online']);
});

it('runs waiting work when the connection is there, and again after it was lost', async () => {
  const { connection } = opened(() => Promise.resolve());
  const work = vi.fn<() => Promise<string>>().mockRejectedValueOnce(offline()).mockResolvedValue('done');
  const result = connection.run(work);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await result).toBe('done');
  expect(work).toHaveBeenCalledTimes(2);
  expect(connection.epoch()).toBe(2);
});

it('takes what the server fails at for its word while it still lets the user in, and for no line otherwise', async () => {
  let isThere = true;
  const probe = () => (isThere ? Promise.resolve() : Promise.reject(offline()));
  const { connection, phases } = opened(probe);
  const failed = new CouchError('offline', 500, 'shard is gone');
  await expect(connection.run(() => Promise.reject(failed))).rejects.toBe(failed);
  expect(phases).toEqual(['online']);
  isThere = false;
  const work = vi.fn<() => Promise<string>>().mockRejectedValueOnce(failed).mockResolvedValue('done');
  const result = connection.run(work);
  await vi.advanceTimersByTimeAsync(0);
  expect(connection.phase()).toBe('offline');
  isThere = true;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await result).toBe('done');
});

it('passes on what the server rejects', async () => {
  const { connection } = opened(() => Promise.resolve());
  const rejected = new CouchError('missing', 404, 'no such database');
  await expect(connection.run(() => Promise.reject(rejected))).rejects.toBe(rejected);
  expect(connection.phase()).toBe('online');
});

it('a pause cuts work off, and its end starts it again with one probe of its own', async () => {
  const { connection, attempts } = opened(() => Promise.resolve());
  await vi.advanceTimersByTimeAsync(0);
  let runs = 0;
  const result = connection.run((signal) => {
    runs += 1;
    if (runs > 1) return Promise.resolve('done');
    return new Promise<string>((_, reject) => {
      signal.addEventListener('abort', () => reject(new CouchError('aborted', 0, 'given up')));
    });
  });
  await vi.advanceTimersByTimeAsync(0);
  connection.setPaused(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([connection.phase(), runs, attempts.length]).toEqual(['paused', 1, 1]);
  connection.setPaused(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(await result).toBe('done');
  expect(attempts).toHaveLength(2);
});

it('closing ends what waits', async () => {
  const { connection } = opened(() => Promise.reject(offline()));
  await vi.advanceTimersByTimeAsync(0);
  const result = expect(connection.run(() => Promise.resolve())).rejects.toMatchObject({ kind: 'aborted' });
  connection.close();
  await result;
});
