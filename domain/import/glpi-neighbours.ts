import { NO_HARDWARE } from '#domain/config-items/config-item.blank.ts';
import { type Identity, normaliseMac, normaliseName } from '#domain/config-items/matching.ts';
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
  readonly manufacturer: string | null;
  readonly model: string | null;
};

const firstText = (...values: readonly (string | null | undefined)[]): string | null =>
  values.find((value) => (value ?? '') !== '') ?? null;

const cut = (text: string | null, length: number): string | null =>
  text === null ? null : cutText(text, length);

/** Monitors and printers in the order of the inventory. */
export const attachedIn = (sections: GlpiSections): readonly Attached[] => [
  ...(sections.monitors ?? []).map((monitor): Attached => {
    const model = firstText(monitor.caption, monitor.name, monitor.description);
    return {
      ciClass: 'monitor',
      name: [monitor.manufacturer, model].filter((part) => (part ?? '') !== '').join(' ') || 'Monitor',
      serial: cut(firstText(monitor.serial, monitor.altserial), 200),
      manufacturer: cut(firstText(monitor.manufacturer), 400),
      model: cut(model, 400),
    };
  }),
  ...(sections.printers ?? []).map(
    (printer): Attached => ({
      ciClass: 'printer',
      name: firstText(printer.name, printer.driver) ?? 'Printer',
      serial: cut(firstText(printer.serial), 200),
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
  readonly ip: string | null;
  readonly model: string | null;
  readonly description: string | null;
  /**
   * It said itself what it is (LLDP or CDP), so it may become a configuration item. An address that a switch merely learnt on a port is
   * often one of many behind it.
   */
  readonly announced: boolean;
};

const neighbourOf = (port: string, isProtocol: boolean, connection: GlpiConnection): Neighbour | null => {
  const macs = [connection.sysmac, ...(connection.mac ?? [])].flatMap((mac) => normaliseMac(mac) ?? []);
  const name = firstText(connection.sysname);
  const ip = firstText(connection.ip);
  const spoke = name !== null || firstText(connection.sysdescr, connection.model) !== null;
  // Several addresses on one port are the hosts behind it, not one neighbour.
  if (!isProtocol && !spoke && macs.length !== 1) return null;
  if (macs.length === 0 && name === null && ip === null) return null;
  return {
    port,
    remotePort: firstText(connection.ifdescr),
    identity: { serial: null, uuid: null, macs, name },
    ip,
    model: firstText(connection.model),
    description: firstText(connection.sysdescr),
    announced: (isProtocol || spoke) && (name !== null || ip !== null || macs.length > 0),
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

const NETWORKING = /switch|router|cisco|nexus|ios|nx-os|junos|arubaos|firewall|gateway|access point|bridge/i;

/** The configuration item to make of a neighbour nobody knows yet. */
export const discoveredFacts = (neighbour: Neighbour): ConfigItemFacts => {
  const { identity, ip, model, description } = neighbour;
  const words = `${model ?? ''} ${description ?? ''}`;
  return {
    ciClass: NETWORKING.test(words) ? 'network_device' : 'other',
    name: cutText(identity.name ?? ip ?? identity.macs[0] ?? 'unknown neighbour', 400),
    serial: null,
    uuid: null,
    assetTag: null,
    macs: identity.macs,
    ips: ip === null ? [] : [cutText(ip, 60)],
    manufacturer: /cisco/i.test(words) ? 'Cisco' : null,
    model: model == null ? null : cutText(model, 400),
    hardware: {
      ...NO_HARDWARE,
      os: description == null ? null : cutText(description.split('\n')[0] ?? '', 400),
    },
    softwareCount: 0,
  };
};

/** What a neighbour without MAC is told apart by. */
export const neighbourKey = ({ identity, ip }: Neighbour): string =>
  normaliseName(identity.name) ?? identity.name ?? ip ?? 'unknown';

/** One id for a device on another, however often and on whichever notebook it is imported. */
export const attachmentRelationId = (attachedId: string, hostId: string): string =>
  stableId('rel-attached', `${attachedId}|${hostId}`);

/** One cable is one relation, whichever end reports it. */
export const cableRelationId = (
  one: { readonly ciId: string; readonly port: string },
  other: { readonly ciId: string; readonly port: string | null },
): string =>
  stableId('rel-cable', [`${one.ciId}#${one.port}`, `${other.ciId}#${other.port ?? ''}`].sort().join('|'));
