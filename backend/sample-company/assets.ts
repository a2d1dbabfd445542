import { blankConfigItem, NO_COMMERCIAL } from '#domain/config-items/config-item.blank.ts';
import type {
  ConfigItem,
  ConfigItemClass,
  Inventory,
  Relation,
  RelationKind,
} from '#domain/fields/config-items.ts';
import type { Person, Place } from '#domain/fields/directory.ts';
import type { Instant } from '#domain/records/common.ts';
import { SAMPLE_ACCOUNTS, TEAM_IDS } from './accounts.ts';
import { baseOf, padded } from './base.ts';
import { AGREEMENT_GOLD, AGREEMENT_STANDARD, SERVICES } from './catalogue.ts';
import {
  MONITOR_MODELS,
  type Model,
  PERSONAL_MODELS,
  SHARED_MODELS,
  SOFTWARE,
  WORKPLACE_MODELS,
} from './devices.ts';
import type { Organisation } from './organisation.ts';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;

export type Assets = {
  readonly items: readonly ConfigItem[];
  readonly inventories: readonly Inventory[];
  readonly relations: readonly Relation[];
};

type Shop = {
  readonly random: Random;
  readonly at: Instant;
  readonly nowMs: number;
  readonly items: ConfigItem[];
  readonly relations: Relation[];
  readonly inventories: Inventory[];
};

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const commercialOf = ({ random, nowMs }: Shop, model: Model | null): ConfigItem['commercial'] => {
  if (model === null || model.priceMinor === 0) return { ...NO_COMMERCIAL };
  const delivered = nowMs - random.between(40, 1_500) * DAY_MS;
  return {
    supplier: random.pick(['Brightline IT Supply', 'Hansa Systemhaus', 'Corvent Direct']),
    purchaseOrder: `PO-${random.between(30_000, 49_999)}`,
    invoiceNumber: `INV-${random.between(100_000, 999_999)}`,
    invoiceDate: dateOf(delivered + 6 * DAY_MS),
    deliveryNote: `DN-${random.between(10_000, 99_999)}`,
    deliveredOn: dateOf(delivered),
    priceMinor: model.priceMinor,
    currency: 'EUR',
    warrantyUntil: dateOf(delivered + 3 * 365 * DAY_MS),
    costCentre: random.pick(['4100', '4200', '5100', '6100', '8100']),
  };
};

type Use = {
  readonly userId?: string | null;
  readonly placeId?: string | null;
  readonly status?: ConfigItem['status'];
  readonly criticality?: ConfigItem['criticality'];
  readonly lastUser?: string | null;
  readonly name?: string;
};

const NETWORKED: readonly ConfigItemClass[] = [
  'desktop',
  'notebook',
  'thin_client',
  'server',
  'virtual_machine',
  'network_device',
  'printer',
  'storage',
  'phone',
];

const add = (shop: Shop, ciClass: ConfigItemClass, model: Model | null, use: Use): ConfigItem => {
  const { random } = shop;
  const number = shop.items.length + 1;
  const id = `ci-${padded(number, 6)}`;
  const networked = NETWORKED.includes(ciClass);
  const physical = model !== null && ciClass !== 'virtual_machine';
  const item = blankConfigItem({
    ...baseOf(id, shop.at),
    ciClass,
    name: use.name ?? `${model?.prefix ?? 'CI'}-${padded(number, 5)}`,
    assetTag: physical ? `NI-${padded(100_000 + number, 6)}` : null,
    serial: physical ? random.code(10) : null,
    uuid: networked
      ? `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`
      : null,
    macs: networked ? [`02:${[1, 2, 3, 4, 5].map(() => random.hex(2)).join(':')}`] : [],
    ips: networked
      ? [`10.${random.between(10, 40)}.${random.between(0, 250)}.${random.between(10, 250)}`]
      : [],
    manufacturer: model?.manufacturer ?? null,
    model: model?.model ?? null,
    status: use.status ?? 'in_operation',
    criticality: use.criticality ?? 'low',
    userId: use.userId ?? null,
    teamId: use.userId === undefined ? TEAM_IDS.server : TEAM_IDS.workplace,
    placeId: use.placeId ?? null,
    agreementIds: [use.criticality === 'high' ? AGREEMENT_GOLD : AGREEMENT_STANDARD],
    commercial: commercialOf(shop, model),
    hardware: {
      cpu: model?.cpu ?? null,
      memoryMb: model?.memoryMb ?? null,
      storageGb: model?.storageGb ?? null,
      os: model?.os ?? null,
      osVersion: model?.osVersion ?? null,
      firmware: model?.firmware ?? null,
      lastLoggedUser: use.lastUser ?? null,
    },
    installedAt: use.status === 'stored' ? null : shop.at,
  });
  shop.items.push(item);
  return item;
};

const relate = (
  shop: Shop,
  kind: RelationKind,
  from: ConfigItem,
  to: ConfigItem,
  group: string | null = null,
): void => {
  shop.relations.push({
    ...baseOf(`relation-${padded(shop.relations.length + 1, 6)}`, shop.at),
    kind,
    fromId: from.id,
    toId: to.id,
    group,
    minUp: group === null ? null : 1,
    label: null,
    active: true,
    source: 'manual',
  });
};

