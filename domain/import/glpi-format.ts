import * as z from 'zod';
import { cleanText } from '#domain/config-items/identifiers.ts';
import { FOR_ISSUES, firstIssue } from '#domain/records/issue-words.ts';
import { fail, ok, type Result, reasoned } from '#domain/records/result.ts';

/** Agents write numbers as text and the other way round; both are read as text. */
const text = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => cleanText(String(value)))
  .nullish();
const texts = z
  .union([text, z.array(text)])
  .transform((value) => [value].flat().filter((item) => typeof item === 'string' && item !== ''));
const amount = z
  .union([z.number(), z.string()])
  .transform((value) => {
    const number = Number(value);
    const whole = Math.round(number);
    // What no computer has (some agents send -1 or the largest number they know) says nothing.
    return Number.isSafeInteger(whole) && whole >= 0 ? whole : null;
  })
  .nullish();
const flag = z
  .union([z.boolean(), z.number(), z.string()])
  .transform((value) => value === true || value === 1 || value === '1' || value === 'true')
  .nullish();

const rows = <T extends z.ZodRawShape>(shape: T) => z.array(z.looseObject(shape)).optional();
const one = <T extends z.ZodRawShape>(shape: T) => z.looseObject(shape).optional();

/** Sections that are lists of objects and of which nothing is read: only their shape is checked. */
const OTHER_LISTS = [
  'antivirus',
  'batteries',
  'cameras',
  'cartridges',
  'consumables',
  'controllers',
  'databases_services',
  'drives',
  'envs',
  'firewalls',
  'firmwares',
  'inputs',
  'licenseinfos',
  'local_groups',
  'local_users',
  'logical_volumes',
  'modems',
  'network_components',
  'physical_volumes',
  'ports',
  'powersupplies',
  'processes',
  'remote_mgmt',
  'sensors',
  'slots',
  'sounds',
  'usbdevices',
  'users',
  'videos',
  'volume_groups',
] as const;

const connection = z.looseObject({
  mac: texts.optional(),
  sysmac: text,
  ip: text,
  sysname: text,
  sysdescr: text,
  ifdescr: text,
  model: text,
});

/** The part of an inventory's `content` that becomes fields and relations; everything else is carried along as it is. */
const sectionsSchema = z.looseObject({
  ...Object.fromEntries(OTHER_LISTS.map((name) => [name, rows({})])),
  hardware: one({
    name: text,
    uuid: text,
    chassis_type: text,
    memory: amount,
    vmsystem: text,
    lastloggeduser: text,
  }),
  bios: one({
    ssn: text,
    biosserial: text,
    enclosureserial: text,
    assettag: text,
    smanufacturer: text,
    smodel: text,
    mmanufacturer: text,
    mmodel: text,
    bversion: text,
  }),
  operatingsystem: one({ name: text, full_name: text, version: text, kernel_version: text }),
  network_device: one({
    type: text,
    name: text,
    model: text,
    manufacturer: text,
    serial: text,
    mac: text,
    ips: texts.optional(),
    firmware: text,
  }),
  networks: rows({
    description: text,
    mac: text,
    ipaddress: text,
    ipaddress6: text,
    type: text,
    virtualdev: flag,
  }),
  network_ports: rows({
    mac: text,
    ifname: text,
    ifnumber: text,
    lldp: flag,
    connections: z.array(connection).optional(),
  }),
  monitors: rows({
    name: text,
    caption: text,
    description: text,
    manufacturer: text,
    serial: text,
    altserial: text,
  }),
  printers: rows({ name: text, driver: text, serial: text, description: text }),
  cpus: rows({ name: text, manufacturer: text }),
  memories: rows({ capacity: amount }),
  storages: rows({ disksize: amount }),
  simcards: rows({}),
  virtualmachines: rows({ name: text, uuid: text, mac: text }),
  accesslog: one({ logdate: text }),
  softwares: rows({ name: text }),
});
export type GlpiSections = z.infer<typeof sectionsSchema>;
export type GlpiConnection = z.infer<typeof connection>;

