import type { ChangeRow } from '#contracts/changes.ts';
import { approvalOf } from '#domain/approvals/approvals.ts';
import {
  type ConflictInput,
  conflictsOf,
  decidingSpan,
  itemsOf,
  relatedItems,
  type Surroundings,
} from '#domain/changes/conflicts.ts';
import { isExcepted } from '#domain/changes/exceptions.ts';
import { lockdownsOn } from '#domain/changes/lockdowns.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { PlanningEvent } from '#domain/fields/events.ts';
import type { Release } from '#domain/fields/releases.ts';
import { CHANGE } from '#domain/processes/change.ts';
import type { ProcessFailure } from '#domain/processes/process.ts';
import { RELEASE } from '#domain/processes/release.ts';
import { fail } from '#domain/records/result.ts';
import { type GoCondition, goConditions, type WaveClash } from '#domain/releases/go.ts';
import { wavesOf } from '#domain/releases/waves.ts';
import type { HostContext } from '../../context.ts';

type Looked = Pick<HostContext, 'read' | 'clock' | 'records'>;
type Found = ReturnType<typeof conflictsOf>['found'][number]['conflict'];

const KINDS: Readonly<Record<Found['kind'], WaveClash['kind']>> = {
  same_item: 'wave_conflict',
  related_item: 'wave_conflict',
  same_assignee: 'wave_conflict',
  blackout: 'wave_blackout',
  lockdown: 'wave_lockdown',
  outside_window: 'wave_outside',
};

/** What the release and its changes touch. */
const itemsIn = (release: Release, changes: readonly Change[]): readonly string[] => [
  ...new Set([release, ...changes].flatMap(({ ciId, ciIds }) => itemsOf(ciId, ciIds))),
];

/** What the release is about: its items, services and places and those of its changes; a wave's places beside. */
const surroundingsOf = (
  { read }: Looked,
  release: Release,
  changes: readonly Change[],
  placeIds: readonly string[],
): Surroundings => {
  const ciIds = itemsIn(release, changes);
  const places = [release, ...changes, ...read.cis(ciIds)].map(({ placeId }) => placeId);
  const services = [release, ...changes].map(({ serviceId }) => serviceId);
  return {
    ciIds,
    serviceIds: services.filter((service) => service !== null),
    placeIds: read.placesAbove([...places.filter((place) => place !== null), ...placeIds]),
  };
};

/** What changes are planned by from an instant on, but for lockdowns from which all changes of the release are excepted. */
const eventsFrom = ({ read }: Looked, changes: readonly Change[], from: string): readonly PlanningEvent[] =>
  read
    .planningEvents(from)
    .filter(
      ({ type, id }) =>
        type !== 'lockdown' ||
        changes.length === 0 ||
        !changes.every((change) => isExcepted(CHANGE, change, id)),
    );

/**
 * What is in the way of each wave that is still to come: other changes of the same or related items, blackouts, lockdowns, maintenance windows. Waves
 * bring their own changes, so these are in nobody's way.
 */
const clashesOf = (context: Looked, release: Release, changes: readonly Change[]): readonly WaveClash[] => {
  const { read, clock } = context;
  const now = clock.now();
  const related = relatedItems(itemsIn(release, changes), read.neighbours);
  const own = new Set(release.changeIds);
  return wavesOf(release).flatMap(({ id: waveId, plannedStartAt, plannedEndAt, placeIds, state }) => {
    if (state !== 'pending' || plannedStartAt === null || plannedEndAt === null) return [];
    if (plannedEndAt <= plannedStartAt || plannedEndAt <= now) return [];
    const window = { from: Date.parse(plannedStartAt), to: Date.parse(plannedEndAt) };
    const events = eventsFrom(context, changes, plannedStartAt);
    const input: ConflictInput = {
      change: {
        ...{ id: release.id, window, assigneeId: null },
        ...surroundingsOf(context, release, changes, placeIds),
      },
      others: read
        .plannedChanges(decidingSpan(window, Date.parse(now)), [...related], null)
        .filter(({ id }) => !own.has(id)),
      ...{ events, related, now: Date.parse(now) },
    };
    return conflictsOf(input).found.map(({ conflict }): WaveClash => {
      const kind = KINDS[conflict.kind];
      if ('changeId' in conflict)
        return { waveId, kind, by: read.tickets([conflict.changeId])[0]?.number ?? '' };
      const eventId = 'eventId' in conflict ? conflict.eventId : conflict.eventIds[0];
      return { waveId, kind, by: events.find(({ id }) => id === eventId)?.title ?? '' };
    });
  });
};

/** Refuses to go on with a wave that a lockdown stops now. */
export const checkLockdown = async (
  context: Looked,
  release: Release,
  waveId: string | null,
): Promise<ProcessFailure | null> => {
  const { changes } = await bundledChanges(context, release);
  const now = context.clock.now();
  const from = Date.parse(now);
  const placeIds = wavesOf(release).find(({ id }) => id === waveId)?.placeIds ?? [];
  const [stopping] = lockdownsOn(
    surroundingsOf(context, release, changes, placeIds),
    eventsFrom(context, changes, now),
    { from, to: from + 1 },
  );
  return stopping === undefined
    ? null
    : fail('transition_not_allowed', 'release.locked_down', {
        number: release.number,
        title: stopping.title,
      });
};

/** The changes of a release that are on this device: as rows with their approval, and as they are. */
export const bundledChanges = async (
  { read, records }: Looked,
  release: Release,
): Promise<{ readonly rows: readonly ChangeRow[]; readonly changes: readonly Change[] }> => {
  const found = read.tickets(release.changeIds).filter(({ type }) => type === CHANGE.type);
  const rows = read.changeRows(found);
  const stored = await Promise.all(rows.map(({ id }) => records.get('tickets', id)));
  return { rows, changes: stored.flatMap((one) => (one === null ? [] : [one as Change])) };
};

/** Whether the release may go as the store has everything at this moment. */
export const conditionsOf = async (context: Looked, release: Release): Promise<readonly GoCondition[]> => {
  const { rows, changes } = await bundledChanges(context, release);
  return goConditions({
    release,
    changes: rows.map(({ id, state, approval }) => ({ id, state, approval })),
    clashes: clashesOf(context, release, changes),
    approval: approvalOf(RELEASE, release).status,
    now: context.clock.now(),
  });
};
