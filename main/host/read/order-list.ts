import type { OrderFilter, OrderSort } from '#contracts/orders.ts';
import type { OrderRow } from '#contracts/shared.ts';
import type { Order } from '#domain/fields/orders.ts';
import { nameIn } from '#domain/records/names.ts';
import { namesIn } from './names.ts';
import { recordRows } from './record-rows.ts';
import type { TextRows } from './search.ts';
import { allOf, oneOf, rowIn, type Sql, sql, withinOf } from './sql.ts';

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
  'plannedEnd',
  'startedAt',
  'dueAt',
  'tasks',
  'updatedAt',
  'openClashes',
] as const;
type RawRow = Pick<Order, (typeof ROW_PATHS)[number]>;

export const orderRows = recordRows<RawRow, OrderRow>('orders', ROW_PATHS, (reads, raw) => {
  const ids = raw.flatMap((row) => [
    row.personId,
    row.placeId,
    row.targetPlaceId,
    row.teamId,
    row.assigneeId,
  ]);
  const names = namesIn(reads, 'directory')(ids);
  const name = (id: string | null): string | null => nameIn(names, id);
  return raw.map(({ tasks, personId, placeId, targetPlaceId, teamId, ...row }) => ({
    ...row,
    personName: name(personId),
    placeName: name(placeId),
    targetPlaceName: name(targetPlaceId),
    teamName: name(teamId),
    assigneeName: name(row.assigneeId),
    tasksDone: tasks.filter((task) => task.state !== 'open').length,
    tasksTotal: tasks.length,
  }));
});

/** Orders of which one of the devices is the CI. */
export const aboutCi = (ciId: string): Sql =>
  sql(
    `EXISTS (SELECT 1 FROM json_each(data, '$.devices') d WHERE json_extract(d.value, '$.ciId') = ?)`,
    ciId,
  );

export const orderWhere = (filter: OrderFilter, textRows: TextRows): Sql => {
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
    parts.push(rowIn(textRows(filter.text, { within: withinOf(parts, filter.activeOnly === true) })));
  }
  return allOf(parts);
};

export const orderOrder = ({ field, direction }: OrderSort): string => {
  const column = field === 'updatedAt' ? "json_extract(data, '$.updatedAt')" : `f_${field}`;
  return `${column} ${direction}, id ${direction}`;
};
