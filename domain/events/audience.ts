/**
 * What is down when some items are, and so whom it concerns: along the relations, redundancy counted, then to those who use what is down and to where they are.
 * Pure; the host brings the look-ups.
 */
import { type Impact, impactOf, type RelationLookup } from '#domain/config-items/impact.ts';
import type { ConfigItemClass } from '#domain/fields/config-items.ts';
import type { Id } from '#domain/records/common.ts';

export type AudienceItem = {
  readonly id: Id;
  readonly ciClass: ConfigItemClass;
  readonly userId: Id | null;
  readonly placeId: Id | null;
  /** Out of operation: nobody uses it. */
  readonly active: boolean;
};

export type AudienceLookup = {
  readonly relations: RelationLookup;
  /** Those of the items that are here. */
  readonly items: (ids: readonly Id[]) => readonly AudienceItem[];
};

export type Audience = {
  /** Down with the named ones, nearest first; none of the named ones. */
  readonly reachedIds: readonly Id[];
  /** Of these the services. */
  readonly serviceItemIds: readonly Id[];
  /** Where people use what is down. */
  readonly placeIds: readonly Id[];
  /** Whose devices are down. */
  readonly userIds: readonly Id[];
  /** The look was cut: it may be more. */
  readonly cut: Impact['cut'];
};

/** Whether whoever is at an item's place uses it. Servers stand where nobody works, software and services stand nowhere. */
const SERVES_ITS_PLACE: Readonly<Record<ConfigItemClass, boolean>> = {
  desktop: true,
  notebook: true,
  thin_client: true,
  server: false,
  virtual_machine: false,
  network_device: true,
  printer: true,
  monitor: true,
  phone: true,
  mobile_phone: false,
  tablet: true,
  peripheral: true,
  storage: false,
  software: false,
  service: false,
  other: false,
};

const distinct = (ids: readonly (Id | null)[]): readonly Id[] => [
  ...new Set(ids.filter((id): id is Id => id !== null)),
];

export const audienceOf = (ciIds: readonly Id[], { relations, items }: AudienceLookup): Audience => {
  const impact = impactOf(ciIds, relations);
  const ids = impact.reached.map(({ id }) => id);
  const known = new Map(items([...ciIds, ...ids]).map((item) => [item.id, item]));
  const isDown = (id: Id): boolean => known.get(id)?.active === true;
  const reachedIds = ids.filter(isDown);
  const down = [...ciIds, ...reachedIds].flatMap((id) => known.get(id) ?? []).filter(({ active }) => active);
  return {
    reachedIds,
    serviceItemIds: reachedIds.filter((id) => known.get(id)?.ciClass === 'service'),
    placeIds: distinct(down.map(({ ciClass, placeId }) => (SERVES_ITS_PLACE[ciClass] ? placeId : null))),
    userIds: distinct(down.map(({ userId }) => userId)),
    cut: impact.cut,
  };
};
