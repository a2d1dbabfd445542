import { type Reads, sql } from './sql.ts';

export type NameLookup = (ids: readonly (string | null | undefined)[]) => Readonly<Record<string, string>>;

/** Display names by id from a collection's `name` column; ids without a record are left out. */
export const namesIn =
  (reads: Reads, collection: 'directory' | 'configItems'): NameLookup =>
  (ids) => {
    const wanted = [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
    if (wanted.length === 0) return {};
    const rows = reads.all(
      sql(
        `SELECT id, ${collection === 'directory' ? "coalesce(json_extract(data, '$.path'), f_name)" : 'f_name'}
         FROM ${reads.table(collection)} WHERE id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(wanted),
      ),
    );
    return Object.fromEntries(rows.map((row) => [String(row[0]), String(row[1])]));
  };
