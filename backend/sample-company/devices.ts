import type { ConfigItemClass } from '#domain/fields/config-items.ts';

/** A model of a device that the sample company owns. */
export type Model = {
  readonly ciClass: ConfigItemClass;
  readonly manufacturer: string;
  readonly model: string;
  readonly prefix: string;
  readonly priceMinor: number;
  readonly cpu?: string;
  readonly memoryMb?: number;
  readonly storageGb?: number;
  readonly os?: string;
  readonly osVersion?: string;
  readonly firmware?: string;
};

const WINDOWS = { os: 'Windows 11 Enterprise', osVersion: '24H2' } as const;

export const WORKPLACE_MODELS: readonly Model[] = [
  {
    ciClass: 'notebook',
    manufacturer: 'Corvent',
    model: 'Slate 14 G3',
    prefix: 'NB',
    priceMinor: 118_900,
    cpu: 'Core Ultra 5 135U',
    memoryMb: 16_384,
    storageGb: 512,
    ...WINDOWS,
  },
  {
    ciClass: 'notebook',
    manufacturer: 'Corvent',
    model: 'Slate 14 G2',
    prefix: 'NB',
    priceMinor: 109_900,
    cpu: 'Core i5-1335U',
    memoryMb: 16_384,
    storageGb: 512,
    ...WINDOWS,
  },
  {
    ciClass: 'notebook',
    manufacturer: 'Corvent',
    model: 'Forge 16',
    prefix: 'NB',
    priceMinor: 241_000,
    cpu: 'Core Ultra 9 185H',
    memoryMb: 65_536,
    storageGb: 2_048,
    ...WINDOWS,
  },
  {
    ciClass: 'desktop',
    manufacturer: 'Hallmann',
    model: 'Compact 7',
    prefix: 'PC',
    priceMinor: 84_500,
    cpu: 'Core i5-13500',
    memoryMb: 16_384,
    storageGb: 512,
    ...WINDOWS,
  },
  {
    ciClass: 'thin_client',
    manufacturer: 'Hallmann',
    model: 'Terminal T2',
    prefix: 'TC',
    priceMinor: 38_900,
    cpu: 'Ryzen R2314',
    memoryMb: 8_192,
    storageGb: 64,
    os: 'Terminal OS',
    osVersion: '7.1',
  },
];
export const MONITOR_MODELS: readonly Model[] = [
  { ciClass: 'monitor', manufacturer: 'Lumira', model: 'L27Q', prefix: 'MO', priceMinor: 27_900 },
  { ciClass: 'monitor', manufacturer: 'Lumira', model: 'L34W curved', prefix: 'MO', priceMinor: 52_900 },
];
export const PERSONAL_MODELS: readonly Model[] = [
  {
    ciClass: 'phone',
    manufacturer: 'Telavox',
    model: 'T42',
    prefix: 'TEL',
    priceMinor: 13_900,
    firmware: '5.9.2',
  },
  {
    ciClass: 'mobile_phone',
    manufacturer: 'Orbis',
    model: 'Two',
    prefix: 'MOB',
    priceMinor: 54_900,
    os: 'Android',
    osVersion: '15',
  },
  {
    ciClass: 'tablet',
    manufacturer: 'Orbis',
    model: 'Pad 11',
    prefix: 'TAB',
    priceMinor: 61_900,
    os: 'Android',
    osVersion: '15',
  },
  {
    ciClass: 'peripheral',
    manufacturer: 'Scanwell',
    model: 'Handheld DS-20 scanner',
    prefix: 'PER',
    priceMinor: 32_500,
  },
];
export const SHARED_MODELS = {
  server: {
    ciClass: 'server',
    manufacturer: 'Hallmann',
    model: 'Rack R740',
    prefix: 'SRV',
    priceMinor: 989_000,
    cpu: '2 x Xeon Gold 6330',
    memoryMb: 524_288,
    storageGb: 7_680,
    os: 'Proxmox VE',
    osVersion: '8.2',
  },
  virtual_machine: {
    ciClass: 'virtual_machine',
    manufacturer: 'Proxmox',
    model: 'KVM guest',
    prefix: 'VM',
    priceMinor: 0,
    cpu: '8 vCPU',
    memoryMb: 32_768,
    storageGb: 300,
    os: 'Debian',
    osVersion: '12',
  },
  network_device: {
    ciClass: 'network_device',
    manufacturer: 'Netbridge',
    model: 'Switch S48P',
    prefix: 'SW',
    priceMinor: 312_000,
    firmware: '16.12.9',
  },
  printer: {
    ciClass: 'printer',
    manufacturer: 'Kopira',
    model: 'MFP C3326',
    prefix: 'PRN',
    priceMinor: 248_000,
    firmware: '2.41',
  },
  storage: {
    ciClass: 'storage',
    manufacturer: 'Hallmann',
    model: 'Array A200',
    prefix: 'STO',
    priceMinor: 2_450_000,
    firmware: '9.4.1',
  },
} as const satisfies Readonly<Record<string, Model>>;

/** Software rows by name, version and publisher, as an inventory agent reports them. */
export const SOFTWARE = [
  ['Office Suite Professional', '16.0.17928', 'Nordic Office'],
  ['Fathom ERP Client', '11.4.2', 'Fathom Systems'],
  ['Calibration Studio', '7.2.0', 'Northport Instruments'],
  ['Mozilla Firefox ESR', '128.4.0', 'Mozilla'],
  ['7-Zip', '24.08', 'Igor Pavlov'],
  ['Remote Support Agent', '15.57', 'Helpwire'],
  ['Endpoint Guard', '8.1.330', 'Sentria'],
  ['VPN Connect', '5.3.1', 'Netbridge'],
  ['PDF Reader', '24.2', 'Leaf Software'],
  ['Visual C++ Redistributable 2022', '14.40.33810', 'Microsoft'],
  ['.NET Runtime', '8.0.10', 'Microsoft'],
  ['Label Designer', '10.1', 'Kopira'],
  ['CAD Workplace', '2025.1', 'Drafton'],
  ['Notepad++', '8.7', 'Notepad++ Team'],
  ['Soft Phone', '12.6', 'Telavox'],
  ['Git', '2.47.0', 'The Git Development Community'],
  ['Python 3.12', '3.12.7', 'Python Software Foundation'],
  ['Wireshark', '4.4.1', 'The Wireshark developers'],
] as const;