/** Gives the computer that was added last its inventory, and the figures that the item shows of it. */
const inventory = (shop: Shop, item: ConfigItem): void => {
  const { random } = shop;
  const receivedAt = new Date(shop.nowMs - random.between(1, 30) * 3_600_000).toISOString();
  const softwares = SOFTWARE.filter((_, index) => index < 6 || random.chance(0.5)).map(
    ([name, version, publisher]) => ({
      name,
      version,
      publisher,
      install_date: dateOf(shop.nowMs - random.between(20, 700) * DAY_MS),
    }),
  );
  const sections = {
    softwares,
    cpus: [{ name: item.hardware.cpu }],
    memories: [{ capacity: item.hardware.memoryMb, type: 'DDR5' }],
    drives: [
      { total: (item.hardware.storageGb ?? 0) * 1_024, free: random.between(20, 200) * 1_024, volumn: 'C:' },
    ],
    networks: item.macs.map((mac, index) => ({
      mac,
      ipaddress: item.ips[index] ?? null,
      description: 'Ethernet',
    })),
    operatingsystem: { full_name: item.hardware.os, version: item.hardware.osVersion },
  };
  shop.inventories.push({
    ...baseOf(item.id, receivedAt),
    ciId: item.id,
    source: 'sample company',
    receivedAt,
    sections,
    sectionTimes: Object.fromEntries(Object.keys(sections).map((name) => [name, receivedAt])),
  });
  shop.items[shop.items.length - 1] = {
    ...item,
    inventoryAt: receivedAt,
    softwareCount: softwares.length,
  };
};

/** Servers, machines on them, switches, printers and the services that need them. */
const sharedAssets = (shop: Shop, organisation: Organisation, count: number): void => {
  const { random } = shop;
  const placeOf = (places: readonly Place[]) => ({ placeId: random.pick(places).id });
  const shared = (
    kind: keyof typeof SHARED_MODELS,
    places: readonly Place[],
    criticality: ConfigItem['criticality'],
  ) => add(shop, kind, SHARED_MODELS[kind], { ...placeOf(places), criticality });
  const many = (share: number, least: number) =>
    Array.from({ length: Math.max(least, Math.round(count * share)) });
  const switches = many(0.02, 2).map(() => shared('network_device', organisation.serverRooms, 'high'));
  const servers = many(0.01, 2).map(() => shared('server', organisation.serverRooms, 'high'));
  const storage = shared('storage', organisation.serverRooms, 'high');
  for (const server of servers) {
    relate(shop, 'connected_to', server, random.pick(switches));
    relate(shop, 'uses', server, storage);
  }
  const machines = many(0.03, 4).map(() => {
    const machine = shared('virtual_machine', organisation.serverRooms, 'medium');
    // Any one of the hosts is enough to run it.
    for (const server of servers.slice(0, 2)) {
      relate(shop, 'runs_on', machine, server, 'hosts');
    }
    return machine;
  });
  for (const facts of SERVICES.slice(0, count < 60 ? 3 : SERVICES.length)) {
    const service = add(shop, 'service', null, { criticality: facts.criticality, name: facts.name });
    relate(shop, 'depends_on', service, random.pick(machines));
  }
  const erp = add(shop, 'software', null, { criticality: 'high', name: 'Fathom ERP server 11.4' });
  relate(shop, 'runs_on', erp, random.pick(machines));
  add(shop, 'other', null, { ...placeOf(organisation.serverRooms), name: 'UPS room 1', criticality: 'high' });
  for (const _ of many(0.02, 1)) {
    relate(shop, 'connected_to', shared('printer', organisation.rooms, 'low'), random.pick(switches));
  }
};

const workplace = (shop: Shop, person: Person, index: number, left: number): void => {
  const { random } = shop;
  const model = WORKPLACE_MODELS[index % 7] ?? random.pick(WORKPLACE_MODELS.slice(0, 2));
  const use = { userId: person.id, placeId: person.placeId };
  const computer = add(shop, model.ciClass, model, {
    ...use,
    lastUser: person.login,
    criticality: person.vip ? 'high' : 'low',
  });
  inventory(shop, computer);
  if (left > 1 && (index === 0 || random.chance(0.6))) {
    relate(shop, 'attached_to', add(shop, 'monitor', random.pick(MONITOR_MODELS), use), computer);
  }
  if (left > 2 && (index < PERSONAL_MODELS.length || random.chance(0.35))) {
    const extra = PERSONAL_MODELS[index] ?? random.pick(PERSONAL_MODELS);
    add(shop, extra.ciClass, extra, use);
  }
};

/**
 * About `count` configuration items of all classes: what is shared, a workplace for each person until the number is reached, some
 * devices in stock. Fewer than about 40 still gives the whole set of classes.
 */
export const assetsOf = (
  random: Random,
  organisation: Organisation,
  count: number,
  at: Instant,
  now: Instant,
): Assets => {
  const shop: Shop = { random, at, nowMs: Date.parse(now), items: [], relations: [], inventories: [] };
  sharedAssets(shop, organisation, count);
  const stock = Math.max(6, Math.round(count * 0.05));
  // Callers before colleagues: in a small company the devices go to those who call.
  const isStaff = ({ department, id }: Person) =>
    department === 'Information technology' && !SAMPLE_ACCOUNTS.some(({ personId }) => personId === id);
  const inOrder = [
    ...organisation.people.filter((person) => !isStaff(person)),
    ...organisation.people.filter(isStaff),
  ];
  for (const [index, person] of inOrder.entries()) {
    const left = count - stock - shop.items.length;
    if (left <= 0 && index >= 7) {
      break;
    }
    workplace(shop, person, index, Math.max(left, 3));
  }
  const pool = [...WORKPLACE_MODELS.slice(0, 4), ...MONITOR_MODELS];
  for (let i = 0; i < stock; i += 1) {
    const model = pool[i % pool.length];
    if (model !== undefined) {
      const status = i === stock - 1 ? 'defective' : 'stored';
      add(shop, model.ciClass, model, { userId: null, placeId: random.pick(organisation.stores).id, status });
    }
  }
  return shop;
};
