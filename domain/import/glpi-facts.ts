import {
  type IdentifiedItem,
  type Identity,
  type ReportedIdentity,
  reportedBy,
} from '#domain/config-items/evidence.ts';
import {
  isJunk,
  normaliseMac,
  normaliseName,
  normaliseSerial,
  normaliseTag,
  normaliseUuid,
  saysNothing,
} from '#domain/config-items/identifiers.ts';
import type { ConfigItem, ConfigItemClass } from '#domain/fields/config-items.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { type GlpiInventory, type GlpiItemType, type GlpiSections, nameInDeviceId } from './glpi-format.ts';
import { stableId } from './stable-id.ts';

/** Fields of a configuration item as its inventory tells them; null where it says nothing. */
export type ConfigItemFacts = {
  readonly ciClass: ConfigItemClass;
  readonly name: string;
  readonly serial: string | null;
  readonly uuid: string | null;
  readonly assetTag: string | null;
  readonly macs: readonly string[];
  readonly ips: readonly string[];
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly hardware: ConfigItem['hardware'];
  readonly softwareCount: number;
  /** Serial numbers besides `serial` that it reports as its own. */
  readonly otherSerials: readonly string[];
  /** Whether a hypervisor or container runs it; null where it does not say. */
  readonly isVirtual: boolean | null;
};

/** The first text that says something. */
const said = (...values: readonly (string | null | undefined)[]): string | null =>
  values.find((value) => !saysNothing(value)) ?? null;

/** The first that says which device it is. */
const identifier = (...values: readonly (string | null | undefined)[]): string | null =>
  values.find((value) => !isJunk(value)) ?? null;

const cut = (text: string | null, length: number): string | null =>
  text === null ? null : cutText(text, length);

const unique = (values: readonly string[]): string[] => [...new Set(values)];

const CHASSIS: readonly (readonly [RegExp, ConfigItemClass])[] = [
  [/\b(laptop|(sub)?notebook|portable|convertible|detachable)\b/i, 'notebook'],
  [/\btablet\b/i, 'tablet'],
  [/\b(server|rack mount|blade|multi-system)\b/i, 'server'],
  [/\b(thin|thinclient|stick pc)\b/i, 'thin_client'],
];

const NETWORK_TYPES: ReadonlyMap<string, ConfigItemClass> = new Map([
  ['Computer', 'desktop'],
  ['Networking', 'network_device'],
  ['Printer', 'printer'],
  ['Storage', 'storage'],
  ['Phone', 'phone'],
]);

const isVirtual = ({ hardware }: GlpiSections): boolean | null => {
  const system = said(hardware?.vmsystem);
  return system === null ? null : !/^physical$/i.test(system);
};

const computerClass = (sections: GlpiSections): ConfigItemClass => {
  const { hardware, operatingsystem } = sections;
  if (isVirtual(sections) === true) return 'virtual_machine';
  const chassis = CHASSIS.find(([words]) => words.test(hardware?.chassis_type ?? ''));
  if (chassis !== undefined) return chassis[1];
  const system = `${operatingsystem?.full_name ?? ''} ${operatingsystem?.name ?? ''}`;
  return /\bserver\b/i.test(system) ? 'server' : 'desktop';
};

const classOf = (itemtype: GlpiItemType | null, sections: GlpiSections): ConfigItemClass => {
  const type = sections.network_device?.type ?? null;
  switch (itemtype) {
    case 'Computer':
      return computerClass(sections);
    case 'Phone':
      // An agent runs on it, so it is a mobile; desk phones are found over the network.
      return sections.operatingsystem !== undefined || sections.simcards !== undefined
        ? 'mobile_phone'
        : 'phone';
    case 'NetworkEquipment':
      return 'network_device';
    case 'Printer':
      return 'printer';
    case 'Unmanaged':
      return NETWORK_TYPES.get(type ?? '') ?? 'other';
    case null:
      return type === null ? computerClass(sections) : (NETWORK_TYPES.get(type) ?? 'other');
  }
};

