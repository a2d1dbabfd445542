import type { JournalEntry } from '#domain/fields/base.ts';
import type { Inventory } from '#domain/fields/config-items.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import { type JsonObject, sameValue } from '#domain/records/json.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { PlannedRecord } from '../local/import-plan.ts';
import type { ImportedRecord } from '../local/import-runs.ts';
import { breathe, type ImportControl, type ImportHost, NoRecord } from './import-context.ts';

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
  /** Planned relations that begin or end at one of these items. */
  readonly relationIdsOf: (ciIds: readonly string[]) => readonly string[];
  /** Lays aside what is planned when it has become much. Only where nothing was got that is still to be put. */
  readonly settle: () => void;
  /**
   * Writes what is planned, in batches of one transaction each, and notes each in `note` before. Answers ids that were not written:
   * the store refused them, or somebody has changed them since they were read. A caller who gives up stops it between two batches.
   */
  readonly write: (control: Writing) => Promise<Written>;
};

type Writing = {
  readonly signal: ImportControl['signal'];
  readonly progress: (done: number, total: number) => void;
  readonly note: (records: readonly ImportedRecord[]) => void;
};
export type Written = {
  readonly failed: readonly string[];
  readonly done: number;
  readonly total: number;
  readonly isCut: boolean;
};

const READ_BATCH = 500;
/** So many are written before others get a turn; about 20 ms. */
const WRITE_BATCH = 50;
const INVENTORIES_BATCH = 10;
/** Records held in memory, laid aside in one go. */
const MOST_HELD = 200;
const MOST_INVENTORIES_HELD = 20;

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

const journalOf = (record: unknown): readonly JournalEntry[] =>
  (record as { readonly journal: readonly JournalEntry[] } | null)?.journal ?? [];

/** Of an inventory, which has no history, the sections that change, as they were. */
const sectionsBefore = (stored: Inventory | null, planned: Inventory): unknown => {
  if (stored === null) return null;
  const names = new Set([...Object.keys(stored.sections), ...Object.keys(planned.sections)]);
  const changed = [...names].filter((name) => !sameValue(stored.sections[name], planned.sections[name]));
  return {
    sections: Object.fromEntries(changed.map((name) => [name, stored.sections[name] ?? null])),
    times: Object.fromEntries(changed.map((name) => [name, planned.sectionTimes[name] ?? null])),
  };
};

const importedOf = ({ collection, id, stored, planned }: PlannedRecord): ImportedRecord => {
  const known = new Set(journalOf(stored).map((entry) => entry.id));
  return {
    ...{ collection, id, isNew: stored === null },
    entryIds: journalOf(planned).flatMap((entry) => (known.has(entry.id) ? [] : [entry.id])),
    before:
      collection === 'inventories' ? sectionsBefore(stored as Inventory | null, planned as Inventory) : null,
  };
};

type Stamped = { readonly id: string; readonly updatedAt: string };
const stampOf = (record: unknown): string | null => (record as Stamped | null)?.updatedAt ?? null;

export const createWorkspace = ({ records, imports }: Pick<ImportHost, 'records' | 'imports'>): Workspace => {
  const { plan } = imports;
  const slots = new Map<CollectionName, Map<string, Slot>>();
  /** Planned relations by the items at their ends, as far as they are held in memory. */
  const ends = new Map<string, Set<string>>();
  const slotsOf = (collection: CollectionName): Map<string, Slot> => {
    const known = slots.get(collection) ?? new Map<string, Slot>();
    slots.set(collection, known);
    return known;
  };

  const prefetch = async (collection: CollectionName, ids: Iterable<string>): Promise<void> => {
    const known = slotsOf(collection);
    const missing = [...new Set(ids)].filter((id) => !known.has(id));
    for (const batch of batches(missing, READ_BATCH)) {
      const laid = new Map(plan.getMany(collection, batch).map((one) => [one.id, one]));
      const others = batch.filter((id) => !laid.has(id));
      const found = new Map((await records.getMany(collection, others)).map((record) => [record.id, record]));
      for (const id of batch) {
        const { stored = found.get(id) ?? null, planned = null } = laid.get(id) ?? {};
        known.set(id, { stored, planned });
      }
    }
  };

  const noteEnds = (record: object): void => {
    const { id, fromId, toId } = record as {
      readonly id: string;
      readonly fromId: string;
      readonly toId: string;
    };
    for (const end of [fromId, toId]) ends.set(end, (ends.get(end) ?? new Set()).add(id));
  };

  const layAside = (): void => {
    for (const [collection, own] of slots) {
      const planned = [...own].flatMap(([id, slot]) =>
        slot.planned === null ? [] : [{ collection, id, ...slot }],
      );
      if (planned.length > 0) plan.put(planned);
      own.clear();
    }
    ends.clear();
  };

  /** What nobody has changed since it was read. */
  const untouched = async (batch: readonly PlannedRecord[], collection: CollectionName) => {
    const now = await records.getMany(
      collection,
      batch.map(({ id }) => id),
    );
    const stamps = new Map(now.map((record) => [record.id, stampOf(record)]));
    return batch.filter(({ id, stored }) => (stamps.get(id) ?? null) === stampOf(stored));
  };

  return {
    prefetch,
    relationIdsOf: (ciIds) => [
      ...new Set([...plan.relationIdsOf(ciIds), ...ciIds.flatMap((id) => [...(ends.get(id) ?? [])])]),
    ],
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
      if (collection === 'relations') noteEnds(record);
      return 'planned';
    },
    settle: () => {
      const held = [...slots.values()].reduce((sum, own) => sum + own.size, 0);
      const isMuch = held > MOST_HELD || (slots.get('inventories')?.size ?? 0) > MOST_INVENTORIES_HELD;
      if (isMuch) layAside();
    },
    write: async ({ signal, progress, note }) => {
      layAside();
      const total = plan.count();
      const failed: string[] = [];
      let done = 0;
      for (const collection of new Set(WRITE_ORDER)) {
        const size = collection === 'inventories' ? INVENTORIES_BATCH : WRITE_BATCH;
        for (let after = 0; ; ) {
          const { last, records: batch } = plan.batch(collection, after, size);
          if (batch.length === 0) break;
          if (signal.aborted) return { failed, done, total, isCut: true };
          after = last;
          const ours = await untouched(batch, collection);
          const kept = new Set(ours.map(({ id }) => id));
          failed.push(...batch.flatMap(({ id }) => (kept.has(id) ? [] : [id])));
          note(ours.map(importedOf));
          const put = await records.putAll(
            collection,
            ours.map(({ planned }) => planned as RecordOf[typeof collection]),
          );
          failed.push(...put.failed);
          done += ours.length - put.failed.length;
          progress(done, total);
          await breathe({ signal: { aborted: false } });
        }
      }
      return { failed, done, total, isCut: false };
    },
  };
};
