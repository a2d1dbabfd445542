import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import { type JsonObject, sameValue } from '#domain/records/json.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { type ImportHost, NoRecord } from './import-context.ts';

/**
 * Records as they will be when the import is through. Rules read what earlier files of the same run planned, and nothing reaches
 * the store before `write`.
 */
export type Workspace = {
  readonly get: <C extends CollectionName>(collection: C, id: string) => Promise<RecordOf[C] | null>;
  /** Reads many at once, for the `get`s that follow. */
  readonly prefetch: (collection: CollectionName, ids: Iterable<string>) => Promise<void>;
  /** Plans a record; one that equals what is stored is no write. @throws NoRecord when it could not be read again */
  readonly put: <C extends CollectionName>(collection: C, record: RecordOf[C]) => 'planned' | 'same';
  /** What is planned so far in one collection. */
  readonly plannedIn: <C extends CollectionName>(collection: C) => readonly RecordOf[C][];
  readonly planned: () => number;
  /** Writes what is planned, in batches of one transaction each. Answers ids that the store refused. */
  readonly write: (progress: (done: number, total: number) => void) => Promise<readonly string[]>;
};

const READ_BATCH = 500;
const WRITE_BATCH = 500;

/** What others point to comes first, so that a crash in between leaves nothing pointing nowhere. */
const WRITE_ORDER: readonly CollectionName[] = [
  'settings',
  'directory',
  'configItems',
  'inventories',
  ...COLLECTIONS,
];

type Slot = { stored: unknown; planned: unknown };

function* batches<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** What no console could read, and no server would take, does not come into the store. @throws NoRecord */
const assertReadable = (collection: CollectionName, record: object): void => {
  const why = whyUnreadable(collection, record as JsonObject);
  if (why !== null) throw new NoRecord(why);
};

export const createWorkspace = (host: Pick<ImportHost, 'records'>): Workspace => {
  const slots = new Map<CollectionName, Map<string, Slot>>();
  const slotsOf = (collection: CollectionName): Map<string, Slot> => {
    const known = slots.get(collection) ?? new Map<string, Slot>();
    slots.set(collection, known);
    return known;
  };

  const prefetch = async (collection: CollectionName, ids: Iterable<string>): Promise<void> => {
    const known = slotsOf(collection);
    const missing = [...new Set(ids)].filter((id) => !known.has(id));
    for (const batch of batches(missing, READ_BATCH)) {
      const found = new Map(
        (await host.records.getMany(collection, batch)).map((record) => [record.id, record]),
      );
      for (const id of batch) known.set(id, { stored: found.get(id) ?? null, planned: null });
    }
  };

  const plannedIn = <C extends CollectionName>(collection: C): readonly RecordOf[C][] =>
    [...slotsOf(collection).values()].flatMap(({ planned }) =>
      planned === null ? [] : [planned as RecordOf[C]],
    );
  const planned = (): number => COLLECTIONS.reduce((sum, name) => sum + plannedIn(name).length, 0);

  return {
    prefetch,
    planned,
    plannedIn,
    get: async <C extends CollectionName>(collection: C, id: string) => {
      await prefetch(collection, [id]);
      const slot = slotsOf(collection).get(id);
      // Slots of all collections lie in one map; `collection` is part of the key.
      return (slot?.planned ?? slot?.stored ?? null) as RecordOf[C] | null;
    },
    put: (collection, record) => {
      const slot = slotsOf(collection).get(record.id) ?? { stored: null, planned: null };
      slotsOf(collection).set(record.id, slot);
      if (sameValue(slot.planned ?? slot.stored, record)) return 'same';
      assertReadable(collection, record);
      slot.planned = record;
      return 'planned';
    },
    write: async (progress) => {
      const total = planned();
      const failed: string[] = [];
      let done = 0;
      for (const collection of new Set(WRITE_ORDER)) {
        for (const batch of batches(plannedIn(collection), WRITE_BATCH)) {
          failed.push(...(await host.records.putAll(collection, batch)).failed);
          done += batch.length;
          progress(done, total);
        }
      }
      return failed;
    },
  };
};
