import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createSync } from '#main/host/sync/sync.ts';
import type { SyncTarget } from '#main/host/sync/sync-control.ts';
import type { SyncParts } from '#main/host/sync/sync-run.ts';

/** Lets the run that is ending end. */
let stopped = (): void => {};
vi.mock('#main/host/sync/sync-run.ts', () => ({
  serverIdOf: ({ url }: SyncTarget) => url,
  startRun: (_parts: unknown, _figures: unknown, target: SyncTarget) => ({
    ...{ target, collections: [], initial: () => null, phase: () => 'online', nextRetryAt: () => null },
    stop: () =>
      new Promise<void>((resolve) => {
        stopped = resolve;
      }),
  }),
}));

test('a sync that is about to begin is connecting: a console without a server has all that it will ever have', async () => {
  const count = (): number => 0;
  const sync = createSync({
    values: { get: () => null },
    ...{ pending: { count }, refused: { count }, unreadable: { count }, countConflicts: count },
    damaged: { count: () => ({ all: 0, lost: 0 }) },
    files: { count: () => ({ waiting: 0, failed: 0 }) },
    clock: { now: () => '2026-05-01T08:00:00.000Z', offsetMs: () => 0 },
    bus: { touch: () => {} },
  } as unknown as SyncParts);
  const target = { url: 'http://couch.example', prefix: 'deskhand', login: 'anna', password: 'right' };
  expect(sync.status()).toMatchObject({ phase: 'none', serverUrl: null });
  sync.start(target);
  expect(sync.status().phase).toBe('connecting');
  await nextTurn();
  expect(sync.status()).toMatchObject({ phase: 'online', serverUrl: target.url });
  sync.start(target);
  await nextTurn();
  // The one before is still storing what it fetched.
  expect(sync.status().phase).toBe('connecting');
  stopped();
  await nextTurn();
  expect(sync.status().phase).toBe('online');
  const ended = sync.stop();
  await nextTurn();
  stopped();
  await ended;
  expect(sync.status().phase).toBe('none');
});
