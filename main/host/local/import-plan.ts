import type { CollectionName } from '#domain/records/collections.ts';
import type { Connection } from '../storage/driver.ts';

/** A record as an import will write it, and as it was found; null where there was none. */
export type PlannedRecord = {
  readonly collection: CollectionName;
  readonly id: string;
  readonly stored: unknown;
  readonly planned: unknown;
};

export type ImportPlan = {
  /** Plans records, or plans them anew; what was found first stays noted. */
  readonly put: (records: readonly PlannedRecord[]) => void;
  readonly getMany: (collection: CollectionName, ids: readonly string[]) => readonly PlannedRecord[];
  /** Planned relations that begin or end at one of these items. */
  readonly relationIdsOf: (ciIds: readonly string[]) => readonly string[];
  readonly count: () => number;
  /** The next ones of a collection in the order in which they were planned; `after` is the last place of the batch before, 0 at first. */
  readonly batch: (
    collection: CollectionName,
    after: number,
    limit: number,
  ) => { readonly last: number; readonly records: readonly PlannedRecord[] };
  readonly clear: () => void;
};

const parsed = (json: unknown): unknown => (json === null ? null : (JSON.parse(String(json)) as unknown));

/**
 * What a running import has planned: nothing is written before everything is planned, and a hundred thousand records are more than a process
 * should hold. It lies in the same encrypted file and is empty between imports.
 */
export const createImportPlan = (connection: Connection): ImportPlan => {
  const clear = (): void => {
    connection.exec('DELETE FROM local_import_plan');
  };
  // What a run left that was killed.
  clear();
  return {
    clear,
    put: (records) =>
      connection.transaction(() => {
        const insert = connection.prepare(
          `INSERT INTO local_import_plan (collection, record, stored, planned, from_id, to_id) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (collection, record) DO UPDATE SET planned = excluded.planned`,
        );
        for (const { collection, id, stored, planned } of records) {
          const { fromId, toId } = planned as { readonly fromId?: string; readonly toId?: string };
          insert.run([
            ...[collection, id, stored === null ? null : JSON.stringify(stored), JSON.stringify(planned)],
            ...[fromId ?? null, toId ?? null],
          ]);
        }
      }),
    getMany: (collection, ids) => {
      const get = connection.prepare(
        'SELECT stored, planned FROM local_import_plan WHERE collection = ? AND record = ?',
      );
      return ids.flatMap((id) => {
        const row = get.get([collection, id]);
        return row === undefined ? [] : [{ collection, id, stored: parsed(row[0]), planned: parsed(row[1]) }];
      });
    },
    relationIdsOf: (ciIds) => {
      const get = connection.prepare(
        `SELECT record FROM local_import_plan WHERE from_id = ? UNION SELECT record FROM local_import_plan WHERE to_id = ?`,
      );
      return [...new Set(ciIds.flatMap((id) => get.all([id, id]).map(([record]) => String(record))))];
    },
    count: () => Number(connection.prepare('SELECT count(*) FROM local_import_plan').get([])?.[0] ?? 0),
    batch: (collection, after, limit) => {
      const rows = connection
        .prepare(
          'SELECT n, record, stored, planned FROM local_import_plan WHERE collection = ? AND n > ? ORDER BY n LIMIT ?',
        )
        .all([collection, after, limit]);
      return {
        last: Number(rows.at(-1)?.[0] ?? after),
        records: rows.map(([, id, stored, planned]) => ({
          ...{ collection, id: String(id) },
          stored: parsed(stored),
          planned: parsed(planned),
        })),
      };
    },
  };
};
