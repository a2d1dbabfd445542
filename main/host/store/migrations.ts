import type { CollectionName } from '#domain/records/collections.ts';
import { upgraded } from '#domain/records/upgrade.ts';
import type { OpenStore } from '../storage/store-file.ts';

/** The RxDatabase's name, under which the storage registers its tables. Changing it would lose sight of every record. */
export const DATABASE_NAME = 'deskhand';

/** Makes a document of the version before into one of this version, without RxDB's own fields; null leaves the document out. */
export type Migration = (document: Readonly<Record<string, unknown>>) => Record<string, unknown> | null;

/**
 * By collection, how to reach each schema version from the one before it: `{ 1: fromVersion0, 2: fromVersion1 }`. What is written here once
 * stays for ever, since a profile may come from any older version. Run at open, before anything reads.
 */
export type Migrations = { readonly [C in CollectionName]: Readonly<Record<number, Migration>> };

const upgradedCopy: Migration = (document) => ({ ...upgraded(document) });

/** Only the columns changed, or fields came that older records lack. */
const asItIs: Migration = (document) => ({ ...document });

export const MIGRATIONS: Migrations = {
  // Field tables: tickets and knowledge by type, effects with acts, a swap called so.
  // Then columns for what reports count by, for what lists sort and look for, for changes, and for major incidents and escalations.
  tickets: { 1: upgradedCopy, 2: asItIs, 3: asItIs, 4: asItIs, 5: asItIs },
  orders: { 1: upgradedCopy },
  configItems: {},
  inventories: {},
  relations: {},
  directory: {},
  catalogue: {},
  licences: {},
  knowledge: { 1: upgradedCopy },
  // Then maintenance windows and blackouts came.
  events: { 1: upgradedCopy, 2: asItIs },
  ledger: {},
  attachments: {
    1: (document) => ({ data: null, ...document }),
    // Files beside the record.
    2: (document) => ({ md5: null, ...document }),
  },
  settings: {},
};

/** A collection that a newer Deskhand has written in a shape this one does not know. */
export type NewerCollection = {
  readonly collection: CollectionName;
  readonly version: number;
  readonly supported: number;
};

/**
 * RxDB knows nothing of versions above its own: it would make an empty table beside the newer one, and all records would seem gone. So the
 * registry of tables is asked before it is opened.
 */
export const findNewerCollection = (
  store: OpenStore,
  supported: Readonly<Record<CollectionName, number>>,
): NewerCollection | null => {
  const rows = store.connection
    .prepare('SELECT collection, max(version) FROM dh_tables WHERE database = ? GROUP BY collection')
    .all([DATABASE_NAME]);
  for (const [name, version] of rows) {
    const collection = String(name) as CollectionName;
    const known = supported[collection];
    // RxDB's own tables, such as the replication's, are of no collection here.
    if (known !== undefined && Number(version) > known) {
      return { collection, version: Number(version), supported: known };
    }
  }
  return null;
};