const ITEM_TYPES = ['Unmanaged', 'Computer', 'Phone', 'NetworkEquipment', 'Printer'] as const;
export type GlpiItemType = (typeof ITEM_TYPES)[number];

const inventorySchema = z.looseObject({
  deviceid: z.string().trim().min(1),
  content: sectionsSchema,
  itemtype: z.enum(ITEM_TYPES).optional(),
  partial: flag,
  tag: text,
});

export type GlpiInventory = {
  readonly deviceId: string;
  readonly itemtype: GlpiItemType | null;
  readonly partial: boolean;
  readonly tag: string | null;
  /** The content as it came, unknown keys included. */
  readonly sections: Readonly<Record<string, unknown>>;
};

/** `content.softwares[3].name` */
const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (sum, part) =>
      typeof part === 'number' ? `${sum}[${part}]` : sum === '' ? String(part) : `${sum}.${String(part)}`,
    '',
  );

/**
 * Reads an inventory in GLPI's JSON format (glpi-project/inventory_format). Keys the format does not know are kept; a wrong type is an
 * error, code `invalid`, with `details.path` saying where.
 */
export const parseGlpiInventory = (value: unknown): Result<GlpiInventory, 'invalid'> => {
  const parsed = inventorySchema.safeParse(value, FOR_ISSUES);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = pathOf(issue?.path ?? []);
    const { reason, details } = firstIssue(parsed.error);
    return fail('invalid', reason, { ...details, path: path === '' ? reasoned('where.top') : path });
  }
  const { deviceid, itemtype, partial, tag } = parsed.data;
  return ok({
    deviceId: deviceid,
    itemtype: itemtype ?? null,
    partial: partial === true,
    tag: tag || null,
    sections: (value as { content: Record<string, unknown> }).content,
  });
};

/** The readable part of sections that are in the store already. Null when another version wrote them in another shape. */
export const readSections = (sections: Readonly<Record<string, unknown>>): GlpiSections | null => {
  const parsed = sectionsSchema.safeParse(sections);
  return parsed.success ? parsed.data : null;
};

/** What an agent says about itself and its work. */
const ABOUT_THE_AGENT: readonly string[] = [
  'accesslog',
  'accountinfo',
  'agent',
  'error',
  'moduleversion',
  'processnumber',
  'versionclient',
  'versionprovider',
];

/** What an agent sends with every inventory to say which device it is. */
const COMPANIONS: readonly string[] = [...ABOUT_THE_AGENT, 'bios', 'hardware', 'operatingsystem'];

/** Whether there is a device in it: an agent also tells that it began, ended, or got no answer. */
export const hasDevice = ({ sections }: Pick<GlpiInventory, 'sections'>): boolean =>
  Object.keys(sections).some((name) => !ABOUT_THE_AGENT.includes(name));

/** An agent's own id: its machine's name and when it was installed there, `name-2018-07-09-09-07-13`. */
const DEVICE_ID = /^(.*)-(\d{4}-\d{2}-\d{2})-(\d{2})-(\d{2})-(\d{2})$/;

export const nameInDeviceId = (deviceId: string): string => DEVICE_ID.exec(deviceId)?.[1] ?? deviceId;

/** When the agent looked (`YYYY-MM-DD HH:MM:SS`), or at least when it was installed; empty where nothing tells. */
export const dateOf = ({ deviceId }: Pick<GlpiInventory, 'deviceId'>, sections: GlpiSections): string => {
  const [, , day, hours, minutes, seconds] = DEVICE_ID.exec(deviceId) ?? [];
  const installed = day === undefined ? '' : `${day} ${hours}:${minutes}:${seconds}`;
  return sections.accesslog?.logdate || installed;
};

/**
 * Names of the sections that an inventory replaces. A partial one is about the sections it brings besides those that only say
 * which device it is; about these, when it brings no other.
 */
export const sectionsToReplace = ({ partial, sections }: GlpiInventory): readonly string[] => {
  const names = Object.keys(sections);
  if (!partial) return names;
  const subject = names.filter((name) => !COMPANIONS.includes(name));
  return subject.length > 0 ? subject : names;
};
