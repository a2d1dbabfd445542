import LocalShipping from '@mui/icons-material/LocalShipping';
import WarningAmber from '@mui/icons-material/WarningAmber';
import { Box } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { OrderRow } from '#contracts/shared.ts';
import { ORDER_FIELDS } from '#domain/fields/orders.ts';
import { lateSince } from '#domain/orders/order.late.ts';
import { formatDate, formatInstant } from '#renderer/shared/format/format.ts';
import { useTyped } from '#renderer/shared/hooks/use-debounced.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { fieldColumns } from '#renderer/shared/record/field-columns.tsx';
import { useListChoice } from '#renderer/shared/record/list-choice.ts';
import {
  CodeFilter,
  ListFilters,
  ListViewChoice,
  TextFilter,
} from '#renderer/shared/record/list-filters.tsx';
import { NewRecordButton, RecordListPage } from '#renderer/shared/record/record-list-page.tsx';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { filterOf, firstView, ORDER_CHOICE, type OrderView } from './orders-store.ts';

const KIND = { collection: 'orders', type: 'order' } as const;
const open = (row: OrderRow): void => openRoute({ page: 'order', id: row.id }, row.number);

/** When it is planned for; late work is told by its colour, and since when by its title. */
const Planned = ({ row }: { readonly row: OrderRow }): ReactNode => {
  const t = useText('common');
  const since = lateSince(row, new Date(useNow()).toISOString());
  const words = formatInstant(row.plannedStart);
  if (since === null) return words;
  const late = t('lateSince', { at: formatInstant(since) });
  return (
    <Box
      component="span"
      title={late}
      aria-label={`${words}, ${late}`}
      sx={{ color: 'error.main', fontWeight: 600 }}
    >
      <WarningAmber aria-hidden sx={{ fontSize: 14, verticalAlign: 'text-bottom' }} /> {words}
    </Box>
  );
};

/** Columns of the list; of one's own orders everybody knows the assignee, and the plan counts more than the due date. */
const columnsFor = (
  isMine: boolean,
  words: { readonly from: string; readonly to: string; readonly tasks: string },
) =>
  fieldColumns<OrderRow>(KIND, ORDER_FIELDS, [
    { field: 'number', sortable: true },
    // The letters of the number tell it, too.
    { field: 'type', width: 78, narrow: 78 },
    { field: 'title' },
    { field: 'state', width: 136, narrow: 132, sortable: true },
    {
      field: 'plannedStart',
      // With the mark of what is late, and bold.
      ...{ width: 150, sortable: true, rank: 6 },
      render: (row) => <Planned row={row} />,
    },
    { field: 'personId', width: 120, narrow: 84, rank: 4, name: (row) => row.personName },
    {
      field: 'placeId',
      header: words.from,
      ...{ width: 120, narrow: 92, grow: 2, rank: 5 },
      name: (row) => row.placeName,
    },
    {
      field: 'targetPlaceId',
      header: words.to,
      ...{ width: 120, narrow: 92, grow: 2, rank: 5 },
      name: (row) => row.targetPlaceName,
    },
    {
      field: 'tasks',
      header: words.tasks,
      ...{ width: 64, narrow: 56, grow: null, rank: 3 },
      render: (row) => `${row.tasksDone}/${row.tasksTotal}`,
    },
    ...(isMine
      ? []
      : [
          {
            field: 'dueAt',
            width: 104,
            sortable: true,
            rank: 2,
            // A far-future instant stands for "nothing due".
            render: (row: OrderRow) => (row.dueAt.startsWith('9999') ? '' : formatDate(row.dueAt)),
          },
          { field: 'assigneeId', narrow: 84, rank: 3, name: (row: OrderRow) => row.assigneeName },
        ]),
  ]);

const useOrders = () => useListChoice(ORDER_CHOICE, firstView(useSessionUser().roles));

const Filters = ({ list }: { readonly list: ReturnType<typeof useOrders> }): ReactNode => {
  const t = useText('orders');
  const { types, text } = list.filters;
  return (
    <ListFilters
      views={<ListViewChoice label={t('list.views')} list={list} words={(one) => t(`list.${one}`)} />}
      find={
        <TextFilter
          value={text}
          placeholder={t('list.find')}
          onChange={(next) => list.change({ text: next })}
        />
      }
      more={
        <CodeFilter
          kind={KIND}
          field="type"
          spec={ORDER_FIELDS.type}
          chosen={types}
          onChange={(chosen) => list.change({ types: chosen })}
        />
      }
      chosen={types.length === 0 ? 0 : 1}
    />
  );
};

const EMPTY_TEXTS = {
  today: ['list.emptyToday', 'list.emptyTodayHint'],
  week: ['list.emptyWeek', 'list.emptyTodayHint'],
  open: ['list.empty', 'list.emptyHint'],
  all: ['list.empty', 'list.emptyHint'],
} as const satisfies Readonly<Record<OrderView, readonly [title: string, hint: string]>>;

/** Move, add, swap and disposal orders: my day, my week, or all of them. */
export const OrdersPage = (): ReactNode => {
  const t = useText('orders');
  const { personId } = useSessionUser();
  const choice = useOrders();
  const { view, sort } = choice;
  const { types, text } = choice.filters;
  const settled = useTyped(text.trim());
  const nowMs = useNow();
  const filter = filterOf({ view, types, text: settled }, personId, nowMs);
  const list = useWindow('orders.page', { filter, sort });
  const isMine = view === 'today' || view === 'week';
  const columns = useMemo(
    () => columnsFor(isMine, { from: t('columns.from'), to: t('columns.to'), tasks: t('columns.tasks') }),
    [t, isMine],
  );
  const mayCreate = useMay()('orders.create');
  const [emptyTitle, emptyHint] = EMPTY_TEXTS[view];
  return (
    <RecordListPage<OrderRow>
      collection="orders"
      title={t('title')}
      label={t('list.label')}
      actions={
        mayCreate && (
          <NewRecordButton
            label={t('list.new')}
            onNew={() => openRoute({ page: 'order-new', ciId: null, ticketId: null }, t('list.new'))}
          />
        )
      }
      filters={<Filters list={choice} />}
      list={list}
      columns={columns}
      sort={sort}
      onSort={choice.setSort}
      onOpen={open}
      empty={<EmptyNote icon={<LocalShipping />} title={t(emptyTitle)} hint={t(emptyHint)} />}
    />
  );
};
