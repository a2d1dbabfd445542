import {
  descriptionOf,
  type IdentifiedItem,
  type Identity,
  identityOfItem,
} from '#domain/config-items/evidence.ts';
import { normaliseTag } from '#domain/config-items/identifiers.ts';
import { joinedInto } from '#domain/config-items/join.ts';
import {
  type KnownDescription,
  type Match,
  type MatchLookups,
  matchConfigItem,
} from '#domain/config-items/matching.ts';
import { type DeviceDecision, type DeviceReview, decisionsIn } from '#domain/import/device-review.ts';
import { createIdIndex, type IdIndex } from './id-index.ts';
import { breathe, type ImportControl, type ImportHost } from './import-context.ts';

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

type Reviews = readonly { readonly id: string; readonly value: DeviceReview }[];

export const createKnownConfigItems = (
  items: readonly IdentifiedItem[],
  reviews: Reviews = [],
): KnownConfigItems => {
  const decision = decisionsIn(reviews);
  const all = new Map<string, IdentifiedItem>();
  const indexes = {
    serial: createIdIndex(),
    uuid: createIdIndex(),
    mac: createIdIndex(),
    assetTag: createIdIndex(),
    name: createIdIndex(),
    ip: createIdIndex(),
  };
  const note = (item: IdentifiedItem): void => {
    const is = descriptionOf(identityOfItem(item));
    all.set(item.id, identified(item));
    for (const serial of is.serials) indexes.serial.add(serial, item.id);
    indexes.uuid.add(is.uuid, item.id);
    for (const mac of is.macs) indexes.mac.add(mac, item.id);
    indexes.assetTag.add(is.assetTag, item.id);
    indexes.name.add(is.name, item.id);
    for (const ip of is.ips) indexes.ip.add(ip, item.id);
  };
  for (const item of items) note(item);
  /** What was joined into another item stands for that one. */
  const standsFor = (id: string, steps = 10): IdentifiedItem | null => {
    const known = all.get(id);
    const into = known === undefined ? null : joinedInto(known);
    const kept = into === null || steps === 0 ? null : standsFor(into, steps - 1);
    return kept ?? known ?? null;
  };

  /** Lookups for one question, which describe each item once; descriptions of all would be as large as the items. */
  const lookups = (): MatchLookups => {
    const described = new Map<string, KnownDescription>();
    const describe = (id: string): readonly KnownDescription[] => {
      const item = all.get(id);
      if (item === undefined) return [];
      const known = described.get(id) ?? {
        id: standsFor(id)?.id ?? id,
        is: descriptionOf(identityOfItem(item)),
      };
      described.set(id, known);
      return [known];
    };
    // An index may still hold what an item was known by before it was renewed; whoever asks looks at the item itself.
    const found = (index: IdIndex) => (key: string) => index.get(key).flatMap(describe);
    return {
      serial: found(indexes.serial),
      uuid: found(indexes.uuid),
      mac: found(indexes.mac),
      assetTag: found(indexes.assetTag),
      name: found(indexes.name),
      ip: found(indexes.ip),
    };
  };

  return {
    note,
    get: (id) => standsFor(id),
    decision,
    match: (identity) => {
      const decided = decision(identity);
      const chosen = decided?.itemId == null ? null : standsFor(decided.itemId);
      const match = matchConfigItem(identity, lookups(), decided?.notIds);
      if (chosen === null) return match;
      return { kind: 'match', id: chosen.id, by: 'decision', candidates: match.candidates };
    },
    byAssetTag: (tag) => {
      const key = normaliseTag(tag);
      if (key === null) return [];
      const tagged = lookups()
        .assetTag(key)
        .filter(({ is }) => is.assetTag === key);
      return [...new Set(tagged.map(({ id }) => id))];
    },
  };
};

/** All that are stored, read while others have their turns. */
export const openKnownConfigItems = async (
  host: Pick<ImportHost, 'read'>,
  reviews: Reviews,
  control: Pick<ImportControl, 'signal'>,
): Promise<KnownConfigItems> => {
  const known = createKnownConfigItems([], reviews);
  for (const page of host.read.ciIdentityPages()) {
    for (const item of page) known.note(item);
    await breathe(control);
  }
  return known;
};
