import {
  addConnectedStorageToCollection,
  getPrimaryKeyOfInternalDocument,
  getRxReplicationMetaInstanceSchema,
  INTERNAL_CONTEXT_COLLECTION,
  type InternalStoreCollectionDocType,
  type RxCollection,
  type RxDatabase,
  type RxDocumentData,
  type RxJsonSchema,
  writeSingle,
} from 'rxdb';
import type { CollectionName } from '#domain/records/collections.ts';
import { nextTurn } from '../kernel/next-turn.ts';
import type { OpenStore } from '../storage/store-file.ts';
import { openTable, releaseTable } from '../storage/table.ts';
import { copyTable, countRows, retireSuperseded } from '../storage/table-copy.ts';
import type { RegistryKey } from '../storage/table-registry.ts';
import type { AnyDocument, CollectionTable } from '../storage/table-types.ts';
import { DATABASE_NAME, type Migration, type Migrations } from './migrations.ts';

/*
 * Brings collections to the newest version of their shape. Not by RxDB's plugin, which replicates the old storage into the new one: it kept every document in
 * memory (1.6 GB for 100,000) and never let the event loop have a turn, and it began the revisions anew, by which the sync tells an edit that was
 * not sent from what came from the server. Here rows are copied batch by batch between the tables, with revision, time and origin as they were.
 *
 * What RxDB knows of it is kept as its plugin keeps it: its note of the older version, with the replications of the collection
 * ("connected storages", which hold documents, too), is deleted when all is copied. Until then a start begins again, and skips what is there.
 */

export type MigrationProgress = {
  readonly collection: CollectionName;
  readonly done: number;
  readonly total: number;
};

/** What is needed of a database of whatever collections. */
type Migrated = Pick<RxDatabase, 'internalStore'> & {
  readonly collections: Readonly<Record<CollectionName, unknown>>;
};

type Note = RxDocumentData<InternalStoreCollectionDocType>;

/** RxDB's note of the oldest version that is not migrated yet. */
const oldestNote = async (
  { internalStore }: Pick<RxDatabase, 'internalStore'>,
  collection: RxCollection,
): Promise<Note | undefined> => {
  const ids = Array.from({ length: collection.schema.version }, (_, version) =>
    getPrimaryKeyOfInternalDocument(`${collection.name}-${version}`, INTERNAL_CONTEXT_COLLECTION),
  );
  const found = await internalStore.findDocumentsById(ids, false);
  // Written by RxDB under these ids as the notes they are.
  // Documents of RxDB's internal store have a shape of their own for each purpose, which its types leave open.
  const notes = found as unknown as readonly Note[];
  return [...notes].sort((a, b) => a.data.schema.version - b.data.schema.version)[0];
};

/** A document of version `from` as one of version `to`, RxDB's own fields as they were; null leaves it out. */
const changeOf =
  (steps: Readonly<Record<number, Migration>>, from: number, to: number) =>
  (stored: AnyDocument): AnyDocument | null => {
    const { _rev, _meta, _deleted, _attachments, ...fields } = stored;
    const own = Object.fromEntries(
      Object.entries({ _rev, _meta, _deleted, _attachments }).filter(([, value]) => value !== undefined),
    );
    let document: Record<string, unknown> | null = fields;
    for (let version = from + 1; version <= to && document !== null; version += 1) {
      const step = steps[version];
      if (step === undefined) throw new Error(`no way to version ${version}`);
      document = step(document);
    }
    return document === null ? null : ({ ...document, ...own } as AnyDocument);
  };

/** In RxDB's notes of a replication the document lies in a field. */
const insideNote =
  (change: (document: AnyDocument) => AnyDocument | null) =>
  (note: AnyDocument): AnyDocument | null => {
    if (note.docData === undefined || note.isCheckpoint === '1') return note;
    const docData = change(note.docData);
    return docData === null ? null : { ...note, docData };
  };

type Copy = {
  readonly key: RegistryKey;
  readonly from: CollectionTable;
  readonly to: CollectionTable;
  readonly newKey: RegistryKey;
  readonly change: (document: AnyDocument) => AnyDocument | null;
};

const copiesOf = (
  store: OpenStore,
  collection: RxCollection,
  note: Note,
  steps: Migrations[CollectionName],
) => {
  const oldVersion = note.data.schema.version;
  const { version } = collection.schema;
  const change = changeOf(steps, oldVersion, version);
  const copy = (
    name: string,
    from: RxJsonSchema<AnyDocument>,
    to: RxJsonSchema<AnyDocument>,
    how: Copy['change'],
  ): Copy => {
    const key = { database: DATABASE_NAME, collection: name, version: from.version };
    const newKey = { ...key, version: to.version };
    return {
      ...{ key, newKey, change: how },
      from: openTable(store, key, from),
      to: openTable(store, newKey, to),
    };
  };
  const connected = note.data.connectedStorages.map(({ collectionName, schema }) => {
    const metaSchema = {
      ...getRxReplicationMetaInstanceSchema(structuredClone(collection.schema.jsonSchema), false),
      version,
    };
    return {
      name: collectionName,
      schema: metaSchema,
      copy: copy(collectionName, schema, metaSchema, insideNote(change)),
    };
  });
  return {
    connected,
    own: copy(collection.name, note.data.schema, collection.schema.jsonSchema, change),
  };
};

const migrateFrom = async (
  store: OpenStore,
  database: Migrated,
  name: CollectionName,
  note: Note,
  steps: Migrations[CollectionName],
  onProgress: (progress: MigrationProgress) => void,
): Promise<void> => {
  // Of whatever collection: only what all of them have is used.
  // For a name that is a variable RxDB's types fit no collection.
  const collection = database.collections[name] as unknown as RxCollection;
  const { connected, own } = copiesOf(store, collection, note, steps);
  const copies = [...connected.map(({ copy }) => copy), own];
  const total = copies.reduce((sum, { from }) => sum + countRows(store, from), 0);
  let done = 0;
  try {
    for (const { from, to, change } of copies) {
      await copyTable(store, from, to, change, nextTurn, (count) => {
        done += count;
        onProgress({ collection: name, done, total });
      });
    }
  } finally {
    for (const { key, newKey, from, to } of copies) {
      releaseTable(store, key, from);
      releaseTable(store, newKey, to);
    }
  }
  for (const { name: storage, schema } of connected) {
    await addConnectedStorageToCollection(collection, storage, schema);
  }
  await writeSingle(
    database.internalStore,
    // As above: a note is one shape of RxDB's internal documents.
    { previous: note as never, document: { ...note, _deleted: true } as never },
    'migrated',
  );
};

/** Throws what a migration throws; the older version is then as it was. */
export const migrate = async (
  store: OpenStore,
  database: Migrated,
  names: readonly CollectionName[],
  migrations: Migrations,
  onProgress: (progress: MigrationProgress) => void,
): Promise<void> => {
  for (const name of names) {
    // For a name that is a variable RxDB's types fit no collection.
    const collection = database.collections[name] as unknown as RxCollection;
    for (;;) {
      const note = await oldestNote(database, collection);
      if (note === undefined) break;
      await migrateFrom(store, database, name, note, migrations[name], onProgress);
    }
  }
  retireSuperseded(store);
};
