import { NO_HARDWARE } from '#domain/config-items/config-item.blank.ts';
import type { Identity } from '#domain/config-items/evidence.ts';
import {
  normaliseMac,
  normaliseName,
  normaliseSerial,
  saysNothing,
  swappedUuid,
} from '#domain/config-items/identifiers.ts';
import type { ConfigItemClass } from '#domain/fields/config-items.ts';
import { cutText } from '#domain/records/cut-text.ts';
import type { ConfigItemFacts } from './glpi-facts.ts';
import type { GlpiConnection, GlpiSections } from './glpi-format.ts';
import { stableId } from './stable-id.ts';

/** Something on a cable or desk of the device whose inventory names it. */
export type Attached = {
  readonly ciClass: Extract<ConfigItemClass, 'monitor' | 'printer'>;
  readonly name: string;
  readonly serial: string | null;
  /** What else it reports as its number: a screen's printed and burnt-in ones differ. */
  readonly otherSerials: readonly string[];
  readonly manufacturer: string | null;
  readonly model: string | null;
};

const firstText = (...values: readonly (string | null | undefined)[]): string | null =>
  values.find((value) => (value ?? '') !== '') ?? null;

/** Numbers that tell the device apart, each once. */
const serialsIn = (...values: readonly (string | null | undefined)[]): readonly string[] => {
  const told = values.filter((value): value is string => normaliseSerial(value) !== null);
  return [...new Set(told)].map((serial) => cutText(serial, 200));
};

const cut = (text: string | null, length: number): string | null =>
  text === null ? null : cutText(text, length);

/** Monitors and printers in the order of the inventory. */
export const attachedIn = (sections: GlpiSections): readonly Attached[] => [
  ...(sections.monitors ?? []).map((monitor): Attached => {
    const model = firstText(monitor.caption, monitor.name, monitor.description);
    const [serial = null, ...otherSerials] = serialsIn(monitor.serial, monitor.altserial);
    return {
      ciClass: 'monitor',
      name: [monitor.manufacturer, model].filter((part) => (part ?? '') !== '').join(' ') || 'Monitor',
      serial,
      otherSerials,
      manufacturer: cut(firstText(monitor.manufacturer), 400),
      model: cut(model, 400),
    };
  }),
  ...(sections.printers ?? []).map(
    (printer): Attached => ({
      ciClass: 'printer',
      name: firstText(printer.name, printer.driver) ?? 'Printer',
      serial: serialsIn(printer.serial)[0] ?? null,
      otherSerials: [],
      manufacturer: null,
      model: cut(firstText(printer.driver), 400),
    }),
  ),
];

/** The device at the other end of one of the ports. */
export type Neighbour = {
  /** Port of the device whose inventory it is. */
  readonly port: string;
  /** Port at the other end, as it names it. */
  readonly remotePort: string | null;
  readonly identity: Identity;
  /** What it calls itself. */
  readonly label: string | null;
  readonly ip: string | null;
  readonly model: string | null;
  readonly description: string | null;
  /**
   * It said itself what it is (LLDP or CDP), so it may become a configuration item. An address that a switch merely learnt on a port is
   * often one of many behind it.
   */
  readonly announced: boolean;
};

/** `name(serial)`, as Cisco's switches announce themselves. */
const NAME_AND_SERIAL = /^(.+?)\s*\(((?=[^)]*\d)[A-Z0-9-]{6,})\)$/i;

/** Phones and printers announce what they are: that is a product's name, alike on all of them, and no host's. */
const isHostName = (name: string): boolean => !/\s/.test(name);

const neighbourOf = (port: string, isProtocol: boolean, connection: GlpiConnection): Neighbour | null => {
  const macs = [connection.sysmac, ...(connection.mac ?? [])].flatMap((mac) => normaliseMac(mac) ?? []);
  const announced = firstText(connection.sysname);
  const [, host, serial] = NAME_AND_SERIAL.exec(announced ?? '') ?? [];
  const label = host ?? announced;
  const ip = firstText(connection.ip);
  const spoke = label !== null || firstText(connection.sysdescr, connection.model) !== null;
  // Several addresses on one port are the hosts behind it, not one neighbour.
  if (!isProtocol && !spoke && macs.length !== 1) return null;
  if (macs.length === 0 && label === null && ip === null) return null;
  return {
    port,
    remotePort: firstText(connection.ifdescr),
    identity: {
      serial: serial ?? null,
      uuid: null,
      macs,
      name: label !== null && isHostName(label) ? label : null,
      ips: ip === null ? [] : [ip],
    },
    label,
    ip,
    model: firstText(connection.model),
    description: firstText(connection.sysdescr),
    announced: isProtocol || spoke,
  };
};

