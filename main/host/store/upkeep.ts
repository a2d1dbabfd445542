import { setTimeout as delay } from 'node:timers/promises';
import { createMaintenance } from '../storage/maintenance.ts';
import type { OpenStore } from '../storage/store-file.ts';

/** Between two steps: the processor is for who works. */
const PAUSE_MS = 100;

/** Keeps an open store in order while nobody waits for it (storage/maintenance.ts); the answer ends it. */
export const startUpkeep = (
  store: OpenStore,
  log: (level: 'warn', message: string, error: unknown) => void,
): (() => void) => {
  const maintenance = createMaintenance({
    store,
    // A deletion that the server was not told of would be undone by it.
    mayPurge: (collection) =>
      store.connection
        .prepare('SELECT 1 FROM local_pending WHERE collection = ? LIMIT 1')
        .get([collection]) === undefined,
    nowMs: Date.now,
    pause: () => delay(PAUSE_MS, undefined, { ref: false }),
    log: (message, error) => log('warn', message, error),
  });
  maintenance.start();
  return maintenance.stop;
};
