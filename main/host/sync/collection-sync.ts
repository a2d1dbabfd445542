import type { CollectionSync, SyncPhase, SyncScope } from '#contracts/sync.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { createCheckpoint } from './checkpoint.ts';
import { type CollectionLoad, createCollectionLoad } from './collection-load.ts';
import { createProgress, type Way } from './collection-progress.ts';
import { createPuller, follow } from './collection-pull.ts';
import { createPusher } from './collection-push.ts';
import type { CollectionSyncParts, CollectionWorld } from './collection-world.ts';
import type { ConnectionPhase } from './connection-states.ts';
import { CouchError } from './couch-client.ts';
import { watchDamaged } from './damaged-records.ts';
import { createGenerationCheck, DatabaseRecreated } from './generation.ts';
import { createLeaves } from './leaves.ts';
import { createPendingCheck } from './pending-check.ts';
import { createReplication, type Replication } from './replication.ts';
import { scopeFor, trackScope } from './scope.ts';
import { createUnreadable } from './unreadable.ts';
import { createAlarm, createTurns, insist } from './waiters.ts';

export type RunningCollection = {
  readonly collection: CollectionName;
  /** How far back everything was asked for from the server. */
  readonly reached: () => SyncScope;
  readonly status: () => CollectionSync;
  /** Changes known to wait on the server and changes pulled so far, for the first sync's bar. */
  readonly firstPull: () => { readonly done: boolean; readonly pulled: number; readonly left: number };
  /** Asks the server for changes now. */
  readonly resync: () => void;
  /** Resolves when all that the server had at the call is here and all that was edited here is there; rejects with what the server rejects. */
  readonly inSync: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const isAborted = (error: unknown): boolean => error instanceof CouchError && error.kind === 'aborted';

/**
 * - loading: what is not here yet comes straight from the server
 * - running: RxDB's replication goes on both ways, and changes are followed
 * - resetting: the database on the server is another one; bases of local edits are kept, then all begins at the beginning
 */
type Stage = 'loading' | 'running' | 'resetting' | 'ended';

const NEXT_STAGES: Readonly<Record<Stage, readonly Stage[]>> = {
  loading: ['running', 'ended'],
  running: ['resetting', 'ended'],
  resetting: ['running', 'ended'],
  ended: [],
};

const createStages = () => {
  const ending = new AbortController();
  let stage: Stage = 'loading';
  return {
    now: () => stage,
    ending: ending.signal,
    /** False: the way there is closed. */
    enter: (next: Stage): boolean => {
      if (!NEXT_STAGES[stage].includes(next)) return false;
      stage = next;
      if (next === 'ended') ending.abort();
      return true;
    },
  };
};

const worldOf = (
  parts: CollectionSyncParts,
  ending: AbortSignal,
  onError: (world: CollectionWorld, error: unknown, way: Way) => void,
): CollectionWorld => {
  const { client, collection, connection, databaseName, values, serverId } = parts;
  const keyOf = (what: string): string => `sync.${what}.${serverId}.${collection}`;
  const progress = createProgress({ ...parts, firstPullKey: keyOf('first') });
  const scope = scopeFor(values, collection);
  const checkpoint = createCheckpoint(client, databaseName, values, keyOf('checkpoint'), parts.deviceId);
  const world: CollectionWorld = {
    ...parts,
    identifier: `couch-${serverId}-${collection}`,
    checkpoint,
    generation: createGenerationCheck(
      ...([client, databaseName, values, keyOf('generation')] as const),
      ...([connection.epoch, checkpoint] as const),
    ),
    losing: createLeaves({ ...parts, store: parts.leaves, scanKey: keyOf('leaves') }),
    loaded: trackScope(values, keyOf('scope'), scope, progress.isFirstThrough()),
    progress,
    inTurn: createTurns(),
    ending,
    unreadable: createUnreadable({ ...parts, checkpoint }),
    note: (error, way = 'down') => onError(world, error, way),
  };
  return world;
};

/** The parts of one collection's sync, put together; nothing runs yet. */
const assemble = (parts: CollectionSyncParts) => {
  const { collection } = parts;
  const stages = createStages();
  const alarm = createAlarm();
  let resetting: Promise<unknown> = Promise.resolve();

  const world = worldOf(parts, stages.ending, ({ generation, progress }, error, way) => {
    generation.distrust();
    if (isAborted(error)) return;
    if (error instanceof DatabaseRecreated) {
      if (!stages.enter('resetting')) return;
      resetting = reset(world, replication, load, error.generation)
        // Not accepted, so it will be found again.
        .catch((cause: unknown) => world.note(cause, 'work'))
        .finally(() => stages.enter('running'));
      return;
    }
    if (progress.failed(error, way)) parts.log('warn', `sync of ${collection} (${way})`, error);
    alarm.ring(error);
  });
  const marks = createPendingCheck(collection, parts.database, parts.pending);
  const puller = createPuller(world, {
    hasOffered: () => replication.hasOffered(),
    onAgain: (again) => {
      // Where it could not be stored, that is told as a trouble, and it is asked for again.
      const settleAgain = (): void => {
        if (!stages.ending.aborted && !world.progress.isTroubled('work')) world.unreadable.came(again);
      };
      replication
        .idle()
        .then(settleAgain)
        .catch((cause: unknown) =>
          parts.log('warn', `${collection}: what can be read now stays listed`, cause),
        );
    },
  });
  const load = createCollectionLoad(world);
  const replication = createReplication(world, {
    pull: puller.handler,
    push: createPusher(world, marks, () => {
      replication
        .idle()
        .then(tidyMarks)
        .catch((cause: unknown) => parts.log('warn', `marks of ${collection} were not looked over`, cause));
    }),
    onBroken: (error) => world.note(error, 'work'),
    // Once it is idle, it has sent what the one before it did not get through.
    onMended: () => {
      world.progress.mended('work');
      world.progress.mended('up');
    },
  });

  const tidyMarks = async (): Promise<void> => {
    const state = await replication.internal();
    if (state === undefined || stages.ending.aborted) return;
    await marks.tidy(state);
    await marks.offerAgain(state);
    parts.onChange();
  };

  return {
    ...{ world, stages, alarm, puller, load, replication },
    /** Resolves when no reset is under way. */
    settledReset: () => resetting,
    pullNow: (): Promise<void> => {
      const through = puller.through();
      replication.resync();
      return through;
    },
    /** Takes off marks of edits that have arrived already, and offers again what the push has gone past. */
    tidyMarks,
  };
};

/** Replicates one collection with its CouchDB database, both ways, until it is stopped. */
export const runCollection = (parts: CollectionSyncParts): RunningCollection => {
  const { collection, pending } = parts;
  const { world, stages, alarm, puller, load, replication, ...machine } = assemble(parts);
  const { pullNow, tidyMarks } = machine;
  let restLoaded: Promise<void> = Promise.resolve();
  const insistOn = async (way: Way, work: () => Promise<void>): Promise<void> => {
    await insist({ ...world, note: (error) => world.note(error, way) }, work);
    world.progress.mended(way);
  };

  const begin = async (): Promise<void> => {
    const from = await load.first();
    if (!stages.enter('running')) return;
    await insistOn('work', () => replication.start(from));
    restLoaded = load.rest();
    watchDamaged(world);
  };
  const beginning = begin();
  const goOn = async (): Promise<void> => {
    await beginning;
    await insistOn('watch', async () => {
      await puller.through();
      await tidyMarks();
    });
    await follow(world, pullNow);
  };
  // Neither of its parts gives up before the sync ends.
  goOn().catch((error) => world.note(error, 'watch'));

  return {
    collection,
    reached: world.loaded.reached,
    status: () => statusOf(world, stages.now()),
    firstPull: () => {
      const { pulled, left } = world.progress.figures();
      const rest = load.restProgress();
      if (rest !== null) return { done: false, ...rest };
      // What the server has no place for is not on its way.
      return {
        done: world.progress.isUnprepared() || world.progress.isFirstThrough(),
        pulled,
        left: left ?? 0,
      };
    },
    resync: replication.resync,
    inSync: () =>
      alarm.during(async (orAlarm) => {
        let hasAbsorbed = false;
        // An edit made while the last one travels needs another round, and so does what was absorbed.
        do {
          await orAlarm(pullNow());
          await orAlarm(restLoaded);
          await orAlarm(replication.idle());
          await tidyMarks();
          hasAbsorbed = await orAlarm(world.losing.absorb());
          world.progress.mended('leaves');
          await orAlarm(noteMoved(world));
          // All that hearing of changes is for has been done by asking; whether it can be heard of again, the next one shows.
          world.progress.mended('watch');
        } while (hasAbsorbed || pending.count(collection) > 0 || stages.now() === 'resetting');
      }),
    stop: async () => {
      stages.enter('ended');
      const stopped = new CouchError('aborted', 0, 'the sync was stopped');
      puller.stop(stopped);
      alarm.ring(stopped);
      await machine.settledReset();
      // A page that is being stored is stored before the store is closed; what went wrong with it was told above.
      await beginning.catch(() => {});
      await restLoaded.catch(() => {});
      await world.losing.idle();
      await replication.cancel();
    },
  };
};

/** That it is another database, which is found out here, too, begins a reset and is no failure of who waits. */
const noteMoved = (world: CollectionWorld): Promise<void> =>
  world.connection
    .run((signal) => world.checkpoint.moved(signal))
    .catch((error: unknown) => {
      if (!(error instanceof DatabaseRecreated)) throw error;
      world.note(error, 'work');
    });

const phaseOf = (
  overall: ConnectionPhase,
  { lastError, isUnprepared }: { readonly lastError: string | null; readonly isUnprepared: boolean },
): SyncPhase => {
  if (overall !== 'online' || lastError === null) return overall;
  return isUnprepared ? 'unprepared' : 'stalled';
};

const statusOf = (
  { collection, connection, pending, progress, refused, unreadableStore }: CollectionWorld,
  stage: Stage,
): CollectionSync => {
  const { pulled, pushed, left, lastPullAt, lastPushAt } = progress.figures();
  const [lastError, isUnprepared] = [progress.lastError(), progress.isUnprepared()];
  const phase = phaseOf(connection.phase(), { lastError, isUnprepared });
  return {
    collection,
    phase: stage === 'resetting' ? 'reset' : phase,
    pendingUp: pending.count(collection),
    pendingDown: left,
    ...{ pulled, pushed, lastPullAt, lastPushAt },
    refused: refused.count(collection),
    unreadable: unreadableStore.count(collection),
    // That there is no database, the phase says in words.
    lastError: phase === 'unprepared' ? null : (lastError ?? connection.lastError()),
  };
};

/**
 * The database on the server is a new one or an older state, its sequence means nothing any more. Start from nothing; local records stay and are offered to
 * the new database, local edits with the version they started from.
 */
const reset = async (
  { databaseName, ending, generation, log, losing, onChange, onReset, progress }: CollectionWorld,
  replication: Replication,
  load: CollectionLoad,
  newGeneration: string | null,
): Promise<void> => {
  log('warn', `${databaseName} was recreated or restored; syncing it anew`);
  onChange();
  if ((await replication.internal()) === undefined || ending.aborted) return;
  await replication.forget();
  progress.restarted();
  losing.forget();
  onReset();
  load.restart();
  // Last of all: a process that is killed before finds all of it again, one that is killed behind it nothing.
  generation.accept(newGeneration);
  if (!ending.aborted) replication.restart();
  onChange();
};
