/** Work that is dear, asked for by many: done in turns, so that nobody who asks much keeps the others waiting. */

export type FairQueueLimits = {
  /** How many are done at once. One lane never has more than one of them. */
  readonly atOnce: number;
  /** How many may wait in one lane. */
  readonly perLane: number;
  /** How many may wait in all. */
  readonly inAll: number;
};

export type FairQueue = {
  /**
   * Does the work when it is its turn: the groups (addresses) take turns, and in a group its lanes (logins). Null when it can't wait any more, at
   * once or because somebody with less work came while all places were taken.
   */
  readonly run: <T>(
    group: string,
    lane: string,
    work: () => Promise<T>,
  ) => Promise<{ readonly value: T } | null>;
};

type Job = { readonly start: () => Promise<void>; readonly refuse: () => void };
type Lane = { readonly waiting: Job[]; isBusy: boolean };
type Group = Map<string, Lane>;

const waitingIn = (group: Group): number => {
  let sum = 0;
  for (const { waiting } of group.values()) sum += waiting.length;
  return sum;
};

/** The entry with the most of something; the first of equals. */
const largest = <T>(map: ReadonlyMap<string, T>, sizeOf: (value: T) => number): T | undefined =>
  [...map.values()].reduce<T | undefined>(
    (found, value) => (found === undefined || sizeOf(value) > sizeOf(found) ? value : found),
    undefined,
  );

/** A map's order is the order of turns: who was served goes to the end. */
const toTheEnd = <T>(map: Map<string, T>, key: string, value: T): void => {
  map.delete(key);
  map.set(key, value);
};

export const createFairQueue = ({ atOnce, perLane, inAll }: FairQueueLimits): FairQueue => {
  const groups = new Map<string, Group>();
  let running = 0;
  let waiting = 0;

  /** Starts who is next; false when nobody can be. */
  const startNext = (): boolean => {
    for (const [groupName, group] of groups) {
      for (const [laneName, lane] of group) {
        const job = lane.isBusy ? undefined : lane.waiting.shift();
        if (job === undefined) continue;
        waiting -= 1;
        running += 1;
        lane.isBusy = true;
        toTheEnd(groups, groupName, group);
        toTheEnd(group, laneName, lane);
        void job.start().finally(() => {
          running -= 1;
          lane.isBusy = false;
          if (lane.waiting.length === 0) group.delete(laneName);
          if (group.size === 0) groups.delete(groupName);
          pump();
        });
        return true;
      }
    }
    return false;
  };
  const pump = (): void => {
    while (running < atOnce && startNext()) {
      // One after the other, each of whose turn it is.
    }
  };

  /** Makes a place for one more by refusing the newest of who has the most waiting; false when that would be the one who asks. */
  const makePlace = (group: Group): boolean => {
    if (waiting < inAll) return true;
    const most = largest(groups, waitingIn);
    const own = waitingIn(group) + 1;
    const crowd = most !== undefined && waitingIn(most) > own ? most : group;
    const lane = largest(crowd, (one) => one.waiting.length);
    if (lane === undefined || (crowd === group && lane.waiting.length < 2)) return false;
    const refused = lane.waiting.pop();
    waiting -= 1;
    refused?.refuse();
    return true;
  };

  return {
    run: (groupName, laneName, work) =>
      new Promise((resolve, reject) => {
        const group: Group = groups.get(groupName) ?? new Map();
        const lane: Lane = group.get(laneName) ?? { waiting: [], isBusy: false };
        if (lane.waiting.length >= perLane || !makePlace(group)) {
          resolve(null);
          return;
        }
        groups.set(groupName, group);
        group.set(laneName, lane);
        waiting += 1;
        lane.waiting.push({
          start: () => work().then((value) => resolve({ value }), reject),
          refuse: () => resolve(null),
        });
        pump();
      }),
  };
};