/** Adapters that software or a radio stick brings: their addresses are alike on many devices. */
const BORROWED_TYPES: readonly string[] = ['loopback', 'bluetooth'];
const BORROWED =
  /\b(bluetooth|vmnet\d*|virtualbox|host-only|vpn|anyconnect|globalprotect|pangp|fortinet|wan miniport|tap-windows|wireguard|wintun|npcap|loopback|teredo|isatap)\b/i;

const isOwnAdapter = ({
  type,
  virtualdev,
  description,
}: NonNullable<GlpiSections['networks']>[number]): boolean =>
  virtualdev !== true &&
  !BORROWED_TYPES.includes((type ?? '').toLowerCase()) &&
  !BORROWED.test(description ?? '');

/** Not the addresses that every device has: loopback, link-local, none. */
const isUsefulIp = (ip: string): boolean => !/^(127\.|169\.254\.|0\.0\.0\.0|::1?$|fe80:)/i.test(ip);

const macsOf = (sections: GlpiSections): string[] =>
  unique(
    [
      sections.network_device?.mac,
      ...(sections.networks ?? []).filter(isOwnAdapter).map((adapter) => adapter.mac),
      ...(sections.network_ports ?? []).map((port) => port.mac),
    ].flatMap((mac) => normaliseMac(mac) ?? []),
  );

const ipsOf = (sections: GlpiSections): string[] =>
  unique(
    [
      ...(sections.network_device?.ips ?? []),
      ...(sections.networks ?? [])
        .filter(isOwnAdapter)
        .flatMap((adapter) => [adapter.ipaddress, adapter.ipaddress6]),
    ].filter((ip): ip is string => typeof ip === 'string' && ip !== '' && isUsefulIp(ip)),
  ).map((ip) => cutText(ip, 60));

const sum = (values: readonly (number | null | undefined)[]): number | null => {
  const numbers = values.filter((value): value is number => typeof value === 'number');
  const total = numbers.reduce((before, value) => before + value, 0);
  return numbers.length === 0 || !Number.isSafeInteger(total) ? null : total;
};

const hardwareOf = (sections: GlpiSections): ConfigItem['hardware'] => {
  const { hardware, bios, operatingsystem, network_device, cpus, memories, storages } = sections;
  const cpu = said(cpus?.[0]?.name);
  const diskMb = sum((storages ?? []).map((storage) => storage.disksize));
  return {
    cpu: cut(cpu !== null && (cpus?.length ?? 0) > 1 ? `${cpus?.length} x ${cpu}` : cpu, 400),
    memoryMb: hardware?.memory ?? sum((memories ?? []).map((memory) => memory.capacity)),
    // Makers count a gigabyte as a thousand megabytes, and so does the format.
    storageGb: diskMb === null ? null : Math.round(diskMb / 1000),
    os: cut(said(operatingsystem?.full_name, operatingsystem?.name), 400),
    osVersion: cut(said(operatingsystem?.version), 120),
    firmware: cut(said(bios?.bversion, network_device?.firmware), 120),
    lastLoggedUser: cut(said(hardware?.lastloggeduser), 120),
  };
};

/** One that many share is left out; one that is no UUID at all is kept for people to read. */
const uuidIn = ({ hardware }: GlpiSections): string | null => {
  const uuid = identifier(hardware?.uuid);
  const isShared = normaliseUuid(uuid) === null && /^[{\da-f-]{32,}\}?$/i.test(uuid ?? '');
  return isShared ? null : uuid;
};

