import type { ChangeRow } from '#contracts/changes.ts';
import { isAbout, itemsOf } from '#domain/changes/conflicts.ts';
import { isExcepted } from '#domain/changes/exceptions.ts';
import { lockdownsOn } from '#domain/changes/lockdowns.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { Lockdown } from '#domain/fields/events.ts';
import { CHANGE } from '#domain/processes/change.ts';
import type { ProcessFailure } from '#domain/processes/process.ts';
import { fail } from '#domain/records/result.ts';
import type { HostContext } from '../../context.ts';
import { surroundingsOf } from './change-conflicts.ts';

/** Later than anything is planned, and still written with four digits of the year, as the store compares it. */
const LATEST_MS = Date.parse('9999-12-31T00:00:00.000Z');

const itemsOfChange = ({ ciId, ciIds }: Pick<Change, 'ciId' | 'ciIds'>): readonly string[] =>
  itemsOf(ciId, ciIds);

type Looked = Pick<HostContext, 'read' | 'clock'>;

/** The lockdowns that hold between two instants for what the change is about. */
const lockdownsBetween = (context: Looked, change: Change, from: string, to: string): readonly Lockdown[] =>
  lockdownsOn(surroundingsOf(context, change), context.read.planningEvents(from), {
    from: Date.parse(from),
    to: Date.parse(to),
  });

/** The lockdowns from which whoever requests approval asks for an exception: those that hold in the change's window. */
export const lockdownsToAsk = (context: Looked, change: Change): readonly Lockdown[] => {
  const { plannedStartAt: from, plannedEndAt: to } = change;
  return from === null || to === null || from >= to ? [] : lockdownsBetween(context, change, from, to);
};

/** Refuses to begin a change that a lockdown stops now and that is not excepted from it. */
export const checkLockdown = (context: Looked, change: Change): ProcessFailure | null => {
  const now = context.clock.now();
  const justAfter = new Date(Date.parse(now) + 1).toISOString();
  const stopping = lockdownsBetween(context, change, now, justAfter).find(
    ({ id }) => !isExcepted(CHANGE, change, id),
  );
  return stopping === undefined
    ? null
    : fail('transition_not_allowed', 'change.locked_down', { number: change.number, title: stopping.title });
};

/** Whoever stops more needs no longer list. */
const LISTED = 50;

type Scope = Pick<Lockdown, 'startsAt' | 'endsAt' | 'ciIds' | 'serviceIds' | 'placeIds'>;

/** The open changes whose window lies in part in such a lockdown and that are about what it names, the earliest planned first. */
export const stoppedBy = (
  { read }: Pick<HostContext, 'read'>,
  scope: Scope,
): { readonly rows: readonly ChangeRow[]; readonly total: number } => {
  const to = scope.endsAt === null ? LATEST_MS : Date.parse(scope.endsAt);
  const open = read.openChanges({ from: Date.parse(scope.startsAt), to });
  const places = new Map(
    read.cis([...new Set(open.flatMap(itemsOfChange))]).map(({ id, placeId }) => [id, placeId]),
  );
  const above = new Map<string, readonly string[]>();
  const placesAbove = (id: string): readonly string[] => {
    const known = above.get(id) ?? read.placesAbove([id]);
    above.set(id, known);
    return known;
  };
  const stopped = open.filter((change) => {
    const ciIds = itemsOfChange(change);
    const own = [change.placeId, ...ciIds.map((id) => places.get(id) ?? null)].filter((id) => id !== null);
    const serviceIds = change.serviceId === null ? [] : [change.serviceId];
    return isAbout(scope, { ciIds, serviceIds, placeIds: own.flatMap(placesAbove) });
  });
  const shown = stopped.slice(0, LISTED).map(({ id }) => id);
  const rows = new Map(read.changeRows(read.tickets(shown)).map((row) => [row.id, row]));
  return { rows: shown.flatMap((id) => rows.get(id) ?? []), total: stopped.length };
};
