import { deflateSync, inflateSync } from 'node:zlib';
import type { ImportCounts, ImportRun } from '#contracts/imports.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Connection, Row } from '../storage/driver.ts';

/** What a run did to one record. */
export type ImportedRecord = {
  readonly collection: CollectionName;
  readonly id: string;
  readonly isNew: boolean;
  /** The entries that it wrote into the record's history. */
  readonly entryIds: readonly string[];
  /** Of a record without a history what it had before. */
  readonly before: unknown;
};

export type ImportRuns = {
  readonly add: (run: Omit<ImportRun, 'undoneAt' | 'undoneBy'>) => void;
  readonly setCounts: (id: string, counts: ImportCounts) => void;
  /** Takes a run off the list that came to nothing. */
  readonly remove: (id: string) => void;
  readonly addRecords: (id: string, records: readonly ImportedRecord[]) => void;
  readonly get: (id: string) => ImportRun | null;
  readonly page: (window: { readonly offset: number; readonly limit: number }) => {
    readonly total: number;
    readonly rows: readonly ImportRun[];
  };
  /** The last run that a decision began and nobody has undone. */
  readonly lastAbout: (reviewId: string) => ImportRun | null;
  readonly countRecords: (id: string) => number;
  /** What the run did, the last first, so that what points somewhere goes before what it points to. */
  readonly records: (
    id: string,
    /** `before`: the last place of the batch before, null at first. */
    window: { readonly before: number | null; readonly limit: number },
  ) => { readonly last: number; readonly records: readonly ImportedRecord[] };
  /** Entries that undone runs wrote into the record. */
  readonly undoneEntries: (collection: CollectionName, id: string) => readonly string[];
  readonly markUndone: (id: string, at: string, by: string) => void;
};

/** More than anybody goes back to; what older ones did is forgotten, and stays. */
const KEPT_RUNS = 200;

const COLUMNS = 'id, at, by, format, files, counts, about, undone_at, undone_by';
const orNull = (value: unknown): string | null => (value === null ? null : String(value));

const runOf = ([id, at, by, format, files, counts, about, undoneAt, undoneBy]: Row): ImportRun => ({
  id: String(id),
  at: String(at),
  by: String(by),
  format: String(format),
  files: JSON.parse(String(files)) as string[],
  counts: JSON.parse(String(counts)) as ImportCounts,
  about: orNull(about),
  undoneAt: orNull(undoneAt),
  undoneBy: orNull(undoneBy),
});

const packed = (value: unknown): Uint8Array | null =>
  value === null || value === undefined ? null : deflateSync(JSON.stringify(value));
const unpacked = (value: unknown): unknown =>
  value instanceof Uint8Array ? (JSON.parse(inflateSync(value).toString('utf8')) as unknown) : null;

/** The imports of this device and what they did, so that a whole one can be undone. Kept here alone: what they wrote is in the records' histories. */
export const createImportRuns = (connection: Connection): ImportRuns => ({
  add: ({ id, at, by, format, files, counts, about }) =>
    connection.transaction(() => {
      connection
        .prepare(`INSERT INTO local_import_runs (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)`)
        .run([id, at, by, format, JSON.stringify(files), JSON.stringify(counts), about]);
      connection.exec(`
        DELETE FROM local_import_runs WHERE id NOT IN
          (SELECT id FROM local_import_runs ORDER BY at DESC, id DESC LIMIT ${KEPT_RUNS});
        DELETE FROM local_import_records WHERE run NOT IN (SELECT id FROM local_import_runs);`);
    }),
  setCounts: (id, counts) => {
    connection
      .prepare('UPDATE local_import_runs SET counts = ? WHERE id = ?')
      .run([JSON.stringify(counts), id]);
  },
  remove: (id) =>
    connection.transaction(() => {
      connection.prepare('DELETE FROM local_import_runs WHERE id = ?').run([id]);
      connection.prepare('DELETE FROM local_import_records WHERE run = ?').run([id]);
    }),
  addRecords: (id, records) =>
    connection.transaction(() => {
      const last = connection.prepare('SELECT max(n) FROM local_import_records WHERE run = ?').get([id]);
      let n = Number(last?.[0] ?? 0);
      const insert = connection.prepare(
        'INSERT INTO local_import_records (run, n, collection, record, is_new, entries, before) VALUES (?, ?, ?, ?, ?, ?, ?)',
      );
      for (const one of records) {
        n += 1;
        insert.run([
          ...[id, n, one.collection, one.id, one.isNew ? 1 : 0, JSON.stringify(one.entryIds)],
          packed(one.before),
        ]);
      }
    }),
  get: (id) => {
    const row = connection.prepare(`SELECT ${COLUMNS} FROM local_import_runs WHERE id = ?`).get([id]);
    return row === undefined ? null : runOf(row);
  },
  page: ({ offset, limit }) => ({
    total: Number(connection.prepare('SELECT count(*) FROM local_import_runs').get([])?.[0] ?? 0),
    rows: connection
      .prepare(`SELECT ${COLUMNS} FROM local_import_runs ORDER BY at DESC, id DESC LIMIT ? OFFSET ?`)
      .all([limit, offset])
      .map(runOf),
  }),
  lastAbout: (reviewId) => {
    const row = connection
      .prepare(
        `SELECT ${COLUMNS} FROM local_import_runs WHERE about = ? AND undone_at IS NULL ORDER BY at DESC, id DESC LIMIT 1`,
      )
      .get([reviewId]);
    return row === undefined ? null : runOf(row);
  },
  countRecords: (id) =>
    Number(connection.prepare('SELECT count(*) FROM local_import_records WHERE run = ?').get([id])?.[0] ?? 0),
  records: (id, { before, limit }) => {
    const rows = connection
      .prepare(
        `SELECT n, collection, record, is_new, entries, before AS before_bytes FROM local_import_records
         WHERE run = ? AND n < ? ORDER BY n DESC LIMIT ?`,
      )
      .all([id, before ?? Number.MAX_SAFE_INTEGER, limit]);
    return {
      last: Number(rows.at(-1)?.[0] ?? 0),
      records: rows.map(([, collection, record, isNew, entries, had]) => ({
        // Written by this module alone.
        collection: String(collection) as CollectionName,
        id: String(record),
        isNew: Number(isNew) === 1,
        entryIds: JSON.parse(String(entries)) as string[],
        before: unpacked(had),
      })),
    };
  },
  undoneEntries: (collection, id) =>
    connection
      .prepare(
        `SELECT entries FROM local_import_records WHERE collection = ? AND record = ?
           AND run IN (SELECT id FROM local_import_runs WHERE undone_at IS NOT NULL)`,
      )
      .all([collection, id])
      .flatMap(([entries]) => JSON.parse(String(entries)) as string[]),
  markUndone: (id, at, by) => {
    connection
      .prepare('UPDATE local_import_runs SET undone_at = ?, undone_by = ? WHERE id = ?')
      .run([at, by, id]);
  },
});