/** What `sections` say about the device itself. */
export const ciFactsOf = (
  device: Pick<GlpiInventory, 'deviceId' | 'itemtype'>,
  sections: GlpiSections,
): ConfigItemFacts => {
  const { hardware, bios, network_device: network } = sections;
  const ciClass = classOf(device.itemtype, sections);
  // Android's agents send the build's signing keys as its tag.
  const tag = ciClass === 'mobile_phone' || normaliseTag(bios?.assettag) === null ? null : bios?.assettag;
  return {
    ciClass,
    name: cutText(said(hardware?.name, network?.name) ?? nameInDeviceId(device.deviceId), 400),
    serial: cut(identifier(bios?.ssn, network?.serial, bios?.enclosureserial, bios?.biosserial), 200),
    uuid: cut(uuidIn(sections), 120),
    assetTag: cut(tag ?? null, 120),
    macs: macsOf(sections),
    ips: ipsOf(sections),
    manufacturer: cut(said(bios?.smanufacturer, network?.manufacturer, bios?.mmanufacturer), 400),
    model: cut(said(bios?.smodel, network?.model, bios?.mmodel), 400),
    hardware: hardwareOf(sections),
    softwareCount: sections.softwares?.length ?? 0,
    otherSerials: [],
    isVirtual: isVirtual(sections),
  };
};

/** What a device is recognised by. */
export const identityOf = (facts: ConfigItemFacts, agentTag: string | null = null): Identity => ({
  serial: facts.serial,
  otherSerials: facts.otherSerials,
  uuid: facts.uuid,
  macs: facts.macs,
  name: facts.name,
  assetTag: facts.assetTag,
  ciClass: facts.ciClass,
  manufacturer: facts.manufacturer,
  isVirtual: facts.isVirtual,
  agentTag,
});

/** What `facts` say of an item's identity that has no field. */
export const reportedIn = ({
  serial,
  otherSerials,
  isVirtual: virtual,
}: Pick<ConfigItemFacts, 'serial' | 'otherSerials' | 'isVirtual'>): ReportedIdentity => ({
  ...(serial === null ? {} : { serials: [serial, ...otherSerials] }),
  ...(virtual === null ? {} : { virtual }),
});

/** The same after an inventory: what it does not say stays as it was told before, and a partial one tells nothing of the agent. */
export const reportedAfter = (
  before: Pick<IdentifiedItem, 'extra'> | null,
  { deviceId, tag, partial }: Pick<GlpiInventory, 'deviceId' | 'tag' | 'partial'>,
  facts: ConfigItemFacts,
): ReportedIdentity => ({
  ...(before === null ? {} : reportedBy(before.extra)),
  ...(partial ? {} : { deviceId, ...(tag === null ? {} : { tag }) }),
  ...reportedIn(facts),
});

/** An id, and the kind of identifier that it was made of. */
export type CiId = { readonly id: string; readonly from: 'serial' | 'uuid' | 'mac' | 'name' };

/**
 * Ids that a device may have, from its strongest identifier down, so that the same device gets the same id on every notebook. A guest's
 * serial is often its host's, so its UUID comes first.
 */
export const ciIdsOf = (identity: Identity, fallback: string): readonly [CiId, ...CiId[]] => {
  const serials = [
    ...new Set(
      [identity.serial, ...(identity.otherSerials ?? [])].flatMap((one) => normaliseSerial(one) ?? []),
    ),
  ].sort();
  const uuid = normaliseUuid(identity.uuid);
  const [mac] = identity.macs.flatMap((value) => normaliseMac(value) ?? []).sort();
  const bySerial: CiId[] =
    serials.length === 0 ? [] : [{ id: stableId('ci-serial', serials.join('|')), from: 'serial' }];
  const byUuid: CiId[] = uuid === null ? [] : [{ id: stableId('ci-uuid', uuid), from: 'uuid' }];
  const ids: CiId[] = [
    ...(identity.isVirtual === true ? [...byUuid, ...bySerial] : [...bySerial, ...byUuid]),
    ...(mac === undefined ? [] : [{ id: stableId('ci-mac', mac), from: 'mac' } as const]),
  ];
  const last: CiId = { id: stableId('ci', fallback), from: 'name' };
  const [first, ...others] = ids;
  return first === undefined ? [last] : [first, ...others, last];
};

/** The first of them. */
export const ciIdOf = (identity: Identity, fallback: string): string => ciIdsOf(identity, fallback)[0].id;

/** What tells a device apart that has no number of its own: its name, else what its agent is called. */
export const fallbackOf = (deviceId: string, facts: ConfigItemFacts): string =>
  normaliseName(facts.name) === null ? deviceId : facts.name;
