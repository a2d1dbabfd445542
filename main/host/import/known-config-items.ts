import {
  type Identity,
  type KnownConfigItem,
  type Match,
  matchConfigItem,
  normaliseMac,
  normaliseName,
  normaliseSerial,
  normaliseUuid,
} from '#domain/config-items/matching.ts';
import type { ConfigItemIdentity } from '../read/config-item-list.ts';

/** All configuration items by what they are recognised by, with those that the running import has planned. */
export type KnownConfigItems = {
  readonly match: (identity: Identity) => Match;
  /** The only item with this address or tag, or null. */
  readonly onlyByIp: (ip: string) => string | null;
  readonly byAssetTag: (tag: string) => readonly string[];
  /** Adds or renews an item. */
  readonly note: (item: ConfigItemIdentity) => void;
};

type Index = ReadonlyMap<string, readonly string[]>;

const tagKey = (tag: string): string => tag.trim().toUpperCase();

export const createKnownConfigItems = (items: readonly ConfigItemIdentity[]): KnownConfigItems => {
  const all = new Map<string, ConfigItemIdentity>();
  const indexes = {
    serial: new Map<string, string[]>(),
    uuid: new Map<string, string[]>(),
    mac: new Map<string, string[]>(),
    name: new Map<string, string[]>(),
    ip: new Map<string, string[]>(),
    tag: new Map<string, string[]>(),
  };
  const add = (index: Map<string, string[]>, key: string | null, id: string): void => {
    if (key === null || key === '') return;
    const ids = index.get(key);
    if (ids === undefined) index.set(key, [id]);
    else if (!ids.includes(id)) ids.push(id);
  };
  const note = (item: ConfigItemIdentity): void => {
    all.set(item.id, item);
    add(indexes.serial, normaliseSerial(item.serial), item.id);
    add(indexes.uuid, normaliseUuid(item.uuid), item.id);
    add(indexes.name, normaliseName(item.name), item.id);
    add(indexes.tag, item.assetTag === null ? null : tagKey(item.assetTag), item.id);
    for (const mac of item.macs) add(indexes.mac, normaliseMac(mac), item.id);
    for (const ip of item.ips) add(indexes.ip, ip, item.id);
  };
  for (const item of items) note(item);

  // An index may still hold what an item was known by before it was renewed; matchConfigItem looks at the item itself.
  const found = (index: Index, key: string): readonly KnownConfigItem[] =>
    (index.get(key) ?? []).flatMap((id) => all.get(id) ?? []);
  const lookups = {
    bySerial: (serial: string) => found(indexes.serial, serial),
    byUuid: (uuid: string) => found(indexes.uuid, uuid),
    byMac: (mac: string) => found(indexes.mac, mac),
    byName: (name: string) => found(indexes.name, name),
  };

  return {
    note,
    match: (identity) => matchConfigItem(identity, lookups),
    onlyByIp: (ip) => {
      const ids = (indexes.ip.get(ip) ?? []).filter((id) => all.get(id)?.ips.includes(ip));
      return ids.length === 1 ? (ids[0] ?? null) : null;
    },
    byAssetTag: (tag) =>
      (indexes.tag.get(tagKey(tag)) ?? []).filter(
        (id) => tagKey(all.get(id)?.assetTag ?? '') === tagKey(tag),
      ),
  };
};
