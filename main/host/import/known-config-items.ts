import {
  descriptionOf,
  type IdentifiedItem,
  type Identity,
  identityOfItem,
} from '#domain/config-items/evidence.ts';
import { normaliseTag } from '#domain/config-items/identifiers.ts';
import { joinedInto } from '#domain/config-items/join.ts';
import { type KnownDescription, type Match, matchConfigItem } from '#domain/config-items/matching.ts';
import { type DeviceDecision, type DeviceReview, decisionsIn } from '#domain/import/device-review.ts';

/** All configuration items by what they are recognised by, with those that the running import has planned. */
export type KnownConfigItems = {
  /** What somebody decided about the device comes before all evidence. */
  readonly match: (identity: Identity) => Match;
  readonly decision: (identity: Identity) => DeviceDecision | null;
  readonly byAssetTag: (tag: string) => readonly string[];
  /** The item, or the one that it was joined into. */
  readonly get: (id: string) => IdentifiedItem | null;
  /** Adds or renews an item. */
  readonly note: (item: IdentifiedItem) => void;
};

type Known = KnownDescription & { readonly item: IdentifiedItem };
type Index = Map<string, Set<string>>;

/** What it is recognised by, and no more: a hundred thousand items are held. */
const identified = ({
  id,
  ciClass,
  name,
  assetTag,
  serial,
  uuid,
  macs,
  ips,
  manufacturer,
  extra,
}: IdentifiedItem): IdentifiedItem => ({
  ...{ id, ciClass, name, assetTag, serial, uuid, macs, ips, manufacturer, extra },
});

export const createKnownConfigItems = (
  items: readonly IdentifiedItem[],
  reviews: readonly { readonly id: string; readonly value: DeviceReview }[] = [],
): KnownConfigItems => {
  const decision = decisionsIn(reviews);
  const all = new Map<string, Known>();
  const indexes = {
    serial: new Map() as Index,
    uuid: new Map() as Index,
    mac: new Map() as Index,
    assetTag: new Map() as Index,
    name: new Map() as Index,
    ip: new Map() as Index,
  };
  const add = (index: Index, key: string | null, id: string): void => {
    if (key === null) return;
    const ids = index.get(key) ?? new Set();
    index.set(key, ids.add(id));
  };
  const note = (item: IdentifiedItem): void => {
    const is = descriptionOf(identityOfItem(item));
    all.set(item.id, { id: item.id, is, item: identified(item) });
    for (const serial of is.serials) add(indexes.serial, serial, item.id);
    add(indexes.uuid, is.uuid, item.id);
    for (const mac of is.macs) add(indexes.mac, mac, item.id);
    add(indexes.assetTag, is.assetTag, item.id);
    add(indexes.name, is.name, item.id);
    for (const ip of is.ips) add(indexes.ip, ip, item.id);
  };
  for (const item of items) note(item);
  /** What was joined into another item stands for that one. */
  const standsFor = (id: string, steps = 10): Known | null => {
    const known = all.get(id);
    const into = known === undefined ? null : joinedInto(known.item);
    const kept = into === null || steps === 0 ? null : standsFor(into, steps - 1);
    return kept ?? known ?? null;
  };

  // An index may still hold what an item was known by before it was renewed; whoever asks looks at the item itself.
  const found =
    (index: Index) =>
    (key: string): readonly Known[] =>
      [...(index.get(key) ?? [])].flatMap((id) => {
        const known = all.get(id);
        return known === undefined ? [] : { ...known, id: standsFor(id)?.id ?? id };
      });
  const lookups = {
    serial: found(indexes.serial),
    uuid: found(indexes.uuid),
    mac: found(indexes.mac),
    assetTag: found(indexes.assetTag),
    name: found(indexes.name),
    ip: found(indexes.ip),
  };

  return {
    note,
    get: (id) => standsFor(id)?.item ?? null,
    decision,
    match: (identity) => {
      const decided = decision(identity);
      const chosen = decided?.itemId == null ? null : standsFor(decided.itemId);
      const match = matchConfigItem(identity, lookups, decided?.notIds);
      if (chosen === null) return match;
      return { kind: 'match', id: chosen.id, by: 'decision', candidates: match.candidates };
    },
    byAssetTag: (tag) => {
      const key = normaliseTag(tag);
      if (key === null) return [];
      const tagged = lookups.assetTag(key).filter(({ is }) => is.assetTag === key);
      return [...new Set(tagged.map(({ id }) => id))];
    },
  };
};
