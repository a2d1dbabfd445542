import type { ConflictRow } from '#contracts/conflicts.ts';
import type { Clash } from '#domain/fields/base.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { Page, Window } from './record-rows.ts';
import { idIn, numberOf, parseJson, type Reads, sql } from './sql.ts';

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

/** Where an open clash stands: its record and its place in the record's list. */
type Place = { readonly collection: CollectionName; readonly recordId: string; readonly clashId: string };

const openClashPlaces = (reads: Reads): readonly Place[] => {
  const each = COLLECTIONS.map(
    (collection) => `
      SELECT '${collection}' AS collection, r.id AS record, json_extract(c.value, '$.id') AS clash,
        json_extract(c.value, '$.mineAt') AS at
      FROM ${reads.table(collection)} r, json_each(r.data, '$.clashes') c
      WHERE r.deleted = 0 AND r.f_openClashes > 0 AND json_extract(c.value, '$.resolvedAt') IS NULL`,
  );
  return reads
    .all(
      sql(
        `SELECT collection, record, clash FROM (${each.join(' UNION ALL ')}) ORDER BY at DESC, record, clash`,
      ),
    )
    .map((row) => ({
      collection: String(row[0]) as CollectionName,
      recordId: String(row[1]),
      clashId: String(row[2]),
    }));
};

const rowsAt = (reads: Reads, places: readonly Place[]): readonly ConflictRow[] => {
  const records = new Map<string, Labelled>();
  for (const collection of new Set(places.map((place) => place.collection))) {
    const ids = places.filter((place) => place.collection === collection).map((place) => place.recordId);
    const { text, params } = idIn('id', ids);
    const found = reads.all(
      sql(
        `SELECT id, ${reads.document(collection)} FROM ${reads.table(collection)} WHERE ${text}`,
        ...params,
      ),
    );
    for (const row of found) records.set(`${collection} ${String(row[0])}`, parseJson<Labelled>(row[1]));
  }
  return places.flatMap(({ collection, recordId, clashId }) => {
    const record = records.get(`${collection} ${recordId}`);
    const clash = record?.clashes.find((one) => one.id === clashId);
    if (record === undefined || clash === undefined) return [];
    const recordType = record.type ?? collection;
    return [{ ...clash, collection, recordId, label: labelOf(record), recordType }];
  });
};

/**
 * Clashes nobody has decided yet, the latest first over all collections. Their order takes a look into every record that has one, so it is
 * kept until the store is written to: scrolling reads only the records of each window.
 */
export const conflictPages = (reads: Reads): ((window: Window) => Page<ConflictRow>) => {
  let places: readonly Place[] = [];
  let version: unknown;
  return ({ offset, limit }) => {
    // Changes with every commit of another connection, and this one does not write.
    const now = reads.get(sql('PRAGMA data_version'))?.[0];
    if (now !== version) places = openClashPlaces(reads);
    version = now;
    return { total: places.length, rows: rowsAt(reads, places.slice(offset, offset + limit)) };
  };
};

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
