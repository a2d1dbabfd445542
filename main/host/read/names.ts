import { PACKED } from '../storage/safe-text.ts';
import { type Reads, sql, textOf } from './sql.ts';

export type NameLookup = (ids: readonly (string | null | undefined)[]) => Readonly<Record<string, string>>;

/** Display names by id: people and teams by name, places by path, CIs by name; ids without a record are left out. */
export const namesIn =
  (reads: Reads, collection: 'directory' | 'configItems'): NameLookup =>
  (ids) => {
    const wanted = [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
    if (wanted.length === 0) return {};
    // Only places have a path; people, who are many, need no look into their documents.
    const path =
      collection === 'directory' ? "CASE f_type WHEN 'place' THEN json_extract(data, '$.path') END" : 'NULL';
    const rows = reads.all(
      sql(
        `${PACKED} SELECT id, f_name, ${path}, ${reads.checked(collection)} FROM ${reads.table(collection)} WHERE id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(wanted),
      ),
    );
    return Object.fromEntries(
      rows.map((row) => [String(row[0]), row[2] === null ? textOf(row[1]) : String(row[2])]),
    );
  };

/** `INC-7QK-0042 Printer does not print` of tickets, orders and knowledge by id. */
export const numberedNames =
  (reads: Reads): NameLookup =>
  (ids) => {
    const wanted = JSON.stringify([...new Set(ids.filter((id): id is string => typeof id === 'string'))]);
    if (wanted === '[]') return {};
    const each = (['tickets', 'orders', 'knowledge'] as const).map(
      (collection) =>
        `SELECT id, f_number, json_extract(data, '$.title'), ${reads.checked(collection)} FROM ${reads.table(collection)}
         WHERE id IN (SELECT value FROM json_each(?1))`,
    );
    const rows = reads.all(sql(`${PACKED} ${each.join(' UNION ALL ')}`, wanted));
    return Object.fromEntries(rows.map((row) => [String(row[0]), `${textOf(row[1])} ${textOf(row[2])}`]));
  };
