import type { ConflictRow } from '#contracts/conflicts.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { Clash } from '#domain/records/journal.ts';
import { numberOf, parseJson, type Reads, sql } from './sql.ts';

type Labelled = {
  readonly id: string;
  readonly clashes: readonly Clash[];
  readonly number?: string;
  readonly title?: string;
  readonly name?: string;
  readonly key?: string;
  readonly type?: string;
};

/** `INC-7QK-0042 Printer does not print`, or whatever names the record best. */
export const labelOf = (record: object): string => {
  const { id, number, title, name, key } = record as Labelled;
  const label = [number, title ?? name ?? key].filter((part) => typeof part === 'string').join(' ');
  return label === '' ? id : label;
};

const inCollection = (reads: Reads, collection: CollectionName): readonly ConflictRow[] =>
  reads
    .all(
      sql(
        `SELECT data FROM ${reads.table(collection)} WHERE deleted = 0 AND f_openClashes > 0 ORDER BY id LIMIT 1000`,
      ),
    )
    .map((row) => parseJson<Labelled>(row[0]))
    .flatMap((record) =>
      record.clashes
        .filter((clash) => clash.resolvedAt === null)
        .map((clash) => ({
          ...clash,
          collection,
          recordId: record.id,
          label: labelOf(record),
          recordType: record.type ?? collection,
        })),
    );

/** Clashes nobody has decided yet, the latest first. */
export const openConflicts = (reads: Reads): readonly ConflictRow[] =>
  COLLECTIONS.flatMap((collection) => inCollection(reads, collection)).sort((a, b) =>
    b.mineAt.localeCompare(a.mineAt),
  );

export const countConflicts = (reads: Reads): number =>
  COLLECTIONS.reduce(
    (sum, collection) =>
      sum +
      numberOf(
        reads.get(
          sql(
            `SELECT coalesce(sum(f_openClashes), 0) FROM ${reads.table(collection)} WHERE deleted = 0 AND f_openClashes > 0`,
          ),
        ),
      ),
    0,
  );
