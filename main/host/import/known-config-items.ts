import {
  descriptionOf,
  type IdentifiedItem,
  type Identity,
  identityOfItem,
} from '#domain/config-items/evidence.ts';
import { normaliseTag } from '#domain/config-items/identifiers.ts';
import { type KnownDescription, type Match, matchConfigItem } from '#domain/config-items/matching.ts';

/** All configuration items by what they are recognised by, with those that the running import has planned. */
export type KnownConfigItems = {
  readonly match: (identity: Identity) => Match;
  readonly byAssetTag: (tag: string) => readonly string[];
  readonly get: (id: string) => IdentifiedItem | null;
  /** Adds or renews an item. */
  readonly note: (item: IdentifiedItem) => void;
};

type Known = KnownDescription & { readonly item: IdentifiedItem };
type Index = Map<string, Set<string>>;

export const createKnownConfigItems = (items: readonly IdentifiedItem[]): KnownConfigItems => {
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
    all.set(item.id, { id: item.id, is, item });
    for (const serial of is.serials) add(indexes.serial, serial, item.id);
    add(indexes.uuid, is.uuid, item.id);
    for (const mac of is.macs) add(indexes.mac, mac, item.id);
    add(indexes.assetTag, is.assetTag, item.id);
    add(indexes.name, is.name, item.id);
    for (const ip of is.ips) add(indexes.ip, ip, item.id);
  };
  for (const item of items) note(item);

  // An index may still hold what an item was known by before it was renewed; whoever asks looks at the item itself.
  const found =
    (index: Index) =>
    (key: string): readonly Known[] =>
      [...(index.get(key) ?? [])].flatMap((id) => all.get(id) ?? []);
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
    get: (id) => all.get(id)?.item ?? null,
    match: (identity) => matchConfigItem(identity, lookups),
    byAssetTag: (tag) => {
      const key = normaliseTag(tag);
      if (key === null) return [];
      return lookups
        .assetTag(key)
        .filter(({ is }) => is.assetTag === key)
        .map(({ id }) => id);
    },
  };
};
