/**
 * What Deskhand keeps, by collection: one RxDB collection each on the device, one CouchDB database each (`<prefix>-<name in kebab case>`) on
 * the central side. Thirteen is all that RxDB's open core opens in a process, so a new kind of record becomes a type in one of these
 * (ARCHITECTURE, "Collections").
 */
export const COLLECTIONS = [
  'tickets',
  'orders',
  'configItems',
  'inventories',
  'relations',
  'directory',
  'catalogue',
  'licences',
  'knowledge',
  'events',
  'ledger',
  'attachments',
  'settings',
] as const;

export type CollectionName = (typeof COLLECTIONS)[number];

/** What collections were called before, in stores and on servers that an older Deskhand has written. */
export const FORMER_NAMES: Readonly<Partial<Record<CollectionName, string>>> = { events: 'announcements' };

/** CouchDB database names must be lower case: `configItems` becomes `config-items`. */
export const databaseNameOf = (prefix: string, collection: CollectionName): string =>
  `${prefix}-${kebab(collection)}`;

/** The database that held these records under the collection's former name. */
export const formerDatabaseOf = (prefix: string, collection: CollectionName): string | null => {
  const former = FORMER_NAMES[collection];
  return former === undefined ? null : `${prefix}-${kebab(former)}`;
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (upper) => `-${upper.toLowerCase()}`);
