import { overlaps, type Span, spansOf } from '#domain/events/event-spans.ts';
import type { MaintenanceWindow, PlanningEvent } from '#domain/fields/events.ts';
import type { Id } from '#domain/records/common.ts';

const DAY_MS = 86_400_000;
const QUARTER_MS = 15 * 60_000;
/** How far ahead a free window is looked for. */
const SEARCH_MS = 90 * DAY_MS;
/** Items so far apart in the CMDB are worked on one after the other (field guide 1.7). */
const DEPTH = 2;

/** What of a change decides about its conflicts. `placeIds`: where it and its items are, with the places above. */
export type PlannedChange = {
  readonly id: Id;
  readonly window: Span;
  readonly ciIds: readonly Id[];
  readonly assigneeId: Id | null;
};
/** What a change is about, as events name it. */
export type Surroundings = Pick<PlannedChange, 'ciIds'> & {
  /** A release is for those of all its changes. */
  readonly serviceIds: readonly Id[];
  readonly placeIds: readonly Id[];
};
export type ChangeToPlan = PlannedChange & Surroundings;

/** Its items, the main one first, each once. */
export const itemsOf = (ciId: Id | null, ciIds: readonly Id[]): readonly Id[] => [
  ...new Set([...(ciId === null ? [] : [ciId]), ...ciIds]),
];

/** The items that active relations join to one of `ids`, in either direction, as pairs. */
export type NeighbourLookup = (ids: readonly Id[]) => readonly (readonly [Id, Id])[];

/**
 * Why a change can't be done as it is planned. Another change is told once: for the same item, else for a related one, else for its
 * assignee.
 */
export type Conflict =
  | { readonly kind: 'same_item' | 'related_item'; readonly changeId: Id; readonly ciIds: readonly Id[] }
  | { readonly kind: 'same_assignee'; readonly changeId: Id }
  | { readonly kind: 'blackout' | 'lockdown'; readonly eventId: Id }
  /** Not within a maintenance window of the item; null: of its service or place. */
  | { readonly kind: 'outside_window'; readonly ciId: Id | null; readonly eventIds: readonly Id[] };

/** A conflict, and the earliest window of the same length, from the planned start on, in which it is none. Null: none in sight. */
export type FoundConflict = { readonly conflict: Conflict; readonly clears: Span | null };

export type ConflictAnswer = {
  readonly found: readonly FoundConflict[];
  /** The earliest window in which nothing is in the way. Null where none was found, or none is needed. */
  readonly nextFree: Span | null;
};

/** Items within two relations of `ids`, themselves included; each once, so loops are safe. */
export const relatedItems = (ids: readonly Id[], neighbours: NeighbourLookup): ReadonlySet<Id> => {
  const reached = new Set(ids);
  let frontier: readonly Id[] = [...reached];
  for (let depth = 1; depth <= DEPTH && frontier.length > 0; depth += 1) {
    const next = new Set<Id>();
    for (const id of neighbours(frontier).flat()) if (!reached.has(id)) next.add(id);
    for (const id of next) reached.add(id);
    frontier = [...next];
  }
  return reached;
};

/** What keeps a change from a time: busy stretches, or stretches outside of which it must not be. Both sorted and disjoint. */
type Limit = { readonly busy: readonly Span[] } | { readonly only: readonly Span[] };
type Obstacle = Limit & { readonly conflict: Conflict };

const isHit = (obstacle: Limit, window: Span): boolean =>
  'busy' in obstacle
    ? obstacle.busy.some((span) => overlaps(span, window))
    : !obstacle.only.some(({ from, to }) => from <= window.from && window.to <= to);

