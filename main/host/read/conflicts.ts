import type { ConflictRow } from '#contracts/conflicts.ts';
import type { Clash } from '#domain/fields/base.ts';
import { isConcerned, isSideOf } from '#domain/merge/concerned.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { Actor } from '#domain/records/common.ts';
import type { Page, Window } from './record-rows.ts';
import { idIn, parseJson, type Reads, sql } from './sql.ts';

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
type Place = Pick<Clash, 'mineBy' | 'theirsBy'> & {
  readonly collection: CollectionName;
  readonly recordId: string;
  readonly clashId: string;
};

/** Who looks at the clashes. */
type Reader = Pick<Actor, 'personId' | 'roles'>;

const openClashPlaces = (reads: Reads): readonly Place[] => {
  const each = COLLECTIONS.map(
    (collection) => `
      SELECT '${collection}' AS collection, r.id AS record, json_extract(c.value, '$.id') AS clash,
        json_extract(c.value, '$.mineAt') AS at, json_extract(c.value, '$.mineBy') AS mine,
        json_extract(c.value, '$.theirsBy') AS theirs
      FROM ${reads.table(collection)} r, json_each(r.data, '$.clashes') c
      WHERE r.deleted = 0 AND r.f_openClashes > 0 AND json_extract(c.value, '$.resolvedAt') IS NULL`,
  );
  return reads
    .all(
      sql(
        `SELECT collection, record, clash, mine, theirs FROM (${each.join(' UNION ALL ')}) ORDER BY at DESC, record, clash`,
      ),
    )
    .map((row) => ({
      collection: String(row[0]) as CollectionName,
      recordId: String(row[1]),
      clashId: String(row[2]),
      mineBy: String(row[3]),
      theirsBy: String(row[4]),
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
 * Clashes nobody has decided yet, over all collections: those of the reader's own values first, then the latest. Their order takes a look into
 * every record that has one, so it is kept until the store is written to: scrolling reads only the records of each window.
 */
export const openConflicts = (reads: Reads) => {
  let places: readonly Place[] = [];
  let version: unknown;
  const now = (): readonly Place[] => {
    // Changes with every commit of another connection, and this one does not write.
    const current = reads.get(sql('PRAGMA data_version'))?.[0];
    if (current !== version) places = openClashPlaces(reads);
    version = current;
    return places;
  };
  return {
    page: (
      { offset, limit }: Window,
      { personId }: Reader,
    ): Page<ConflictRow> & { readonly yours: number } => {
      const all = now();
      const yours = all.filter((place) => isSideOf(place, personId));
      const ordered = [...yours, ...all.filter((place) => !isSideOf(place, personId))];
      return {
        total: all.length,
        yours: yours.length,
        rows: rowsAt(reads, ordered.slice(offset, offset + limit)),
      };
    },
    countAll: (): number => now().length,
    /** How many the reader is to be told of. */
    count: (reader: Reader): number => now().filter((place) => isConcerned(place, reader)).length,
  };
};