/** Neighbours by port, from LLDP, CDP and learnt addresses. */
export const neighboursIn = (sections: GlpiSections): readonly Neighbour[] =>
  (sections.network_ports ?? []).flatMap((port, index) =>
    (port.connections ?? []).flatMap((connection) => {
      const name = firstText(port.ifname, port.ifnumber) ?? `port ${index + 1}`;
      return neighbourOf(name, port.lldp === true, connection) ?? [];
    }),
  );

/** What the words that a device says of itself make it; the first that fits. A Cisco phone is a phone. */
const SPOKEN_CLASSES: readonly (readonly [RegExp, ConfigItemClass])[] = [
  [/\b(ip ?phone|phone|sip phone|snom\w*|yealink|polycom|spa\d+\w*|cp-\d{4}\w*)\b/i, 'phone'],
  [/\b(laserjet|officejet|deskjet|imagerunner|bizhub|ecosys|workcentre|printer)\b/i, 'printer'],
  [
    /\b(switch|router|cisco|catalyst|nexus|ios|ios-x[er]|nx-os|junos|arubaos|routeros|fortios|firewall|gateway|bridge|access ?point|wireless (ap|controller)|air-\w+|unifi|uap-\w+|aironet)\b/i,
    'network_device',
  ],
];

const spokenClass = (words: string): ConfigItemClass =>
  SPOKEN_CLASSES.find(([pattern]) => pattern.test(words))?.[1] ?? 'other';

/** The configuration item to make of a neighbour nobody knows yet. */
export const discoveredFacts = (neighbour: Neighbour): ConfigItemFacts => {
  const { identity, label, ip, model, description } = neighbour;
  const words = [label, model, description].filter((part) => part !== null).join(' ');
  return {
    ciClass: spokenClass(words),
    name: cutText(label ?? ip ?? identity.macs[0] ?? 'unknown neighbour', 400),
    serial: identity.serial === null ? null : cutText(identity.serial, 200),
    uuid: null,
    assetTag: null,
    macs: identity.macs,
    ips: ip === null ? [] : [cutText(ip, 60)],
    manufacturer: /\bcisco\b/i.test(words) ? 'Cisco' : null,
    model: model === null ? null : cutText(model, 400),
    hardware: {
      ...NO_HARDWARE,
      os: description === null ? null : cutText(description.split('\n')[0] ?? '', 400),
    },
    softwareCount: 0,
    otherSerials: [],
    isVirtual: null,
  };
};

/** What a neighbour without number or adapter is told apart by: its host name, its address, else the port that it hangs on. */
export const neighbourKey = ({ identity, ip, port }: Neighbour, deviceId: string): string =>
  normaliseName(identity.name) ?? ip ?? `${deviceId}#${port}`;

/** A machine that a host runs, as the host knows it. */
export type Guest = {
  readonly label: string;
  /** The same guest in the ways that a hypervisor may write its UUID. */
  readonly identities: readonly Identity[];
};

export const guestsIn = (sections: GlpiSections): readonly Guest[] =>
  (sections.virtualmachines ?? []).map(({ name, uuid, mac }): Guest => {
    const host = firstText(name);
    const known = {
      serial: null,
      // What a hypervisor calls its guest is often the guest's own name, and then a word of its own.
      name: host === null || saysNothing(host) ? null : host,
      macs: [normaliseMac(mac)].filter((one) => one !== null),
      isVirtual: true,
    };
    const uuids = [uuid ?? null, swappedUuid(uuid)].filter((one, at) => at === 0 || one !== null);
    return {
      label: host ?? uuid ?? 'guest',
      identities: uuids.map((one) => ({ ...known, uuid: one })),
    };
  });

/** One id for a guest on its host. */
export const guestRelationId = (guestId: string, hostId: string): string =>
  stableId('rel-runs-on', `${guestId}|${hostId}`);

/** One id for a device on another, however often and on whichever notebook it is imported. */
export const attachmentRelationId = (attachedId: string, hostId: string): string =>
  stableId('rel-attached', `${attachedId}|${hostId}`);

/** One cable is one relation, whichever end reports it. */
export const cableRelationId = (
  one: { readonly ciId: string; readonly port: string },
  other: { readonly ciId: string; readonly port: string | null },
): string =>
  stableId('rel-cable', [`${one.ciId}#${one.port}`, `${other.ciId}#${other.port ?? ''}`].sort().join('|'));