/** The earliest start, not before `start`, at which the obstacle lets a window of `length` through; null when it never does. */
const clearFrom = (obstacle: Limit, start: number, length: number): number | null => {
  if ('only' in obstacle) {
    const fitting = obstacle.only.find(({ from, to }) => to - Math.max(from, start) >= length);
    return fitting === undefined ? null : Math.max(fitting.from, start);
  }
  let at = start;
  // Sorted by their starts: what ends later moves it on, and nothing behind it moves it back.
  for (const { from, to } of obstacle.busy) if (from < at + length && to > at) at = to;
  return at;
};

const byStart = (one: Span, other: Span): number => one.from - other.from;

/** The same stretches, sorted, those that touch or overlap as one. */
const joined = (spans: readonly Span[]): readonly Span[] => {
  const whole: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort(byStart)) {
    const last = whole.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else whole.push({ from, to });
  }
  return whole;
};

/** The earliest window in which none of the obstacles is hit, that begins before `end`. */
const firstFree = (obstacles: readonly Limit[], first: Span, end: number): Span | null => {
  const length = first.to - first.from;
  // Thousands of changes are one list of busy stretches.
  const busy = joined(obstacles.flatMap((one) => ('busy' in one ? one.busy : [])));
  const limits: readonly Limit[] = [{ busy }, ...obstacles.filter((one) => 'only' in one)];
  let at = first.from;
  for (let moved = true; moved; ) {
    moved = false;
    for (const limit of limits) {
      const next = clearFrom(limit, at, length);
      if (next === null || next >= end) return null;
      moved = moved || next > at;
      at = next;
    }
  }
  return { from: at, to: at + length };
};

const changeConflict = (
  change: PlannedChange,
  other: PlannedChange,
  related: ReadonlySet<Id>,
): Conflict | null => {
  const shared = other.ciIds.filter((id) => change.ciIds.includes(id));
  if (shared.length > 0) return { kind: 'same_item', changeId: other.id, ciIds: shared };
  const near = other.ciIds.filter((id) => related.has(id));
  if (near.length > 0) return { kind: 'related_item', changeId: other.id, ciIds: near };
  return other.assigneeId !== null && other.assigneeId === change.assigneeId
    ? { kind: 'same_assignee', changeId: other.id }
    : null;
};

const names = (list: readonly Id[], ids: readonly Id[]): boolean => ids.some((id) => list.includes(id));

type Scope = Pick<PlanningEvent, 'ciIds' | 'serviceIds' | 'placeIds'>;

/** Whether the event names a service, or a place that the change or its item is in. */
const namesSurroundings = (event: Scope, { serviceIds, placeIds }: Surroundings): boolean =>
  names(event.serviceIds, serviceIds) || names(event.placeIds, placeIds);

const holdsForAll = ({ ciIds, serviceIds, placeIds }: Scope): boolean =>
  ciIds.length + serviceIds.length + placeIds.length === 0;

/** Whether a blackout or lockdown is for what the change is about. */
export const isAbout = (event: Scope, change: Surroundings): boolean =>
  holdsForAll(event) || names(event.ciIds, change.ciIds) || namesSurroundings(event, change);

const closedObstacles = (change: ChangeToPlan, events: readonly PlanningEvent[], within: Span): Obstacle[] =>
  events.flatMap((event): Obstacle[] => {
    if (event.type === 'maintenance_window' || !isAbout(event, change)) return [];
    return [{ conflict: { kind: event.type, eventId: event.id }, busy: spansOf(event, within) }];
  });

/** Whether the window is still to come, or goes on, when the change would begin: what is over binds nobody. */
const isNotOver = ({ active, endsAt }: MaintenanceWindow, at: number): boolean =>
  active && (endsAt === null || Date.parse(endsAt) > at);

