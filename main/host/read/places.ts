import { type Reads, type Sql, sql } from './sql.ts';

/** Rows at one of the places, by the column or value that says where they are. An id stands for the place and everything below it. */
export const inPlaces = (reads: Reads, ids: readonly string[], column = 'f_placeId'): Sql => {
  const places = reads.table('directory');
  return sql(
    `${column} IN (
       WITH RECURSIVE below (id) AS (
         SELECT value FROM json_each(?)
         UNION SELECT p.id FROM ${places} p JOIN below ON json_extract(p.data, '$.parentId') = below.id
           WHERE p.deleted = 0 AND p.f_type = 'place')
       SELECT id FROM below)`,
    JSON.stringify(ids),
  );
};

/** Places, and those above them. */
export const placesAbove = (reads: Reads, ids: readonly string[]): readonly string[] =>
  reads
    .all(
      sql(
        `WITH RECURSIVE above (id) AS (
           SELECT value FROM json_each(?)
           UNION SELECT json_extract(p.data, '$.parentId') FROM ${reads.table('directory')} p JOIN above ON p.id = above.id
             WHERE p.deleted = 0 AND p.f_type = 'place')
         SELECT id FROM above WHERE id IS NOT NULL`,
        JSON.stringify(ids),
      ),
    )
    .map((row) => String(row[0]));
