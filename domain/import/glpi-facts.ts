import {
  type Identity,
  isJunk,
  normaliseMac,
  normaliseSerial,
  normaliseUuid,
} from '#domain/config-items/matching.ts';
import type { ConfigItem, ConfigItemClass } from '#domain/fields/config-items.ts';
import { cutText } from '#domain/records/cut-text.ts';
import type { GlpiInventory, GlpiItemType, GlpiSections } from './glpi-format.ts';
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
};

/** The first text that says something. */
const said = (...values: readonly (string | null | undefined)[]): string | null =>
  values.find((value) => !isJunk(value)) ?? null;

const cut = (text: string | null, length: number): string | null =>
  text === null ? null : cutText(text, length);

const unique = (values: readonly string[]): string[] => [...new Set(values)];

const CHASSIS: readonly (readonly [RegExp, ConfigItemClass])[] = [
  [/laptop|notebook|portable|convertible|detachable/i, 'notebook'],
  [/tablet/i, 'tablet'],
  [/server|rack mount|blade|multi-system/i, 'server'],
  [/thin|stick pc/i, 'thin_client'],
];

const NETWORK_TYPES: ReadonlyMap<string, ConfigItemClass> = new Map([
  ['Computer', 'desktop'],
  ['Networking', 'network_device'],
  ['Printer', 'printer'],
  ['Storage', 'storage'],
  ['Phone', 'phone'],
]);

const computerClass = ({ hardware, operatingsystem }: GlpiSections): ConfigItemClass => {
  if (said(hardware?.vmsystem) !== null && !/^physical$/i.test(hardware?.vmsystem ?? ''))
    return 'virtual_machine';
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

const isOwnAdapter = (adapter: NonNullable<GlpiSections['networks']>[number]): boolean =>
  adapter.virtualdev !== true && adapter.type !== 'loopback';

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

/** The agent's own id is `name-2018-07-09-09-07-13`. */
const nameInDeviceId = (deviceId: string): string => deviceId.replace(/-\d{4}(-\d{2}){5}$/, '');

/** What `sections` say about the device itself. */
export const ciFactsOf = (
  device: Pick<GlpiInventory, 'deviceId' | 'itemtype'>,
  sections: GlpiSections,
): ConfigItemFacts => {
  const { hardware, bios, network_device: network } = sections;
  const ciClass = classOf(device.itemtype, sections);
  return {
    ciClass,
    name: cutText(said(hardware?.name, network?.name) ?? nameInDeviceId(device.deviceId), 400),
    serial: cut(said(bios?.ssn, network?.serial, bios?.enclosureserial, bios?.biosserial), 200),
    uuid: cut(said(hardware?.uuid), 120),
    // Android's agents send the build's signing keys here.
    assetTag: ciClass === 'mobile_phone' ? null : cut(said(bios?.assettag), 120),
    macs: macsOf(sections),
    ips: ipsOf(sections),
    manufacturer: cut(said(bios?.smanufacturer, network?.manufacturer, bios?.mmanufacturer), 400),
    model: cut(said(bios?.smodel, network?.model, bios?.mmodel), 400),
    hardware: hardwareOf(sections),
    softwareCount: sections.softwares?.length ?? 0,
  };
};

/** What a device is recognised by. */
export const identityOf = (facts: ConfigItemFacts): Identity => ({
  serial: facts.serial,
  uuid: facts.uuid,
  macs: facts.macs,
  name: facts.name,
});

/** An id from the strongest identifier there is, so that the same device gets the same id on every notebook. */
export const ciIdOf = (identity: Identity, fallback: string): string => {
  const serial = normaliseSerial(identity.serial);
  if (serial !== null) return stableId('ci-serial', serial);
  const uuid = normaliseUuid(identity.uuid);
  if (uuid !== null) return stableId('ci-uuid', uuid);
  const [mac] = identity.macs.flatMap((value) => normaliseMac(value) ?? []).sort();
  return mac === undefined ? stableId('ci', fallback) : stableId('ci-mac', mac);
};
