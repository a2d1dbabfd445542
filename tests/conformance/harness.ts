import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BulkWriteRow,
  fillWithDefaultSettings,
  type MangoQuery,
  normalizeMangoQuery,
  prepareQuery,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorage,
  type RxStorageInstance,
} from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { getRxStorageSqlite } from '#main/host/storage/rx-storage.ts';
import { type OpenStore, type OpenStoreOptions, openStoreFile } from '#main/host/storage/store-file.ts';

/** A document as the cases write it; the meta fields are added by `row`. */
export type Doc = Readonly<Record<string, unknown>>;
// biome-ignore lint/suspicious/noExplicitAny: the cases hold documents of every shape, also ones no schema allows.
export type Stored = RxDocumentData<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above; the two storages have different internals.
export type Instance = RxStorageInstance<any, any, any>;
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type Schema = RxJsonSchema<any>;

type Subject = {
  readonly name: 'memory' | 'sqlite';
  readonly open: (collection?: string, schema?: Schema) => Promise<Instance>;
};

export type Pair = {
  readonly memory: Subject;
  readonly sqlite: Subject;
  readonly store: () => OpenStore;
  /** Closes the file and opens it again; instances opened before are gone. */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const text = { type: 'string', maxLength: 60 } as const;
const whole = { type: 'integer', minimum: -1000, maximum: 1000, multipleOf: 1 } as const;

/** Indexed fields of every type, nested ones too, and free fields beside them. */
const schema: Schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: text,
    name: text,
    rank: whole,
    score: { type: 'number', minimum: -1e6, maximum: 1e6, multipleOf: 0.01 },
    open: { type: 'boolean' },
    at: text,
    place: { type: 'object', properties: { city: text, room: whole } },
    free: {},
    list: { type: 'array' },
  },
  required: ['id', 'name', 'rank', 'open', 'at'],
  indexes: [['name'], ['rank', 'name'], ['open', 'at'], ['at'], ['place.city', 'rank'], ['score']],
};

const dbKey = 'a key for tests';

/**
 * The reference is the memory storage without indexes, which is RxDB's matcher and comparator and nothing else. With
 * indexes it answers some queries from its index strings alone, where an absent number is 0 and `'5'` is 5.
 */
export const schemaWithoutIndexes: Schema = { ...schema, indexes: [] };

let counter = 0;

export function openPair(options: OpenStoreOptions = {}): Pair {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-conformance-'));
  counter += 1;
  const databaseName = `conformance-${process.pid}-${counter}`;
  let store = openStore();

  function openStore(): OpenStore {
    const opened = openStoreFile(join(folder, 'store.db'), dbKey, options);
    if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.reason}`);
    return opened.value;
  }
  const opener =
    // biome-ignore lint/suspicious/noExplicitAny: two storages with different internals.
      (storage: () => RxStorage<any, any>) =>
      (collection = 'things', useSchema = schema): Promise<Instance> =>
        storage().createStorageInstance({
          databaseInstanceToken: databaseName,
          databaseName,
          collectionName: collection,
          schema: fillWithDefaultSettings(useSchema),
          options: {},
          multiInstance: false,
          devMode: false,
        });

  return {
    memory: { name: 'memory', open: opener(() => getRxStorageMemory()) },
    sqlite: { name: 'sqlite', open: opener(() => getRxStorageSqlite({ file: store })) },
    store: () => store,
    reopen: async () => {
      await store.close();
      store = openStore();
    },
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A complete document, as RxDB would hand it to the storage. */
export function stored(doc: Doc, rev = '1-a', lwt = 1000, deleted = false): Stored {
  return { ...doc, _rev: rev, _deleted: deleted, _meta: { lwt }, _attachments: {} };
}

export function row(doc: Doc, rev?: string, lwt?: number, deleted?: boolean): BulkWriteRow<Stored> {
  return { document: stored(doc, rev, lwt, deleted) };
}

/** Runs a Mango query against an instance the way a collection does: non-deleted documents only. */
export async function find(instance: Instance, query: MangoQuery<Stored>): Promise<Stored[]> {
  return (await instance.query(preparedFor(instance, query))).documents;
}

export async function count(instance: Instance, query: MangoQuery<Stored>): Promise<number> {
  return (await instance.count(preparedFor(instance, query))).count;
}

/**
 * The plan (a hint, which only the memory storage follows) is that of a query for everything, so that the matcher sees
 * each document: trusting its key index, the memory storage finds documents for `{ id: { $eq: 0 } }`. The sort order a query gets by default depends on the indexes, so both storages
 * get the one of the full schema.
 */
export function preparedFor(instance: Instance, query: MangoQuery<Stored>) {
  const selector = { ...query.selector, _deleted: { $eq: false } };
  const filled = normalizeMangoQuery(fillWithDefaultSettings(schema), {
    ...query,
    selector,
  } as MangoQuery<Stored>);
  const { queryPlan } = prepareQuery(instance.schema, { ...filled, selector: {} });
  return { query: filled, queryPlan: { ...queryPlan, selectorSatisfiedByIndex: false } };
}

/** JSON has no `undefined`: what the memory storage keeps of it is left out before comparing. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
