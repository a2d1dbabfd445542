/**
 * The twelve kinds of document Deskhand keeps. One RxDB collection each on the device,
 * one CouchDB database each (`<prefix>-<name in kebab case>`) on the central side.
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
  'announcements',
  'attachments',
  'settings',
] as const;

export type CollectionName = (typeof COLLECTIONS)[number];

/** CouchDB database names must be lower case: `configItems` becomes `config-items`. */
export const databaseNameOf = (prefix: string, collection: CollectionName): string =>
  `${prefix}-${collection.replace(/[A-Z]/g, (upper) => `-${upper.toLowerCase()}`)}`;
