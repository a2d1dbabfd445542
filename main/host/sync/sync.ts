import type { SyncStatus } from '#contracts/sync.ts';
import { COLLECTIONS } from '#domain/records/collections.ts';
import { fail } from '#domain/records/result.ts';
import { authenticateWith } from './authenticate.ts';
import { readScope, scopeFor, writeScope } from './scope.ts';
import type { SyncControl, SyncTarget } from './sync-control.ts';
import { createSyncFigures, type SyncFigures } from './sync-figures.ts';
import { clientFor, type SyncParts, type SyncRun, serverIdOf, startRun } from './sync-run.ts';
import { createTurns } from './waiters.ts';

const notRunning = fail('offline', 'sync.no_server');

/** There is one run at a time, or none; what changes that is done one after the other. */
const createRuns = (parts: SyncParts, figures: SyncFigures) => {
  // A start while another run is still stopping must wait for it: two replications of one collection would race.
  const inTurn = createTurns();
  let current: SyncRun | null = null;

  const stop = async (): Promise<void> => {
    const ending = current;
    current = null;
    if (ending === null) return;
    await ending.stop();
    figures.tell();
  };
  const start = async (target: SyncTarget): Promise<void> => {
    // Another password or scope is no reason to go on with what the user has paused.
    const staysPaused =
      current !== null && current.phase() === 'paused' && serverIdOf(current.target) === serverIdOf(target);
    await stop();
    current = startRun(parts, figures, target);
    if (staysPaused) current.setPaused(true);
  };

  let starts = 0;
  return {
    current: () => current,
    /** One begins as soon as another has stopped. */
    isStarting: () => starts > 0,
    start: async (target: SyncTarget): Promise<void> => {
      starts += 1;
      try {
        await inTurn(() => start(target));
      } finally {
        starts -= 1;
      }
    },
    stop: (): Promise<void> => inTurn(stop),
    /** Resolves when what was asked for up to now is done. */
    turned: (): Promise<void> => inTurn(async () => {}),
  };
};

/** An instant of the device's clock as windows count: by the server's. */
const onServersClock = (clock: SyncParts['clock'], at: string | null): string | null =>
  at === null ? null : new Date(Date.parse(at) + (clock.offsetMs() ?? 0)).toISOString();

const damageOf = ({ damaged }: SyncParts): Pick<SyncStatus, 'damaged' | 'lost'> => {
  const { all, lost } = damaged.count(COLLECTIONS);
  return { damaged: all, lost };
};

const statusOf = (
  parts: SyncParts,
  figures: SyncFigures,
  run: SyncRun | null,
  isStarting: boolean,
): SyncStatus => ({
  phase: run?.phase() ?? (isStarting ? 'connecting' : 'none'),
  serverUrl: run?.target.url ?? null,
  pending: COLLECTIONS.reduce((sum, collection) => sum + parts.pending.count(collection), 0),
  refused: parts.refused.count(),
  unreadable: parts.unreadable.count(),
  ...damageOf(parts),
  files: parts.files.count(run === null ? null : serverIdOf(run.target)),
  conflicts: parts.countConflicts(),
  lastContactAt: figures.lastContactAt(),
  rate: figures.perSecond(),
  initial: run?.initial() ?? null,
  scope: readScope(parts.values),
  clockOffsetMs: parts.clock.offsetMs(),
  nextRetryAt: onServersClock(parts.clock, run?.nextRetryAt() ?? null),
  collections: run?.collections.map((collection) => collection.status()) ?? [],
});

export const createSync = (parts: SyncParts): SyncControl => {
  const { values, pending, bus, clock } = parts;
  const figures = createSyncFigures(values, clock.now, () => bus.touch('sync'));
  const runs = createRuns(parts, figures);
  return {
    authenticate: (target) =>
      authenticateWith(clientFor(clock, figures, target), target.login, target.prefix),
    start: (target) => void runs.start(target),
    stop: runs.stop,
    status: () => statusOf(parts, figures, runs.current(), runs.isStarting()),
    isOnline: () => runs.current()?.phase() === 'online',
    now: () => runs.current()?.now(),
    setPaused: async (paused) => runs.current()?.setPaused(paused),
    setScope: async (scope) => {
      writeScope(values, scope);
      // Reports say from which day on they are complete.
      bus.touch('tickets');
      await runs.turned();
      const target = runs.current()?.target;
      if (target !== undefined) await runs.start(target);
      figures.tell();
    },
    reached: (collection) =>
      // Without a running sync what was asked for last is the safe answer: at least that much was loaded, or more.
      runs
        .current()
        ?.collections.find((one) => one.collection === collection)
        ?.reached() ?? scopeFor(values, collection),
    isPending: (collection, recordId) => pending.has(collection, recordId),
    serverId: () => {
      const run = runs.current();
      return run === null ? null : serverIdOf(run.target);
    },
    presenceChanged: () => runs.current()?.presence.wake(),
    filesAdded: () => runs.current()?.files.wake(),
    fetchFile: async (file, control) =>
      runs.current()?.files.fetch(file, control) ??
      fail('offline', 'attachment.no_line', { fileName: file.fileName }),
    retryRefused: async (collection, recordId) =>
      runs.current()?.retryRefused(collection, recordId) ?? notRunning,
    dropRefused: async (collection, recordId) =>
      runs.current()?.dropRefused(collection, recordId) ?? notRunning,
    settled: async () => {
      await runs.turned();
      return runs.current()?.settled() ?? notRunning;
    },
    dispose: async () => {
      await runs.stop();
      figures.dispose();
    },
  };
};
