import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CsvPlan } from '#domain/import/csv-mapping.ts';
import { parseCsvMapping } from '#domain/import/csv-mapping.ts';
import type { ImportFormat } from '#domain/import/formats.ts';
import { unwrap } from './unwrap.ts';

export const IMPORT_KINDS = ['configItems', 'people', 'inventories', 'incidents'] as const;
export type ImportedKind = (typeof IMPORT_KINDS)[number];

/** Files of other systems with so many devices, people or lines of a log. */
export type ImportFiles = {
  readonly paths: readonly string[];
  readonly format: ImportFormat;
  readonly map: CsvPlan | null;
};

const ROWS_A_PIECE = 5_000;

const table = (file: string, header: string, rows: number, line: (at: number) => string): string => {
  writeFileSync(file, `${header}\n`);
  for (let from = 1; from <= rows; from += ROWS_A_PIECE) {
    const to = Math.min(rows, from + ROWS_A_PIECE - 1);
    const lines = Array.from({ length: to - from + 1 }, (_, at) => line(from + at));
    writeFileSync(file, `${lines.join('\n')}\n`, { flag: 'a' });
  }
  return file;
};

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const macOf = (at: number): string =>
  ['a4', 'bb', '6d', hex((at >> 16) & 255, 2), hex((at >> 8) & 255, 2), hex(at & 255, 2)].join(':');
const uuidOf = (at: number): string => `4c4c4544-0032-4a10-8051-${hex(at, 12)}`;
const CLASSES = ['Laptop', 'Desktop', 'Monitor', 'Printer', 'Phone'] as const;
const of = <T>(values: readonly T[], at: number): T => values[at % values.length] as T;

const configItems = (folder: string, rows: number): ImportFiles => ({
  paths: [
    table(
      join(folder, 'devices.csv'),
      'Name,Tag,Serial,Class,Maker,Model,Building,Bought,Cost,MAC',
      rows,
      (at) =>
        [
          ...[`WS-${at}`, `T-${hex(at, 8)}`, `SN${hex(at * 2_654_435_761, 12)}`, of(CLASSES, at)],
          ...['Acme', `Model ${at % 60}`, `Building ${at % 300}`],
          ...['2024-05-17', `${at % 2_000}.50`, macOf(at)],
        ].join(','),
    ),
  ],
  format: 'csv',
  map: unwrap(
    parseCsvMapping({
      into: 'configItems',
      columns: {
        ...{ Name: 'name', Tag: 'assetTag', Serial: 'serial', Class: 'ciClass', Maker: 'manufacturer' },
        ...{ Model: 'model', Building: 'place', Bought: 'commercial.deliveredOn' },
        ...{ Cost: 'commercial.priceMinor', MAC: 'macs' },
      },
    }),
  ),
});

const people = (folder: string, rows: number): ImportFiles => ({
  paths: [
    table(
      join(folder, 'people.csv'),
      'First,Last,Login,Mail,Phone,Number,Title,Department,Site',
      rows,
      (at) =>
        [
          ...[
            `First${at % 700}`,
            `Last${at}`,
            `user${at}`,
            `user${at}@example.org`,
            `+49 40 ${5_550_000 + at}`,
          ],
          ...[`P${at}`, 'Clerk', `Department ${at % 90}`, `Site ${at % 60}`],
        ].join(','),
    ),
  ],
  format: 'csv',
  map: unwrap(
    parseCsvMapping({
      into: 'people',
      columns: {
        ...{ First: 'firstName', Last: 'lastName', Login: 'login', Mail: 'email', Phone: 'phones' },
        ...{ Number: 'employeeNumber', Title: 'jobTitle', Department: 'department', Site: 'place' },
      },
    }),
  ),
});

/** A notebook with a screen and 100 programs, some 15 kB. */
const inventory = (at: number): object => ({
  deviceid: `ws-${at}-2026-05-04-08-00-00`,
  itemtype: 'Computer',
  content: {
    versionclient: 'GLPI-Agent_v1.7',
    hardware: { name: `WS-${at}`, uuid: uuidOf(at), chassis_type: 'Laptop', memory: 16_000 },
    bios: { ssn: `SN${hex(at * 2_654_435_761, 12)}`, smanufacturer: 'Acme', smodel: `Model ${at % 60}` },
    operatingsystem: { full_name: 'Windows 11 Pro', version: '10.0.22631', arch: '64-bit' },
    cpus: [{ name: 'Fast CPU', core: 8, speed: 3_200 }],
    networks: [
      { description: 'eth0', mac: macOf(at), ipaddress: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}` },
    ],
    monitors: [{ caption: 'U24', manufacturer: 'Acme', serial: `MON${hex(at * 40_503, 8)}` }],
    softwares: Array.from({ length: 100 }, (_, n) => ({
      ...{ name: `Program ${(at * 7 + n) % 900}`, version: `1.${n}.0`, publisher: `Maker ${n % 40}` },
      ...{ install_date: '2024-03-01', arch: 'x86_64' },
    })),
  },
});

const inventories = (folder: string, devices: number): ImportFiles => {
  const answers = join(folder, 'answers');
  mkdirSync(answers, { recursive: true });
  for (let at = 1; at <= devices; at += 1) {
    const part = join(answers, `site-${at % 20}`);
    mkdirSync(part, { recursive: true });
    writeFileSync(join(part, `ws-${at}.json`), JSON.stringify(inventory(at)));
  }
  return { paths: [answers], format: 'glpi', map: null };
};

const LOG_HEADER =
  'number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,sys_updated_by,sys_updated_at,contact_type,location,category,subcategory,u_symptom,impact,urgency,priority,assignment_group,assigned_to,closed_code,resolved_by,resolved_at,closed_at';

const STATES = ['New', 'Active', 'Awaiting User Info', 'Active', 'Resolved'] as const;

/** Five lines an incident, as a log has them. */
const incidents = (folder: string, rows: number): ImportFiles => ({
  paths: [
    table(join(folder, 'log.csv'), LOG_HEADER, rows, (line) => {
      const [number, step] = [Math.floor((line - 1) / STATES.length), (line - 1) % STATES.length];
      const day = `${String((number % 27) + 1).padStart(2, '0')}-03-2026`;
      const worker = `Resolver ${number % 200}`;
      return [
        ...[
          `INC${String(number).padStart(7, '0')}`,
          of(STATES, step),
          'TRUE',
          '0',
          '0',
          String(step),
          'TRUE',
        ],
        ...[
          `Caller ${number % 4_000}`,
          `Opened by ${number % 50}`,
          `${day} 08:00`,
          `Updated by ${number % 90}`,
        ],
        ...[`${day} 0${8 + Math.floor(step / 4)}:${String(10 + step * 9).padStart(2, '0')}`, 'Phone'],
        ...[`Location ${number % 100}`, `Category ${number % 40}`, `Subcategory ${number % 120}`, '?'],
        ...['2 - Medium', '2 - Medium', '3 - Moderate', `Group ${number % 30}`, worker, 'code 6', worker],
        ...[`${day} 09:30`, `${day} 17:00`],
      ].join(',');
    }),
  ],
  format: 'servicenow-incidents',
  map: null,
});

const WRITERS = { configItems, people, inventories, incidents } as const;

/** Writes them into `folder`. */
export const writeImportFiles = (kind: ImportedKind, folder: string, rows: number): ImportFiles => {
  mkdirSync(folder, { recursive: true });
  return WRITERS[kind](folder, rows);
};
