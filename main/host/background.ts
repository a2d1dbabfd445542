import type { WatchArea } from '#contracts/define.ts';
import type { HostPart, HostPhase } from '#contracts/host-process.ts';
import { isPersonalId } from '#domain/personal/personal.ts';
import { isOpenRecordsId } from '#domain/presence/open-records.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { HostContext } from './context.ts';
import { watchDelegates } from './features/absences/watch-delegates.ts';
import { repairEffects, watchEffects } from './features/effects/effects.ts';
import { renewFile, watchCalendar } from './features/events/calendar-file.ts';
import { startClosing } from './features/incidents/close-resolved.ts';
import { watchNotices } from './features/notices/notice-watch.ts';
import { repairDuplicates, watchDuplicates } from './features/processes/duplicates.ts';
import type { ChangeBus } from './kernel/change-bus.ts';
import type { OpenStore } from './storage/store-file.ts';
import { lookOver } from './store/look-over.ts';
import type { DeskhandDatabase } from './store/open-database.ts';
import { startUpkeep } from './store/upkeep.ts';

type Start = {
  /** Parts to do without. */
  readonly without?: readonly HostPart[];
  readonly onPhase?: (phase: HostPhase) => void;
};

/** How often windows look for announcements that begin or end, and for who is not there any more, while nothing is written. */
const TICK_MS = 60_000;

/** After a start the window comes first. */
const FIRST_COUNT_MS = 2_000;

/** What others have open changes all the time, and is no setting; nor is what somebody watches. The sync brings all of them in one go. */
const areaOfSetting = ({ documentId }: { readonly documentId: string }): WatchArea => {
  if (isOpenRecordsId(documentId)) return 'presence';
  return isPersonalId(documentId) ? 'notices' : 'settings';
};

/** Tells live queries about every write, whoever made it: a command, an import, the replication. */
const touchOnWrites = (database: DeskhandDatabase, bus: ChangeBus): (() => void) => {
  const subscriptions = COLLECTIONS.map((collection) =>
    database.collections[collection].eventBulks$.subscribe(({ events }) => {
      const areas = collection === 'settings' ? events.map(areaOfSetting) : [collection];
      for (const area of new Set(areas)) bus.touch(area);
    }),
  );
  return () => {
    for (const subscription of subscriptions) subscription.unsubscribe();
  };
};

/** The bytes of a file that was withdrawn elsewhere go here, too, and those of a record that is not there any more. */
const letGoOfWithdrawn = ({ bus, database, files }: HostContext): (() => void) => {
  const subscription = database.collections.attachments.eventBulks$.subscribe(({ events }) => {
    const gone = events.filter(
      ({ operation, documentData }) => operation === 'DELETE' || documentData.active === false,
    );
    const ids = [...files.among(gone.map(({ documentId }) => documentId)).keys()];
    if (ids.length === 0) return;
    files.remove(ids);
    bus.touch('files');
  });
  return () => subscription.unsubscribe();
};

/** What is shown of a record that was set aside is out of date, and so is the number of them. */
const tellOfDamage = (store: OpenStore, { bus, log }: HostContext): (() => void) =>
  store.damaged.onFound((name, id) => {
    log('warn', `a damaged record was set aside: ${name} ${id}`);
    const collection = COLLECTIONS.find((one) => one === name);
    if (collection !== undefined) bus.touch(collection);
    bus.touch('damaged');
  });

const startEffects = async (
  context: HostContext,
  onPhase: Start['onPhase'],
): Promise<() => Promise<void>> => {
  onPhase?.('background');
  await repairEffects(context);
  await repairDuplicates(context);
  const stopEffects = watchEffects(context);
  const stopDuplicates = watchDuplicates(context);
  return async () => {
    await stopDuplicates();
    await stopEffects();
  };
};

/** Looks for what can't be read in stores of before; the answer waits for its end. */
const startLooking = (context: HostContext): (() => Promise<void>) => {
  const { bus, clock, log, sync } = context;
  let isEnding = false;
  const onFound = (collection: CollectionName): void => {
    bus.touch(collection);
    bus.touch('unreadable');
    bus.touch('refused');
  };
  const looking = lookOver(
    { ...context, now: clock.now, isPending: sync.isPending, onFound },
    () => isEnding,
  ).catch((error: unknown) => log('error', 'the store was not looked over', error));
  return async () => {
    isEnding = true;
    await looking;
  };
};

/** Counts what pages would have to wait for. It also brings what reports are made from into the read thread's memory, before anybody opens them. */
const countSoon = ({ log, read }: HostContext): (() => void) => {
  const timer = setTimeout(() => {
    read.knowledgeUsages.counted().catch((error: unknown) => log('error', 'uses were not counted', error));
  }, FIRST_COUNT_MS);
  timer.unref();
  return () => clearTimeout(timer);
};

/** What runs by itself while the host is open; the answer ends it. */
export const startWork = async (
  store: OpenStore,
  context: HostContext,
  { without, onPhase }: Start,
): Promise<() => Promise<void>> => {
  const { bus, database } = context;
  const stopTouching = touchOnWrites(database, bus);
  const stopHearing = bus.listen((area) => {
    if (area === 'session') context.sync.presenceChanged();
  });
  const stopTelling = tellOfDamage(store, context);
  const stopLettingGo = letGoOfWithdrawn(context);
  const stopFinding = store.backlog.onIndexed(() => bus.touch('search'));
  const stopCounting = context.read.knowledgeUsages.onCounted(() => bus.touch('knowledge'));
  const tick = setInterval(() => {
    bus.touch('events');
    bus.touch('presence');
  }, TICK_MS);
  tick.unref();
  const isSparing = without?.includes('background') === true;
  const stopEffects = isSparing ? null : await startEffects(context, onPhase);
  const stopNaming = isSparing ? null : watchDelegates(context);
  const stopNotices = isSparing ? null : watchNotices(context);
  const stopClosing = isSparing ? null : startClosing(context);
  const stopLooking = isSparing ? null : startLooking(context);
  const stopCalendar = isSparing ? null : watchCalendar(context, () => renewFile(context));
  const stopUpkeep = isSparing ? null : startUpkeep(store, context.log);
  const stopFirst = isSparing ? null : countSoon(context);
  return async () => {
    stopFirst?.();
    stopUpkeep?.();
    stopTelling();
    stopHearing();
    stopLettingGo();
    stopFinding();
    stopCounting();
    stopNotices?.();
    await stopNaming?.();
    await stopCalendar?.();
    await stopLooking?.();
    await stopClosing?.();
    await stopEffects?.();
    await context.sync.dispose();
    clearInterval(tick);
    stopTouching();
  };
};
