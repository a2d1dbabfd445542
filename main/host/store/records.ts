import type { JournalEntry } from '#domain/fields/base.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { sameValue } from '#domain/records/json.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { wellFormed } from '#domain/records/well-formed.ts';
import type { DeskhandDatabase } from './open-database.ts';

export type RecordChange<C extends CollectionName> = (current: RecordOf[C]) => Result<RecordOf[C]>;

/**
 * The only way handlers write documents. Every answer comes after the write is on disk. Texts are well-formed afterwards, wherever they came from: a
 * server takes no half of a surrogate pair.
 */
export type Records = {
  readonly get: <C extends CollectionName>(collection: C, id: string) => Promise<RecordOf[C] | null>;
  /** In no particular order; ids without a record are left out. */
  readonly getMany: <C extends CollectionName>(
    collection: C,
    ids: readonly string[],
  ) => Promise<readonly RecordOf[C][]>;
  /** Error `exists` when the id is taken. */
  readonly insert: <C extends CollectionName>(
    collection: C,
    record: RecordOf[C],
  ) => Promise<Result<RecordOf[C]>>;
  /**
   * Runs `change` on the newest version and writes what it answers; a refusal writes nothing and is passed on. A write that lost a
   * race against the replication runs `change` again on the winner. The same object back means nothing to write.
   * Error `not_found`.
   */
  readonly change: <C extends CollectionName>(
    collection: C,
    id: string,
    change: RecordChange<C>,
  ) => Promise<Result<RecordOf[C]>>;
  /** Inserts or overwrites many documents in one transaction, for imports and sample data. Answers ids that failed. */
  readonly putAll: <C extends CollectionName>(
    collection: C,
    records: readonly RecordOf[C][],
  ) => Promise<{ readonly failed: readonly string[] }>;
};

class Refusal extends Error {
  readonly result: Result<unknown>;
  constructor(result: Result<unknown>) {
    super('refused');
    this.result = result;
  }
}

/**
 * `mark` notes records as edited here before the write, and answers what to call after it: see local/pending.ts. `keepBase` keeps the
 * version a first edit starts from, where the store's document still is exactly what the server gave. `noteEntries` hears what a change wrote into
 * the record's history.
 */
export const createRecords = (
  database: DeskhandDatabase,
  mark: (collection: CollectionName, ids: readonly string[]) => () => void,
  keepBase: (collection: CollectionName, id: string, base: object) => void,
  noteEntries: (collection: CollectionName, record: object, entries: readonly JournalEntry[]) => void,
): Records => {
  // For a name that is a variable RxDB's types fit all collections at once and so none of them; the signatures of Records tie name and record
  // together again.
  const find = async <C extends CollectionName>(collection: C, id: string) =>
    database.collections[collection].findOne(id).exec();

  return {
    get: async (collection, id) => {
      const found = await find(collection, id);
      return found === null ? null : found.toMutableJSON();
    },
    getMany: async (collection, ids) => {
      if (ids.length === 0) return [];
      const found = await database.collections[collection].findByIds([...ids]).exec();
      return [...found.values()].map((document) => document.toMutableJSON());
    },
    insert: async (collection, given) => {
      const record = wellFormed(given);
      const unmark = mark(collection, [record.id]);
      const written = await database.collections[collection].bulkInsert([record]).finally(unmark);
      const error = written.error[0];
      if (error === undefined) return ok(record);
      if (error.status === 409) return fail('exists', 'record.exists', { id: record.id });
      throw new Error(`insert into ${collection} failed with status ${error.status}`);
    },
    change: async <C extends CollectionName>(collection: C, id: string, change: RecordChange<C>) => {
      const document = await find(collection, id);
      if (document === null) {
        return fail('not_found', 'record.missing', { collection, id });
      }
      // `change` runs again after a lost race; the mark of each run is kept until the write is through.
      const unmark: (() => void)[] = [];
      let journal: readonly JournalEntry[] = [];
      try {
        const written = await document.incrementalModify((data) => {
          const current = stripMeta(data) as RecordOf[C];
          const changed = change(current);
          if (!changed.ok) throw new Refusal(changed);
          if (changed.value === current) throw new Refusal(ok(current));
          // RxDB hands the rule no field of its own, and the next edit in its queue what the last one made of the record.
          const known = document.getLatest().toMutableJSON(true);
          if (isFromServer(known) && sameValue(stripMeta(known), current)) keepBase(collection, id, current);
          unmark.push(mark(collection, [id]));
          journal = current.journal;
          return { ...data, ...wellFormed(changed.value) };
        });
        const after = written.toMutableJSON() as RecordOf[C];
        const ids = new Set(journal.map((entry) => entry.id));
        noteEntries(
          collection,
          after,
          after.journal.filter((entry) => !ids.has(entry.id)),
        );
        return ok(after);
      } catch (error) {
        if (error instanceof Refusal) return error.result as Result<RecordOf[C]>;
        throw error;
      } finally {
        for (const done of unmark) done();
      }
    },
    putAll: async (collection, given) => {
      const records = wellFormed(given);
      const unmark = mark(
        collection,
        records.map((record) => record.id),
      );
      const written = await database.collections[collection].bulkUpsert([...records]).finally(unmark);
      return { failed: written.error.map((error) => error.documentId) };
    },
  };
};

/** RxDB notes at which revision it wrote a document itself; a higher one is an edit made here. */
export const isFromServer = (data: object): boolean => {
  const { _meta, _rev } = data as { _meta?: { o?: { _rev: number } }; _rev?: string };
  return _meta?.o !== undefined && _meta.o._rev === Number(_rev?.split('-')[0]);
};

const stripMeta = (data: object): object => {
  const { _rev, _meta, _deleted, _attachments, ...record } = data as Record<string, unknown>;
  return record;
};
