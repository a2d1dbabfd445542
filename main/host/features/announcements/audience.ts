import { type AudienceView, MOST_NAMED } from '#contracts/announcements.ts';
import { type Audience, audienceOf } from '#domain/events/audience.ts';
import { type Concerned, hearsAll } from '#domain/events/concern.ts';
import type { Id } from '#domain/records/common.ts';
import { nameIn } from '#domain/records/names.ts';
import type { HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';

type Reading = Pick<HostContext, 'read'>;

/** What is down when these items are, as the store has them now. */
export const reachedBy = ({ read }: Reading, ciIds: readonly Id[]): Audience =>
  audienceOf(ciIds, { relations: read.relationLookup(), items: read.audienceItems });

type Shown = {
  readonly ciIds: readonly Id[];
  readonly placeIds: readonly Id[];
  readonly leftOutIds: readonly Id[];
};

/** Whom it concerns, ready to show; `reached`: what follows from its items. */
export const shownAudience = (
  { read }: Reading,
  { ciIds, placeIds, leftOutIds }: Shown,
  reached: Pick<Audience, 'reachedIds' | 'placeIds' | 'cut'>,
): AudienceView => {
  const leftOut = new Set(leftOutIds);
  const reachedIds = reached.reachedIds.filter((id) => !leftOut.has(id));
  const items = read.audienceItems([...ciIds, ...reachedIds]);
  const isService = new Set(
    read.audienceItems(reached.reachedIds).flatMap(({ id, ciClass }) => (ciClass === 'service' ? [id] : [])),
  );
  const first = (ids: readonly Id[]) => read.cis(ids.slice(0, MOST_NAMED));
  const users = items.flatMap(({ userId, active }) => (active && userId !== null ? [userId] : []));
  const names = read.names(reached.placeIds);
  const places = [...new Set([...placeIds, ...reached.placeIds.filter((id) => !leftOut.has(id))])];
  return {
    reachedTotal: reachedIds.length,
    services: first(reached.reachedIds.filter((id) => isService.has(id))),
    items: first(reached.reachedIds.filter((id) => !isService.has(id))),
    places: reached.placeIds.map((id) => ({ id, name: nameIn(names, id) })),
    peopleTotal: read.countPeople(users, places),
    isCut: reached.cut !== null,
  };
};

/** More devices has nobody. */
const MOST_DEVICES = 200;

/** What somebody is concerned by: where they are and what they have. */
export const whoIs = async (
  { records, read }: Pick<HostContext, 'records' | 'read'>,
  personId: Id | null,
): Promise<Concerned> => {
  const nobody = { seesAll: false, placeIds: [], ciIds: [], serviceIds: [], teamIds: [] };
  const person = personId === null ? null : await records.get('directory', personId);
  if (personId === null || person?.type !== 'person') return nobody;
  return {
    ...nobody,
    placeIds: person.placeId === null ? [] : read.placesAbove([person.placeId]),
    ciIds: read.cisOfUser(personId, MOST_DEVICES).rows.map(({ id }) => id),
    teamIds: person.teamIds,
  };
};

/** Who is signed in, with the teams of the session. */
export const whoLooks = async (context: HostContext): Promise<Concerned> => {
  const { personId, roles, teamIds } = actorOf(context);
  return { ...(await whoIs(context, personId)), seesAll: hearsAll(roles), teamIds };
};
