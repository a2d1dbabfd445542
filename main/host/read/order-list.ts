import type { OrderFilter, OrderSort } from '#contracts/orders.ts';
import type { OrderRow } from '#contracts/shared.ts';
import type { SqlValue } from '../storage/driver.ts';
import { namesIn } from './names.ts';
import { allOf, numberOf, oneOf, parseJson, type Reads, type Sql, sql } from './sql.ts';

const ROW_PATHS = [
  'id',
  'type',
  'number',
  'title',
  'state',
  'personId',
  'placeId',
  'targetPlaceId',
  'teamId',
  'assigneeId',
  'plannedStart',
  'dueAt',
  'tasks',
  'updatedAt',
  'openClashes',
] as const;
const ROW_SQL = `json_extract(data, ${ROW_PATHS.map((path) => `'$.${path}'`).join(', ')})`;

type Raw = Readonly<Record<(typeof ROW_PATHS)[number], unknown>>;

const toRaw = (row: readonly SqlValue[]): Raw => {
  const values = parseJson<readonly unknown[]>(row[0]);
  return Object.fromEntries(ROW_PATHS.map((path, i) => [path, values[i] ?? null])) as Raw;
};

const orderRows = (reads: Reads, found: readonly (readonly SqlValue[])[]): readonly OrderRow[] => {
  const raw = found.map(toRaw);
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const names = namesIn(
    reads,
    'directory',
  )(
    raw.flatMap((row) =>
      [row.personId, row.placeId, row.targetPlaceId, row.teamId, row.assigneeId].map(text),
    ),
  );
  const name = (value: unknown): string | null => names[String(value)] ?? null;
  return raw.map(({ tasks, personId, placeId, targetPlaceId, teamId, ...row }) => {
    const steps = tasks as readonly { readonly state: string }[];
    return {
      ...row,
      personName: name(personId),
      placeName: name(placeId),
      targetPlaceName: name(targetPlaceId),
      teamName: name(teamId),
      assigneeName: name(row.assigneeId),
      tasksDone: steps.filter((task) => task.state !== 'open').length,
      tasksTotal: steps.length,
    } as OrderRow;
  });
};

/** Orders of which one of the devices is the CI. */
export const aboutCi = (ciId: string): Sql =>
  sql(
    `EXISTS (SELECT 1 FROM json_each(data, '$.devices') d WHERE json_extract(d.value, '$.ciId') = ?)`,
    ciId,
  );

export const orderWhere = (filter: OrderFilter, textRows: (text: string) => readonly number[]): Sql => {
  const parts: Sql[] = [sql('deleted = 0')];
  if (filter.activeOnly) parts.push(sql('f_active = 1'));
  if (filter.types?.length) parts.push(oneOf(`json_extract(data, '$.type')`, filter.types));
  if (filter.states?.length) parts.push(oneOf('f_state', filter.states));
  if (filter.assigneeIds?.length) parts.push(oneOf('f_assigneeId', filter.assigneeIds));
  if (filter.teamIds?.length) parts.push(oneOf(`json_extract(data, '$.teamId')`, filter.teamIds));
  if (filter.plannedFrom !== undefined) parts.push(sql('f_plannedStart >= ?', filter.plannedFrom));
  if (filter.plannedTo !== undefined) parts.push(sql('f_plannedStart < ?', filter.plannedTo));
  if (filter.ciId !== undefined) parts.push(aboutCi(filter.ciId));
  if (filter.text !== undefined && filter.text.trim() !== '') {
    parts.push(sql('n IN (SELECT value FROM json_each(?))', JSON.stringify(textRows(filter.text))));
  }
  return allOf(parts);
};

export const orderPage = (
  reads: Reads,
  where: Sql,
  sort: OrderSort,
  window: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly OrderRow[] } => {
  const table = reads.table('orders');
  const direction = sort.direction === 'asc' ? 'ASC' : 'DESC';
  const found = reads.all({
    text: `SELECT ${ROW_SQL} FROM ${table} WHERE ${where.text}
           ORDER BY ${sort.field === 'updatedAt' ? "json_extract(data, '$.updatedAt')" : `f_${sort.field}`} ${direction}, id ${direction}
           LIMIT ? OFFSET ?`,
    params: [...where.params, window.limit, window.offset],
  });
  return {
    total: numberOf(
      reads.get({ text: `SELECT count(*) FROM ${table} WHERE ${where.text}`, params: where.params }),
    ),
    rows: orderRows(reads, found),
  };
};

export const orderRowsWhere = (reads: Reads, where: Sql, limit: number): readonly OrderRow[] =>
  orderRows(
    reads,
    reads.all({
      text: `SELECT ${ROW_SQL} FROM ${reads.table('orders')} WHERE deleted = 0 AND (${where.text})
             ORDER BY f_dueAt DESC, id DESC LIMIT ?`,
      params: [...where.params, limit],
    }),
  );
