import type { ChangeConflicts, ConflictRow, PlannedWindow } from '#contracts/changes.ts';
import type { TicketRow } from '#contracts/shared.ts';
import { approvalOf, mayVoteIn } from '#domain/approvals/approvals.ts';
import {
  type ChangeToPlan,
  type Conflict,
  conflictCount,
  conflictsOf,
  decidingSpan,
  type FoundConflict,
  itemsOf,
  relatedItems,
  type Surroundings,
} from '#domain/changes/conflicts.ts';
import { isExcepted } from '#domain/changes/exceptions.ts';
import type { Span } from '#domain/events/event-spans.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { PlanningEvent } from '#domain/fields/events.ts';
import { CHANGE, CHANGES_TO_DO } from '#domain/processes/change.ts';
import { nameIn } from '#domain/records/names.ts';
import type { HostContext } from '../../context.ts';

/** Whoever has more in the way needs another window, not a longer list. */
const LISTED = 50;

const NONE: ChangeConflicts = { planned: null, rows: [], total: 0, nextFree: null, asksAgain: false };

const told = ({ from, to }: Span): PlannedWindow => ({
  startsAt: new Date(from).toISOString(),
  endsAt: new Date(to).toISOString(),
});

const plannedOf = (change: Change, at: PlannedWindow | undefined): Span | null => {
  const [startsAt, endsAt] = [at?.startsAt ?? change.plannedStartAt, at?.endsAt ?? change.plannedEndAt];
  if (!CHANGES_TO_DO.includes(change.state) || startsAt === null || endsAt === null || startsAt >= endsAt)
    return null;
  return { from: Date.parse(startsAt), to: Date.parse(endsAt) };
};

/** What the change is about, with the places above its own and its items'. */
export const surroundingsOf = (
  { read }: Pick<HostContext, 'read'>,
  change: Pick<Change, 'ciId' | 'ciIds' | 'serviceId' | 'placeId'>,
): Surroundings => {
  const ciIds = itemsOf(change.ciId, change.ciIds);
  const places = [change.placeId, ...read.cis(ciIds).map(({ placeId }) => placeId)];
  return {
    ciIds,
    serviceIds: change.serviceId === null ? [] : [change.serviceId],
    placeIds: read.placesAbove(places.filter((place) => place !== null)),
  };
};

const toPlan = (context: HostContext, change: Change, window: Span): ChangeToPlan => {
  const { id, assigneeId } = change;
  return { id, assigneeId, window, ...surroundingsOf(context, change) };
};

const ciIdsOf = (conflict: Conflict): readonly string[] => {
  if (conflict.kind === 'outside_window') return conflict.ciId === null ? [] : [conflict.ciId];
  return 'ciIds' in conflict ? conflict.ciIds : [];
};

const rowsOf = (
  { read }: HostContext,
  found: readonly FoundConflict[],
  events: readonly PlanningEvent[],
): readonly ConflictRow[] => {
  const shown = found.slice(0, LISTED).map(({ conflict, clears }) => ({ conflict, clears }));
  const changeIds = shown.flatMap(({ conflict }) => ('changeId' in conflict ? [conflict.changeId] : []));
  const changes = new Map<string, TicketRow & Partial<Pick<Change, 'plannedStartAt' | 'plannedEndAt'>>>(
    read.changeRows(read.tickets(changeIds)).map((row) => [row.id, row]),
  );
  const names = read.ciNames(shown.flatMap(({ conflict }) => ciIdsOf(conflict)));
  return shown.flatMap(({ conflict, clears }): ConflictRow[] => {
    const { kind } = conflict;
    const common = {
      kind,
      ciNames: ciIdsOf(conflict).flatMap((id) => nameIn(names, id) ?? []),
      clears: clears === null ? null : told(clears),
    };
    if ('changeId' in conflict) {
      const row = changes.get(conflict.changeId);
      if (row === undefined) return [];
      const { id, number, title, assigneeName, plannedStartAt: startsAt, plannedEndAt: endsAt } = row;
      return [
        {
          ...{ ...common, id, collection: 'tickets', number, title, assigneeName },
          ...{ startsAt: startsAt ?? '', endsAt: endsAt ?? null },
        },
      ];
    }
    const eventId = 'eventId' in conflict ? conflict.eventId : conflict.eventIds[0];
    const event = events.find(({ id }) => id === eventId);
    if (event === undefined) return [];
    const { id, title, startsAt, endsAt } = event;
    return [
      { ...common, id, collection: 'events', number: null, title, assigneeName: null, startsAt, endsAt },
    ];
  });
};

/** What {@link conflictsOf} asks about a change in a window, of what lies `within`. */
const lookedUp = (context: HostContext, change: Change, window: Span, within: Span) => {
  const { read } = context;
  const { startsAt, endsAt } = told(window);
  const events = read.planningEvents(startsAt);
  // An approval names the window: who moves the change asks for another exception.
  const asPlanned = { ...change, plannedStartAt: startsAt, plannedEndAt: endsAt };
  const lockdowns = events.filter(({ type }) => type === 'lockdown').map(({ id }) => id);
  const excepted = new Set(lockdowns.filter((id) => isExcepted(CHANGE, asPlanned, id)));
  const planned = toPlan(context, change, window);
  const related = relatedItems(planned.ciIds, read.neighbours);
  const others = read.plannedChanges(within, [...related], planned.assigneeId);
  return { change: planned, others, events, related, excepted };
};

/** How much is in the way of a change as it is planned. */
export const changeConflictCount = (context: HostContext, change: Change): number => {
  const window = plannedOf(change, undefined);
  return window === null ? 0 : conflictCount(lookedUp(context, change, window, window));
};

/** What is in the way of a change as it is planned, or in the window `at`: nothing where it has no window or is over. */
const windowFields = ({ startsAt, endsAt }: PlannedWindow) => ({
  plannedStartAt: startsAt,
  plannedEndAt: endsAt,
});

const isApprovedAt = (change: Change, fields: Partial<Change>): boolean =>
  mayVoteIn(CHANGE, change.state) && approvalOf(CHANGE, { ...change, ...fields }).status === 'approved';

export const changeConflicts = (
  context: HostContext,
  change: Change,
  at: PlannedWindow | undefined,
): ChangeConflicts => {
  const window = plannedOf(change, at);
  if (window === null) return NONE;
  const now = Date.parse(context.clock.now());
  const input = lookedUp(context, change, window, decidingSpan(window, now));
  const { found, nextFree } = conflictsOf({ ...input, now });
  return {
    planned: told(window),
    rows: rowsOf(context, found, input.events),
    total: found.length,
    nextFree: nextFree === null ? null : told(nextFree),
    asksAgain: at !== undefined && isApprovedAt(change, {}) && !isApprovedAt(change, windowFields(at)),
  };
};
