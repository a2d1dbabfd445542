import type { ImportFormat } from '#domain/import/formats.ts';
import { eventLog, networkSwitch, notebook, partialNotebook } from './import-host.ts';
import { CSV_MUTATIONS, JSON_MUTATIONS, type Mutation, XML_MUTATIONS } from './mutate.ts';
import { COMPUTER_XML, SWITCH_XML } from './ocs-samples.ts';

/** What is made wrong: a good file of one of the formats. */
export type Sample = {
  readonly name: string;
  readonly format: ImportFormat;
  readonly content: Buffer;
  readonly mutations: readonly Mutation[];
  /** The mapping of a table. */
  readonly map: string | null;
  /** The mapping itself is made wrong, for this table. */
  readonly table: string | null;
};

const text = (value: object): Buffer => Buffer.from(JSON.stringify(value, null, 2));

const rich = notebook({
  operatingsystem: { full_name: 'Fedora 42', version: '42', kernel_version: '6.1' },
  memories: [{ capacity: 8_000 }, { capacity: '8000' }],
  storages: [{ disksize: 512_000 }],
  monitors: [
    { caption: 'U24', manufacturer: 'Acme', serial: 'MON-1', altserial: 'A1' },
    { name: 'U27', description: 'second', manufacturer: 'Acme' },
  ],
  printers: [{ name: 'Laser', driver: 'PCL', serial: 'PR-9' }],
  users: [{ login: 'mia' }],
});

const ASSETS_MAP = {
  into: 'configItems',
  columns: {
    Name: 'name',
    Tag: 'assetTag',
    Serial: 'serial',
    Mac: 'macs',
    Kind: 'ciClass',
    State: 'status',
    Place: 'place',
    Price: 'commercial.priceMinor',
    Currency: 'commercial.currency',
    Bought: 'commercial.invoiceDate',
    Labels: 'tags',
    Room: 'extra.room',
    Owner: 'user',
  },
};
const ASSETS = `Name,Tag,Serial,Mac,Kind,State,Place,Price,Currency,Bought,Labels,Room,Owner
Desk 1,T-1,S-1,02:ab:cd:00:00:01,Laptop,in use,North,"1.299,00",EUR,2026-03-04,"a;b",1.01,
Desk 2,T-2,S-2,,Monitor,spare,South,99,USD,04.03.2026,,1.02,
Desk 3,,S-3,,Printer,,North / Room 3,,,,,,
`;
const PEOPLE_MAP = {
  into: 'people',
  columns: {
    First: 'firstName',
    Last: 'lastName',
    Login: 'login',
    Mail: 'email',
    Phones: 'phones',
    No: 'employeeNumber',
    Vip: 'vip',
    Active: 'active',
    Site: 'place',
    Note: 'extra.note',
  },
};
const PEOPLE = `First,Last,Login,Mail,Phones,No,Vip,Active,Site,Note
Mia,Berg,mia,mia@example.org,"+49 1;+49 2",17,yes,1,North,
Jon,Dahl,jon,jon@example.org,,18,no,0,South,away
`;
const PLACES_MAP = {
  into: 'places',
  delimiter: ',',
  columns: { Name: 'name', Code: 'code', Kind: 'kind', In: 'parent', Street: 'address' },
};
const PLACES = `Name,Code,Kind,In,Street
North,N,site,,Road 1
House 1,N-1,building,North,
Room 1,N-1-1,room,House 1,
`;

const inventory = (name: string, content: object): Sample => ({
  name,
  format: 'glpi',
  content: text(content),
  mutations: JSON_MUTATIONS,
  map: null,
  table: null,
});
const xml = (name: string, content: string): Sample => ({
  name,
  format: 'ocs',
  content: Buffer.from(content),
  mutations: XML_MUTATIONS,
  map: null,
  table: null,
});
const table = (name: string, content: string, map: object): Sample => ({
  name,
  format: 'csv',
  content: Buffer.from(content),
  mutations: CSV_MUTATIONS,
  map: JSON.stringify(map),
  table: null,
});
const mapping = (name: string, map: object, content: string): Sample => ({
  name,
  format: 'csv',
  content: text(map),
  mutations: JSON_MUTATIONS,
  map: null,
  table: content,
});

/** One of each kind. */
export const SAMPLES: readonly Sample[] = [
  inventory('notebook.json', rich),
  inventory('partial.json', partialNotebook({ monitors: [{ caption: 'U30', serial: 'MON-3' }] })),
  inventory('switch.json', networkSwitch()),
  xml('computer.xml', COMPUTER_XML),
  xml('switch.xml', SWITCH_XML),
  {
    name: 'log.csv',
    format: 'servicenow-incidents',
    content: Buffer.from(eventLog()),
    mutations: CSV_MUTATIONS,
    map: null,
    table: null,
  },
  table('assets.csv', ASSETS, ASSETS_MAP),
  table('people.csv', PEOPLE, PEOPLE_MAP),
  table('places.csv', PLACES, PLACES_MAP),
  mapping('assets-map.json', ASSETS_MAP, ASSETS),
];
