import type { ChangeRow } from '#contracts/changes.ts';
import { approvalOf } from '#domain/approvals/approvals.ts';
import {
  type ConflictInput,
  conflictsOf,
  decidingSpan,
  itemsOf,
  relatedItems,
} from '#domain/changes/conflicts.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { Release } from '#domain/fields/releases.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { RELEASE } from '#domain/processes/release.ts';
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
  outside_window: 'wave_outside',
};

/** What the release and its changes touch. */
const itemsIn = (release: Release, changes: readonly Change[]): readonly string[] => [
  ...new Set([release, ...changes].flatMap(({ ciId, ciIds }) => itemsOf(ciId, ciIds))),
];

/**
 * What is in the way of each wave that is still to come: other changes of the same or related items, blackouts, maintenance windows. Waves bring
 * their own changes, so these are in nobody's way.
 */
const clashesOf = (
  { read, clock }: Looked,
  release: Release,
  changes: readonly Change[],
): readonly WaveClash[] => {
  const now = clock.now();
  const ciIds = itemsIn(release, changes);
  const related = relatedItems(ciIds, read.neighbours);
  const places = [release, ...changes, ...read.cis(ciIds)].map(({ placeId }) => placeId);
  const own = new Set(release.changeIds);
  return wavesOf(release).flatMap(({ id: waveId, plannedStartAt, plannedEndAt, placeIds, state }) => {
    if (state !== 'pending' || plannedStartAt === null || plannedEndAt === null) return [];
    if (plannedEndAt <= plannedStartAt || plannedEndAt <= now) return [];
    const window = { from: Date.parse(plannedStartAt), to: Date.parse(plannedEndAt) };
    const events = read.planningEvents(plannedStartAt);
    const input: ConflictInput = {
      change: {
        ...{ id: release.id, window, ciIds, assigneeId: null, serviceId: release.serviceId },
        placeIds: read.placesAbove([...places.filter((place) => place !== null), ...placeIds]),
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
