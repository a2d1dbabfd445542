import { cleanText } from '#domain/config-items/identifiers.ts';
import { isObject, type JsonObject } from '#domain/records/json.ts';
import { fail, ok, type Result, reasoned } from '#domain/records/result.ts';

/** An element that came once is no list in XML; one without children is text. Rows are always objects. */
const rowsOf = (value: unknown): readonly JsonObject[] => [value].flat().filter(isObject);

/** Sections that are one object in GLPI's format; all others are lists. */
const OBJECTS: ReadonlySet<string> = new Set([
  'accesslog',
  'bios',
  'hardware',
  'operatingsystem',
  'pagecounters',
  'network_device',
  'versionprovider',
]);

/** Queries whose answers are inventories: a computer's own, and what an agent read from a device over SNMP. */
const INVENTORY_QUERIES: readonly string[] = ['INVENTORY', 'SNMPQUERY', 'SNMP', 'SNMPINVENTORY'];

const ITEM_TYPES: Readonly<Record<string, string>> = {
  NETWORKING: 'NetworkEquipment',
  PRINTER: 'Printer',
  COMPUTER: 'Computer',
  PHONE: 'Phone',
};

/** The older form calls a card's address MACADDR and writes its status with a capital. */
const network = (row: JsonObject): JsonObject => {
  const { macaddr, status, ...rest } = row;
  return {
    ...rest,
    ...(macaddr === undefined ? {} : { mac: macaddr }),
    ...(typeof status === 'string' ? { status: status.toLowerCase() } : {}),
  };
};

const section = (name: string, value: unknown): unknown => {
  if (OBJECTS.has(name)) return rowsOf(value).at(-1);
  if (name === 'networks') return rowsOf(value).map(network);
  // Plain text beside the sections (the agent's version, a process number) stays text.
  return typeof value === 'string' ? value : rowsOf(value);
};

const sectionsOf = (content: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(content).flatMap(([name, value]) => {
      const found = section(name, value);
      const isEmpty = found === undefined || found === '' || (Array.isArray(found) && found.length === 0);
      return isEmpty ? [] : [[name, found]];
    }),
  );

const port = (row: JsonObject): JsonObject => {
  const { connections, ...rest } = row;
  const found = rowsOf(connections).flatMap((list) => rowsOf(list.connection));
  return found.length === 0 ? rest : { ...rest, connections: found };
};

/** A device read over SNMP: INFO says what it is, PORTS what it is connected to. Null when the device did not answer. */
const fromDevice = (
  device: JsonObject,
): { readonly sections: JsonObject; readonly itemtype: string | null; readonly name: string } | null => {
  const { info, ports, error: _error, ...others } = device;
  const facts = rowsOf(info).at(-1);
  if (facts === undefined) return null;
  const { ips, type, ...rest } = facts;
  const addresses = isObject(ips) ? [ips.ip].flat() : [];
  const name = [rest.name, rest.serial, rest.mac, ...addresses].find(
    (value): value is string => typeof value === 'string' && cleanText(value) !== '',
  );
  if (name === undefined) return null;
  const networkPorts = rowsOf(ports)
    .flatMap((list) => rowsOf(list.port))
    .map(port);
  return {
    name,
    itemtype: ITEM_TYPES[String(type ?? '').toUpperCase()] ?? null,
    sections: {
      ...sectionsOf(others),
      network_device: { ...rest, type, ...(isObject(ips) ? { ips: addresses } : {}) },
      ...(networkPorts.length === 0 ? {} : { network_ports: networkPorts }),
    },
  };
};

/** What an agent heard instead of a device's answer. */
const errorOf = (device: JsonObject): string => {
  const message = rowsOf(device.error).at(-1)?.message;
  return typeof message === 'string' ? message : '';
};

/** One of the things in an answer: a device in the shape of GLPI's format, or word that there is none. */
export type OcsPart =
  | { readonly kind: 'device'; readonly value: unknown }
  | { readonly kind: 'nothing'; readonly agent: string; readonly message: string };

/**
 * The devices of an OCS or FusionInventory answer (`<REQUEST><DEVICEID/><QUERY/><CONTENT>`, element names in lower case), each in the shape
 * of GLPI's JSON format, which has the same sections. What was read over SNMP comes with the asking agent's DEVICEID, which is none of the
 * device's. Code `invalid`, with `details.path` saying where.
 */
export const glpiFromOcs = (root: unknown): Result<readonly OcsPart[], 'invalid'> => {
  const request = isObject(root) ? root.request : undefined;
  if (!isObject(request)) return fail('invalid', 'inventory.no_ocs', { path: reasoned('where.top') });
  const query = String(request.query ?? 'INVENTORY').toUpperCase();
  if (!INVENTORY_QUERIES.includes(query)) {
    return fail('invalid', 'inventory.other_query', { query, path: 'REQUEST.QUERY' });
  }
  const contents = rowsOf(request.content);
  if (contents.length === 0) return fail('invalid', 'value.missing', { path: 'REQUEST.CONTENT' });
  const agent = typeof request.deviceid === 'string' ? request.deviceid : '';
  const tagOf = (content: JsonObject): object => {
    const tag = rowsOf(content.accountinfo).find((row) => row.keyname === 'TAG')?.keyvalue;
    return typeof tag === 'string' ? { tag } : {};
  };
  const parts = contents.flatMap((content): OcsPart[] => {
    const devices = rowsOf(content.device);
    if (devices.length === 0 && query === 'INVENTORY') {
      const value = { deviceid: request.deviceid, content: sectionsOf(content), ...tagOf(content) };
      return [{ kind: 'device', value }];
    }
    return devices.map((device): OcsPart => {
      const read = fromDevice(device);
      if (read === null) return { kind: 'nothing', agent, message: errorOf(device) };
      const { name, sections, itemtype } = read;
      const value = {
        deviceid: name,
        content: sections,
        ...(itemtype === null ? {} : { itemtype }),
        ...tagOf(content),
      };
      return { kind: 'device', value };
    });
  });
  return ok(parts.length > 0 ? parts : [{ kind: 'nothing', agent, message: '' }]);
};