/** An item's own windows come before those of its service or place, which hold where an item has none. */
const windowObstacles = (
  change: ChangeToPlan,
  events: readonly PlanningEvent[],
  within: Span,
): Obstacle[] => {
  const windows = events.filter(
    (event) => event.type === 'maintenance_window' && isNotOver(event, change.window.from),
  ) as readonly MaintenanceWindow[];
  const obstacle = (ciId: Id | null, own: readonly MaintenanceWindow[]): Obstacle[] =>
    own.length === 0
      ? []
      : [
          {
            conflict: { kind: 'outside_window', ciId, eventIds: own.map(({ id }) => id) },
            only: joined(own.flatMap((one) => spansOf(one, within))),
          },
        ];
  const ofItems = change.ciIds.flatMap((id) =>
    obstacle(
      id,
      windows.filter(({ ciIds }) => ciIds.includes(id)),
    ),
  );
  const isCovered = change.ciIds.length > 0 && ofItems.length === change.ciIds.length;
  const around = windows.filter((window) => namesSurroundings(window, change));
  return isCovered ? ofItems : [...ofItems, ...obstacle(null, around)];
};

/** The stretch of time that decides: from the planned start on as far as a free window is looked for. */
export const decidingSpan = ({ from, to }: Span, now: number): Span => ({
  from,
  to: Math.max(to, now) + SEARCH_MS,
});

const quarterAfter = (ms: number): number => Math.ceil(ms / QUARTER_MS) * QUARTER_MS;

export type ConflictInput = {
  readonly change: ChangeToPlan;
  /** Other changes that are open and planned within `decidingSpan`; those with neither its person nor a related item may lack. */
  readonly others: readonly PlannedChange[];
  /** Maintenance windows, blackouts and lockdowns; those that do not concern it are let alone. */
  readonly events: readonly PlanningEvent[];
  /** Lockdowns from which it is excepted in its window, and in no other one. */
  readonly excepted?: ReadonlySet<Id>;
  /** `relatedItems` of its items. */
  readonly related: ReadonlySet<Id>;
  /** A free window does not begin before now (epoch ms). */
  readonly now: number;
};

/** Changes by their start, then blackouts and lockdowns, then maintenance windows, as far as they lie `within`. */
const obstaclesOf = (
  { change, others, events, related }: Omit<ConflictInput, 'now'>,
  within: Span,
): readonly Obstacle[] => [
  ...[...others]
    .sort((one, other) => byStart(one.window, other.window) || (one.id < other.id ? -1 : 1))
    .flatMap((other): Obstacle[] => {
      const conflict = other.id === change.id ? null : changeConflict(change, other, related);
      return conflict === null ? [] : [{ conflict, busy: [other.window] }];
    }),
  ...closedObstacles(change, events, within),
  ...windowObstacles(change, events, within),
];

const isInTheWay = (
  { change: { window }, excepted }: Omit<ConflictInput, 'now'>,
  obstacle: Obstacle,
): boolean => {
  const { conflict } = obstacle;
  return isHit(obstacle, window) && !('eventId' in conflict && excepted?.has(conflict.eventId) === true);
};

/** How many of `conflictsOf` there are, without what would free each: `others` within the change's own window are enough. */
export const conflictCount = (input: Omit<ConflictInput, 'now'>): number => {
  return obstaclesOf(input, input.change.window).filter((obstacle) => isInTheWay(input, obstacle)).length;
};

/**
 * Which conflicts a change has: its window overlaps that of another change of the same or a related item or of the same assignee, or a
 * blackout or lockdown, or is not within a maintenance window of what has any (field guide 1.7). The order in which records came plays no part.
 */
export const conflictsOf = (input: ConflictInput): ConflictAnswer => {
  const { change, now } = input;
  const { window } = change;
  const within = decidingSpan(window, now);
  const obstacles = obstaclesOf(input, within);
  const hit = obstacles.filter((obstacle) => isInTheWay(input, obstacle));
  const start = now > window.from ? quarterAfter(now) : window.from;
  const first = { from: start, to: start + window.to - window.from };
  return {
    found: hit.map((obstacle) => ({
      conflict: obstacle.conflict,
      clears: firstFree([obstacle], first, within.to),
    })),
    nextFree: hit.length === 0 ? null : firstFree(obstacles, first, within.to),
  };
};
