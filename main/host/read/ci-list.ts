import type { CiFilter, CiSort } from '#contracts/cmdb.ts';
import type { CiRow } from '#contracts/shared.ts';
import type { SqlValue } from '../storage/driver.ts';
import { namesIn } from './names.ts';
import { inPlaces } from './places.ts';
import { allOf, containing, numberOf, oneOf, parseJson, type Reads, type Sql, sql } from './sql.ts';

const ROW_PATHS = [
  'id',
  'ciClass',
  'name',
  'assetTag',
  'serial',
  'manufacturer',
  'model',
  'status',
  'userId',
  'placeId',
  'ips',
  'commercial.warrantyUntil',
  'updatedAt',
] as const;
const ROW_SQL = `json_extract(data, ${ROW_PATHS.map((path) => `'$.${path}'`).join(', ')})`;

const ciRows = (reads: Reads, found: readonly (readonly SqlValue[])[]): readonly CiRow[] => {
  const raw = found.map((row) => {
    const values = parseJson<readonly unknown[]>(row[0]);
    return Object.fromEntries(
      ROW_PATHS.map((path, i) => [path.split('.').at(-1), values[i] ?? null]),
    ) as unknown as Omit<CiRow, 'userName' | 'placeName'>;
  });
  const names = namesIn(reads, 'directory')(raw.flatMap((row) => [row.userId, row.placeId]));
  return raw.map((row) => ({
    ...row,
    userName: row.userId === null ? null : (names[row.userId] ?? null),
    placeName: row.placeId === null ? null : (names[row.placeId] ?? null),
  }));
};

/** Name, serial, asset tag, model, IP as typed (a part is enough); user and place by their names. */
const matchesText = (reads: Reads, text: string, textRows: (text: string) => readonly number[]): Sql => {
  const pattern = containing(text.trim());
  const directory = reads.table('directory');
  return sql(
    `n IN (SELECT value FROM json_each(?))
     OR f_name LIKE ? ESCAPE '\\' OR f_serial LIKE ? ESCAPE '\\' OR f_assetTag LIKE ? ESCAPE '\\'
     OR f_model LIKE ? ESCAPE '\\' OR json_extract(data, '$.ips') LIKE ? ESCAPE '\\'
     OR f_userId IN (SELECT id FROM ${directory} WHERE deleted = 0 AND f_type = 'person' AND f_name LIKE ? ESCAPE '\\')
     OR f_placeId IN (SELECT id FROM ${directory}
          WHERE deleted = 0 AND f_type = 'place' AND json_extract(data, '$.path') LIKE ? ESCAPE '\\')`,
    JSON.stringify(textRows(text)),
    ...Array.from({ length: 7 }, () => pattern),
  );
};

export const ciWhere = (
  reads: Reads,
  filter: CiFilter,
  textRows: (text: string) => readonly number[],
): Sql => {
  const parts: Sql[] = [sql('deleted = 0')];
  if (filter.activeOnly) parts.push(sql('f_active = 1'));
  if (filter.classes?.length) parts.push(oneOf('f_ciClass', filter.classes));
  if (filter.statuses?.length) parts.push(oneOf('f_status', filter.statuses));
  if (filter.userId !== undefined) parts.push(sql('f_userId = ?', filter.userId));
  if (filter.placeId !== undefined) parts.push(inPlaces(reads, [filter.placeId]));
  if (filter.text !== undefined && filter.text.trim() !== '') {
    parts.push(matchesText(reads, filter.text, textRows));
  }
  return allOf(parts);
};

export const ciPage = (
  reads: Reads,
  where: Sql,
  sort: CiSort,
  window: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly CiRow[] } => {
  const table = reads.table('configItems');
  const direction = sort.direction === 'asc' ? 'ASC' : 'DESC';
  const found = reads.all({
    text: `SELECT ${ROW_SQL} FROM ${table} WHERE ${where.text}
           ORDER BY f_${sort.field} ${direction}, id ${direction} LIMIT ? OFFSET ?`,
    params: [...where.params, window.limit, window.offset],
  });
  return {
    total: numberOf(
      reads.get({ text: `SELECT count(*) FROM ${table} WHERE ${where.text}`, params: where.params }),
    ),
    rows: ciRows(reads, found),
  };
};

export const ciRowsWhere = (reads: Reads, where: Sql, limit: number): readonly CiRow[] =>
  ciRows(
    reads,
    reads.all({
      text: `SELECT ${ROW_SQL} FROM ${reads.table('configItems')} WHERE deleted = 0 AND (${where.text})
             ORDER BY f_active DESC, f_name LIMIT ?`,
      params: [...where.params, limit],
    }),
  );

/** Rows of known CIs, in the order of `ids`. */
export const ciRowsById = (reads: Reads, ids: readonly string[]): readonly CiRow[] => {
  if (ids.length === 0) return [];
  const where = sql('id IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
  const byId = new Map(ciRowsWhere(reads, where, ids.length).map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};
