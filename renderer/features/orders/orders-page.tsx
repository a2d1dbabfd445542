import Add from '@mui/icons-material/Add';
import LocalShipping from '@mui/icons-material/LocalShipping';
import { Box, Button, MenuItem, Stack, TextField, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { OrderSort } from '#contracts/orders.ts';
import type { OrderRow } from '#contracts/shared.ts';
import { ORDER_TYPES, type OrderType } from '#domain/fields/orders.ts';
import { formatCount, formatDate, formatInstant } from '#renderer/shared/format/format.ts';
import { useDebounced } from '#renderer/shared/hooks/use-debounced.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { type KeyOf, type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { PlacePath } from '#renderer/shared/records/place-path.tsx';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useMay } from '#renderer/shared/session/use-may.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { StateChip } from '#renderer/shared/ui/chips.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import type { TableColumn } from '#renderer/shared/ui/virtual-table-row.tsx';
import { WindowTable } from '#renderer/shared/ui/window-table.tsx';
import { filterOf, firstView, ORDER_VIEWS, type OrderView, useOrders } from './orders-store.ts';

const showView = (view: OrderView): void => useNavigation.getState().showView('orders', view);

const TYPING_MS = 120;
const keyOf = (row: OrderRow): string => row.id;
const open = (row: OrderRow): void => openRoute({ page: 'order', id: row.id }, row.number);

const allColumns = (t: Translate<'orders'>): readonly TableColumn<OrderRow>[] => [
  { key: 'number', header: t('columns.number'), width: 118, sortable: true, render: (row) => row.number },
  {
    key: 'type',
    header: t('columns.type'),
    width: 78,
    spare: true,
    render: (row) => t(`common:orderTypes.${row.type}`),
  },
  {
    key: 'title',
    header: t('columns.title'),
    width: 150,
    narrow: 120,
    grow: 3,
    render: (row) => (
      <Box component="span" sx={{ fontWeight: 500 }}>
        {row.title}
      </Box>
    ),
  },
  {
    key: 'state',
    header: t('columns.state'),
    width: 136,
    narrow: 132,
    sortable: true,
    render: (row) => <StateChip state={row.state} />,
  },
  {
    key: 'plannedStart',
    header: t('columns.planned'),
    width: 112,
    sortable: true,
    render: (row) => formatInstant(row.plannedStart),
  },
  {
    key: 'person',
    header: t('columns.person'),
    width: 104,
    narrow: 88,
    grow: 1,
    render: (row) => row.personName,
  },
  {
    key: 'from',
    header: t('columns.from'),
    width: 100,
    narrow: 92,
    grow: 2,
    render: (row) => <PlacePath path={row.placeName} />,
  },
  {
    key: 'to',
    header: t('columns.to'),
    width: 100,
    narrow: 92,
    grow: 2,
    render: (row) => <PlacePath path={row.targetPlaceName} />,
  },
  {
    key: 'tasks',
    header: t('columns.tasks'),
    width: 56,
    align: 'end',
    render: (row) => `${row.tasksDone}/${row.tasksTotal}`,
  },
  {
    key: 'dueAt',
    header: t('columns.due'),
    width: 104,
    spare: true,
    sortable: true,
    // A far-future instant stands for "nothing due".
    render: (row) => (row.dueAt.startsWith('9999') ? '' : formatDate(row.dueAt)),
  },
  {
    key: 'assignee',
    header: t('columns.assignee'),
    width: 120,
    narrow: 84,
    grow: 1,
    render: (row) => row.assigneeName,
  },
];

/** Columns of the list; of one's own orders everybody knows the assignee, and the plan counts more than the due date. */
const columnsFor = (t: Translate<'orders'>, isMine: boolean): readonly TableColumn<OrderRow>[] =>
  allColumns(t).filter(({ key }) => !(isMine && (key === 'assignee' || key === 'dueAt')));

const Filters = ({ view }: { readonly view: OrderView }): ReactNode => {
  const t = useText('orders');
  const { type, text } = useOrders();
  return (
    <Stack
      direction="row"
      useFlexGap
      spacing={1}
      sx={{ px: 2, pt: 0.75, pb: 1, flexWrap: 'wrap', alignItems: 'center' }}
    >
      <ToggleButtonGroup
        exclusive
        size="small"
        value={view}
        aria-label={t('list.views')}
        onChange={(_event, next: OrderView | null) => {
          if (next !== null) showView(next);
        }}
      >
        {ORDER_VIEWS.map((one) => (
          <ToggleButton
            key={one}
            value={one}
            sx={{ px: 1.5, textTransform: 'none', color: 'text.secondary' }}
          >
            {t(`list.${one}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <TextField
        select
        size="small"
        label={t('list.type')}
        value={type ?? ''}
        onChange={(event) =>
          useOrders.setState({ type: event.target.value === '' ? null : (event.target.value as OrderType) })
        }
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        sx={{ width: 130 }}
      >
        <MenuItem value="" dense>
          {t('list.anyType')}
        </MenuItem>
        {ORDER_TYPES.map((one) => (
          <MenuItem key={one} value={one} dense>
            {t(`common:orderTypes.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        size="small"
        value={text}
        placeholder={t('list.find')}
        onChange={(event) => useOrders.setState({ text: event.target.value })}
        slotProps={{ htmlInput: { 'aria-label': t('list.find'), maxLength: 200 } }}
        sx={{ flex: '1 1 220px', maxWidth: 380 }}
      />
    </Stack>
  );
};

const EMPTY_TEXTS: Readonly<Record<OrderView, readonly [title: KeyOf<'orders'>, hint: KeyOf<'orders'>]>> = {
  today: ['list.emptyToday', 'list.emptyTodayHint'],
  week: ['list.emptyWeek', 'list.emptyTodayHint'],
  open: ['list.empty', 'list.emptyHint'],
  all: ['list.empty', 'list.emptyHint'],
};

/** Move, add, swap and disposal orders: my day, my week, or all of them. */
export const OrdersPage = (): ReactNode => {
  const t = useText('orders');
  const { personId, roles } = useSessionUser();
  const { type, text, sort } = useOrders();
  const chosen = useNavigation((navigation) => navigation.views.orders?.id);
  const view = ORDER_VIEWS.find((one) => one === chosen) ?? firstView(roles);
  const settled = useDebounced(text.trim(), TYPING_MS);
  const nowMs = useNow();
  const filter = filterOf({ view, type, text: settled }, personId, nowMs);
  const list = useWindow('orders.page', { filter, sort });
  const total = list.live.data?.total;
  const isMine = view === 'today' || view === 'week';
  const columns = useMemo(() => columnsFor(t, isMine), [t, isMine]);
  const mayCreate = useMay()('orders.create');
  const [emptyTitle, emptyHint] = EMPTY_TEXTS[view];
  return (
    <Page
      title={t('title')}
      fill
      subtitle={total === undefined ? '' : t('list.found', { count: total, shown: formatCount(total) })}
      actions={
        mayCreate ? (
          <Button
            size="small"
            variant="outlined"
            startIcon={<Add />}
            onClick={() => openRoute({ page: 'order-new', ciId: null, ticketId: null }, t('list.new'))}
          >
            {t('list.new')}
          </Button>
        ) : undefined
      }
    >
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
        <Filters view={view} />
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <WindowTable<OrderRow>
            list={list}
            label={t('list.label')}
            columns={columns}
            rowKey={keyOf}
            onOpen={open}
            sort={sort}
            onSort={(next) => useOrders.setState({ sort: next as OrderSort })}
            autoFocus
            empty={<EmptyNote icon={<LocalShipping />} title={t(emptyTitle)} hint={t(emptyHint)} />}
          />
        </Box>
      </Box>
    </Page>
  );
};
