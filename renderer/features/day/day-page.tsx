import LocalShipping from '@mui/icons-material/LocalShippingOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react';
import type { OrderRow, TicketRow } from '#contracts/shared.ts';
import { lateSince } from '#domain/orders/order.late.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { DEFAULT_TICKET_SORT } from '#domain/tickets/ticket-sort.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { DraftList } from '#renderer/shared/drafts/draft-list.tsx';
import { formatCount, formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { stateReason } from '#renderer/shared/record/words.ts';
import { TicketMarks } from '#renderer/shared/records/ticket-marks.tsx';
import { useReportUsable, useSessionUser } from '#renderer/shared/session/session.ts';
import { isLoaded } from '#renderer/shared/sync/sync-summary.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { PriorityMark, StateChip } from '#renderer/shared/ui/chips.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { isFocusFree } from '#renderer/shared/ui/free-focus.ts';
import { LateMark } from '#renderer/shared/ui/late-mark.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { SlaClock } from '#renderer/shared/ui/sla-clock.tsx';
import { DayLine } from './day-line.tsx';
import { type DayPart, partsOf } from './day-model.ts';

/** More than anybody does in a day; what is beyond is on the page of orders and in the queue. */
const MOST_LINES = 200;

const DAY_KEYS: KeyMap<'next' | 'previous' | 'first' | 'last'> = {
  group: 'common:pages.day',
  actions: {
    next: { label: 'day:keys.move', shortcuts: ['ArrowDown', 'j'] },
    previous: { label: 'day:keys.move', shortcuts: ['ArrowUp', 'k'] },
    first: { label: 'day:keys.ends', shortcuts: ['Home'] },
    last: { label: 'day:keys.ends', shortcuts: ['End'] },
  },
};

const linesIn = (page: HTMLElement): readonly HTMLElement[] => [
  ...page.querySelectorAll<HTMLElement>('[data-day-line]'),
];

const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
  const action = actionOf(DAY_KEYS, event);
  if (action === null) return;
  const lines = linesIn(event.currentTarget);
  const at = lines.indexOf(event.target as HTMLElement);
  event.preventDefault();
  event.stopPropagation();
  const to = { next: at + 1, previous: Math.max(0, at - 1), first: 0, last: lines.length - 1 }[action];
  lines[Math.min(to, lines.length - 1)]?.focus();
};

type OrderLineProps = { readonly row: OrderRow; readonly part: DayPart; readonly nowMs: number };

const OrderLine = ({ row, part, nowMs }: OrderLineProps): ReactNode => {
  const t = useText('day');
  const since = lateSince(row, new Date(nowMs).toISOString());
  return (
    <DayLine
      when={
        row.plannedStart === null ? (
          t('parts.unplanned')
        ) : (
          <Box
            component="span"
            sx={part === 'overdue' || since !== null ? { color: 'error.main', fontWeight: 600 } : {}}
          >
            {formatInstant(row.plannedStart)}
          </Box>
        )
      }
      facts={[
        ...(since === null ? [] : [<LateMark key="late" since={since} />]),
        row.number,
        t('tasks', { done: row.tasksDone, count: row.tasksTotal }),
      ]}
      title={row.title}
      details={[row.personName, joined([row.placeName, row.targetPlaceName], ' → ')]}
      state={<StateChip type="order" state={row.state} />}
      onOpen={() => openRoute({ page: 'order', id: row.id }, row.number)}
    />
  );
};

const Orders = ({ rows }: { readonly rows: readonly OrderRow[] }): ReactNode => {
  const t = useText('day');
  const nowMs = useNow();
  return partsOf(rows, nowMs).map(({ part, rows: ofPart }) => (
    <Box key={part} sx={{ mb: 1 }}>
      <Typography
        component="h3"
        variant="caption"
        sx={{ fontWeight: 600, color: part === 'overdue' ? 'error.main' : 'text.secondary' }}
      >
        {t(`parts.${part}`)}
      </Typography>
      <Box component="ul" aria-label={t(`parts.${part}`)} sx={{ m: 0, mx: -1, p: 0, listStyle: 'none' }}>
        {ofPart.map((row) => (
          <OrderLine key={row.id} row={row} part={part} nowMs={nowMs} />
        ))}
      </Box>
    </Box>
  ));
};

const Incidents = ({ rows }: { readonly rows: readonly TicketRow[] }): ReactNode => {
  const t = useText('day');
  return (
    <Box component="ul" aria-label={t('tickets')} sx={{ m: 0, mx: -1, p: 0, listStyle: 'none' }}>
      {rows.map((row) => (
        <DayLine
          key={row.id}
          when={<SlaClock sla={row.sla} />}
          facts={[
            row.number,
            <PriorityMark key="priority" priority={row.priority} />,
            <TicketMarks key="marks" majorState={row.majorState} escalation={row.escalation} />,
          ]}
          title={row.title}
          details={[row.requesterName, row.placeName]}
          state={<StateChip type={row.type} state={row.state} because={stateReason(row)} />}
          onOpen={() => openRecord('tickets', row, row.number)}
        />
      ))}
    </Box>
  );
};

/**
 * The first line has the focus as the first row of a list has, unless the user is somewhere already. A first sync may bring the orders after
 * the tickets: until the page is ready, the focus goes along to what stands first then.
 */
const useFocusOnFirst = (
  page: RefObject<HTMLElement | null>,
  firstId: string | undefined,
  isReady: boolean,
): void => {
  const given = useRef<HTMLElement | null>(null);
  const isSettled = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first line is another one when its id is.
  useEffect(() => {
    const { current } = page;
    if (current === null || isSettled.current) return;
    const focused = document.activeElement;
    const isFree = isFocusFree() || focused === given.current || (focused?.contains(current) ?? true);
    const first = linesIn(current)[0];
    if (!isFree || first === undefined) return;
    first.focus({ preventScroll: true });
    given.current = first;
    isSettled.current = isReady;
  }, [page, firstId, isReady]);
};

/** What is planned for whoever is signed in: what was left over, today, what comes next, and the incidents they have. */
export const DayPage = (): ReactNode => {
  const t = useText('day');
  const { personId } = useSessionUser();
  const mine = useMemo<TicketFilter>(() => ({ activeOnly: true, assigneeIds: [personId] }), [personId]);
  const orders = useLive('orders.page', {
    filter: { activeOnly: true, assigneeIds: [personId] },
    sort: { field: 'plannedStart', direction: 'asc' },
    limit: MOST_LINES,
  });
  const tickets = useLive('tickets.page', { filter: mine, sort: DEFAULT_TICKET_SORT, limit: MOST_LINES });
  const sync = useLive('sync.status', {}).data;
  const isThere = orders.data !== undefined && tickets.data !== undefined;
  const isReady = isThere && isLoaded(sync);
  useReportUsable(isReady);
  useKeyMap(DAY_KEYS);

  const page = useRef<HTMLDivElement>(null);
  useFocusOnFirst(page, (orders.data?.rows ?? tickets.data?.rows)?.[0]?.id, isReady);

  const nothing = (title: string, hint: string, icon?: ReactNode) => (data: { readonly total: number }) =>
    data.total === 0 ? <EmptyNote icon={icon} title={title} hint={hint} /> : null;
  return (
    <Page
      title={t('title')}
      subtitle={
        orders.data === undefined || tickets.data === undefined
          ? ''
          : `${t('orderCount', { count: orders.data.total, shown: formatCount(orders.data.total) })}, ${t(
              'ticketCount',
              { count: tickets.data.total, shown: formatCount(tickets.data.total) },
            )}`
      }
    >
      <Box
        ref={page}
        onKeyDown={onKeyDown}
        sx={{
          display: 'grid',
          gap: 1.5,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', xl: 'minmax(0, 1fr) minmax(0, 1fr)' },
        }}
      >
        <Box sx={{ gridColumn: '1 / -1' }}>
          <DraftList />
        </Box>
        <Section
          title={t('orders')}
          actions={<Button onClick={() => openRoute({ page: 'orders' })}>{t('allOrders')}</Button>}
        >
          <Boundary live={orders} empty={nothing(t('noOrders'), t('noOrdersHint'), <LocalShipping />)}>
            {({ rows }) => <Orders rows={rows} />}
          </Boundary>
        </Section>
        <Section
          title={t('tickets')}
          actions={
            <Button onClick={() => openRoute({ page: 'tickets', title: t('myTickets'), filter: mine })}>
              {t('allTickets')}
            </Button>
          }
        >
          <Boundary live={tickets} empty={nothing(t('noTickets'), t('noTicketsHint'))}>
            {({ rows }) => <Incidents rows={rows} />}
          </Boundary>
        </Section>
      </Box>
    </Page>
  );
};
